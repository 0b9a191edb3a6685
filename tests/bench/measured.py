"""How a benchmark measures a run of the CLI: all of its processes, and what they asked the service."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from emulator_process import Emulator
from engine.harness import Stack

HOST = "pulumi.dynamic"
"""What the command line of a host process says."""

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Measured:
    """One run."""

    wall: float
    cpu: float
    """Seconds of the CLI and of everything that it has started."""

    host_cpu: float
    memory: float
    """The host process's most megabytes."""

    calls: list[str]
    """What the service was asked."""


def measured(stack: Stack, service: Emulator, run: Callable[[], object]) -> Measured:
    calls = len(service.actions())
    with _Watch(stack) as watch:
        begin = time.perf_counter()
        run()
        wall = time.perf_counter() - begin
    hosts = [one for one in watch.seen.values() if one.is_host]
    return Measured(
        wall,
        sum(one.cpu for one in watch.seen.values()),
        sum(one.cpu for one in hosts),
        max((one.memory for one in hosts), default=0.0),
        service.actions()[calls:],
    )


@dataclass
class _Process:
    """As it was last seen."""

    is_host: bool = False
    cpu: float = 0.0
    memory: float = 0.0


@dataclass
class _Watch:
    """Looks at a stack's processes as long as they live: the CLI does not wait for the end of all that it starts."""

    stack: Stack
    seen: dict[int, _Process] = field(default_factory=dict)
    _over: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> _Watch:
        self._thread = threading.Thread(target=self._look_again_and_again, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look_again_and_again(self) -> None:
        while not self._over.wait(0.2):
            for pid, command in self.stack.left_over().items():
                try:
                    cpu, memory = _spent(pid), _most(pid)
                except OSError:
                    continue
                one = self.seen.setdefault(pid, _Process())
                # A script becomes it, and may have been seen before.
                one.is_host, one.cpu, one.memory = HOST in command, cpu, memory


def _spent(pid: int) -> float:
    after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / _TICKS


def _most(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), 0.0)
