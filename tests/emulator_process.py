"""The emulator as users run it, started faster and with the words of this project's tests."""

import os
import subprocess
from pathlib import Path

import warm
from emulator_controls import Controls
from pulumi_ehpc.testing.process import COMMAND, Process, ready, started

__all__ = ["COMMAND", "Emulator", "started"]


class Emulator(Controls, Process):
    """`with Emulator(clock="seconds:8") as service:` runs one for the length of the block."""

    def __init__(self, clock: str = "immediate", *options: str, state: Path | None = None, port: int = 0) -> None:
        kept = ["--state", str(state)] if state else []
        Process.__init__(self, "--port", str(port), "--clock", clock, *kept, *options)

    def _begun(self, *options: str) -> tuple[subprocess.Popen[str], str]:
        environment = {**os.environ, "PYTHONSAFEPATH": "1"}
        process = warm.start("ehpc_emulator", *options, env=environment, stderr=self._errors)
        return process, ready(process)
