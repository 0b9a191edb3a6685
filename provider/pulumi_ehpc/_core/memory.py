"""What this host process remembers of a run, by URN. One `pulumi up` sends all of an URN to one process."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Memory:
    asked: str = ""
    """The cluster that diff was last asked about: the state has it, so a creation passes over it."""

    guarded: bool = True
    """That cluster has run: its deletion protection counts."""

    keeps: str = ""
    """The cluster that a creation or an update brought to its end, or that diff found unchanged: it is in use."""


_BY_URN: dict[str, Memory] = {}


def of(urn: str) -> Memory:
    return _BY_URN.setdefault(urn, Memory())
