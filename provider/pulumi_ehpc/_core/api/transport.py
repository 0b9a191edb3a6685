"""The way that a request takes: the gateway's one edge. Tests replace it, and nothing above it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

UNREACHABLE, LOST, NOT_JSON = "Unreachable", "LostAnswer", "NotJson"
"""What a way may end in instead of an answer: nothing was sent; nobody knows whether the service acted; no JSON."""


@dataclass(frozen=True)
class Reply:
    """An answer of the service, whatever its status."""

    status: int
    body: Any
    """The JSON as it came."""

    code: str = ""
    request_id: str = ""
    retry_after: float = 0
    """Seconds."""


class BrokenError(Exception):
    """There is no answer: UNREACHABLE, LOST or NOT_JSON."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class Transport(Protocol):
    """Sends one request, once. Raises BrokenError, SettingsError."""

    def send(self, action: str, form: Mapping[str, str]) -> Reply: ...
