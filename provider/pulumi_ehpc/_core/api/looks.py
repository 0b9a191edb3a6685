"""Looks that are shared: one call of a list for everybody who waits in one region."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from ..logic.seen import Seen
from ..process import Clock


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
        self._registry = threading.Lock()
        self._looking = threading.Lock()

    @contextmanager
    def watching(self, id_: str) -> Iterator[Callable[[], Seen | None]]:
        """Watch one resource: gives the function that looks at it."""
        with self._registry:
            self._watched[id_] = self._watched.get(id_, 0) + 1
        try:
            yield lambda: self._look(id_)
        finally:
            with self._registry:
                self._watched[id_] -= 1
                if not self._watched[id_]:
                    del self._watched[id_]

    def _look(self, id_: str) -> Seen | None:
        asked = self._clock.now()
        fresh = 0.8 * self._clock.scale
        with self._looking:
            # Somebody else may have looked while this thread waited for its turn, or just before.
            if id_ not in self._covers or self._taken < asked - fresh:
                with self._registry:
                    ids = sorted(self._watched)
                self._found = self._rows(ids)
                self._covers, self._taken = frozenset(ids), self._clock.now()
            row = self._found.get(id_)
        return row if row is not None else self._confirm(id_)
