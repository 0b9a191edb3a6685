"""The whole program on Pulumi's engine and a local E-HPC: seconds a test, and nothing of it is pretended."""

import json
from pathlib import Path

import pytest
from pulumi import automation

from pulumi_ehpc.testing import Emulator, Stack, StackOf
from sample import CONFIG


def of_farm(ehpc_stack: StackOf, **most: int) -> Stack:
    return ehpc_stack(Path(__file__).parent, config={**CONFIG, "most": json.dumps(most)})


def test_it_is_made_changed_and_destroyed(ehpc_stack: StackOf, ehpc_emulator: Emulator) -> None:
    stack = of_farm(ehpc_stack, small=20)
    stack.up()
    (cluster,) = ehpc_emulator.clusters()
    assert stack.outputs["cluster"] == cluster["ClusterId"]
    assert [(queue["QueueName"], queue["MaxCount"]) for queue in cluster["queues"]] == [("small", 20)]

    bigger = of_farm(ehpc_stack, small=30, big=2)
    bigger.preview()
    assert bigger.steps == {"small": "update", "big": "create"}
    before = len(ehpc_emulator.journal.changes)
    bigger.up()
    assert {call.action for call in ehpc_emulator.journal.changes[before:]} == {"CreateQueue", "UpdateQueue"}

    bigger.destroy()
    assert ehpc_emulator.clusters() == []


def test_a_failed_run_is_gone_on_with(ehpc_stack: StackOf, ehpc_emulator: Emulator) -> None:
    ehpc_emulator.faults.add("CreateQueue", "error", code="QuotaExceeded.Queue", status=403, message="no more queues")
    stack = of_farm(ehpc_stack, small=20)
    with pytest.raises(automation.CommandError):
        stack.up()
    assert any("no more queues" in error for error in stack.errors)
    stack.up()
    assert ehpc_emulator.journal.actions.count("CreateCluster") == 1
