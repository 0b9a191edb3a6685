"""Time for many who wait at once: it passes when all of them sleep, so that one after the other has its turn."""

from __future__ import annotations

import heapq
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pulumi_ehpc._core.process import Clock
from pulumi_ehpc.errors import ServiceError

LONG = 60.0
"""Seconds of real time after which a turn that has no end fails its test."""


@dataclass
class Turns:
    """A clock that many threads sleep by; only one of them runs at any moment, so every run is the same."""

    now: float = 1_000.0
    _asleep: list[tuple[float, int, threading.Semaphore]] = field(default_factory=list)
    _sleeps: int = 0
    _over: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    _thrown: list[int] = field(default_factory=list)

    def clock(self) -> Clock:
        return Clock(now=lambda: self.now, wait=self._sleep, chance=self._chance, scale=1)

    def _chance(self) -> float:
        """Anything but the same for all."""
        self._thrown.append(1)
        return len(self._thrown) * 0.618 % 1

    def _sleep(self, _woken: threading.Event, seconds: float) -> None:
        turn = self._lie_down(seconds)
        self._over.release()
        assert turn.acquire(timeout=LONG)

    def _lie_down(self, seconds: float) -> threading.Semaphore:
        turn = threading.Semaphore(0)
        self._sleeps += 1
        heapq.heappush(self._asleep, (self.now + seconds, self._sleeps, turn))
        return turn

    def all_at_once(self, doing: Sequence[Callable[[], Any]]) -> list[Any]:
        """What each of them gives, or the failure of the service that ends it."""
        results: list[Any] = [None] * len(doing)

        def run(number: int, turn: threading.Semaphore) -> None:
            assert turn.acquire(timeout=LONG)
            try:
                results[number] = doing[number]()
            except ServiceError as error:
                results[number] = error
            finally:
                self._over.release()

        for number in range(len(doing)):
            threading.Thread(target=run, args=(number, self._lie_down(0)), daemon=True).start()
        while self._asleep:
            self.now, _, turn = heapq.heappop(self._asleep)
            turn.release()
            assert self._over.acquire(timeout=LONG), "somebody neither sleeps nor comes to an end"
        return results
