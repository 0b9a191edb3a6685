"""Queues that were resources of their own under Alibaba's provider: they are again, and their cluster lists none."""

from __future__ import annotations

from typing import Any

import pytest

from contract.existing import found, made, run, written
from contract.programs import SMALL
from ehpc_emulator.variants import VARIANTS
from in_process import CONFIG, World
from pulumi_ehpc._core.process import another
from pulumi_ehpc._core.verbs.lifecycle import Lifecycle
from pulumi_ehpc.importing.former import Former
from pulumi_ehpc.importing.found import Found
from pulumi_ehpc.importing.queues import unmoved, with_queues
from pulumi_ehpc.resources import CLUSTER, QUEUE

COMP: dict[str, Any] = {
    "queueName": "comp", "maxCount": 4, "initialCount": 1, "vswitchIds": [f"vsw-{number}" for number in range(5)],
    "computeNodes": [{"instanceType": "ecs.c6.xlarge"}], "hostnamePrefix": "cpu",
}  # fmt: skip
QUEUES: list[dict[str, Any]] = [COMP, {"queueName": "gpu", "maxCount": 2}]


@pytest.fixture
def world() -> World:
    return World(pace="immediate")


def cluster_of(world: World, name: str = "farm") -> Found:
    (cluster,) = found(world, made(world, {**SMALL, "clusterName": name, "queues": QUEUES}))
    return cluster


def moved(world: World, clusters: list[Found], *queues: tuple[str, Found, str], taken: tuple[str, ...] = ()) -> Any:
    """queues: the name that something had for one, its cluster, and its own name."""
    former = [Former(f"alicloud_ehpc_queue.{name}", name, cluster.id, queue) for name, cluster, queue in queues]
    with another(world.process()):
        return with_queues(clusters, former, CONFIG.get, taken, None)


def test_each_is_a_resource_beside_a_cluster_without_a_list_and_nothing_changes(world: World) -> None:
    cluster = cluster_of(world)
    several = moved(world, [cluster], ("cpu", cluster, "comp"), ("gpu", cluster, "gpu"))
    apart, *queues = several
    assert "queues" not in apart.inputs
    assert [queue.id for queue in queues] == [f"{cluster.id}:comp", f"{cluster.id}:gpu"]
    text = written(*several)
    assert text.count("cluster_id=farm.id,") == 2
    asked = {asks.name: asks.inputs for asks in run(text)}
    assert asked.keys() == {"farm", "cpu", "gpu"}
    for one in several:
        with another(world.process()):
            verbs = Lifecycle(one.resource, CONFIG.get)
            told = {**asked[one.name], "clusterId": cluster.id} if one.owner else asked[one.name]
            inputs, failures = verbs.check({}, told)
            assert (inputs, failures) == (one.inputs, [])
            assert verbs.diff(one.id, one.entry, inputs) == (False, [])
            refreshed = verbs.read(one.id, one.entry)
        assert refreshed is not None
        assert {**refreshed[0], "modifyTime": ""} == {**one.entry, "modifyTime": ""}


@pytest.mark.parametrize("variant", [variant.name for variant in VARIANTS])
def test_however_the_service_answers_nothing_of_a_queue_is_changed(world: World, variant: str) -> None:
    cluster = cluster_of(world)
    world.control("POST", "variants", [variant])
    (cluster,) = found(world, cluster.id)
    for queue in moved(world, [cluster], ("cpu", cluster, "comp"), ("gpu", cluster, "gpu"))[1:]:
        with another(world.process()):
            verbs = Lifecycle(QUEUE, CONFIG.get)
            inputs, failures = verbs.check({}, queue.inputs)
            assert failures == []
            assert verbs.diff(queue.id, queue.entry, inputs) == (False, [])
            refreshed = verbs.read(queue.id, queue.entry)
            assert refreshed is not None
            assert verbs.diff(queue.id, refreshed[0], inputs) == (False, [])


def test_a_queue_that_is_gone_is_left_out_and_one_that_nothing_had_is_told(world: World) -> None:
    cluster = cluster_of(world)
    several = moved(world, [cluster], ("gone", cluster, "gone"), ("gpu", cluster, "gpu"))
    assert [one.name for one in several] == ["farm", "gpu"]
    assert unmoved(cluster, several) == ["comp"]


def test_a_cluster_whose_queues_nothing_had_keeps_them_in_its_list(world: World) -> None:
    cluster, other = cluster_of(world), cluster_of(world, "other")
    several = moved(world, [cluster, other], ("gpu", other, "gpu"))
    assert several[0] == cluster
    assert [queue["queueName"] for queue in several[0].inputs["queues"]] == ["comp", "gpu"]
    assert unmoved(cluster, several) == []


def test_queues_of_one_name_are_told_apart(world: World) -> None:
    cluster, other = cluster_of(world), cluster_of(world, "other")
    two = (("farm", cluster, "comp"), ("farm", other, "comp"))
    several = moved(world, [cluster, other], *two, taken=("farm",))
    assert [(one.resource, one.name) for one in several] == [
        (CLUSTER, "farm"), (QUEUE, "farm-2"), (CLUSTER, "other"), (QUEUE, "farm-3"),
    ]  # fmt: skip
    assert len({one.variable for one in several}) == len(several)
