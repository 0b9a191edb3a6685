"""An outage, as everybody who asks the same knows it: what one learned is not asked again at once by the next."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from ...errors import ServiceError, SettingsError
from ..process import Clock
from .failures import twin_of
from .gateway import LONGEST_PAUSE, passing

T = TypeVar("T")
FIRST_PAUSE = 0.5
"""Seconds after a first failure; each further one doubles them, up to half of LONGEST_PAUSE."""


class Outage:
    """A question that many ask again and again. In an outage it is asked ever more seldom, however many they are."""

    def __init__(self, clock: Clock, concerns_all: Callable[[Exception], bool]) -> None:
        """`concerns_all` tells a failure that others would meet as well."""
        self._clock = clock
        self._concerns_all = concerns_all
        self._failure: Exception | None = None
        self._whose = ""
        self._failures = 0
        self._at = float("-inf")
        self._knowing = threading.Lock()

    def ask(self, who: str, since: float, question: Callable[[], T]) -> T:
        """The answer for somebody who has wanted it since then. Raises the failure that is known, or its own."""
        self._raise_what_is_known(who, since)
        try:
            answer = question()
        except (ServiceError, SettingsError) as failure:
            if self._concerns_all(failure):
                self._learn(who, failure)
            raise
        with self._knowing:
            self._failure, self._failures = None, 0
        return answer

    def _raise_what_is_known(self, who: str, since: float) -> None:
        with self._knowing:
            # It may be about that one alone: before that one asks again, all others may.
            pause = self._pause * (2 if who == self._whose else 1)
            if self._failure and since < self._at + pause:
                raise twin_of(self._failure)

    def _learn(self, who: str, failure: Exception) -> None:
        with self._knowing:
            now = self._clock.now()
            # Those who had asked already when it was learned do not make it last longer.
            if self._failure is None or now >= self._at + self._pause:
                self._failures += 1
            self._failure, self._whose, self._at = failure, who, now

    @property
    def _pause(self) -> float:
        told = min(float(getattr(self._failure, "retry_after", 0)), LONGEST_PAUSE)
        doubled: float = FIRST_PAUSE * 2 ** min(self._failures - 1, 10)
        return max(min(doubled, LONGEST_PAUSE / 2), told) * self._clock.scale


def concerns_all(failure: Exception) -> bool:
    """Whether it is the service's, or the way's to it, and not of what was asked for."""
    return isinstance(failure, SettingsError) or (isinstance(failure, ServiceError) and passing(failure))
