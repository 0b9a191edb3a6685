"""Python processes that are there in milliseconds: children of one that has imported already what they would.

What a process of the provider, of a program or of the emulator costs is its imports. They are done once for all tests
of a run by a process that then only forks, see parent.py: a child has the arguments, directory, variables and pipes of
whoever asks for it, and ends with who asked. It is asked by `start` below, and by python.py, which stands for Python
where the engine starts one.
"""

from __future__ import annotations

import atexit
import functools
import marshal
import os
import platform
import select
import shlex
import socket
import subprocess
import sys
import tempfile
import threading
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import IO

HERE = Path(__file__).parent
PATH = os.pathsep.join([str(HERE.parents[1] / "provider"), str(HERE.parent)])
"""Where such a process finds modules: this package's, and those of tests."""

POSSIBLE = sys.platform == "linux" and os.environ.get("EHPC_COLD_TESTS") != "1"
"""Elsewhere the libraries of the system do not outlive a fork."""


class Child(subprocess.Popen[str]):
    """A child of the other process, which tells what it ended with."""

    def __init__(self, command: list[str], asked: socket.socket, output: int) -> None:
        self.args = command
        self.stdin = self.stderr = None
        self.stdout = os.fdopen(output)
        self.returncode: int | None = None
        self.pid, self._asked = int(asked.recv(64)), asked
        self._telling = threading.Lock()

    def poll(self) -> int | None:
        return self._ended(0)

    def wait(self, timeout: float | None = None) -> int:
        status = self._ended(timeout)
        if status is None:
            raise subprocess.TimeoutExpired(f"process {self.pid}", timeout or 0)
        return status

    def send_signal(self, sig: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, sig)

    def _ended(self, limit: float | None) -> int | None:
        # select would take no descriptor beyond 1023, and thousands of tests leave some open for a while.
        ready = select.poll()
        if self.returncode is None:
            ready.register(self._asked, select.POLLIN)
        if self.returncode is None and ready.poll(None if limit is None else 1000 * limit):
            with self._telling:  # it is told once, and several threads may wait
                if self.returncode is None:
                    self.returncode = os.waitstatus_to_exitcode(int(self._asked.recv(64)))
        return self.returncode


def start(
    module: str,
    *words: str,
    cwd: Path | None = None,
    env: Mapping[str, str],
    stderr: IO[str] | None = None,
    python: str = sys.executable,
) -> subprocess.Popen[str]:
    """`python -u -m MODULE WORDS...`; what it prints is read from `stdout`."""
    command = [python, "-u", "-m", module, *words]
    asked = _connected() if python == sys.executable and POSSIBLE else None
    if not asked:
        return subprocess.Popen(command, cwd=cwd, env=env, stdout=subprocess.PIPE, stderr=stderr, text=True)
    reads, writes = os.pipe()
    errors = stderr.fileno() if stderr else 2
    wanted = (command[2:], str((cwd or Path()).absolute()), dict(env), os.getpid(), platform.node())
    with open(os.devnull) as nothing:
        socket.send_fds(asked, [marshal.dumps(wanted)], [nothing.fileno(), writes, errors])
    os.close(writes)
    return Child(command, asked, reads)


@functools.cache
def python() -> str:
    """A Python for the engine (PULUMI_PYTHON_CMD)."""
    if not POSSIBLE:
        return sys.executable
    script = address().with_name("python")
    words = [sys.executable, "-IS", str(HERE / "python.py"), sys.executable, str(address())]
    script.write_text(f'#!/bin/sh\nexec {shlex.join(words)} "$@"\n')
    script.chmod(0o755)
    return str(script)


def _connected() -> socket.socket | None:
    """To the other process; should it be dead, processes start as anywhere else, and the run says why at its end."""
    asked = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    try:
        asked.connect(str(address()))
    except OSError as why:
        asked.close()
        said = address().with_name("said").read_text()
        warnings.warn(f"No more warm processes, all start anew: {why}. The other process said: {said}", stacklevel=2)
        return None
    return asked


@functools.cache
def address() -> Path:
    """Where the other process is asked. It ends with this one, for that closes its input."""
    folder = tempfile.TemporaryDirectory(prefix="warm-")
    asked = Path(folder.name) / "asked"
    with asked.with_name("said").open("w") as said:
        process = subprocess.Popen(
            [sys.executable, "-u", "-c", "import warm.parent as parent; parent.main()", str(asked)],
            # None of a test's own: what is left of a test is found by its variables, and killed.
            env={"PATH": os.environ["PATH"], "PYTHONPATH": PATH},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
            start_new_session=True,
        )

    def end() -> None:
        process.communicate()
        folder.cleanup()

    assert process.stdout is not None
    assert process.stdout.readline(), asked.with_name("said").read_text()
    atexit.register(end)
    return asked
