"""The state contract notices every change of a declaration that a state would feel: tried on copies of the table."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from contract.programs import WHOLE
from ehpc_emulator.variants import chosen
from in_process import World, host
from pulumi_ehpc._core.table.fields import Field, Output, fields_of, outputs_of
from pulumi_ehpc.inputs import EhpcClusterArgs, EhpcClusterOutputs
from pulumi_ehpc.resources import CLUSTER
from tools.state_contract import Row, broken, declared, joined

FROZEN = declared(CLUSTER)
"""As if it were frozen as it is declared now: what the file says is compared elsewhere."""
TYPES: dict[str, set[type]] = {
    "text": {str},
    "json": {str},
    "integer": {int},
    "number": {int, float},
    "boolean": {bool},
    "object": {dict},
    "any": {str, int, float, bool, list, dict, type(None)},
}
Change = Callable[[type, Field], Iterable[Field]]


def altered(cls: type, change: Change) -> type:
    """A copy of a declared class and of all that it holds, with the rows that `change` makes of each row."""
    rows: list[Field] = []
    for field in fields_of(cls):
        row = copy.copy(field)
        if field.nested:
            vars(row)["kind"] = altered(field.kind, change)
        rows += change(cls, row)
    outputs = {row.python: copy.copy(row) for row in outputs_of(cls)}
    return type(cls.__name__, (), {"__fields__": tuple(rows), **outputs})


def told(change: Change) -> list[str]:
    """What the contract says of a cluster whose inputs are altered."""
    return broken(FROZEN, declared(replace(CLUSTER, args=altered(EhpcClusterArgs, change))))


def with_values(name: str, **values: Any) -> Change:
    """The change that gives the row "Class.python_name" other values."""

    def change(cls: type, row: Field) -> Iterator[Field]:
        if f"{cls.__name__}.{row.python}" == name:
            vars(row).update(values)
        yield row

    return change


def test_a_copy_of_the_table_without_a_change_breaks_nothing() -> None:
    assert told(lambda _, row: [row]) == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            with_values("DataDisk.device", python="device_path", state="devicePath"),
            [
                f"{disks}.device is gone: renamed to {disks}.devicePath?"
                for disks in ("manager.managerNode.dataDisks[]", "queues[].computeNodes[].dataDisks[]")
            ],
        ),
        (with_values("EhpcClusterArgs.max_count", kind=str), ["maxCount was integer and is text"]),
        (with_values("Addon.services_spec", json=False), ["addons[].servicesSpec was json and is text"]),
        (with_values("Queue.ram_role", many=True), ["queues[].ramRole is gone: renamed to queues[].ramRole[]?"]),
        (
            with_values("EhpcClusterArgs.client_version", wire="Version", read="Version"),
            ["clientVersion was `<-> ClientVersion` and is `<-> Version`"],
        ),
        (
            with_values("SharedStorage.nas_directory", read="MountDirectory"),
            [
                "sharedStorages[].nasDirectory was `-> NASDirectory <- StorageDirectory` "
                "and is `-> NASDirectory <- MountDirectory`"
            ],
        ),
        (
            with_values("ClusterCredentials.password", secret=False),
            ["clusterCredentials.password was `-> Password, secret` and is `-> Password`"],
        ),
        (lambda _, row: [row] * (row.python != "tags"), ["tags{} is gone"]),
        (lambda _, row: [row] * (row.python != "manager"), ["manager is gone"]),
    ],
    ids=["renamed", "type", "JSON", "list", "key", "answer", "secret", "removed", "removed whole"],
)
def test_an_altered_input_is_refused_by_its_path(change: Change, says: list[str]) -> None:
    assert told(change) == says


def test_two_outputs_that_exchange_their_keys_are_refused_by_their_names() -> None:
    rows: dict[str, Output] = {row.python: copy.copy(row) for row in outputs_of(EhpcClusterOutputs)}
    rows["create_time"], rows["modify_time"] = rows["modify_time"], rows["create_time"]
    assert broken(FROZEN, declared(replace(CLUSTER, outputs=type("Exchanged", (), rows)))) == [
        "createTime was `<- ClusterCreateTime, output` and is `<- ClusterModifyTime, output`",
        "modifyTime was `<- ClusterModifyTime, output` and is `<- ClusterCreateTime, output`",
    ]


def test_the_generator_adds_what_is_new() -> None:
    before = {path: row for path, row in FROZEN.items() if path not in ("queues[].ramRole", "tags{}")}
    assert joined(before, FROZEN) == sorted(FROZEN.values())


def test_the_generator_changes_nothing_while_anything_is_broken() -> None:
    new = Row("queues[].placementGroup", "text", "<-> PlacementGroup")
    lost = {path: row for path, row in FROZEN.items() if path != "tags{}"}
    other = {**FROZEN, "maxCount": Row("maxCount", "text", "<-> MaxCount")}
    for now in (lost, other):
        assert joined(FROZEN, {**now, new.path: new}) == sorted(FROZEN.values())


def test_a_state_holds_only_what_is_frozen_and_in_those_types() -> None:
    world = World()
    world.service.variants = chosen(["software-of-its-own"])
    engine = host(world)
    addons = [{"name": "Login", "version": "1.0", "servicesSpec": "[]"}]
    disks = {"computeNodes": [{"dataDisks": [{"size": 40, "device": "/dev/xvdb"}], "spotPriceLimit": 0.5}]}
    program = {**WHOLE, "addons": addons, "queues": [{"queueName": "comp", **disks}]}
    id_, outs, inputs = engine.up({**program, "additionalPackages": [{"name": "mpich"}]})
    _, *found = engine.read(id_, outs, inputs)
    assert outs["__answers"]
    assert [told for values in (inputs, outs, *found) for told in misfits(whole(values))] == []
    wrong = {"maxCount": "7", "queues": [{"x": 1}]}
    assert list(misfits(wrong)) == ["maxCount is no integer", "queues[].x is not frozen"]


def whole(value: Any) -> Any:
    """The engine knows no whole numbers: 3.0 is one."""
    if isinstance(value, dict):
        return {name: whole(item) for name, item in value.items()}
    if isinstance(value, list):
        return [whole(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def misfits(values: Mapping[str, Any], above: str = "") -> Iterator[str]:
    """What a state holds beside the contract."""
    for name, value in values.items():
        path = next((p for p in (f"{above}{name}{sign}" for sign in ("", "[]", "{}")) if p in FROZEN), "")
        if not path:
            yield f"{above}{name} is not frozen"
            continue
        items = value if path.endswith("[]") else value.values() if path.endswith("{}") else [value]
        for item in items:
            if type(item) not in TYPES[FROZEN[path].kind]:
                yield f"{path} is no {FROZEN[path].kind}"
            elif isinstance(item, dict):
                yield from misfits(item, f"{path}.")
