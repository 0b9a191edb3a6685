"""What is sent once more beside a change is sent as the program spells it, never as E-HPC has answered it."""

from __future__ import annotations

from typing import Any

import pytest

from contract.whole_life import Life
from ehpc_emulator.variation import Change, Variant
from in_process import World


def _queues(name: str, change: Change) -> dict[str, dict[str, Change]]:
    return {"GetQueue": {f"Queue.{name}": change}, "ListQueues": {f"Queues.{name}": change}}


def _life(answers: dict[str, dict[str, Change]]) -> Life:
    world = World()
    world.service.variants = [Variant("", says="", evidence="", answers=answers)]
    life = Life(world)
    assert life.up(), life.failures
    return life


def _settle(life: Life, **values: Any) -> dict[str, Any]:
    """After a refresh and an update of these, the cluster as it really is."""
    life.refresh()
    life.program = {**life.program, **values}
    assert life.up(), life.failures
    return life.world.clusters()[life.id]


@pytest.mark.parametrize(
    ("name", "change", "really"),
    [
        ("HostnamePrefix", lambda text: f"{text}-" if text else text, "node"),
        ("VSwitchIds", lambda ids: [*ids, "vsw-more"] if ids else ids, ["vsw-test"]),
        ("ComputeNodes", lambda nodes: nodes + nodes, [{"InstanceType": "ecs.c7.xlarge", "EnableHT": False}]),
    ],
)
def test_of_a_queue_of_which_something_else_changes(name: str, change: Change, really: Any) -> None:
    life = _life(_queues(name, change))
    first, *others = life.program["queues"]
    queue = _settle(life, queues=[{**first, "maxCount": 8}, *others])["queues"][0]
    assert queue["MaxCount"] == 8
    shown = queue[name]
    if name == "ComputeNodes":
        shown = [{key: node[key] for key in ("InstanceType", "EnableHT")} for node in shown]
    assert shown == really


@pytest.mark.parametrize(
    ("name", "change", "really"),
    [
        ("GrowInterval", lambda minutes: int(minutes) * 60, 3),
        ("MaxCoreCount", lambda _count: "100000", 0),
        ("ClusterName", str.upper, "render"),
    ],
)
def test_of_a_cluster_of_which_something_else_changes(name: str, change: Change, really: Any) -> None:
    life = _life({"GetCluster": {name: change}})
    cluster = _settle(life, maxCount=20)
    assert cluster["MaxCount"] == 20
    assert cluster[name] == really
