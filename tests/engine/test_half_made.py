"""A cluster whose creation did not come to its end is not lost, not made twice and never in the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from emulator_process import Emulator
from engine.harness import Stack
from engine.programs import Program

SHORT = {"custom_timeouts": {"create": "2s"}}
WAITING = "waiting until E-HPC can delete it"


@pytest.fixture
def service(request: pytest.FixtureRequest) -> Iterator[Emulator]:
    with Emulator(getattr(request, "param", "immediate")) as emulator:
        yield emulator


@pytest.fixture
def program(service: Emulator, stack_of: Callable[..., Stack], tmp_path: Path) -> Program:
    return Program(tmp_path / "program", service, stack_of)


def slow(clock: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("service", [clock], indirect=True)


@slow("seconds:600")
def test_after_a_time_out_and_a_refresh_the_next_up_waits_on(program: Program) -> None:
    program.one(opts=SHORT, max_count=5, idle_interval=9)
    failed = program.up("--skip-preview").must_fail()
    (cluster,) = program.service.clusters()
    assert "E-HPC goes on making it: the next `pulumi up` waits for it again" in failed.text
    assert program.entry()["id"] == cluster["ClusterId"]
    refreshed = program.stack.refresh("--skip-preview").must_work()
    assert "idle_interval" not in refreshed.text, "what is not finished has not drifted"
    preview = program.stack.preview().must_work()
    assert f"cluster {cluster['ClusterId']} is not finished" in preview.text
    assert "`pulumi up` goes on with it" in preview.text
    program.service.advance(100)
    again = program.stack.start("up", "--yes", "--skip-preview")
    again.wait_for(f"{cluster['ClusterId']} is creating")
    program.service.advance(600)
    again.wait().must_work()
    (finished,) = program.service.clusters()
    assert (finished["ClusterId"], finished["ClusterStatus"]) == (cluster["ClusterId"], "running")
    assert finished["IdleInterval"] == 9
    assert program.service.actions().count("CreateCluster") == 1
    program.unchanged()


def test_a_failure_of_the_last_call_is_made_good_by_the_next_up(program: Program) -> None:
    program.service.faults({"action": "UpdateCluster", "kind": "error", "code": "NoPermission", "status": 403})
    program.one(idle_interval=9, tags={"cost_center": "42"})
    failed = program.up("--skip-preview").must_fail()
    assert "UpdateCluster for cluster ehpc-" in failed.text
    assert "Grant the RAM user or role the action ehpc:UpdateCluster" in failed.text
    program.up("--skip-preview").must_work()
    (cluster,) = program.service.clusters()
    assert cluster["IdleInterval"] == 9
    assert cluster["ClusterDescription"] == "Pulumi-clusters-test-render"
    assert program.service.actions().count("CreateCluster") == 1
    program.unchanged()


def test_a_failed_cluster_is_replaced_with_the_reason_also_after_a_refresh(program: Program) -> None:
    program.service.faults({"action": "CreateCluster", "kind": "exception", "stage": "ConfigNetwork"})
    program.one()
    failed = program.up("--skip-preview").must_fail()
    assert "ConfigNetwork" in failed.text
    assert "It still exists. `pulumi up` replaces it, `pulumi destroy` deletes it." in failed.text
    program.stack.refresh("--skip-preview").must_work()
    (cluster,) = program.service.clusters()
    again = program.up().must_work()
    reason = f"cluster {cluster['ClusterId']} failed while it was being made (exception). `pulumi up` replaces it"
    assert reason in again.text.split("Updating (test)")[0]
    (other,) = program.service.clusters()
    assert other["ClusterId"] != cluster["ClusterId"]
    program.unchanged()


def test_a_failed_cluster_is_destroyed(program: Program) -> None:
    program.service.faults({"action": "CreateCluster", "kind": "exception", "stage": "ConfigNetwork"})
    program.one()
    program.up("--skip-preview").must_fail()
    program.stack.destroy("--skip-preview").must_work()
    assert program.service.clusters() == []


@slow("seconds:600")
def test_the_destroy_of_a_half_made_cluster_waits_until_it_can_be_deleted_and_until_it_is_gone(
    program: Program,
) -> None:
    program.one(opts=SHORT)
    program.up("--skip-preview").must_fail()
    destroy = program.stack.start("destroy", "--yes", "--skip-preview")
    destroy.wait_for(WAITING)
    assert "DeleteCluster" not in program.service.actions()
    program.service.advance(600)
    destroy.wait_for("is releasing")
    program.service.advance(600)
    destroy.wait().must_work()
    assert program.service.clusters() == []
    assert program.service.actions().count("DeleteCluster") == 1


@slow("looks:3")
def test_the_destroy_of_a_cluster_that_is_being_released_waits_and_sends_nothing(program: Program) -> None:
    program.one()
    program.up("--skip-preview").must_work()
    program.service.change(program.entry()["id"], ClusterStatus="releasing")
    program.stack.destroy("--skip-preview").must_work()
    assert program.service.clusters() == []
    assert "DeleteCluster" not in program.service.actions()
