"""Values that a preview does not know yet, and arguments that are no longer in the program."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from core.programs import REQUIRED, queue
from pulumi_ehpc._core.logic.by_path import set_paths
from pulumi_ehpc._core.logic.plan import Plan, plan
from pulumi_ehpc._core.table.fields import UNKNOWN
from pulumi_ehpc.inputs import EhpcClusterArgs

Program = Mapping[str, Any]

OLD: dict[str, Any] = {
    **REQUIRED,
    "maxCount": 5,
    "tags": {"team": "a"},
    "clusterCustomConfiguration": {"script": "https://a", "args": "x"},
    "manager": {
        "scheduler": {"type": "SLURM", "version": "22.05.8"},
        "managerNode": {"imageId": "m-1", "systemDisk": {"size": 40}, "dataDisks": [{"size": 40}, {"size": 41}]},
    },
    "queues": [queue("gpu", maxCount=3, vswitchIds=["a"], computeNodes=[{"imageId": "m-1"}, {"imageId": "m-2"}])],
}


def edited(**change: Any) -> Plan:
    return plan(EhpcClusterArgs, OLD, {**OLD, **change}, set_paths(EhpcClusterArgs, OLD))


def without(*names: str, old: Program = OLD) -> Plan:
    new = {name: value for name, value in old.items() if name not in names}
    return plan(EhpcClusterArgs, old, new, set_paths(EhpcClusterArgs, old))


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"clusterVpcId": UNKNOWN}, "cluster_vpc_id"),
        ({"manager": UNKNOWN}, "manager"),
        ({"manager": {"scheduler": UNKNOWN}}, "manager.scheduler"),
        ({"manager": {"scheduler": {"version": UNKNOWN}}}, "manager.scheduler.version"),
        ({"manager": {"managerNode": {"dataDisks": UNKNOWN}}}, "manager.manager_node.data_disks"),
        ({"manager": {"managerNode": {"dataDisks": [{}, UNKNOWN]}}}, "manager.manager_node.data_disks[1]"),
        (
            {"manager": {"managerNode": {"dataDisks": [{}, {"size": UNKNOWN}]}}},
            "manager.manager_node.data_disks[1].size",
        ),
    ],
)
def test_a_preview_shows_the_worst_case_for_what_is_not_known_yet(change: Program, path: str) -> None:
    todo = edited(**change)
    assert [(c.path, c.certain) for c in todo.replaces] == [(path, False)]
    assert todo.replaces[0].because
    assert todo.updates == []


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"maxCount": UNKNOWN}, "max_count"),
        ({"clusterCustomConfiguration": UNKNOWN}, "cluster_custom_configuration"),
        ({"clusterCustomConfiguration": {"args": UNKNOWN}}, "cluster_custom_configuration.args"),
        ({"queues": UNKNOWN}, "queues"),
    ],
)
def test_a_setting_that_is_not_known_yet_is_a_change_in_place(change: Program, path: str) -> None:
    todo = edited(**change)
    assert [(c.path, c.certain) for c in todo.updates] == [(path, False)]
    assert todo.replaces == []
    assert todo.items == []


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ({"maxCount": UNKNOWN}, "max_count"),
        ({"vswitchIds": UNKNOWN}, "vswitch_ids"),
        ({"vswitchIds": [UNKNOWN]}, "vswitch_ids"),
        ({"computeNodes": UNKNOWN}, "compute_nodes"),
        ({"computeNodes": [{}, UNKNOWN]}, "compute_nodes[1]"),
        ({"computeNodes": [{"imageId": UNKNOWN}, {}]}, "compute_nodes[0].image_id"),
    ],
)
def test_a_queue_with_a_value_that_is_not_known_yet_changes_in_place(value: Program, path: str) -> None:
    todo = edited(queues=[queue("gpu", **value)])
    assert todo.replaces == []
    assert [(c.path, c.certain) for items in todo.items for c in items.changes] == [(f"queues[gpu].{path}", False)]


@pytest.mark.parametrize("unknown", [UNKNOWN, {"queueName": UNKNOWN}])
def test_a_queue_whose_name_is_not_known_yet_counts_as_a_new_one(unknown: Any) -> None:
    todo = edited(queues=[*OLD["queues"], unknown])
    assert [items.added for items in todo.items] == [[unknown]]
    assert [items.removed for items in todo.items] == [[]]


@pytest.mark.parametrize("tags", [UNKNOWN, {"team": UNKNOWN}])
def test_tags_that_are_not_known_yet_still_replace_nothing(tags: Any) -> None:
    todo = edited(tags=tags)
    assert [(c.path, c.certain) for c in todo.creation] == [("tags", False)]
    assert todo.empty


def test_nothing_is_let_go_inside_an_object_that_is_not_known_yet() -> None:
    assert edited(manager=UNKNOWN, clusterCustomConfiguration=UNKNOWN).released == []


def test_a_known_difference_beside_an_unknown_value_is_certain() -> None:
    todo = edited(clusterVpcId="vpc-2", clusterVswitchId=UNKNOWN)
    assert {c.path: c.certain for c in todo.replaces} == {"cluster_vpc_id": True, "cluster_vswitch_id": False}


@pytest.mark.parametrize(
    ("name", "path", "default"), [("growInterval", "grow_interval", 2), ("idleInterval", "idle_interval", 6)]
)
def test_a_removed_argument_goes_back_to_its_documented_default(name: str, path: str, default: int) -> None:
    todo = without(name, old={**OLD, name: 9})
    assert [(c.path, c.old, c.new) for c in todo.updates] == [(path, 9, default)]
    assert todo.fallback(name) == default
    assert todo.released == []


def test_a_removed_argument_that_is_at_its_default_already_changes_nothing_in_the_cluster() -> None:
    assert without("growInterval", old={**OLD, "growInterval": 2}).updates == []


@pytest.mark.parametrize("protection", [True, False])
def test_removing_deletion_protection_leaves_the_flag_as_it_is(protection: bool) -> None:
    todo = without("deletionProtection", old={**OLD, "deletionProtection": protection})
    assert todo.updates == []
    assert [(c.path, c.old) for c in todo.released] == [("deletion_protection", protection)]


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("maxCount", "max_count"),
        ("manager", "manager"),
        ("tags", "tags"),
        ("queues", "queues"),
        ("clusterCustomConfiguration", "cluster_custom_configuration"),
    ],
)
def test_any_other_removed_argument_is_let_go_and_the_cluster_keeps_it(name: str, path: str) -> None:
    todo = without(name)
    assert [c.path for c in todo.released] == [path]
    assert (todo.replaces, todo.updates, todo.items) == ([], [], [])
    assert not todo.empty


def test_a_removed_nested_argument_is_let_go() -> None:
    todo = edited(manager={**OLD["manager"], "scheduler": {"type": "SLURM"}}, clusterCustomConfiguration={"args": "x"})
    assert {(c.top, c.path.rsplit(".", 1)[-1]) for c in todo.released} == {
        ("manager", "version"),
        ("clusterCustomConfiguration", "script"),
    }
    assert (todo.replaces, todo.updates) == ([], [])


def test_the_record_of_what_a_program_gave_names_items_by_their_key() -> None:
    given = set_paths(EhpcClusterArgs, OLD)
    assert "manager.managerNode.dataDisks[1].size" in given
    assert "queues[gpu].computeNodes[0].imageId" in given
    assert "clusterName" not in given
