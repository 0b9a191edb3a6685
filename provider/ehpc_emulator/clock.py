"""When things are done: at the next request, after so many looks, or after so many seconds."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Pace:
    """How long a creation takes. The text form is what `--clock` and the clock endpoint take."""

    kind: str
    amount: float = 0.0

    @classmethod
    def parse(cls, text: str) -> Pace:
        kind, _, amount = text.partition(":")
        try:
            if kind == "immediate" and not amount:
                return cls(kind)
            if kind == "looks" and int(amount) >= 1:
                return cls(kind, int(amount))
            if kind == "seconds" and 0 <= float(amount) < math.inf:
                return cls(kind, float(amount))
        except ValueError:
            pass
        raise ValueError(f"clock must be immediate, looks:N or seconds:S, got {text!r}")

    def __str__(self) -> str:
        return self.kind if self.kind == "immediate" else f"{self.kind}:{self.amount:g}"


class Clock:
    """Time for life cycles: the machine's, shifted by what a test asked for instead of sleeping."""

    def __init__(self, pace: Pace, now: Callable[[], float]) -> None:
        self.pace = pace
        self._now = now
        self._shift = 0.0

    def time(self) -> float:
        return self._now() + self._shift

    def advance(self, seconds: float) -> None:
        self._shift += seconds

    @property
    def ahead(self) -> float:
        """Of the machine's time, in seconds."""
        return self._shift

    def progress(self, since: float, looks: int, share: float = 1.0) -> float:
        """How much of an operation is done, 0 to 1; `share` is its part of a whole creation's seconds."""
        if self.pace.kind == "immediate":
            return 1.0
        if self.pace.kind == "looks":
            return min(1.0, looks / self.pace.amount)
        whole = self.pace.amount * share
        return 1.0 if whole <= 0 else min(1.0, max(0.0, (self.time() - since) / whole))
