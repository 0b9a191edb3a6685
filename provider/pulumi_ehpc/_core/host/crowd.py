"""More to make than Pulumi makes at once: said when that costs time, and once."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from ..process import process
from .operation import operation
from .workers import MOST

SETTLED = 2.0
"""Seconds since one has begun or ended: for a moment the next may have been checked and not yet begun."""

A_CORE = 4
"""So many steps a core does the CLI at once unless it is told otherwise (operations.defaultParallel, 3.259)."""


class Crowd:
    """The resources of a run that take their time to be made."""

    def __init__(self) -> None:
        self._planned: set[str] = set()
        self._begun: set[str] = set()
        self._now = 0
        self._changed = 0.0
        self._told = False
        self._lock = threading.Lock()

    def plans(self, urn: str) -> None:
        """One is to be made: the engine checks the next one before it waits for the end of another."""
        with self._lock:
            self._planned.add(urn)

    @contextmanager
    def making(self, urn: str) -> Iterator[None]:
        self._counts(1, urn)
        try:
            yield
        finally:
            self._counts(-1, urn)

    def _counts(self, more: int, urn: str) -> None:
        with self._lock:
            self._begun.add(urn)
            self._now += more
            self._changed = process().clock.now()

    def tell(self) -> None:
        """Say that others wait, where as many are made as Pulumi makes unasked. A user who asked knows."""
        with self._lock:
            settled = process().clock.now() - self._changed >= SETTLED
            costs = settled and not self._told and self._now == _unasked() and self._planned > self._begun
            self._told |= costs
        if costs:
            operation().log(
                f"{self._now} are made at once, Pulumi's default here, and others wait for their turn: "
                f"`pulumi up --parallel {MOST}` makes more at once"
            )


def crowd() -> Crowd:
    return process().keep(Crowd, Crowd)


def _unasked() -> int:
    """0 where the environment says how many."""
    if os.environ.get("PULUMI_PARALLEL"):
        return 0
    # What Go counts: on Linux the cores that this process may use.
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 0
    return A_CORE * cores
