"""A cluster whose creation did not come to its end is not lost, not made twice and never in the way."""

from __future__ import annotations

import pytest

from engine.programs import DOOMED, HANGS, Program

SLOW = pytest.mark.emulator("seconds:600")


@SLOW
def test_after_a_time_out_and_a_refresh_the_next_up_waits_on(program: Program) -> None:
    program.one(opts=HANGS, max_count=5, idle_interval=9)
    assert "E-HPC goes on making it: the next `pulumi up` waits for it again" in program.up_fails()
    made = program.cluster["ClusterId"]
    assert program.ids == [made]
    refreshed = program.stack.refresh("--skip-preview").must_work()
    assert "idle_interval" not in refreshed.text, "what is not finished has not drifted"
    preview = program.stack.preview().must_work()
    assert f"cluster {made} is not finished" in preview.text
    assert "`pulumi up` goes on with it" in preview.text
    program.service.advance(100)
    again = program.stack.start("up", "--yes", "--skip-preview")
    again.wait_for(" uninit, ")
    program.service.advance(600)
    again.wait().must_work()
    assert program.ids == [made]
    assert program.cluster["IdleInterval"] == 9
    assert program.service.actions().count("CreateCluster") == 1
    program.ends_well()


def test_a_failure_of_the_last_call_is_made_good_by_the_next_up(program: Program) -> None:
    program.service.faults({"action": "UpdateCluster", "kind": "error", "code": "NoPermission", "status": 403})
    program.one(idle_interval=9, tags={"cost_center": "42"})
    failed = program.up_fails()
    assert "UpdateCluster for cluster ehpc-" in failed
    assert "Grant the RAM user or role the action ehpc:UpdateCluster" in failed
    program.up()
    assert program.cluster["IdleInterval"] == 9
    assert program.cluster["ClusterDescription"] == "Pulumi-clusters-test-render"
    assert program.service.actions().count("CreateCluster") == 1
    program.ends_well()


@pytest.mark.parametrize("refreshed", [False, True], ids=["at once", "after a refresh"])
def test_a_failed_cluster_is_kept_and_replaced_and_both_times_it_is_said_why(program: Program, refreshed: bool) -> None:
    program.service.faults(DOOMED)
    failed = program.up_fails()
    doomed = program.cluster["ClusterId"]
    assert program.ids == [doomed]
    assert doomed in failed
    assert "ConfigNetwork" in failed
    assert "It still exists. `pulumi up` replaces it, `pulumi destroy --target 'urn:pulumi:test::" in failed
    assert "Traceback" not in failed
    if refreshed:
        program.stack.refresh("--skip-preview").must_work()
    again = program.stack.up().must_work()
    reason = f"cluster {doomed} failed while it was being made (exception). `pulumi up` replaces it"
    assert reason in again.text.split("Updating (test)")[0]
    assert program.cluster["ClusterId"] != doomed
    program.ends_well()


def test_a_failed_cluster_is_destroyed(program: Program) -> None:
    program.service.faults(DOOMED)
    program.up_fails()
    program.leaves_nothing()


@SLOW
def test_the_destroy_of_a_half_made_cluster_waits_until_it_can_be_deleted_and_until_it_is_gone(
    program: Program,
) -> None:
    program.one(opts=HANGS)
    program.up_fails()
    destroy = program.stack.start("destroy", "--yes", "--skip-preview")
    destroy.wait_for("waiting until E-HPC can delete it")
    assert "DeleteCluster" not in program.service.actions()
    program.service.advance(600)
    destroy.wait_for(" releasing, ")
    program.service.advance(600)
    destroy.wait().must_work()
    assert program.service.clusters() == []
    assert program.service.actions().count("DeleteCluster") == 1
