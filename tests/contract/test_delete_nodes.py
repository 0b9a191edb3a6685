"""A queue with running nodes goes only where the last `up` said so: its scaling is off first, then its nodes go."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from pulumi.dynamic.dynamic import serialize_provider

from contract.host_process import Failed, Host
from contract.programs import SMALL
from ehpc_emulator.variants import KNOWN, chosen
from in_process import World
from in_process import host as served
from pulumi_ehpc.queue import EhpcQueueProvider

NODE = {"instanceType": "ecs.c7.xlarge"}
FULL = {"queueName": "comp", "computeNodes": [NODE], "initialCount": 3, "minCount": 2, "maxCount": 9}
OTHER = {"queueName": "io", "computeNodes": [NODE], "initialCount": 1}
WITH_BOTH = {**SMALL, "queues": [{**FULL, "deleteNodes": True}, OTHER]}
WITHOUT = {**SMALL, "queues": [OTHER]}


class Stack:
    """A cluster with its queues in the list."""

    def __init__(self, program: dict[str, Any], *variants: str) -> None:
        self.world = World()
        self.host = served(self.world)
        self.id, self.outs, self.inputs = self.host.up(program)
        self.world.service.variants = chosen(variants)

    def up(self, program: dict[str, Any]) -> None:
        news, failures = self.host.check(program, self.inputs)
        assert not failures
        self.host.diff(self.id, self.outs, news, self.inputs)
        self.outs, self.inputs = self.host.update(self.id, self.outs, news, old_inputs=self.inputs), news

    def nodes(self) -> list[str]:
        (cluster,) = self.world.service.world.clusters.values()
        return [node["QueueName"] for node in cluster.nodes]

    def queues(self) -> list[str]:
        (cluster,) = self.world.service.world.clusters.values()
        return list(cluster.queues)


def test_nodes_go_with_their_queue_and_no_others() -> None:
    stack = Stack(WITH_BOTH)
    before = len(stack.world.calls)
    stack.up(WITHOUT)
    assert (stack.queues(), stack.nodes()) == (["io"], ["io"])
    changing = [c for c in stack.world.calls[before:] if not c.startswith(("Get", "List"))]
    assert changing == ["UpdateQueue", "DeleteNodes", "DeleteQueues"]
    assert (
        "queues[comp] will be removed; its 3 nodes will be deleted first (delete_nodes=True)" in stack.host.said.text()
    )
    assert "queues[comp]: deletes 3 nodes: " in stack.host.said.text()


def test_without_the_flag_nothing_is_deleted_and_the_nodes_are_told() -> None:
    stack = Stack({**SMALL, "queues": [FULL, OTHER]})
    with pytest.raises(Failed, match="delete"):
        stack.up(WITHOUT)
    assert (stack.queues(), len(stack.nodes())) == (["comp", "io"], 4)
    assert "--queue comp --delete" in stack.host.said.text()


@pytest.mark.parametrize("variant", [name for name in KNOWN if "node" in name or "queue" in name])
def test_without_the_flag_no_node_is_lost_whatever_the_service_would_take(variant: str) -> None:
    stack = Stack({**SMALL, "queues": [FULL, OTHER]}, variant)
    with pytest.raises(Failed):
        stack.up(WITHOUT)
    assert len(stack.nodes()) >= 4


def test_a_flag_that_was_taken_back_is_no_permission() -> None:
    stack = Stack(WITH_BOTH)
    stack.up({**SMALL, "queues": [FULL, OTHER]})
    with pytest.raises(Failed):
        stack.up(WITHOUT)
    assert len(stack.nodes()) == 4


def test_a_flag_that_comes_later_counts_and_changes_nothing_on_the_service() -> None:
    stack = Stack({**SMALL, "queues": [FULL, OTHER]})
    before = len(stack.world.calls)
    stack.up(WITH_BOTH)
    assert [c for c in stack.world.calls[before:] if c.startswith("Update")] == []
    news, _ = stack.host.check(WITH_BOTH, stack.inputs)
    stack.outs, stack.inputs = stack.host.read(stack.id, stack.outs, stack.inputs)[1:]
    assert stack.host.diff(stack.id, stack.outs, news, stack.inputs).changes == 1
    stack.up(WITHOUT)
    assert stack.queues() == ["io"]


@pytest.mark.parametrize("variant", [name for name in KNOWN if "node" in name or "queue" in name])
def test_a_service_that_answers_otherwise_than_is_believed(variant: str) -> None:
    """Others' nodes stay, whatever it says."""
    stack = Stack(WITH_BOTH, variant)
    try:
        stack.up(WITHOUT)
    except Failed as failure:
        assert "comp" in failure.message  # noqa: PT017 - it may go either way
    else:
        assert stack.queues() == ["io"]
    assert stack.nodes().count("io") == 1


def test_a_queue_of_its_own_is_emptied_and_deleted() -> None:
    world = World()
    clusters = served(world)
    cluster, _, _ = clusters.up(SMALL)
    urn = "urn:pulumi:dev::project::pulumi-python:dynamic/ehpc:Queue::comp"
    queues: Host = replace(clusters, urn=urn, provider=serialize_provider(EhpcQueueProvider()))
    id_, outs, inputs = queues.up({"clusterId": cluster, **FULL})
    with pytest.raises(Failed) as refused:
        queues.delete(id_, outs)
    assert (
        f"queue {id_} has 3 nodes: compute000, compute001, compute002, so it was not removed" in refused.value.message
    )
    assert "`python -m pulumi_ehpc --region cn-hangzhou --endpoint " in refused.value.message
    assert f" nodes {cluster} --queue comp --delete`" in refused.value.message
    moved, _ = queues.check({**inputs, "clusterId": "ehpc-hz-another"}, inputs)
    assert list(queues.diff(id_, outs, moved, inputs).replaces) == ["clusterId"]
    (warning,) = [text for text in world.said.warnings() if "with which it is not removed" in text]
    assert f"queue {id_} has 3 nodes: compute000" in warning
    assert "Give it delete_nodes=True for one `pulumi up` before this one. Else: E-HPC removes only an empty" in warning
    assert "put it back" not in warning
    checked, _ = queues.check({**inputs, "deleteNodes": True}, inputs)
    before = len(world.calls)
    outs = queues.update(id_, outs, checked, old_inputs=inputs)
    assert [call for call in world.calls[before:] if call.startswith("Update")] == []
    world.control("POST", "faults", {"action": "DeleteNodes", "kind": "error", "code": "Forbidden.RAM", "status": 403})
    with pytest.raises(Failed, match="it has enable_scale_out=False and min_count=0 by now: where it is to stay"):
        queues.delete(id_, outs)
    queues.delete(id_, outs)
    (there,) = world.service.world.clusters.values()
    assert (there.queues, there.nodes) == ({}, [])
