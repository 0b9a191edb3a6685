"""A resource hook `on_error` that asks for another attempt: what the first one has left is gone on with or replaced."""

from __future__ import annotations

import pytest

from engine.programs import DOOMED, Program

FAILS = {"action": "UpdateCluster", "kind": "error", "code": "NoPermission", "status": 403}
ADDED = {"action": "CreateQueue", "kind": "error", "code": "NoPermission", "status": 403}
RETRIES = {"retries": True}


def ends_well(program: Program) -> None:
    """Pulumi keeps the first attempt's error in the entry; the next `up` takes it away, and asks E-HPC nothing."""
    assert program.calls_of(program.up) == []
    program.ends_well()


def test_a_creation_that_failed_is_replaced_by_the_next_attempt(program: Program) -> None:
    program.service.faults(DOOMED)
    program.one(opts=RETRIES)
    said = program.up()
    assert "failed while it was being made (exception): it is replaced" in said
    assert program.service.actions().count("CreateCluster") == 2
    ends_well(program)
    program.leaves_nothing()


def test_a_cluster_that_failed_twice_has_an_entry(program: Program) -> None:
    program.service.faults(DOOMED | {"times": 2})
    program.one(opts=RETRIES)
    program.up_fails()
    assert program.ids == list(program.statuses)
    program.leaves_nothing()


def test_the_next_attempt_goes_on_with_a_cluster_that_runs(program: Program) -> None:
    program.service.faults(FAILS)
    program.one(opts=RETRIES, idle_interval=9)
    program.up()
    assert program.service.actions().count("CreateCluster") == 1
    assert program.cluster["IdleInterval"] == 9
    ends_well(program)


def test_the_next_attempt_cannot_look_and_forgets_nothing(program: Program) -> None:
    blind = {"action": "GetCluster", "kind": "error", "code": "NoPermission", "status": 403, "nth": 2}
    program.service.faults(FAILS, blind)
    program.one(opts=RETRIES, idle_interval=9)
    program.up_fails()
    assert program.ids == list(program.statuses)
    program.up()
    program.ends_well()


def test_the_next_attempt_of_an_update_goes_on_where_the_first_one_ended(program: Program) -> None:
    small = {"queue_name": "small", "max_count": 1}
    big = {"queue_name": "big", "max_count": 2}
    program.one(opts=RETRIES, queues=[small])
    program.up()
    program.service.faults(ADDED | {"code": "InternalError", "status": 500})
    program.one(opts=RETRIES, queues=[small, big], max_count=7)
    program.up()
    program.ends_well()


@pytest.mark.parametrize("protected", [True, False])
def test_a_replacement_that_failed_is_replaced_by_the_next_attempt(program: Program, protected: bool) -> None:
    program.one(opts=RETRIES | {"protect": False}, deletion_protection=protected)
    program.up()
    (old,) = program.ids
    program.service.faults(DOOMED)
    if protected:
        program.one(opts=RETRIES | {"protect": False}, deletion_protection=False)
        program.up()
    program.up("--replace", program.entry()["urn"])
    assert old not in program.statuses
    ends_well(program)
