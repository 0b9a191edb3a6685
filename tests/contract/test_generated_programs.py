"""Programs generated from the table: a bad one never reaches the service, a good one comes back as it was given."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from pulumi.runtime.proto import provider_pb2

from contract.bad import Mistake, mistakes
from contract.host_process import Host
from contract.outputs import holds
from core.good import Program, programs
from core.programs import REQUIRED
from in_process import World, host
from pulumi_ehpc._core.logic.state import without_internal

thousand = settings(
    max_examples=1000,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
        HealthCheck.large_base_example,
    ],
)
NONE = provider_pb2.DiffResponse.DIFF_NONE


@pytest.fixture(scope="module")
def world() -> World:
    return World("immediate")


def emptied(world: World) -> Host:
    """A new process at a new service: it knows no secret of the program before."""
    world.control("POST", "reset", {})
    return host(world)


def calls(world: World) -> list[str]:
    return [request["action"] for request in world.control("GET", "journal")["requests"]]


def without_empty(value: Any) -> Any:
    """The service takes an empty text for one that was not given, and answers with what it chose."""
    if isinstance(value, dict):
        return {name: without_empty(item) for name, item in value.items() if item != ""}
    return [without_empty(item) for item in value if item != ""] if isinstance(value, list) else value


@thousand
@given(mistakes())
def test_a_bad_program_is_refused_by_its_path_and_reaches_nobody(world: World, mistake: Mistake) -> None:
    engine = emptied(world)
    program, path = mistake
    _, failures = engine.check(program)
    assert any(failure.startswith(f"{path}: ") for failure in failures), (path, failures)
    assert calls(world) == []


@thousand
@given(programs())
def test_a_good_program_is_made_and_read_back_as_it_is(world: World, program: Program) -> None:
    engine = emptied(world)
    program = {**REQUIRED, **without_empty(program)}
    inputs, failures = engine.check(program)
    assert failures == []
    id_, outs = engine.create(inputs)
    assert holds(outs, program)
    _, read, _ = engine.read(id_, outs, inputs)
    assert without_internal({**read, "modifyTime": ""}) == without_internal({**outs, "modifyTime": ""})
    assert engine.diff(id_, read, inputs, inputs).changes == NONE
    assert calls(world).count("CreateCluster") == 1


def test_what_is_empty_or_zero_or_false_is_sent_and_what_is_unset_is_not(world: World) -> None:
    engine = emptied(world)
    node = {"enableHt": False, "duration": 0}
    queue = {"queueName": "q", "minCount": 0, "enableScaleIn": False, "hostnamePrefix": "", "computeNodes": [node]}
    given = {"clusterDescription": "", "maxCount": 0, "deletionProtection": False, "enableScaleOut": False}
    inputs, _ = engine.check({**REQUIRED, **given, "queues": [queue]})
    id_, outs = engine.create(inputs)
    sent = {request["action"]: request["params"] for request in world.control("GET", "journal")["requests"]}
    made, updated = sent["CreateCluster"], sent["UpdateCluster"]
    assert (made["MaxCount"], made["DeletionProtection"]) == (0, False)
    assert made["Queues"] == [
        {
            "QueueName": "q",
            "MinCount": 0,
            "EnableScaleIn": False,
            "HostnamePrefix": "",
            "ComputeNodes": [{"EnableHT": False, "Duration": 0}],
        }
    ]
    assert (updated["ClusterDescription"], updated["EnableScaleOut"]) == ("", False)
    assert not {"MaxCoreCount", "Tags", "Manager", "SharedStorages", "GrowInterval"} & set(made)
    assert engine.diff(id_, outs, inputs, inputs).changes == NONE
