"""Pulumi's command line as a job runs it: it hears of every cancellation, and says what is worth reading."""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from typing import IO, Any, cast

GRACE = float(os.environ.get("CI_GRACE", "2"))
"""Seconds that a cancelled run has to end what it does. GitHub kills after ten, and five of those may be the end's."""

SILENCE = 300.0
"""Seconds after which a row that says nothing new is shown all the same: runners end a job that is silent."""

_KNOWN = ("These resources are in an unknown state", "Once you have confirmed the status", "Note that `pulumi refresh`")
"""What Pulumi advises after an interruption, and `resume` does."""

_NUMBER = re.compile(r"\b\d+(\.\d+)?(m\d+)? ?s\b")


class Cancelled(Exception):
    """The runner cancelled the job."""

    def __init__(self, signal: int) -> None:
        self.signal = signal


@dataclass(frozen=True)
class Ran:
    code: int
    said: str = ""
    complained: str = ""
    """What it wrote to its standard output and to that for errors, where these were captured."""


class _Cancelling:
    """From a runner's signal to the engine's end."""

    def __init__(self) -> None:
        self.signal = 0
        self._process: subprocess.Popen[str] | None = None

    def __call__(self, number: int, _frame: Any) -> None:
        if self.signal:
            return  # The engine knows, and ends by itself.
        self.signal = number
        self._interrupt()
        # Once asks it to begin nothing more, twice to end now: its lock goes, and its state says what was begun.
        again = threading.Timer(GRACE, self._interrupt)
        again.daemon = True
        again.start()

    def watches(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        if self.signal:
            self._interrupt()

    def _interrupt(self) -> None:
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)


_cancelling = _Cancelling()


def heed_signals() -> None:
    """GitHub sends SIGINT, then SIGTERM; GitLab and Jenkins SIGTERM; a runner whose session ends SIGHUP."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _cancelling)


def stack() -> str:
    return os.environ.get("PULUMI_STACK") or sys.exit("error: PULUMI_STACK is not set: give the name of the stack")


def run(*command: str, capture: bool = False) -> Ran:
    """One command, to its end. Raises Cancelled where the job was cancelled meanwhile."""
    if _cancelling.signal:
        raise Cancelled(_cancelling.signal)
    if not shutil.which("pulumi"):
        sys.exit("error: pulumi is not on PATH: install the Pulumi CLI first")
    process = subprocess.Popen(
        ["pulumi", *command, "--stack", stack(), "--non-interactive", "--color=never"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE if capture else subprocess.STDOUT,
        text=True,
        # A session of its own: a signal to the whole group of the job reaches it once, by us.
        start_new_session=True,
        preexec_fn=_ends_with_us,
    )
    _cancelling.watches(process)
    said = process.communicate() if capture else _follow(cast(IO[str], process.stdout))
    code = process.wait()
    if _cancelling.signal:
        raise Cancelled(_cancelling.signal)
    return Ran(code, *said)


_C = ctypes.CDLL(None)
_PR_SET_PDEATHSIG = 1


def _ends_with_us() -> None:
    """Killed with this script: else it would go on unwatched, while the next job removes its lock."""
    if sys.platform == "linux":
        _C.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _follow(said: IO[str]) -> tuple[()]:
    shown: dict[str, float] = {}
    for line in said:
        # A row that differs from one before by its seconds only.
        kind, now = _NUMBER.sub("", line).strip(), time.monotonic()
        if kind and not kind.startswith(_KNOWN) and now - shown.get(kind, -SILENCE) >= SILENCE:
            shown[kind] = now
            print(line.rstrip(), flush=True)
    return ()
