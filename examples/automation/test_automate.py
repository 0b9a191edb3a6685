"""The automation on a local E-HPC: `ehpc_stack` lends its Pulumi, whose home and backend are the test's own."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from pulumi import automation as auto

import automate
from pulumi_ehpc.testing import Emulator, StackOf


@pytest.fixture
def made(ehpc_stack: StackOf) -> Iterator[list[auto.Stack]]:
    stacks = automate.stacks()
    yield stacks
    for stack in stacks:
        stack.workspace.remove_stack(stack.name, force=True)


def test_two_stacks_are_made_and_destroyed_at_once(made: list[auto.Stack], ehpc_emulator: Emulator) -> None:
    assert [(outcome.failed, outcome.steps) for outcome in automate.at_once(made, "up")] == [
        (False, {"render": "create"}),
        (False, {"site": "create"}),
    ]
    clusters = {cluster["ClusterId"] for cluster in ehpc_emulator.clusters()}
    assert {stack.outputs()["cluster"].value for stack in made} == clusters
    assert [outcome.failed for outcome in automate.at_once(made, "destroy")] == [False, False]
    assert ehpc_emulator.clusters() == []


def test_an_error_is_a_sentence(made: list[auto.Stack], ehpc_emulator: Emulator) -> None:
    ehpc_emulator.faults.add("CreateCluster", "error", code="QuotaExceeded.Cluster", message="no more clusters")
    outcome = automate.run(made[1], "up")
    assert outcome.failed
    assert "no more clusters" in outcome.errors[0]


def test_a_run_is_cancelled_from_another_thread(made: list[auto.Stack], ehpc_emulator: Emulator) -> None:
    ehpc_emulator.faults.hold("CreateCluster", acted=True)
    with ThreadPoolExecutor() as threads:
        under_way = threads.submit(automate.run, made[1], "up")
        assert ehpc_emulator.faults.held() == ["CreateCluster"]
        automate.cancel(made[1])
        automate.cancel(made[1])  # A second time does not wait for what has begun.
        ehpc_emulator.faults.release()
        assert under_way.result().failed
