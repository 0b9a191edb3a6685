"""What a preview foresees of an update is what the update then leaves: on Pulumi's host, with the emulator."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from contract.changes import NOTHING, SETTINGS
from contract.whole_life import PROGRAM as WHOLE
from ehpc_emulator.variants import chosen
from in_process import World, host
from pulumi_ehpc._core.logic.foreseen import foreseen
from pulumi_ehpc._core.logic.state import without_internal
from pulumi_ehpc._core.table.fields import UNKNOWN
from pulumi_ehpc.resources import CLUSTER

Program = dict[str, Any]
COMP, BIG = WHOLE["queues"]
NODE = {"instanceType": "ecs.c7.2xlarge"}
HOME, OPT, DATA = WHOLE["sharedStorages"]
EDITS: dict[str, Program] = {
    **{f"{name} changed": {name: value} for name, (_, value, _) in SETTINGS.items()},
    **{f"{name} to nothing": {name: value} for name, value in NOTHING.items()},
    **{f"{name} removed": {name: None} for name in SETTINGS if name in WHOLE},
    "a queue grows": {"queues": [{**COMP, "maxCount": 40}, BIG]},
    "a queue has other nodes": {"queues": [{**COMP, "computeNodes": [NODE]}, BIG]},
    "a queue is added before the others": {"queues": [{"queueName": "gpu", "computeNodes": [NODE]}, COMP, BIG]},
    "a queue goes": {"queues": [BIG]},
    "the queues change places": {"queues": [BIG, COMP]},
    "nothing is said of queues": {"queues": None},
    "a mount moves": {"sharedStorages": [HOME, OPT, {**DATA, "nasDirectory": "/elsewhere"}]},
    "a mount goes": {"sharedStorages": [HOME, OPT]},
    "a package is of another version": {"additionalPackages": [{"name": "mpich", "version": "4.1"}]},
    "no package is wanted": {"additionalPackages": []},
    "no add-on is wanted": {"addons": []},
    "the tags change": {"tags": {"team": "other"}, "maxCount": 7},
}


def differing(told: Any, there: Any, path: str = "") -> Iterator[str]:
    """Where the values that were foreseen are not those that came; what was not known is right in any case."""
    if told is UNKNOWN:
        return
    if isinstance(told, Mapping) and isinstance(there, Mapping):
        for name in {**told, **there}:
            yield from differing(told.get(name), there.get(name), f"{path}.{name}")
    elif isinstance(told, list) and isinstance(there, list) and len(told) == len(there):
        for index, (one, other) in enumerate(zip(told, there, strict=True)):
            yield from differing(one, other, f"{path}[{index}]")
    elif told != there:
        yield f"{path}: {told!r}, and came {there!r}"


def unknown(told: Any, path: str = "") -> Iterator[str]:
    if told is UNKNOWN:
        yield path
    elif isinstance(told, Mapping):
        for name, value in told.items():
            yield from unknown(value, f"{path}.{name}" if path else name)
    elif isinstance(told, list):
        for index, item in enumerate(told):
            yield from unknown(item, f"{path}[{index}]")


@pytest.mark.parametrize("edit", EDITS)
def test_what_is_foreseen_comes_also_where_the_service_fills_in_much(edit: str) -> None:
    world = World()
    world.service.variants = chosen(["nodes-filled", "queues-filled", "mounts-filled"])
    process = host(world)
    program = copy.deepcopy(WHOLE)
    id_, outs, inputs = process.up(program)
    process.read(id_, outs, inputs)
    program = {name: value for name, value in {**program, **EDITS[edit]}.items() if value is not None}
    wanted, failures = process.check(program, inputs)
    assert not failures
    process.diff(id_, outs, wanted, inputs)
    told = foreseen(CLUSTER, outs, inputs, wanted)
    after = process.update(id_, outs, wanted, old_inputs=inputs)
    assert list(differing(told, without_internal(after))) == []
    touched = {name for name in EDITS[edit] if EDITS[edit][name] != WHOLE.get(name)}
    assert {path.partition(".")[0].partition("[")[0] for path in unknown(told)} <= touched


def test_of_a_queue_that_is_added_only_what_was_given_is_known() -> None:
    process = host(World())
    _, outs, inputs = process.up(copy.deepcopy(WHOLE))
    told = foreseen(CLUSTER, outs, inputs, {**inputs, "queues": [*inputs["queues"], {"queueName": "gpu"}]})
    *others, gpu = told["queues"]
    assert others == outs["queues"]
    assert (gpu["queueName"], gpu["vswitchIds"]) == ("gpu", UNKNOWN)


def test_an_update_keeps_what_the_service_filled_in_in_a_list_without_keys() -> None:
    world = World()
    world.service.variants = chosen(["nodes-filled"])
    process = host(world)
    id_, outs, inputs = process.up(copy.deepcopy(WHOLE))
    after = process.update(id_, outs, {**inputs, "maxCount": 9}, old_inputs=inputs)
    assert after["queues"] == outs["queues"]
    (node,), given = after["queues"][0]["computeNodes"], WHOLE["queues"][0]["computeNodes"][0]
    assert node.keys() > given.keys()


def test_nothing_is_foreseen_where_an_update_has_to_look_first() -> None:
    process = host(World())
    _, outs, inputs = process.up(copy.deepcopy(WHOLE))
    for left in ({"__finished": False}, {"__uncertain": ["queues"]}):
        assert foreseen(CLUSTER, {**outs, **left}, inputs, {**inputs, "maxCount": 9}) == {}


def test_what_the_program_does_not_know_yet_is_not_foreseen() -> None:
    process = host(World())
    _, outs, inputs = process.up(copy.deepcopy(WHOLE))
    queues = [{**inputs["queues"][0], "vswitchIds": UNKNOWN}, *inputs["queues"][1:]]
    told = foreseen(CLUSTER, outs, inputs, {**inputs, "maxCount": UNKNOWN, "queues": queues})
    assert sorted(unknown(told)) == ["maxCount", "queues[0].vswitchIds"]
