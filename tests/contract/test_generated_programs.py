"""Programs generated from the table: a bad one never reaches the service, a good one comes back as it was given."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from contract.bad import Mistake, mistakes
from contract.in_process import provider
from contract.outputs import holds
from core.good import Program, programs
from core.programs import REQUIRED
from ehpc_emulator.service import Service
from pulumi_ehpc._core.logic.state import without_internal
from pulumi_ehpc._core.verbs.lifecycle import Lifecycle

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
Both = tuple[Lifecycle, Service]


@pytest.fixture(scope="module")
def both() -> Both:
    return provider()


def calls(service: Service) -> list[str]:
    return [request["action"] for request in service.journal.render()["requests"]]


def without_empty(value: Any) -> Any:
    """The service takes an empty text for one that was not given, and answers with what it chose."""
    if isinstance(value, dict):
        return {name: without_empty(item) for name, item in value.items() if item != ""}
    return [without_empty(item) for item in value if item != ""] if isinstance(value, list) else value


@thousand
@given(mistakes())
def test_a_bad_program_is_refused_by_its_path_and_reaches_nobody(both: Both, mistake: Mistake) -> None:
    verbs, service = both
    service.reset()
    program, path = mistake
    _, failures = verbs.check({}, program)
    assert any(failure.startswith(f"{path}: ") for failure in failures), (path, failures)
    assert calls(service) == []


@thousand
@given(programs())
def test_a_good_program_is_made_and_read_back_as_it_is(both: Both, program: Program) -> None:
    verbs, service = both
    service.reset()
    program = {**REQUIRED, **without_empty(program)}
    inputs, failures = verbs.check({}, copy.deepcopy(program))
    assert failures == []
    id_, outs = verbs.create(copy.deepcopy(inputs))
    assert holds(outs, program)
    found = verbs.read(id_, copy.deepcopy(outs))
    assert found is not None
    read, _ = found
    assert without_internal({**read, "modifyTime": ""}) == without_internal({**outs, "modifyTime": ""})
    assert verbs.diff(id_, read, inputs) == (False, [])
    assert calls(service).count("CreateCluster") == 1


def test_what_is_empty_or_zero_or_false_is_sent_and_what_is_unset_is_not(both: Both) -> None:
    verbs, service = both
    service.reset()
    node = {"enableHt": False, "duration": 0}
    queue = {"queueName": "q", "minCount": 0, "enableScaleIn": False, "hostnamePrefix": "", "computeNodes": [node]}
    given = {"clusterDescription": "", "maxCount": 0, "deletionProtection": False, "enableScaleOut": False}
    inputs, _ = verbs.check({}, {**REQUIRED, **given, "queues": [queue]})
    id_, outs = verbs.create(inputs)
    sent = {request["action"]: request["params"] for request in service.journal.render()["requests"]}
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
    assert verbs.diff(id_, outs, inputs) == (False, [])
