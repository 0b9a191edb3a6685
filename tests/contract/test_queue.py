"""A resource that no verb knows of lives its whole life in the real host process, from its declaration alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pulumi
import pytest
from pulumi.dynamic.dynamic import serialize_provider
from pulumi.runtime.proto import provider_pb2

from account import FAST, KEYS, configured
from contract.host_process import Failed, Host, host_process
from contract.programs import SMALL
from ehpc_emulator.variants import KNOWN, chosen
from emulator_process import Emulator
from in_process import World
from in_process import host as served
from pulumi_ehpc.queue import EhpcQueue, EhpcQueueProvider

KINDS = provider_pb2.DiffResponse
URN = "urn:pulumi:dev::project::pulumi-python:dynamic/ehpc:Queue::"


@pytest.fixture
def queues(host: Host, service: Emulator, tmp_path: Path) -> Iterator[tuple[Host, str]]:
    """A host for queues, and a running cluster without any."""
    cluster, _, _ = host.up(SMALL)
    with host_process(tmp_path, configured(service.url), {**KEYS, **FAST}) as process:
        process.urn = f"{URN}gpu"
        process.provider = serialize_provider(EhpcQueueProvider())
        yield process, cluster


def test_it_lives_its_whole_life(queues: tuple[Host, str], service: Emulator) -> None:
    host, cluster = queues
    before = len(service.journal())
    program = {"clusterId": cluster, "queueName": "gpu", "maxCount": 3, "enableScaleIn": False}
    id_, outs, inputs = host.up(program)
    assert id_ == f"{cluster}:gpu"
    assert {name: outs[name] for name in program} == program
    assert outs["createTime"]
    assert host.diff(id_, outs, inputs, inputs).changes == KINDS.DIFF_NONE

    service.change(cluster, Queues=[{"QueueName": "gpu", "MaxCount": 40}])
    _, outs, inputs = host.read(id_, outs, inputs)
    assert "max_count: 3 -> 40" in host.said.text()
    news, failures = host.check({**program, "maxCount": 5}, inputs)
    assert not failures
    assert host.diff(id_, outs, news, inputs).changes == KINDS.DIFF_UNKNOWN
    outs = host.update(id_, outs, news, old_inputs=inputs)
    assert outs["maxCount"] == 5
    assert [queue["MaxCount"] for queue in service.clusters()[0]["queues"]] == [5]
    _, read, _ = host.read(id_, outs, news)
    assert host.diff(id_, read, news, news).changes == KINDS.DIFF_NONE

    host.delete(id_, outs)
    assert service.clusters()[0]["queues"] == []
    assert host.read(id_, outs, news)[0] == ""
    host.delete(id_, outs)
    mutating = [action for action in service.actions()[before:] if action.startswith(("Create", "Update", "Delete"))]
    assert mutating == ["CreateQueue", "UpdateQueue", "DeleteQueues"]


def test_what_is_wrong_is_told_in_its_own_words(queues: tuple[Host, str]) -> None:
    host, cluster = queues
    _, failures = host.check({"queueName": "gpu", "max_cout": 1, "maxCount": "many"})
    assert "cluster_id: is missing. ID of the cluster, as cluster.id." in failures
    assert "max_count: must be a whole number, got a text" in failures
    assert any("max_cout: is not an input of EhpcQueue; did you mean max_count?" in failure for failure in failures)
    id_, outs, inputs = host.up({"clusterId": cluster, "queueName": "gpu"})
    planned = host.diff(id_, outs, {**inputs, "clusterId": "ehpc-other"}, inputs)
    assert list(planned.replaces) == ["clusterId"]
    assert "cluster_id: needs a new queue: a queue stays in its cluster" in host.said.text()
    planned = host.diff(id_, outs, {**inputs, "queueName": "cpu"}, inputs)
    assert list(planned.replaces) == ["queueName"]
    assert host.said.text().endswith("queue_name: needs a new queue")


def test_what_fails_names_it(queues: tuple[Host, str], service: Emulator) -> None:
    host, cluster = queues
    service.faults({"action": "CreateQueue", "kind": "error", "code": "Forbidden.RAM", "status": 403})
    with pytest.raises(Failed, match=f"CreateQueue for queue {cluster}:gpu .*failed"):
        host.up({"clusterId": cluster, "queueName": "gpu"})
    id_, outs, inputs = host.up({"clusterId": cluster, "queueName": "gpu", "maxCount": 1})
    service.faults({"action": "UpdateQueue", "kind": "error", "code": "Forbidden.RAM", "status": 403})
    with pytest.raises(Failed, match=rf"UpdateQueue for queue {id_} \(cn-hangzhou\) failed") as failure:
        host.update(id_, outs, {**inputs, "maxCount": 2}, old_inputs=inputs)
    assert failure.value.id == id_
    assert failure.value.properties["maxCount"] == 1


def test_its_arguments_and_outputs_are_those_of_its_declaration() -> None:
    assert {"cluster_id", "queue_name", "max_count", "create_time"} <= set(dir(EhpcQueue))
    assert ":param cluster_id: ID of the cluster, as cluster.id." in str(EhpcQueue.__doc__)
    assert issubclass(EhpcQueue, pulumi.CustomResource)
    assert callable(EhpcQueue.get)


@pytest.mark.parametrize("variant", KNOWN)
def test_a_service_that_answers_otherwise_than_is_believed(variant: str) -> None:
    world = World()
    clusters = served(world)
    cluster, _, _ = clusters.up(SMALL)
    queues = replace(clusters, urn=f"{URN}gpu", provider=serialize_provider(EhpcQueueProvider()))
    world.service.variants = chosen([variant])
    node = {"instanceType": "ecs.c7.xlarge"}
    program: dict[str, Any] = {"clusterId": cluster, "queueName": "gpu", "maxCount": 3, "computeNodes": [node]}
    id_, outs, inputs = queues.up(program)
    assert queues.diff(id_, outs, inputs, inputs).changes == KINDS.DIFF_NONE
    for changed in ({"maxCount": 5}, {"maxCount": 5, "enableScaleIn": True}):
        checked, _ = queues.check({**program, **changed}, inputs)
        outs, inputs = queues.update(id_, outs, checked, old_inputs=inputs), checked
        assert outs["maxCount"] == 5
        outs = queues.read(id_, outs, inputs)[1]
        assert queues.diff(id_, outs, inputs, inputs).changes == KINDS.DIFF_NONE, queues.said.text()
    queues.delete(id_, outs)
    assert queues.read(id_, outs, inputs)[0] == ""
    queues.delete(id_, outs)
