"""What changes in place: every setting of a cluster alone and together, and queues and storages item by item."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from account import VSWITCH
from contract.changes import NOTHING, SETTINGS
from contract.host_process import NONE, Failed, Host
from contract.programs import WHOLE
from emulator_process import Emulator
from pulumi_ehpc._core.table.fields import fields_of
from pulumi_ehpc._core.table.policy import Life
from pulumi_ehpc.inputs import EhpcClusterArgs

COMP, BIG = WHOLE["queues"]
HOME, OPT, DATA = WHOLE["sharedStorages"]


class Stack:
    """One cluster and what the engine would remember of it."""

    def __init__(self, host: Host, service: Emulator) -> None:
        self.host, self.service = host, service
        self.program = copy.deepcopy(WHOLE)
        self.id, self.outs, self.inputs = host.up(self.program)

    def plan(self) -> Any:
        self.checked, failures = self.host.check(self.program, self.inputs)
        assert not failures
        return self.host.diff(self.id, self.outs, self.checked, self.inputs)

    def up(self, changed: dict[str, Any] | None = None, *, without: tuple[str, ...] = (), **more: Any) -> list[str]:
        """The calls of a `pulumi up` of the changed program; the preview after it is empty."""
        self.program = {
            name: value for name, value in {**self.program, **(changed or {}), **more}.items() if name not in without
        }
        before = len(self.service.journal())
        assert self.plan().changes != NONE
        self.outs, self.inputs = self.update(), self.checked
        calls = self.service.actions()[before:]
        self.changing = self.service.changing(before)
        assert self.plan().changes == NONE
        return calls

    def update(self) -> dict[str, Any]:
        return self.host.update(self.id, self.outs, self.checked, old_inputs=self.inputs)

    def refresh(self) -> None:
        _, self.outs, self.inputs = self.host.read(self.id, self.outs, self.inputs)

    @property
    def live(self) -> dict[str, Any]:
        (cluster,) = self.service.clusters()
        return cluster

    def queues(self) -> dict[str, Any]:
        return {queue["QueueName"]: queue for queue in self.live["queues"]}

    def mounts(self) -> list[str]:
        return [storage["MountDirectory"] for storage in self.live["storages"]]


@pytest.fixture
def stack(host: Host, service: Emulator) -> Stack:
    return Stack(host, service)


def test_every_input_that_changes_in_place_is_changed_here() -> None:
    for field in fields_of(EhpcClusterArgs):
        if field.life is Life.UPDATE:
            row = f'"{field.state}": ("{field.wire}", a value, the value as it is sent)'
            assert field.state in SETTINGS, f"tests/contract/changes.py, SETTINGS: add {row}"
            empty = {int: 0, bool: False}.get(field.kind)
            row = f'"{field.state}": {empty}'
            assert field.state in NOTHING or empty is None, f"tests/contract/changes.py, NOTHING: add {row}"


def test_each_setting_alone_is_one_update_that_resets_nothing_else(stack: Stack) -> None:
    for state, (wire, value, sent) in SETTINGS.items():
        before = stack.live
        calls = stack.up({state: value})
        seen = "ListClusters" if state == "clusterDescription" else "GetCluster"
        assert calls == ["GetCluster", "ListClusters", "UpdateCluster", seen], state
        assert stack.live == {**before, wire: sent}, state
    stack.refresh()
    assert stack.plan().changes == NONE


def test_all_settings_together_are_one_update(stack: Stack) -> None:
    calls = stack.up({state: value for state, (_, value, _) in SETTINGS.items()})
    assert calls == ["GetCluster", "ListClusters", "UpdateCluster", "GetCluster", "ListClusters"]
    assert {wire: stack.live[wire] for wire, _, _ in SETTINGS.values()} == {w: sent for w, _, sent in SETTINGS.values()}


def test_explicit_false_and_zero_reach_the_service(stack: Stack) -> None:
    stack.up({state: value for state, (_, value, _) in SETTINGS.items()})
    stack.up(NOTHING)
    sent = next(row["params"] for row in reversed(stack.service.journal()) if row["action"] == "UpdateCluster")
    for state, value in NOTHING.items():
        wire = SETTINGS[state][0]
        expected = {f"{name[0].upper()}{name[1:]}": False for name in value} if isinstance(value, dict) else value
        assert (type(sent[wire]), sent[wire]) == (type(expected), expected)
        kept = {"EnablePowerSaving": False, **expected} if state == "schedulerSpec" else expected
        assert stack.live[wire] == kept


def test_a_console_change_of_anything_survives_an_update_of_something_else(stack: Stack) -> None:
    console = {wire: sent for wire, _, sent in SETTINGS.values() if wire != "MaxCount"}
    stack.service.change(stack.id, **console)
    stack.up(maxCount=12)
    assert {wire: stack.live[wire] for wire in console} == console


def test_removed_arguments_go_back_to_what_is_documented(stack: Stack) -> None:
    stack.up(without=("growInterval", "idleInterval"))
    assert (stack.live["GrowInterval"], stack.live["IdleInterval"]) == (2, 6)


def test_a_removed_deletion_protection_stays_as_it_is_and_that_is_said(stack: Stack) -> None:
    stack.up(deletionProtection=True)
    calls = stack.up(without=("deletionProtection",))
    assert calls == []
    assert stack.live["DeletionProtection"] is True
    assert "deletion_protection is no longer in the program; the cluster keeps what it has" in stack.host.said.text()


def test_an_argument_given_as_it_was_anyway_is_known_when_it_is_removed(stack: Stack) -> None:
    stack.service.change(stack.id, DeletionProtection=True)
    stack.refresh()
    stack.program["deletionProtection"] = True
    assert stack.plan().changes == NONE
    stack.inputs = stack.checked
    stack.up(without=("deletionProtection",))
    assert "deletion_protection is no longer in the program" in stack.host.said.text()


def test_an_argument_removed_in_a_failed_update_goes_back_in_the_next(stack: Stack) -> None:
    stack.service.faults({"action": "UpdateCluster", "kind": "error", "code": "InvalidParams", "status": 400})
    stack.program = {**stack.program, "maxCount": 30}
    del stack.program["idleInterval"]
    stack.plan()
    with pytest.raises(Failed, match="InvalidParams") as failure:
        stack.update()
    assert failure.value.id == stack.id
    stack.outs = failure.value.properties
    stack.up()
    assert (stack.live["MaxCount"], stack.live["IdleInterval"]) == (30, 6)


def test_a_removed_list_is_no_longer_managed_and_an_empty_one_empties_it(stack: Stack) -> None:
    assert stack.up(without=("queues",)) == []
    assert list(stack.queues()) == ["comp", "big"]
    stack.service.change(stack.id, Queues=[{"QueueName": "night"}])
    stack.refresh()
    assert stack.plan().changes == NONE
    stack.up(queues=[])
    assert stack.queues() == {}


def test_one_field_of_a_queue_is_at_most_four_calls_and_keeps_what_the_program_leaves_open(stack: Stack) -> None:
    console = [{"QueueName": "comp", "MaxCount": 4, "RamRole": "Reader", "KeepAliveNodes": ["node000"]}]
    stack.service.change(stack.id, Queues=[*console, *({"QueueName": f"q{n}"} for n in range(5))])
    stack.program["queues"] = [COMP, *({"queueName": f"q{n}"} for n in range(5))]
    stack.refresh()
    others = {name: queue for name, queue in stack.queues().items() if name != "comp"}
    calls = stack.up(queues=[{**COMP, "maxCount": 6}, *stack.program["queues"][1:]])
    assert calls == ["GetCluster", "GetQueue", "UpdateQueue", "GetQueue"]
    comp = stack.queues().pop("comp")
    assert (comp["MaxCount"], comp["RamRole"], comp["KeepAliveNodes"]) == (6, "Reader", ["node000"])
    assert {name: queue for name, queue in stack.queues().items() if name != "comp"} == others


def test_false_and_zero_of_a_queue_reach_the_service(stack: Stack) -> None:
    stack.up(queues=[{**COMP, "minCount": 2, "enableScaleIn": True, "enableScaleOut": True}, BIG])
    stack.up(queues=[{**COMP, "minCount": 0, "enableScaleIn": False, "enableScaleOut": False}, BIG])
    comp = stack.queues()["comp"]
    assert (comp["MinCount"], comp["EnableScaleIn"], comp["EnableScaleOut"]) == (0, False, False)


def test_queues_are_added_changed_renamed_and_removed_item_by_item(stack: Stack) -> None:
    stack.up(queues=[COMP, BIG, {"queueName": "new", "maxCount": 1}])
    assert stack.changing == ["CreateQueue"]
    stack.up(queues=[COMP, {**BIG, "queueName": "large"}, {"queueName": "new", "maxCount": 1}])
    assert stack.changing == ["DeleteQueues", "CreateQueue"]
    stack.up(queues=[{"queueName": "new", "maxCount": 1}, COMP])
    assert stack.changing == ["DeleteQueues"]
    assert sorted(stack.queues()) == ["comp", "new"]
    stack.refresh()
    assert stack.plan().changes == NONE


def test_what_the_service_fills_in_of_an_item_that_was_added_is_known_at_once(stack: Stack) -> None:
    stack.up(queues=[COMP, BIG, {"queueName": "new", "maxCount": 1}], sharedStorages=[HOME, OPT, DATA])
    after = {name: stack.outs[name] for name in ("queues", "sharedStorages")}
    assert after["queues"][-1]["enableScaleIn"] is not None
    stack.refresh()
    assert {name: stack.outs[name] for name in after} == after


@pytest.mark.parametrize(("nodes", "says"), [(0, "it has no nodes"), (1, "it has 1 node,"), (3, "it has 3 nodes,")])
def test_a_queue_of_somebody_else_is_named_with_its_nodes_before_it_goes(stack: Stack, nodes: int, says: str) -> None:
    given = [{"QueueName": "comp"}, {"QueueName": "big"}]
    stack.service.change(stack.id, Queues=[*given, {"QueueName": "night", "MaxCount": 9, "InitialCount": nodes}])
    stack.refresh()
    stack.plan()
    (warning,) = [line for line in stack.host.said.warnings() if "queues[night] will be removed" in line]
    assert says in warning
    if nodes:
        program = f"python -m pulumi_ehpc --region cn-hangzhou --endpoint {stack.service.url}"
        assert warning.splitlines()[1:] == [f"  {program} nodes {stack.id} --queue night --delete"]
        with pytest.raises(
            Failed, match=r"queues\[night\] has \d node.* so it was not removed\n.* in the E-HPC console or with"
        ):
            stack.update()
    else:
        stack.up()
        assert sorted(stack.queues()) == ["big", "comp"]


def test_the_preview_of_a_removed_queue_does_without_a_service_that_does_not_answer(stack: Stack) -> None:
    stack.service.faults({"action": "ListQueues", "kind": "error", "code": "Forbidden.RAM", "status": 403})
    stack.program["queues"] = [COMP]
    assert stack.plan().changes != NONE
    assert "queues[big] will be removed" in stack.host.said.warnings()


def test_storages_are_attached_changed_and_detached_item_by_item(stack: Stack) -> None:
    new = {**DATA, "mountDirectory": "/scratch"}
    stack.up(sharedStorages=[HOME, OPT, DATA, new])
    assert stack.changing == ["AttachSharedStorages"]
    stack.up(sharedStorages=[HOME, OPT, {**DATA, "nasDirectory": "/archive"}, new])
    assert stack.changing == ["DetachSharedStorages", "AttachSharedStorages"]
    remounted = "shared_storages[/ehpcdata].nas_directory: a mount cannot be changed: it is detached and attached again"
    assert remounted in stack.host.said.warnings()
    stack.up(sharedStorages=[HOME, OPT, {**DATA, "nasDirectory": "/archive"}])
    assert stack.changing == ["DetachSharedStorages"]
    assert sorted(stack.mounts()) == ["/ehpcdata", "/home", "/opt"]
    stack.refresh()
    assert stack.plan().changes == NONE


def test_a_storage_of_somebody_else_is_named_before_it_is_detached(stack: Stack) -> None:
    rows = stack.live["storages"]
    stack.service.change(stack.id, SharedStorages=[*rows, {**rows[2], "MountDirectory": "/theirs"}])
    stack.refresh()
    stack.plan()
    assert "shared_storages[/theirs] will be removed" in stack.host.said.warnings()
    stack.up()
    assert sorted(stack.mounts()) == ["/ehpcdata", "/home", "/opt"]


def test_a_console_change_of_a_queue_survives_a_change_of_another_field_of_it(stack: Stack) -> None:
    console = {"QueueName": "comp", "MinCount": 2, "MaxCount": 4, "EnableScaleIn": True, "VSwitchIds": [VSWITCH]}
    stack.service.change(stack.id, Queues=[console, {"QueueName": "big", "MaxCount": 2}])
    stack.up(queues=[{**COMP, "maxCount": 6}, BIG])
    comp = stack.queues()["comp"]
    assert (comp["MinCount"], comp["MaxCount"], comp["EnableScaleIn"]) == (2, 6, True)
    stack.refresh()
    assert "queues[comp].min_count: 0 -> 2" in stack.host.said.text(), "it is drift, and no spelling"


def test_a_call_that_replaces_everything_sends_nothing_empty_and_nothing_that_counts_only_at_the_creation(
    stack: Stack,
) -> None:
    stack.service.vary("empty-texts-refused", "empty-lists-refused")
    stack.up(queues=[COMP, {"queueName": "plain", "maxCount": 1, "initialCount": 0}])
    stack.up(queues=[COMP, {"queueName": "plain", "maxCount": 2, "initialCount": 0}], maxCount=11)
    sent = {row["action"]: row["params"] for row in stack.service.journal() if row["action"].startswith("Update")}
    assert sent["UpdateQueue"]["Queue"]["MaxCount"] == 2
    assert "InitialCount" not in sent["UpdateQueue"]["Queue"]
    for params in (sent["UpdateCluster"], sent["UpdateQueue"]["Queue"]):
        assert [name for name, value in params.items() if value in ("", [], {})] == []


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["big", "comp"], ""),
        (["comp", "big", "new"], ""),
        (["new", "comp", "big"], "queues: new is added; comp and big stay as they are, at another place of the list"),
        (["big"], "queues: comp is removed; big stays as it is, at another place of the list"),
        (["big 7"], "queues: big is changed, comp is removed"),
    ],
)
def test_a_list_whose_items_move_is_told_by_name(stack: Stack, names: list[str], told: str) -> None:
    queues = {queue["queueName"]: queue for queue in WHOLE["queues"]}
    several = [name.split() for name in names]
    changed = [{"maxCount": int(most[0])} if most else {} for _, *most in several]
    stack.program["queues"] = [
        {**queues.get(name, {"queueName": name}), **more} for (name, *_), more in zip(several, changed, strict=True)
    ]
    stack.plan()
    lines = [line for line in stack.host.said.text().splitlines() if line.startswith("queues: ")]
    assert lines == ([told] if told else [])
