"""What this process is between, and what it keeps from call to call: the one place of state that no call owns."""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from .secrecy import Secrets

T = TypeVar("T")
SCALE_VARIABLE = "PULUMI_EHPC_POLL_SCALE"


@dataclass(frozen=True)
class Clock:
    """Time, sleep and chance."""

    now: Callable[[], float] = time.monotonic
    wait: Callable[[threading.Event, float], object] = threading.Event.wait
    chance: Callable[[], float] = random.random
    scale: float = field(default_factory=lambda: float(os.environ.get(SCALE_VARIABLE) or 1))
    woken: threading.Event = field(default_factory=threading.Event)
    """Ends a sleep early."""

    heard: Callable[[], object] = lambda: None
    """Called after each sleep; raises where nobody listens any more."""

    def sleep(self, seconds: float) -> None:
        self.wait(self.woken, seconds)
        self.heard()

    def tick(self, elapsed: float) -> float:
        """Seconds between two looks: 5 % of the time so far, from one second to ten."""
        return min(max(0.05 * elapsed, 1.0), 10.0) * self.scale

    def pause(self, elapsed: float) -> float:
        """Seconds to the next look: a tick, give or take a tenth."""
        return self.tick(elapsed) * (0.9 + 0.2 * self.chance())


def _has_terminal() -> bool:
    """A CLI in a CI job has none. That of one whose output goes into a file cannot be told from one that is watched."""
    try:
        os.close(os.open(os.ctermid(), os.O_WRONLY | os.O_NOCTTY))
    except OSError:
        return False
    return True


@dataclass(eq=False)
class Process:
    """The edges of a host process, each to be replaced in tests; nothing else ever is."""

    transport: Callable[[Any], Any] | None = None
    """Makes the way to E-HPC for settings (api.transport.Transport); None: the SDK's."""

    engine: Any = None
    """The engine's own service, for what is said in a resource's row; None: at the address that the host was given."""

    clock: Clock = field(default_factory=Clock)
    leave: Callable[[int], object] = os._exit
    output: int | None = 1
    """The descriptor that the engine reads while it lives; None: nothing tells when it is gone."""

    in_terminal: Callable[[], bool] = _has_terminal
    """Whether somebody may be watching: else each thing that is said is a line of a log."""

    _kept: dict[Hashable, Any] = field(default_factory=dict)
    _keeping: threading.RLock = field(default_factory=threading.RLock)

    def keep(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is kept under a key, made by the first who asks."""
        with self._keeping:
            if key not in self._kept:
                self._kept[key] = make()
            made: T = self._kept[key]
            return made


_PROCESS = Process()


def process() -> Process:
    return _PROCESS


def secrets() -> Secrets:
    """Everything that this process has been told to hide."""
    return process().keep(Secrets, Secrets)


@contextmanager
def another(other: Process) -> Iterator[None]:
    """In the block, everything runs in another process: one with other edges that remembers nothing."""
    global _PROCESS
    before, _PROCESS = _PROCESS, other
    try:
        yield
    finally:
        _PROCESS = before
