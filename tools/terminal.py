"""A command in a terminal of its own, and what that terminal showed when."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyte

_NAMES = ("red", "green", "yellow", "blue", "magenta", "cyan")
_DARK = ("cd0000", "00cd00", "cdcd00", "0000ee", "cd00cd", "00cdcd")
_BRIGHT = ("ff0000", "00ff00", "ffff00", "5c5cff", "ff00ff", "00ffff")
COLOURS = {told: name for palette in (_NAMES, _DARK, _BRIGHT) for told, name in zip(palette, _NAMES, strict=True)}
COLOURS["7f7f7f"] = "grey"
"""Of a terminal's palette, as pyte tells them; any other is that of all text."""


@dataclass(frozen=True)
class Run:
    """Letters of one look, in a line."""

    text: str
    look: str
    """The names of classes, as "bold green"."""


Line = tuple[Run, ...]


@dataclass(frozen=True)
class Frame:
    at: float
    """Seconds since the beginning."""

    lines: tuple[Line, ...]


def played(
    command: Sequence[str], folder: Path, variables: Mapping[str, str], columns: int, rows: int
) -> Iterator[Frame]:
    """Each screen that differs from the one before. Raises RuntimeError, with the last one, where the command fails."""
    screen = pyte.Screen(columns, rows)
    stream = pyte.ByteStream(screen)
    begin = time.monotonic()
    last: tuple[Line, ...] = ()
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.execvpe(command[0], list(command), {**variables, "TERM": "xterm-256color"})  # noqa: S606
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    while output := _read(terminal):
        stream.feed(output)
        lines = tuple(_line(screen, row) for row in range(rows))
        if lines != last:
            yield Frame(time.monotonic() - begin, lines)
            last = lines
    if os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]):
        raise RuntimeError("\n".join(line.rstrip() for line in screen.display))


def _read(terminal: int) -> bytes:
    """What has come; nothing at the end, which Linux tells as an error."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


def _line(screen: pyte.Screen, row: int) -> Line:
    runs: list[Run] = []
    for column in range(screen.columns):
        cell = screen.buffer[row][column]
        look = " ".join(
            filter(None, ("bold" if cell.bold else "", "line" if cell.underscore else "", COLOURS.get(cell.fg, "")))
        )
        if runs and (runs[-1].look == look or cell.data == " "):
            runs[-1] = Run(runs[-1].text + cell.data, runs[-1].look)
        else:
            runs.append(Run(cell.data, look))
    if runs:
        runs[-1] = Run(runs[-1].text.rstrip(), runs[-1].look)
    return tuple(run for run in runs if run.text)
