"""In which stage the operations of a region are, as the service's log tells: one call at a time for all that wait.

A wait goes on without it: the log may fail, or tell nothing, or something else than is believed of it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from ...errors import ServiceError, SettingsError
from ..process import Clock
from ..table.calls import Call
from ..table.log import Noted, OperationLog, stage_of

EVERY = 3.0
"""Seconds between two calls, whoever waits: more than those for which a look at the list serves the others."""

LISTED_AGAIN = 30.0
"""Seconds after which the list is read again for what it has lacked, doubled each time until somebody else waits."""

SILENT = 60.0
"""Seconds without a call after one that failed, doubled by each further one."""

BEFORE = 60.0
"""An operation that had begun so long before anybody waited for it is not at its beginning."""


@dataclass(frozen=True)
class Stage:
    name: str = ""
    """As the service calls it, "" where nothing is known."""

    usual: float = 0.0
    """Seconds that the last such operation took; 0 where that is not known, or where this one had begun before."""


class SharedStages:
    """The stages of all for which somebody waits."""

    def __init__(
        self, call: Call, log: OperationLog, clock: Clock | None = None, wall: Callable[[], float] = time.time
    ) -> None:
        self._call, self._log, self._clock, self._wall = call, log, clock or Clock(), wall
        self._since: dict[str, float] = {}
        """Those that are watched, and since when; the next one to be asked for comes first."""

        self._noted: list[Noted] = []
        self._stages: dict[str, str] = {}
        self._usual: dict[str, float] = {}
        """Of an action: the seconds that it took the last time, 0 where that is not told."""

        self._next = self._list_at = float("-inf")
        self._failures = self._lists = 0
        self._asking = threading.Lock()
        self._registry = threading.Lock()

    @contextmanager
    def watching(self, id_: str) -> Iterator[Callable[[], Stage]]:
        """Watch one: gives the function that tells its stage, and asks for somebody's where it is time to."""
        with self._registry:
            self._since[id_] = self._wall()
            self._list_at, self._lists = float("-inf"), 0
            # What was under way before, as its creation, may have come to its end.
            self._noted = [one for one in self._noted if one.id != id_ or not one.under_way]
        try:
            yield lambda: self._of(id_)
        finally:
            with self._registry:
                self._since.pop(id_, None)
                self._stages.pop(id_, None)

    def _of(self, id_: str) -> Stage:
        # Nobody waits for a call that somebody else makes.
        if self._clock.now() >= self._next and self._asking.acquire(blocking=False):
            try:
                self._ask()
            finally:
                self._asking.release()
        with self._registry:
            operation, since = self._under_way(id_), self._since.get(id_, 0.0)
            fresh = operation is not None and operation.at > since - BEFORE
            usual = self._usual.get(operation.action, 0.0) if operation and fresh else 0.0
            return Stage(self._stages.get(id_, ""), usual)

    def _ask(self) -> None:
        pause = EVERY
        try:
            self._one_call()
            self._failures = 0
        except (ServiceError, SettingsError):
            pause = SILENT * 2 ** min(self._failures, 10)
            self._failures += 1
        self._next = self._clock.now() + pause * self._clock.scale

    def _one_call(self) -> None:
        """The list where it lacks one, then the stage of whoever has waited longest for that; before a second stage,
        how long it took the last time."""
        with self._registry:
            waiting = {id_: self._under_way(id_) for id_ in self._since}
        if None in waiting.values() and self._clock.now() >= self._list_at:
            self._list_at = self._clock.now() + LISTED_AGAIN * 2**self._lists * self._clock.scale
            self._lists = min(self._lists + 1, 10)
            self._noted = self._log.newest(self._call, "")
            return
        under_way = [operation for operation in waiting.values() if operation]
        unknown = next((one.action for one in under_way if self._stages and one.action not in self._usual), "")
        if unknown:
            self._usual[unknown] = 0.0
            self._usual[unknown] = self._took(unknown)
        elif under_way:
            operation = under_way[0]
            with self._registry:
                if operation.id in self._since:
                    self._since[operation.id] = self._since.pop(operation.id)
            stage = stage_of(self._log.steps(self._call, operation.request))
            with self._registry:
                if operation.id in self._since:
                    self._stages[operation.id] = stage

    def _took(self, action: str) -> float:
        last = next((one for one in self._noted if one.action == action and one.finished and one.at), None)
        times = [step.at for step in self._log.steps(self._call, last.request) if step.at] if last else []
        return max(times) - min(*times, last.at) if last and times else 0.0

    def _under_way(self, id_: str) -> Noted | None:
        newest = next((one for one in self._noted if one.id == id_), None)
        return newest if newest and newest.under_way else None


def stage_now(call: Call, log: OperationLog | None, id_: str) -> str:
    """Where the newest operation on one is, by two calls; "" where that is not told or it is at its end."""
    with suppress(ServiceError):
        newest = next(iter(log.newest(call, id_)), None) if log else None
        return stage_of(log.steps(call, newest.request)) if log and newest and newest.under_way else ""
    return ""


def has_made(call: Call, log: OperationLog | None, id_: str) -> bool:
    """Whether the newest operation on one is its creation, and that has come to a good end; False in doubt."""
    with suppress(ServiceError):
        newest = next(iter(log.newest(call, id_)), None) if log else None
        return bool(log and newest and newest.finished and newest.action == log.creation)
    return False
