"""What happens, as server-sent events: the calls, the clusters that changed, and what is armed.

Nothing is kept for a reader. At each turn it gets what is new in the journal and in the world since its last one; a
slow one misses turns, and what the journal has forgotten meanwhile.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from . import overview

if TYPE_CHECKING:
    from .service import Service

TURN = 0.25  # seconds
STILL = 4  # turns after which the clusters are looked at though nobody called: time has passed
REST = 10  # times as long as a look took, until the next one: with thousands of nodes the calls come first
SILENT = 40  # turns after which a reader that is no more is found out
MOST_CALLS = 500
BRIEF = ("action", "cluster", "status", "code", "time", "seconds")


def stream(service: Service, seen: str) -> Callable[[threading.Event], Iterator[bytes]]:
    """All that there is after the event of this id (JOURNAL.NUMBER, or nothing), and then what happens."""

    def told(stopping: threading.Event) -> Iterator[bytes]:
        reader, silent = Reader(service, seen), 0
        while not stopping.is_set():
            silent += 1
            for event in reader.turn():
                silent = 0
                yield event
            if silent >= SILENT:
                silent = 0
                yield b":\n\n"
            stopping.wait(TURN)

    return told


class Reader:
    """What one has been told."""

    def __init__(self, service: Service, seen: str) -> None:
        self.service = service
        self.journal, _, number = seen.partition(".")
        self.number = int(number) if number.isascii() and number.isdigit() else 0
        self.settings: dict[str, Any] = {}
        self.rows: dict[str, dict[str, Any]] | None = None
        self.turns, self.still, self.rests = -1, 0, 0.0

    def turn(self) -> Iterator[bytes]:
        yield from self._settings()
        yield from self._clusters()
        yield from self._calls()

    def _settings(self) -> Iterator[bytes]:
        service = self.service
        now = {
            "clock": str(service.clock.pace),
            "ahead": service.clock.ahead,
            "variants": [variant.name for variant in service.variants],
            **service.script.standing(),
        }
        if now != self.settings:
            self.settings = now
            yield _event("settings", now | {"now": service.clock.time()})

    def _clusters(self) -> Iterator[bytes]:
        self.still += 1
        begun = time.monotonic()
        if begun < self.rests or (self.turns == self.service.turns and self.still < STILL):
            return
        with self.service.lock:  # looks without saving: to read changes nothing that the next request would not
            self.turns, self.still = self.service.turns, 0
            rows = overview.rows(self.service.world)
        self.rests = begun + REST * (time.monotonic() - begun)
        known = self.rows or {}
        changed = [row for name, row in rows.items() if known.get(name) != row]
        gone = [name for name in known if name not in rows]
        if self.rows is None or changed or gone:
            yield _event("clusters", {"whole": self.rows is None, "rows": changed, "gone": gone})
        self.rows = rows

    def _calls(self) -> Iterator[bytes]:
        journal = self.service.journal
        begins = journal.name != self.journal
        self.journal, self.number = journal.name, 0 if begins else self.number
        while True:
            first, calls = journal.after(self.number, MOST_CALLS)
            self.number = first + len(calls)
            if not (calls or begins):
                return
            begins = False
            brief = [[first + place, *(call[name] for name in BRIEF)] for place, call in enumerate(calls)]
            yield _event("calls", {"journal": journal.name, "calls": brief}, f"{journal.name}.{self.number}")
            if len(calls) < MOST_CALLS:
                return


def _event(name: str, value: Any, number: str = "") -> bytes:
    head = f"id: {number}\n" if number else ""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"{head}event: {name}\ndata: {text}\n\n".encode("utf-8", "replace")
