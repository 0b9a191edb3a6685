"""Looks that are shared: one call of a list for everybody who waits in one region.

A look that fails is not repeated here, where all others would wait for that: who waits looks again anyway.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from ..logic.seen import Seen
from ..process import Clock
from .outage import Outage, concerns_all

FRESH = 0.8
"""The part of a tick for which a look serves the others."""


class SharedLooks:
    """One look at a list for all resources of a kind that somebody waits for."""

    def __init__(
        self,
        rows: Callable[[Sequence[str]], Mapping[str, Seen]],
        confirm: Callable[[str], Seen | None],
        clock: Clock | None = None,
    ) -> None:
        """`rows` looks at these ids. `confirm` asks for one by itself: a list may lag, or lose a row between pages."""
        self._rows = rows
        self._confirm = confirm
        self._clock = clock or Clock()
        self._watched: dict[str, int] = {}
        self._found: Mapping[str, Seen] = {}
        self._covers: frozenset[str] = frozenset()
        self._taken = float("-inf")
        self._unlisted = Outage(self._clock, lambda _failure: True)
        self._unconfirmed = Outage(self._clock, concerns_all)
        self._registry = threading.Lock()
        self._looking = threading.Lock()

    @contextmanager
    def watching(self, id_: str) -> Iterator[Callable[[], Seen | None]]:
        """Watch one resource: gives the function that looks at it."""
        begin = self._clock.now()
        with self._registry:
            self._watched[id_] = self._watched.get(id_, 0) + 1
        try:
            yield lambda: self._look(id_, begin)
        finally:
            with self._registry:
                self._watched[id_] -= 1
                if not self._watched[id_]:
                    del self._watched[id_]

    def age(self) -> float:
        """Seconds since the last look. Who sleeps that much less looks together with the others the next time."""
        return self._clock.now() - self._taken

    def _look(self, id_: str, begin: float) -> Seen | None:
        asked = self._clock.now()
        with self._looking:
            # Somebody else may have looked while this thread waited for its turn, or just before.
            if id_ not in self._covers or self._taken < asked - FRESH * self._clock.tick(asked - begin):
                self._unlisted.ask(id_, asked, self._take)
            row = self._found.get(id_)
        # The list has just answered, so this is no outage that all would meet one by one.
        return row if row is not None else self._unconfirmed.ask(id_, asked, lambda: self._confirm(id_))

    def _take(self) -> None:
        with self._registry:
            ids = sorted(self._watched)
        self._found = self._rows(ids)
        self._covers, self._taken = frozenset(ids), self._clock.now()
