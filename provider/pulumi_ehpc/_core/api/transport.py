"""The way that a request takes: the gateway's one edge. Tests replace it, and nothing above it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

UNREACHABLE, LOST, NOT_JSON, REDIRECTED = "Unreachable", "LostAnswer", "NotJson", "Redirected"
"""What a way may end in instead of an answer: nothing was sent; nobody knows whether the service acted; what came is no
answer of E-HPC; it leads to another host."""


@dataclass(frozen=True)
class Reply:
    """An answer of the service, whatever its status."""

    status: int
    body: Any
    """The JSON as it came."""

    retry_after: float = 0
    """Seconds."""

    def text(self, *names: str) -> str:
        """The first of these values that the body has, "" for none."""
        told = self.body if isinstance(self.body, Mapping) else {}
        return next((str(told[name]) for name in names if told.get(name)), "")


class BrokenError(Exception):
    """There is no answer: UNREACHABLE, LOST, NOT_JSON or REDIRECTED; `says` is what is known beyond that."""

    def __init__(self, kind: str, says: str = "") -> None:
        super().__init__(kind)
        self.kind = kind
        self.says = says


class Transport(Protocol):
    """Sends one request, once. Raises BrokenError, SettingsError."""

    def send(self, action: str, form: Mapping[str, str]) -> Reply: ...
