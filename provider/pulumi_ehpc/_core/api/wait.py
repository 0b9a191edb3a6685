"""Waiting: what to wait for as a value, and the loop written once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from ...errors import ServiceError
from ..logic.seen import Seen
from ..process import Clock
from ..resource import Resource, Statuses
from .gateway import RETRY_SECONDS, passing


class Missing(Enum):
    """What it means that a look does not find the resource."""

    GONE = "the wait is over"
    LATE = "it may not be listed yet"


class End(Enum):
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    MISSING = "missing"
    BLIND = "the state is not told"
    STRANGE = "the state is none that is known"
    TOO_SLOW = "too slow"


@dataclass(frozen=True)
class Waiter:
    """What a wait is for. Any other state goes on waiting."""

    succeed: frozenset[str]
    fail: frozenset[str]
    missing: Missing
    limit: float
    """Seconds, unless custom_timeouts says otherwise."""

    just_begun: bool = False
    """What it waits for takes its time and was begun by the last call: a look at once would tell nothing."""

    known: Statuses | None = None
    """Where a state that is none of these lasts, it ends the wait, unless `settled` is asked; None: it is waited for as
    any other."""

    settled: Callable[[], bool] | None = None
    """Asked where no state, or none that is known, has been told for a while: whether what it waits for is there all
    the same."""

    @property
    def by_state(self) -> bool:
        """Whether a state ends it, and not only that there is nothing any more."""
        return bool(self.succeed | self.fail)

    def end(self, seen: Seen | None) -> End | None:
        """Whether what a look has told ends it."""
        if seen is None:
            return End.SUCCEEDED if self.missing is Missing.GONE else None
        if seen.status in self.succeed:
            return End.SUCCEEDED
        return End.FAILED if seen.status in self.fail else None


def created(resource: Resource, settled: Callable[[], bool] = lambda: False, *, just_begun: bool = False) -> Waiter:
    """settled: whether E-HPC says otherwise than by a state that it is made."""
    states = resource.states
    # One that was stopped has been made, and nobody but its owner starts it.
    made, late = states.running | states.has_run & states.deletable, just_begun and bool(states.under_way)
    return Waiter(made, states.dead, Missing.LATE, resource.create_seconds, late, states, settled)


def deletable(resource: Resource) -> Waiter:
    states = resource.states
    return Waiter(states.deletable, frozenset(), Missing.GONE, resource.delete_seconds, known=states)


def deleted(resource: Resource, *, just_begun: bool = False) -> Waiter:
    late = just_begun and bool(resource.states.going)
    return Waiter(frozenset(), frozenset(), Missing.GONE, resource.delete_seconds, late)


LISTED_WITHIN = 60.0
"""Seconds for which no look has found a resource before it is taken for gone."""

SHOWN_WITHIN = 600.0
"""The same of one that was just made, and that no look has found yet."""

TOLD_WITHIN = 300.0
"""Seconds for which looks find a resource but no state of it, or none that is known, before a wait for a state ends."""


@dataclass(frozen=True)
class Outcome:
    end: End
    last: Seen | None
    """The last look that found the resource."""

    seconds: float

    @property
    def status(self) -> str:
        return self.last.status if self.last else ""

    @property
    def state(self) -> str:
        """As a sentence calls it."""
        return self.last.state if self.last else "not listed"


def wait(
    waiter: Waiter,
    look: Callable[[], Seen | None],
    *,
    limit: float = 0,
    said: Callable[[Seen, float], None] = lambda _seen, _seconds: None,
    age: Callable[[], float] = lambda: 0,
    clock: Clock | None = None,
) -> Outcome:
    """Look until the wait is over. `said` hears what was seen and the seconds so far at every look.

    age: seconds since that was so which the last look has told. Raises the error of a look that no later one mends.
    """
    clock = clock or Clock()
    begin, limit = clock.now(), limit or waiter.limit
    if waiter.just_begun:
        clock.sleep(min(clock.pause(0), limit))
    sight = _Sight(clock)
    while True:
        old = 0.0
        try:
            seen = look()
        except ServiceError as error:
            elapsed = clock.now() - begin
            if elapsed >= limit or not sight.bears(error):
                raise
        else:
            elapsed = clock.now() - begin
            in_vain = sight.end(seen, waiter)
            end = waiter.end(seen) or in_vain
            if end:
                return Outcome(end, sight.last, elapsed)
            if seen is not None:
                said(seen, elapsed)
            if elapsed >= limit:
                return Outcome(End.TOO_SLOW, sight.last, elapsed)
            old = age()
        pause = clock.pause(elapsed)
        clock.sleep(min(max(pause - old, pause / 2), limit - elapsed))


class _Sight:
    """What the looks of one wait tell, and since when they do not."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._answered = self._listed = self._told = self._known = clock.now()
        self.last: Seen | None = None

    def bears(self, error: ServiceError) -> bool:
        """Whether a look may fail so: the next one repeats it, for as long as a call would be repeated."""
        # A time in which nothing was seen is none in which it was missing.
        self._listed = self._told = self._known = self._clock.now()
        return passing(error) and not self._over(self._answered, RETRY_SECONDS)

    def end(self, seen: Seen | None, waiter: Waiter) -> End | None:
        """Whether it is no use to look any longer."""
        self._answered = self._clock.now()
        if seen is None:
            late = waiter.just_begun and waiter.missing is Missing.LATE and self.last is None
            return End.MISSING if self._over(self._listed, SHOWN_WITHIN if late else LISTED_WITHIN) else None
        self.last, self._listed = seen, self._answered
        if seen.has_state or not waiter.by_state:
            self._told = self._answered
        if waiter.known is None or not seen.unknown_to(waiter.known):
            self._known = self._answered
        strange, blind = self._over(self._known, TOLD_WITHIN), self._over(self._told, TOLD_WITHIN)
        if waiter.settled and (strange or blind):
            if waiter.settled():
                return End.SUCCEEDED
            self._known, strange = self._answered, False  # It may be on its way yet: asked again after as long.
        return End.STRANGE if strange else End.BLIND if blind else None

    def _over(self, since: float, seconds: float) -> bool:
        return self._clock.now() - since > seconds * self._clock.scale
