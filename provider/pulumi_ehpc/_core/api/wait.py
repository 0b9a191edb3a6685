"""Waiting: what to wait for as a value, the loop written once, the looks of all waiting clusters shared."""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

SCALE_VARIABLE = "PULUMI_EHPC_POLL_SCALE"
Look = Mapping[str, Any]


class Missing(Enum):
    """What it means that a look does not find the cluster."""

    GONE = "the wait is over"
    LATE = "it may not be listed yet"


class End(Enum):
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    MISSING = "missing"
    TOO_SLOW = "too slow"


@dataclass(frozen=True)
class Waiter:
    """What a wait is for. Any other state goes on waiting."""

    succeed: frozenset[str]
    fail: frozenset[str]
    missing: Missing
    limit: float
    """Seconds, unless custom_timeouts says otherwise."""


# States: GetCluster's ClusterStatus. Its page once spelt one of them "raleasing".
CREATED = Waiter(frozenset({"running"}), frozenset({"exception", "releasing", "raleasing"}), Missing.LATE, 60 * 60)
DELETABLE = Waiter(frozenset({"running", "exception", "stopped"}), frozenset(), Missing.GONE, 30 * 60)
DELETED = Waiter(frozenset(), frozenset(), Missing.GONE, 30 * 60)
LISTED_WITHIN = 60.0
"""Seconds for which no look has found a cluster before it is taken for gone."""


@dataclass
class Clock:
    """Time, sleep and chance, to be replaced in tests."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random
    scale: float = field(default_factory=lambda: float(os.environ.get(SCALE_VARIABLE) or 1))

    def pause(self, elapsed: float) -> float:
        """Seconds to the next look: 5 % of the time so far, from one second to ten, give or take a tenth."""
        return min(max(0.05 * elapsed, 1.0), 10.0) * (0.9 + 0.2 * self.chance()) * self.scale


@dataclass(frozen=True)
class Outcome:
    end: End
    last: Look | None
    """The last look that found the cluster."""

    seconds: float


def status_of(look: Look) -> str:
    return str(look.get("ClusterStatus") or "").casefold()


def wait(
    waiter: Waiter,
    look: Callable[[], Look | None],
    *,
    limit: float = 0,
    said: Callable[[str, float], None] = lambda _status, _seconds: None,
    clock: Clock | None = None,
) -> Outcome:
    """Look until the wait is over. `said` hears the state and the seconds so far at every look."""
    clock = clock or Clock()
    begin = found = clock.now()
    last: Look | None = None
    while True:
        seen = look()
        elapsed = clock.now() - begin
        if seen is None:
            if waiter.missing is Missing.GONE:
                return Outcome(End.SUCCEEDED, last, elapsed)
            if clock.now() - found > LISTED_WITHIN * clock.scale:
                return Outcome(End.MISSING, last, elapsed)
        else:
            last, found = seen, clock.now()
            status = status_of(seen)
            if status in waiter.succeed:
                return Outcome(End.SUCCEEDED, seen, elapsed)
            if status in waiter.fail:
                return Outcome(End.FAILED, seen, elapsed)
            said(status, elapsed)
        left = (limit or waiter.limit) - elapsed
        if left <= 0:
            return Outcome(End.TOO_SLOW, last, elapsed)
        clock.sleep(min(clock.pause(elapsed), left))


class SharedLooks:
    """One ListClusters for everybody who waits: by ids while they fit into one call, else all pages."""

    BY_IDS = 20

    def __init__(
        self,
        call: Callable[[str, Mapping[str, Any]], dict[str, Any]],
        confirm: Callable[[str], Look | None],
        clock: Clock | None = None,
    ) -> None:
        """`confirm` asks for one cluster by itself: a list may lag, or lose a row between two of its pages."""
        self._call = call
        self._confirm = confirm
        self._clock = clock or Clock()
        self._watched: dict[str, int] = {}
        self._found: dict[str, Look] = {}
        self._covers: frozenset[str] = frozenset()
        self._taken = float("-inf")
        self._registry = threading.Lock()
        self._looking = threading.Lock()

    @contextmanager
    def watching(self, cluster_id: str) -> Iterator[Callable[[], Look | None]]:
        """Watch one cluster: gives the function that looks at it."""
        with self._registry:
            self._watched[cluster_id] = self._watched.get(cluster_id, 0) + 1
        try:
            yield lambda: self._look(cluster_id)
        finally:
            with self._registry:
                self._watched[cluster_id] -= 1
                if not self._watched[cluster_id]:
                    del self._watched[cluster_id]

    def _look(self, cluster_id: str) -> Look | None:
        asked = self._clock.now()
        fresh = 0.8 * self._clock.scale
        with self._looking:
            # Somebody else may have looked while this thread waited for its turn, or just before.
            if cluster_id not in self._covers or self._taken < asked - fresh:
                with self._registry:
                    ids = sorted(self._watched)
                self._found = self._all(ids)
                self._covers, self._taken = frozenset(ids), self._clock.now()
            row = self._found.get(cluster_id)
        return row if row is not None else self._confirm(cluster_id)

    def _all(self, ids: list[str]) -> dict[str, Look]:
        if len(ids) <= self.BY_IDS:
            rows = self._call("ListClusters", {"ClusterIds": ids, "PageSize": max(10, len(ids))}).get("Clusters") or []
        else:
            rows = all_clusters(self._call)
        return {row["ClusterId"]: row for row in rows if row.get("ClusterId")}


def all_clusters(call: Callable[[str, Mapping[str, Any]], dict[str, Any]]) -> list[Look]:
    """Every cluster of the account in the region, page by page (100 is the documented most).

    When one goes meanwhile the others move up, and one of them may have moved to a page that was read already.
    """
    rows: list[Look] = []
    page, total = 1, 0
    while True:
        answer = call("ListClusters", {"PageNumber": page, "PageSize": 100})
        now = int(answer.get("TotalCount") or 0)
        if now < total:
            rows, page, total = [], 1, 0
            continue
        rows += answer.get("Clusters") or []
        page, total = page + 1, now
        if not answer.get("Clusters") or len(rows) >= total:
            return rows
