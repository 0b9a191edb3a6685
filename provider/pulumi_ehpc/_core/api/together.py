"""Calls that take several at once: what comes while one of them is under way goes with the next."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(eq=False)
class _Waiting(Generic[T]):
    one: T
    sent: bool = False
    alone: bool = False


class Together(Generic[T]):
    """One call after another, each for all that wait for it. Nobody waits for company: the first goes by itself."""

    def __init__(self, send: Callable[[Sequence[T]], object], most: int) -> None:
        """`send` makes the call for at most so many."""
        self._send = send
        self._most = most
        self._waiting: list[_Waiting[T]] = []
        self._registry = threading.Lock()
        self._sending = threading.Lock()

    def __call__(self, one: T) -> None:
        """Send it, with others or without. What is wrong with it alone is raised: where a call for several has failed
        nobody knows for whose sake, or how far it came, and each is sent once more by itself."""
        mine = _Waiting(one)
        with self._registry:
            self._waiting.append(mine)
        with self._sending:
            while not mine.sent and not mine.alone:
                self._send_next()
            if mine.alone:
                self._send([one])

    def _send_next(self) -> None:
        with self._registry:
            batch, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
        try:
            self._send([each.one for each in batch])
        except Exception:
            if len(batch) == 1:
                raise
            for each in batch:
                each.alone = True
        else:
            for each in batch:
                each.sent = True
