"""How the CLI is run, what comes of it, and what the state holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from contract.host_process import Failed

Values = dict[str, Any]


class CliKilled(Exception):
    """The engine is gone: nothing of what comes is written."""


class HostDied(Exception):
    """The provider's process is gone: the step failed, nothing of it is written."""


class Interrupted(Exception):
    """Ctrl-C, once."""


class SeveralFailed(Exception):
    """What `pulumi up --continue-on-error` ends with."""

    def __init__(self, failures: list[Failed]) -> None:
        super().__init__("\n".join(failure.message for failure in failures))


@dataclass
class Entry:
    """One resource of the state."""

    id: str
    inputs: Values
    outs: Values
    init_failed: bool = False
    pending_delete: bool = False
    pending_replacement: bool = False
    """It was deleted first, and what is to replace it is not made yet."""


@dataclass(frozen=True)
class How:
    """How `pulumi up` is run."""

    replace: bool = False
    """--replace"""
    trigger: bool = False
    """replacement_trigger changed"""
    first: bool = False
    """delete_before_replace"""
    go_on: bool = False
    """--continue-on-error"""
    refresh: bool = False
    """--refresh"""
    ctrl_c: bool = False
    """Ctrl-C once, during the first step: it comes to its end, and no other is begun"""


@dataclass
class Result:
    end: str
    """"ok", "failed" or "killed"."""
    text: str = ""
