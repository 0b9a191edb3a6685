"""The emulator as users run it: a process of its own."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any, cast

from .interface import LIMIT

if TYPE_CHECKING:
    from typing_extensions import Self

COMMAND = (sys.executable, "-u", "-m", "ehpc_emulator")
READY = "ehpc-emulator listening on "


def started(*options: str, errors: IO[str], **how: Any) -> tuple[subprocess.Popen[str], str]:
    """A process of the emulator, and its URL: empty when it ended instead of getting ready."""
    process = subprocess.Popen(
        [*COMMAND, *options],
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=errors,
        # No file of the directory that the tests run in stands for a module of Python.
        env={**os.environ, "PYTHONSAFEPATH": "1"},
        **how,
    )
    return process, ready(process)


def ready(process: subprocess.Popen[str]) -> str:
    """Its URL, as soon as it is ready; empty when it ended instead."""
    # A timer ends a process that never says that it is ready, and so ends the reading.
    timer = threading.Timer(LIMIT, process.kill)
    timer.start()
    try:
        line = cast(IO[str], process.stdout).readline()
    finally:
        timer.cancel()
    if not line.startswith(READY):
        process.kill()
        process.wait()
        return ""
    return line.removeprefix(READY).strip()


class Process:
    """One that runs for the length of a `with` block, or until it is closed."""

    def __init__(self, *options: str) -> None:
        self._files = contextlib.ExitStack()
        self._errors = self._files.enter_context(tempfile.TemporaryFile("w+"))  # noqa: SIM115
        self._process, self.url = self._begun(*options)
        self._said = self._files.enter_context(cast(IO[str], self._process.stdout))
        if not self.url:
            said = self._told()
            self._files.close()
            raise RuntimeError(f"the emulator did not start: {said}")

    def _begun(self, *options: str) -> tuple[subprocess.Popen[str], str]:
        return started(*options, errors=self._errors)

    @property
    def pid(self) -> int:
        return self._process.pid

    def kill(self) -> None:
        """End it at once, as a service that is gone."""
        self._process.kill()
        self._process.wait()

    def ended_by(self, number: signal.Signals) -> tuple[int, str]:
        """Send it a signal: what it ended with, and what it said after it was ready."""
        self._process.send_signal(number)
        return self._process.wait(timeout=LIMIT), self._said.read() + self._told()

    def close(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(timeout=LIMIT)
        except subprocess.TimeoutExpired:
            self.kill()
        self._files.close()

    def _told(self) -> str:
        self._errors.seek(0)
        return self._errors.read()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
