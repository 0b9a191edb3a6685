"""A host process whose engine was killed ends itself: nobody else does, and it would wait for calls for ever."""

from __future__ import annotations

import select
import threading
import time

from ..process import process


class UnderWay:
    """How many of the provider's methods run."""

    def __init__(self) -> None:
        self._calls = 0
        self._lock = threading.Lock()

    def __enter__(self) -> None:
        with self._lock:
            self._calls += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._calls -= 1

    def leave(self) -> None:
        """End this process, unless a method runs: that one still has to notice that nobody listens."""
        if not self._calls:
            process().leave(1)


def under_way() -> UnderWay:
    return process().keep(UnderWay, UnderWay)


def leave_with_the_engine() -> None:
    """Leave once nobody reads this process's output any more: the engine does while it lives.

    Where the output is no pipe nothing happens; a method that runs notices by its call that nobody listens.
    """
    output = process().output
    if output is not None:
        threading.Thread(target=_watch, args=(output,), daemon=True).start()


def _watch(output: int) -> None:
    poll = select.poll()
    # Without a wanted event, poll tells only that the other end is closed; until then it costs nothing.
    poll.register(output, 0)
    gone = any(event & (select.POLLERR | select.POLLHUP) for _, event in poll.poll())
    while gone:
        under_way().leave()
        time.sleep(0.1)
