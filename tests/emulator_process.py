"""The emulator as users run it: a process of its own, spoken to over loopback."""

import contextlib
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from types import TracebackType
from typing import IO, Any, cast

from emulator_controls import LIMIT, Controls

COMMAND = (sys.executable, "-u", "-m", "ehpc_emulator")
READY = "ehpc-emulator listening on "


def started(*options: str, errors: IO[str], **how: Any) -> tuple[subprocess.Popen[str], str]:
    """A process of the emulator, and its URL: empty when it ended instead of getting ready."""
    process = subprocess.Popen(
        [*COMMAND, *options], text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, **how
    )
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
        return process, ""
    return process, line.removeprefix(READY).strip()


class Emulator(Controls):
    """`with Emulator(clock="seconds:8") as service:` runs one for the length of the block."""

    def __init__(self, clock: str = "immediate", *options: str, state: Path | None = None, port: int = 0) -> None:
        kept = ["--state", str(state)] if state else []
        self._files = contextlib.ExitStack()
        self._errors = self._files.enter_context(tempfile.TemporaryFile("w+"))  # noqa: SIM115
        self._process, url = started("--port", str(port), "--clock", clock, *kept, *options, errors=self._errors)
        self._said = self._files.enter_context(cast(IO[str], self._process.stdout))
        if not url:
            said = self._told()
            self._files.close()
            raise AssertionError(f"the emulator did not start: {said}")
        super().__init__(url)

    @property
    def pid(self) -> int:
        return self._process.pid

    def kill(self) -> None:
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

    def __enter__(self) -> "Emulator":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
