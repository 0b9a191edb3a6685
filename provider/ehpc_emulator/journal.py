"""Every request as it was received, for assertions and for "what did my program send"; without passwords."""

from __future__ import annotations

import os
import re
import threading
from collections import deque
from itertools import islice
from typing import Any

from .protocol import clip

LIMIT = 10_000
LONGEST = 20_000
MASK = "***"
# What arrived in a shape that can't be looked into may hold the password anywhere.
OPAQUE = re.compile(r"password|credential", re.IGNORECASE)
# However a name is misspelt: a call that is refused for it is in the journal too.
SECRET = re.compile(r"passw|pwd|secret|private_?key", re.IGNORECASE)
ESCAPED = re.compile(r"\\+u([0-9a-fA-F]{4})")


class Journal:
    """The newest requests, bounded: `dropped` says how many older ones were forgotten."""

    def __init__(self, limit: int = LIMIT) -> None:
        self.name = os.urandom(8).hex()  # whoever reads on knows by it whether this is what it read before
        self.limit = limit
        self._entries: deque[dict[str, Any]] = deque(maxlen=limit)
        self._dropped = 0
        self._lock = threading.Lock()

    def add(self, entry: dict[str, Any]) -> None:
        with self._lock:
            self._dropped += len(self._entries) == self._entries.maxlen
            self._entries.append(entry)

    def after(self, number: int, most: int) -> tuple[int, list[dict[str, Any]]]:
        """At most so many of the requests from this number on that are still there, and the number of the first."""
        with self._lock:
            end = self._dropped + len(self._entries)
            first = min(max(number, self._dropped), end)
            newer = list(islice(reversed(self._entries), end - first))
        return first, newer[::-1][:most]

    def render(self) -> dict[str, Any]:
        with self._lock:
            return {"requests": list(self._entries), "dropped": self._dropped, "limit": self.limit}


def without_secrets(value: Any, name: str = "") -> Any:
    """The same tree with `***` for passwords, and with unpaired or overlong text made harmless."""
    if SECRET.search(name):
        return MASK
    if isinstance(value, dict):
        return {clip(str(key)): without_secrets(item, str(key)) for key, item in value.items()}
    if isinstance(value, list):
        return [without_secrets(item, name) for item in value]
    if not isinstance(value, str):
        return value
    if OPAQUE.search(name) or OPAQUE.search(ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)):
        return MASK
    return value.encode("utf-8", "replace").decode("utf-8")[:LONGEST]
