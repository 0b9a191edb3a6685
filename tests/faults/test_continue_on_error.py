"""`pulumi up --continue-on-error` deletes what waits for its delete also after a step of the same resource failed."""

from __future__ import annotations

from typing import Any

import pytest

from contract.programs import MOVED, SMALL
from faults.interleavings import Life
from faults.runs import settled, two_entries_of_one_cluster

FORBIDDEN = {"kind": "error", "code": "Forbidden.RAM", "status": 403}
EXCEPTION = {"action": "CreateCluster", "kind": "exception"}


def test_an_update_fails_and_the_cluster_in_use_is_not_deleted_through_its_unfinished_entry(life: Life) -> None:
    hung = two_entries_of_one_cluster(life)
    life.program = {**SMALL, "maxCount": 8}
    life.service.faults({"action": "UpdateCluster", **FORBIDDEN})
    result = life.up(go_on=True)
    assert result.end == "failed"
    assert f"cluster {hung} is in use by this resource: only its unfinished entry is dropped" in result.text
    assert (life.stack.ids, life.statuses) == ([hung], {hung: "running"})
    assert life.up().end == "ok"
    settled(life)


@pytest.mark.parametrize("fault", [EXCEPTION, {"action": "UpdateCluster", **FORBIDDEN}], ids=["fails", "no-end"])
def test_the_original_is_kept_until_what_replaces_it_is_finished(life: Life, fault: dict[str, Any]) -> None:
    life.up()
    (old,) = life.stack.ids
    life.program = MOVED
    life.service.faults(fault)
    result = life.up(go_on=True)
    assert result.end == "failed"
    assert f"cluster {old} is kept, because the one that replaces it is not finished" in result.text
    assert life.statuses[old] == "running"
    assert "DeleteCluster" not in life.service.actions()
    assert life.up().end == "ok"
    assert old not in life.statuses
    settled(life)


def replaced_by_a_failed_one(life: Life) -> str:
    """The original, whose replacement failed while it was made."""
    life.up()
    (old,) = life.stack.ids
    life.program = MOVED
    life.service.faults(EXCEPTION)
    life.up()
    return old


def test_the_original_is_kept_while_the_second_replacement_cannot_be_made_either(life: Life) -> None:
    old = replaced_by_a_failed_one(life)
    life.service.faults({"action": "CreateCluster", "kind": "error", "code": "ImageNotFound"})
    result = life.up(go_on=True)
    assert "ImageNotFound" in result.text
    assert f"cluster {old} is kept" in result.text
    assert life.statuses[old] == "running"
    assert life.up().end == "ok"
    settled(life)


def test_the_original_is_kept_where_the_failed_one_that_goes_first_does_not_go(life: Life) -> None:
    old = replaced_by_a_failed_one(life)
    life.service.faults({"action": "DeleteCluster", **FORBIDDEN})
    result = life.up(go_on=True)
    assert f"cluster {old} is kept, because the one that replaces it is not finished" in result.text
    assert sorted(life.statuses.values()) == ["exception", "running"]
    assert life.statuses[old] == "running"
    assert life.up().end == "ok"
    assert old not in life.statuses
    settled(life)


def test_a_half_made_one_is_kept_too_for_it_may_be_in_use_by_another_entry(life: Life) -> None:
    hung = two_entries_of_one_cluster(life)
    life.program = MOVED
    life.service.faults(EXCEPTION)
    assert life.up(replace=True, go_on=True).end == "failed"
    assert life.statuses[hung] == "running"
    assert life.up().end == "ok"
    assert hung not in life.statuses
    settled(life)
