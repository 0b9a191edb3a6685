"""Waiting for a cluster, on a clock that the test turns: how it ends, and how often it looks."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain, repeat

import pytest

from pulumi_ehpc._core.api.wait import End, Outcome, Waiter, created, deletable, deleted, wait
from pulumi_ehpc._core.logic.seen import Seen, seen
from pulumi_ehpc._core.process import Clock
from pulumi_ehpc.resources import CLUSTER

CREATED, DELETABLE, DELETED = created(CLUSTER), deletable(CLUSTER), deleted(CLUSTER)


@dataclass
class Turned:
    """A clock that sleeping turns."""

    time: float = 1_000.0
    pauses: list[float] = field(default_factory=list)

    def wait(self, _woken: threading.Event, seconds: float) -> None:
        self.pauses.append(seconds)
        self.time += seconds

    def clock(self, chance: Callable[[], float] = lambda: 0.5, scale: float = 1) -> Clock:
        return Clock(now=lambda: self.time, wait=self.wait, chance=chance, scale=scale)


@pytest.fixture
def turned() -> Turned:
    return Turned()


def cluster(state: str) -> Seen:
    return seen(CLUSTER, "ehpc-1", {"ClusterStatus": state})


def waited(waiter: Waiter, turned: Turned, *states: str | None, limit: float = 0) -> Outcome:
    """The end of a wait that sees these states, one a look, and the last of them for ever."""
    seen: Iterator[str | None] = chain(states, repeat(states[-1]))

    def look() -> Seen | None:
        state = next(seen)
        return None if state is None else cluster(state)

    return wait(waiter, look, limit=limit, clock=turned.clock())


def test_a_creation_ends_when_the_cluster_runs(turned: Turned) -> None:
    outcome = waited(CREATED, turned, "uninit", "creating", "initing", "running")
    assert outcome.end is End.SUCCEEDED
    assert outcome.last == cluster("running")
    assert outcome.seconds == pytest.approx(3)


@pytest.mark.parametrize("state", ["exception", "releasing", "raleasing", "Exception"])
def test_a_creation_that_failed_is_not_waited_for_any_longer(turned: Turned, state: str) -> None:
    outcome = waited(CREATED, turned, "creating", state)
    assert outcome.end is End.FAILED
    assert len(turned.pauses) == 1


def test_a_deletion_ends_when_the_cluster_is_gone(turned: Turned) -> None:
    outcome = waited(DELETED, turned, "running", "releasing", None)
    assert outcome.end is End.SUCCEEDED
    assert outcome.last == cluster("releasing")


@pytest.mark.parametrize("state", ["running", "exception", "stopped"])
def test_a_cluster_is_deleted_as_soon_as_its_state_allows_it(turned: Turned, state: str) -> None:
    assert waited(DELETABLE, turned, "initing", state).end is End.SUCCEEDED


def test_a_new_cluster_may_be_listed_late(turned: Turned) -> None:
    outcome = waited(CREATED, turned, None, None, None, "creating", "running")
    assert outcome.end is End.SUCCEEDED


def test_a_new_cluster_that_is_never_listed_is_missing_after_a_minute(turned: Turned) -> None:
    outcome = waited(CREATED, turned, None)
    assert (outcome.end, outcome.last) == (End.MISSING, None)
    assert 60 < outcome.seconds < 71


@pytest.mark.parametrize(("waiter", "limit"), [(CREATED, 3600), (DELETED, 1800), (DELETABLE, 1800)])
def test_a_wait_has_a_limit(turned: Turned, waiter: Waiter, limit: float) -> None:
    outcome = waited(waiter, turned, "initing")
    assert outcome.end is End.TOO_SLOW
    assert outcome.last == cluster("initing")
    assert limit - 11 <= outcome.seconds <= limit


def test_custom_timeouts_set_the_limit(turned: Turned) -> None:
    assert 79 <= waited(CREATED, turned, "initing", limit=90).seconds <= 90
    longer = waited(CREATED, turned, "initing", limit=7200)
    assert 7189 <= longer.seconds <= 7200


def test_nobody_waits_beyond_the_limit(turned: Turned) -> None:
    outcome = waited(CREATED, turned, "initing", limit=0.5)
    assert outcome.end is End.TOO_SLOW
    assert sum(turned.pauses) <= 0.5


def test_a_failing_look_ends_the_wait_with_its_error(turned: Turned) -> None:
    def look() -> Seen:
        raise ConnectionError("no network")

    with pytest.raises(ConnectionError):
        wait(CREATED, look, clock=turned.clock())


def test_progress_is_told_at_every_look_that_does_not_end_the_wait(turned: Turned) -> None:
    seen = iter(["creating", "Initing", "running"])
    told: list[tuple[str, float]] = []
    wait(
        CREATED,
        lambda: cluster(next(seen)),
        said=lambda state, seconds: told.append((state, round(seconds, 3))),
        clock=turned.clock(),
    )
    assert told == [("creating", 0.0), ("initing", 1.0)]


@pytest.mark.parametrize(
    ("elapsed", "seconds"), [(0, 1), (19, 1), (20, 1), (60, 3), (100, 5), (200, 10), (201, 10), (3600, 10)]
)
def test_the_next_look_comes_after_a_twentieth_of_the_time_so_far(
    turned: Turned, elapsed: float, seconds: float
) -> None:
    assert turned.clock().pause(elapsed) == pytest.approx(seconds)
    assert turned.clock(chance=lambda: 0.0).pause(elapsed) == pytest.approx(0.9 * seconds)
    assert turned.clock(chance=lambda: 1.0).pause(elapsed) == pytest.approx(1.1 * seconds)


def test_one_factor_scales_every_pause(turned: Turned) -> None:
    assert turned.clock(scale=0.01).pause(100) == pytest.approx(0.05)


def test_a_wait_of_an_hour_takes_some_hundred_looks(turned: Turned) -> None:
    waited(CREATED, turned, "initing")
    assert 300 < len(turned.pauses) < 450
    assert turned.pauses[:-1] == sorted(turned.pauses[:-1]), "only the last one is cut short by the limit"
