"""Every request as it was received, for assertions and for "what did my program send"; without passwords."""

from __future__ import annotations

import re
import threading
from collections import deque
from typing import Any

from .protocol import Parts, clip

LIMIT = 10_000
LONGEST = 20_000
MASK = "***"
# What arrived in a shape that can't be looked into may hold the password anywhere.
OPAQUE = re.compile(r"password|credential", re.IGNORECASE)


class Journal:
    """The newest requests, bounded: `dropped` says how many older ones were forgotten."""

    def __init__(self, limit: int = LIMIT) -> None:
        self._entries: deque[dict[str, Any]] = deque(maxlen=limit)
        self._dropped = 0
        self._lock = threading.Lock()

    def add(self, entry: dict[str, Any]) -> None:
        with self._lock:
            self._dropped += len(self._entries) == self._entries.maxlen
            self._entries.append(entry)

    def render(self) -> dict[str, Any]:
        with self._lock:
            return {"requests": list(self._entries), "dropped": self._dropped, "limit": self._entries.maxlen}


def without_secrets(value: Any, name: str = "") -> Any:
    """The same tree with `***` for passwords, and with unpaired or overlong text made harmless."""
    if "password" in name.lower():
        return MASK
    if isinstance(value, dict):
        return {clip(str(key)): without_secrets(item, str(key)) for key, item in value.items()}
    if isinstance(value, list):
        return [without_secrets(item, name) for item in value]
    if not isinstance(value, str):
        return value
    if OPAQUE.search(name) or (OPAQUE.search(value) and not isinstance(value, Parts)):
        return MASK
    return value.encode("utf-8", "replace").decode("utf-8")[:LONGEST]
