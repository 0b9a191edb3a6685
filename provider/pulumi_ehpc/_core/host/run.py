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
    """The cluster that a creation has taken on, or that diff saw finished: it has an entry of its own.

    It does not matter how that step ends: `pulumi up --continue-on-error` deletes after a failed one too.
    """

    unfinished: bool = False
    """A creation, or an update that goes on with one, is not at its end: what that cluster replaces is still needed.

    diff does not tell it: a refresh, that of `pulumi destroy --refresh` too, has a diff of every entry.
    """


_BY_URN: dict[str, Memory] = {}


def of(urn: str) -> Memory:
    return _BY_URN.setdefault(urn, Memory())
