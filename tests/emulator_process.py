"""The emulator as users run it, with the words of this project's tests."""

from pathlib import Path

from emulator_controls import Controls
from pulumi_ehpc.testing.process import COMMAND, Process, started

__all__ = ["COMMAND", "Emulator", "started"]


class Emulator(Controls, Process):
    """`with Emulator(clock="seconds:8") as service:` runs one for the length of the block."""

    def __init__(self, clock: str = "immediate", *options: str, state: Path | None = None, port: int = 0) -> None:
        kept = ["--state", str(state)] if state else []
        Process.__init__(self, "--port", str(port), "--clock", clock, *kept, *options)
