"""Deletion that something dies in: the next destroy goes on with it."""

from __future__ import annotations

import pytest

from contract.programs import MOVED, SMALL
from faults.interleavings import Life
from faults.runs import settled, timed_out


@pytest.mark.parametrize("who", ["cli", "host"])
def test_killed_in_mid_delete(life: Life, who: str) -> None:
    life.up()
    (made,) = life.stack.ids
    with life.killed(who, sending="DeleteCluster"):
        life.destroy()
    assert life.stack.ids == [made]
    assert life.destroy().end == "ok"
    assert (life.statuses, life.stack.entries) == ({}, [])
    assert life.service.actions().count("DeleteCluster") == 1


@pytest.mark.parametrize("kind", ["reset-after", "500"])
def test_the_answer_of_delete_cluster_is_lost(life: Life, kind: str) -> None:
    life.up()
    life.service.faults({"action": "DeleteCluster", "kind": kind, "acted": True})
    assert life.destroy().end == "ok"
    assert (life.statuses, life.stack.entries) == ({}, [])


def test_the_answer_of_the_last_update_cluster_is_lost_for_good_then_destroy(life: Life) -> None:
    life.service.faults({"action": "UpdateCluster", "kind": "reset-after", "times": 60})
    result = life.up()
    life.service.clear_faults()
    assert result.end == "failed"
    assert [entry.init_failed for entry in life.stack.entries] == [True]
    assert life.destroy().end == "ok"
    assert (life.statuses, life.stack.entries) == ({}, [])


def test_a_failed_one_under_protection_can_be_got_rid_of(life: Life) -> None:
    life.program = {**SMALL, "deletionProtection": True}
    life.service.faults({"action": "CreateCluster", "kind": "exception"})
    life.up()
    result = life.destroy()
    assert result.end == "ok"
    assert "never ran: its deletion protection is switched off" in result.text
    assert (life.statuses, life.stack.entries) == ({}, [])


def test_an_unfinished_one_under_protection_can_be_got_rid_of(life: Life) -> None:
    life.program = {**SMALL, "deletionProtection": True}
    timed_out(life)
    assert life.destroy().end == "ok"
    assert (life.statuses, life.stack.entries) == ({}, [])


def test_delete_of_an_entry_whose_cluster_is_gone(life: Life) -> None:
    timed_out(life)
    life.service.remove(life.stack.ids[0])
    assert life.destroy().end == "ok"
    assert (life.statuses, life.stack.entries) == ({}, [])


def test_destroy_with_a_refresh_deletes_a_replacement_without_end_and_its_original(life: Life) -> None:
    """The refresh compares every entry in the process that deletes them."""
    life.up()
    life.program = MOVED
    life.service.faults({"action": "UpdateCluster", "kind": "error", "code": "Forbidden.RAM", "status": 403})
    assert life.up().end == "failed"
    assert len(life.stack.entries) == 2
    assert life.destroy(refresh=True).end == "ok"
    assert (life.statuses, life.stack.entries) == ({}, [])


@pytest.mark.parametrize("status", ["running", "stopped", "exception", "pending"])
def test_one_that_came_to_run_after_its_time_out_keeps_its_protection(life: Life, status: str) -> None:
    life.program = {**SMALL, "deletionProtection": True}
    timed_out(life)
    (id_,) = life.statuses
    life.service.advance(10_000)
    life.service.change(id_, ClusterStatus=status)
    result = life.destroy()
    assert result.end == "failed"
    assert "has deletion protection, so nothing was deleted" in result.text
    assert life.statuses == {id_: status}


def test_protection_that_a_colleague_gave_an_unfinished_one_is_not_lifted(life: Life) -> None:
    life.service.faults({"action": "CreateCluster", "kind": "exception"})
    life.up()
    (id_,) = life.statuses
    life.service.change(id_, DeletionProtection=True)
    result = life.destroy()
    assert result.end == "failed"
    assert f"unprotect {id_}" in result.text
    assert life.statuses == {id_: "exception"}


def test_one_that_failed_and_runs_after_all_is_not_deleted_and_its_remedy_works(life: Life) -> None:
    life.service.faults({"action": "CreateCluster", "kind": "exception"})
    assert life.up().end == "failed"
    (failed,) = life.stack.ids
    life.service.change(failed, ClusterStatus="running")
    result = life.up()
    assert f"cluster {failed} failed while it was being made, and is running now: nothing was deleted." in result.text
    assert "`pulumi up --refresh` goes on with it" in result.text
    assert life.statuses == {failed: "running"}
    assert life.up(refresh=True).end == "ok"
    assert life.stack.ids == [failed]
    settled(life)
