"""What shows only after a while: a quarter of a creation's seconds, or with the other clocks after two looks at it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from .clock import Clock
from .clusters import Cluster

SHARE = 0.25
LOOKS = 2


def start(cluster: Cluster, name: str, *, was: Any = None, since: float | None = None) -> None:
    """From now on `name` lags; while it does already, what it was stays what it was. Without `since` its time begins
    with the first look at a cluster that is made."""
    was = cluster.lags.get(name, {}).get("was", was)
    cluster.lags[name] = {"since": since, "looks": 0, "was": was}


def over(cluster: Cluster, name: str, clock: Clock) -> bool:
    """One look at it."""
    lag = cluster.lags.get(name)
    if lag is None:
        return True
    if lag["since"] is None:
        if cluster.phase == "making":
            return False
        lag["since"] = clock.time()
    lag["looks"] += 1
    seconds = clock.pace.kind == "seconds"
    passed = clock.progress(lag["since"], 0, SHARE) >= 1.0 if seconds else lag["looks"] > LOOKS
    if passed:
        del cluster.lags[name]
    return passed


@contextmanager
def as_it_was(clusters: Iterable[Cluster], part: str, clock: Clock) -> Iterator[None]:
    """These clusters with this part of them (an attribute) as it was, where it lags."""
    now = {}
    for cluster in clusters:
        if not over(cluster, part, clock):
            now[cluster.id] = cluster, getattr(cluster, part)
            setattr(cluster, part, cluster.lags[part]["was"])
    try:
        yield
    finally:
        for cluster, value in now.values():
            setattr(cluster, part, value)
