"""Forced replacement: what it adopts, what it deletes, and two entries of the state that share one cluster."""

from __future__ import annotations

import pytest

from contract.programs import MOVED, SMALL
from faults.cli import Entry
from faults.interleavings import Life
from faults.runs import settled, timed_out, two_entries_of_one_cluster


def test_replace_of_a_running_cluster(life: Life) -> None:
    life.up()
    (old,) = life.stack.ids
    assert life.up(replace=True).end == "ok"
    (new,) = life.stack.ids
    assert new != old
    assert life.statuses == {new: "running"}
    settled(life)


@pytest.mark.parametrize("first", [False, True], ids=["create-first", "delete-first"])
def test_replace_of_a_half_made_one_ends_with_one_cluster(life: Life, first: bool) -> None:
    timed_out(life)
    assert life.up(replace=True, first=first).end == "ok"
    assert len(life.stack.entries) == 1
    settled(life)


def test_replace_of_a_half_made_one_adopts_it_and_drops_only_the_old_entry(life: Life) -> None:
    hung = timed_out(life)
    result = life.up(replace=True)
    assert f"going on with cluster {hung}" in result.text
    assert f"cluster {hung} is in use by this resource: only its unfinished entry is dropped" in result.text
    assert life.stack.ids == [hung]
    assert "DeleteCluster" not in life.service.actions()
    settled(life)


def test_replace_of_a_failed_one_makes_a_new_one_first(life: Life) -> None:
    life.service.faults({"action": "CreateCluster", "kind": "exception"})
    life.up()
    (bad,) = life.stack.ids
    assert life.up(replace=True).end == "ok"
    assert bad not in life.statuses
    settled(life)


def test_replace_of_a_half_made_one_with_another_fixed_input_is_refused_and_up_without_it_works(life: Life) -> None:
    hung = timed_out(life)
    life.program = MOVED
    result = life.up(replace=True)
    assert result.end == "failed"
    assert f"left cluster {hung}" in result.text
    assert "pulumi up without --replace" in result.text
    assert life.up().end == "ok"
    assert hung not in life.statuses
    settled(life)


def test_two_entries_of_one_cluster_and_a_plain_up_the_cluster_in_use_lives(life: Life) -> None:
    hung = two_entries_of_one_cluster(life)
    assert life.up().end == "ok"
    assert (life.stack.ids, life.statuses) == ([hung], {hung: "running"})
    settled(life)


def test_two_entries_of_one_cluster_and_an_update_the_cluster_in_use_lives(life: Life) -> None:
    hung = two_entries_of_one_cluster(life)
    life.program = {**SMALL, "maxCount": 8}
    assert life.up().end == "ok"
    assert (life.stack.ids, life.statuses) == ([hung], {hung: "running"})
    settled(life)


def test_two_entries_of_one_cluster_and_a_replacement(life: Life) -> None:
    hung = two_entries_of_one_cluster(life)
    life.program = MOVED
    assert life.up().end == "ok"
    assert hung not in life.statuses
    settled(life)


def test_two_entries_of_one_cluster_and_destroy(life: Life) -> None:
    two_entries_of_one_cluster(life)
    assert life.destroy().end == "ok"
    assert (life.statuses, life.stack.entries) == ({}, [])


@pytest.mark.parametrize("first", [False, True], ids=["create-first", "delete-first"])
def test_a_replacement_trigger_really_deletes_the_original(life: Life, first: bool) -> None:
    life.up()
    (old,) = life.stack.ids
    assert life.up(trigger=True, first=first).end == "ok"
    (new,) = life.stack.ids
    assert (old != new, life.statuses) == (True, {new: "running"})
    order = [action for action in life.service.actions() if action in ("CreateCluster", "DeleteCluster")]
    assert order == [
        "CreateCluster",
        *(["DeleteCluster", "CreateCluster"] if first else ["CreateCluster", "DeleteCluster"]),
    ]
    settled(life)


def test_delete_of_an_entry_that_lost_its_cluster_to_another_process_run(life: Life) -> None:
    hung = timed_out(life)
    old = life.stack.entries[0]
    assert life.up().end == "ok"
    finished = life.stack.entries[0]
    stale = Entry(hung, old.inputs, {**old.outs, "__finished": False}, pending_delete=True)
    life.stack.entries = [stale, finished]
    assert life.up().end == "ok"
    assert (life.stack.ids, life.statuses) == ([hung], {hung: "running"})
    settled(life)
