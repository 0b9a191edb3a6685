"""A list that many ask for at the same time: whoever comes while it is being read waits, and the next serves all those.

What anybody gets was asked for after he came. So it is never older than what a call of his own would have told, which
is what the look for marks stands on.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from .failures import twin_of

T = TypeVar("T")
Rows = Mapping[str, T]


@dataclass(eq=False)
class _Round(Generic[T]):
    """What is asked for together."""

    ids: set[str] = field(default_factory=set)
    all: bool = False
    answer: Future[Rows[T]] = field(default_factory=Future)


class SharedLists(Generic[T]):
    """The list of one kind of resource, as one account sees it in one region, or in one cluster."""

    def __init__(self, rows: Callable[[Sequence[str]], Rows[T]]) -> None:
        """`rows` asks for those of these ids, or for all; a failure is that of all who are waiting for it."""
        self._rows = rows
        self._next = _Round[T]()
        self._joining = threading.Lock()
        self._asking = threading.Lock()

    def __call__(self, ids: Sequence[str] = ()) -> Rows[T]:
        """The rows by id: of these, perhaps with others, or all. Raises what asking raises."""
        with self._joining:
            mine = self._next
            mine.ids.update(ids)
            mine.all |= not ids
        with self._asking:
            if not mine.answer.done():
                self._ask(mine)
        failure = mine.answer.exception()
        if failure is not None:
            raise twin_of(failure)
        return mine.answer.result()

    def _ask(self, together: _Round[T]) -> None:
        with self._joining:
            # From now on it is too late for this one.
            self._next = _Round[T]()
        try:
            together.answer.set_result(self._rows([] if together.all else sorted(together.ids)))
        except Exception as failure:  # noqa: BLE001 - whoever waits has to hear of it, whatever it is
            together.answer.set_exception(failure)
