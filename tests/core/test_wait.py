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
from pulumi_ehpc.errors import ServiceError
from pulumi_ehpc.resources import CLUSTER, QUEUE

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
        said=lambda seen, seconds: told.append((seen.status, round(seconds, 3))),
        clock=turned.clock(),
    )
    assert told == [("creating", 0.0), ("initing", 1.0)]


@pytest.mark.parametrize("state", ["", "7", "-", "0.5"])
@pytest.mark.parametrize("waiter", [CREATED, DELETABLE])
def test_a_wait_that_is_told_no_state_ends_after_five_minutes(turned: Turned, waiter: Waiter, state: str) -> None:
    outcome = waited(waiter, turned, state)
    assert outcome.end is End.BLIND
    assert 300 < outcome.seconds < 312
    assert len(turned.pauses) < 80
    assert outcome.state == "in a state that E-HPC does not tell"


def test_one_that_is_deleted_is_waited_for_whatever_its_state(turned: Turned) -> None:
    assert waited(DELETED, turned, *[""] * 100, None).end is End.SUCCEEDED


def test_a_state_that_is_told_now_and_then_is_enough(turned: Turned) -> None:
    assert waited(CREATED, turned, *["", "", "creating"] * 60, "running").end is End.SUCCEEDED


def test_a_state_that_nobody_knows_is_waited_for_until_the_limit(turned: Turned) -> None:
    outcome = waited(CREATED, turned, "thawing")
    assert (outcome.end, outcome.state) == (End.TOO_SLOW, "thawing")


UNAVAILABLE = ServiceError("ListClusters", "ServiceUnavailable", "Not now.", status=503)
FORBIDDEN = ServiceError("ListClusters", "NoPermission", "Never.", status=403)


def failing(
    turned: Turned, error: Exception, seconds: float, then: str | None = "running"
) -> Callable[[], Seen | None]:
    begin = turned.time

    def look() -> Seen | None:
        if begin < turned.time < begin + seconds:
            raise error
        return cluster("creating") if turned.time == begin else None if then is None else cluster(then)

    return look


def test_a_look_that_fails_for_less_than_a_minute_is_repeated(turned: Turned) -> None:
    assert wait(CREATED, failing(turned, UNAVAILABLE, 55), clock=turned.clock()).end is End.SUCCEEDED


@pytest.mark.parametrize(("error", "seconds"), [(UNAVAILABLE, 60), (FORBIDDEN, 0)])
def test_a_look_that_fails_for_good_ends_the_wait(turned: Turned, error: ServiceError, seconds: float) -> None:
    begin = turned.time
    with pytest.raises(ServiceError) as ended:
        wait(CREATED, failing(turned, error, 1e9), clock=turned.clock())
    assert ended.value is error
    assert seconds <= turned.time - begin < seconds + 5


def test_what_was_not_seen_in_an_outage_is_not_missing_for_that(turned: Turned) -> None:
    outcome = wait(CREATED, failing(turned, UNAVAILABLE, 58, then=None), clock=turned.clock())
    assert outcome.end is End.MISSING
    assert outcome.seconds > 58 + 50


def test_a_limit_ends_a_wait_in_an_outage_too(turned: Turned) -> None:
    begin = turned.time
    with pytest.raises(ServiceError):
        wait(CREATED, failing(turned, UNAVAILABLE, 1e9), limit=10, clock=turned.clock())
    assert turned.time - begin == pytest.approx(10)


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


@pytest.mark.parametrize("waiter", [created(CLUSTER, just_begun=True), deleted(CLUSTER, just_begun=True)])
def test_what_was_just_begun_is_looked_at_only_after_a_pause(turned: Turned, waiter: Waiter) -> None:
    seen: list[float] = []

    def look() -> Seen | None:
        seen.append(turned.time)
        return cluster("running") if waiter.by_state else None

    assert wait(waiter, look, clock=turned.clock()).end is End.SUCCEEDED
    assert seen == [1_001.0]


def test_what_is_there_at_once_is_not_waited_for(turned: Turned) -> None:
    assert not created(QUEUE, just_begun=True).just_begun
    assert not deleted(QUEUE, just_begun=True).just_begun


def test_whoever_was_told_by_the_look_of_another_one_looks_with_that_one_the_next_time(turned: Turned) -> None:
    looks = iter([cluster("creating"), cluster("creating"), cluster("running")])
    ages = iter([0.3, 20.0])
    wait(CREATED, lambda: next(looks), age=lambda: next(ages), clock=turned.clock())
    # A look that is older than a pause is no reason to look all the time.
    assert turned.pauses == pytest.approx([0.7, 0.5])
