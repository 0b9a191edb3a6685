"""Waiting: what to wait for as a value, and the loop written once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from ..logic.seen import Seen
from ..process import Clock
from ..resource import Resource


class Missing(Enum):
    """What it means that a look does not find the resource."""

    GONE = "the wait is over"
    LATE = "it may not be listed yet"


class End(Enum):
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    MISSING = "missing"
    TOO_SLOW = "too slow"


@dataclass(frozen=True)
class Waiter:
    """What a wait is for. Any other state goes on waiting."""

    succeed: frozenset[str]
    fail: frozenset[str]
    missing: Missing
    limit: float
    """Seconds, unless custom_timeouts says otherwise."""


def created(resource: Resource) -> Waiter:
    states = resource.states
    return Waiter(states.running, states.failed | states.going, Missing.LATE, resource.create_seconds)


def deletable(resource: Resource) -> Waiter:
    return Waiter(resource.states.deletable, frozenset(), Missing.GONE, resource.delete_seconds)


def deleted(resource: Resource) -> Waiter:
    return Waiter(frozenset(), frozenset(), Missing.GONE, resource.delete_seconds)


LISTED_WITHIN = 60.0
"""Seconds for which no look has found a resource before it is taken for gone."""


@dataclass(frozen=True)
class Outcome:
    end: End
    last: Seen | None
    """The last look that found the resource."""

    seconds: float

    @property
    def status(self) -> str:
        return self.last.status if self.last else ""


def wait(
    waiter: Waiter,
    look: Callable[[], Seen | None],
    *,
    limit: float = 0,
    said: Callable[[str, float], None] = lambda _status, _seconds: None,
    clock: Clock | None = None,
) -> Outcome:
    """Look until the wait is over. `said` hears the state and the seconds so far at every look."""
    clock = clock or Clock()
    begin = found = clock.now()
    last: Seen | None = None
    while True:
        seen = look()
        elapsed = clock.now() - begin
        if seen is None:
            if waiter.missing is Missing.GONE:
                return Outcome(End.SUCCEEDED, last, elapsed)
            if clock.now() - found > LISTED_WITHIN * clock.scale:
                return Outcome(End.MISSING, last, elapsed)
        else:
            last, found = seen, clock.now()
            if seen.status in waiter.succeed:
                return Outcome(End.SUCCEEDED, seen, elapsed)
            if seen.status in waiter.fail:
                return Outcome(End.FAILED, seen, elapsed)
            said(seen.status, elapsed)
        left = (limit or waiter.limit) - elapsed
        if left <= 0:
            return Outcome(End.TOO_SLOW, last, elapsed)
        clock.sleep(min(clock.pause(elapsed), left))
