"""The process whose children tests/warm starts: it imports, and then it only forks."""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import marshal
import os
import platform
import runpy
import select
import signal
import socket
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from pulumi_ehpc._core.process import Process, another

IMPORTED = (
    "pulumi.dynamic",
    "pulumi_ehpc._core.program.preview",
    "pulumi_ehpc._core.serve",
    "pulumi_ehpc._core.api.sdk",
    "alibabacloud_ehpc20240730.client",
    "ehpc_emulator.server",
)
"""What a program, the provider's process after its first call and the emulator's have imported."""


@dataclass
class Start:
    """What a child is to be: `python -u WORDS...` as a child of `parent`."""

    words: list[str]
    folder: str
    variables: dict[str, str]
    parent: int
    machine: str
    """Its name, where whoever asks runs under one of its own."""

    def become(self, path: list[str]) -> None:
        """path: where this Python looks without variables."""
        os.chdir(self.folder)
        os.environ.clear()
        os.environ.update(self.variables)
        os.getppid = lambda: self.parent
        platform.node = lambda: self.machine
        for module in [name for name in sys.modules if name.startswith("alibabacloud_credentials")]:
            del sys.modules[module]  # it reads variables when it is imported
        signal.signal(signal.SIGINT, signal.default_int_handler)  # which it is not where a shell began all this with &
        further = self.variables.get("PYTHONPATH", "")
        sys.path[:] = [*(further.split(os.pathsep) if further else []), *path]
        with another(Process()):  # which reads the variables
            self._run()

    def _run(self) -> None:
        if self.words[0] == "-m":
            self._first(self.folder)
            sys.argv[:] = ["-m", *self.words[2:]]
            runpy._run_module_as_main(self.words[1])  # type: ignore[attr-defined]  # what `python -m` does
        else:
            script = Path(self.words[0])
            self._first(str(script.parent))
            sys.argv[:] = self.words
            main = sys.modules["__main__"].__dict__
            main["__file__"] = str(script)
            exec(compile(script.read_bytes(), script, "exec"), main)  # noqa: S102

    def _first(self, folder: str) -> None:
        if "PYTHONSAFEPATH" not in self.variables:
            sys.path.insert(0, folder)


def born(address: str) -> Start:
    """In every child, what it is to be. The process itself serves until its input is closed, and ends."""
    children: dict[int, tuple[int, socket.socket]] = {}
    asking = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    asking.bind(address)
    asking.listen(1024)
    print("ready", flush=True)
    while True:
        ready = _ready([0, asking.fileno(), *children, *(asked.fileno() for _, asked in children.values())])
        if 0 in ready:
            for child, _ in children.values():
                os.kill(child, signal.SIGKILL)
            sys.exit()
        for end, (child, asked) in list(children.items()):
            if end in ready:
                _tell(asked, os.waitpid(child, 0)[1])
                asked.close()
                os.close(end)
                del children[end]
            elif asked.fileno() in ready:  # closed: whoever asked is gone
                os.kill(child, signal.SIGKILL)
        if asking.fileno() in ready:
            asked, _ = asking.accept()
            message, standard = _asked(asked)
            child = os.fork() if message else -1
            if child == 0:
                for number, fd in enumerate(standard):
                    os.dup2(fd, number)
                for fd in (*standard, *children):
                    os.close(fd)
                return Start(*marshal.loads(message))  # noqa: S302
            for fd in standard:
                os.close(fd)
            if child > 0:
                _tell(asked, child)
                children[os.pidfd_open(child)] = child, asked


def _ready(watched: list[int]) -> set[int]:
    waiting = select.poll()  # select.select takes no descriptor beyond 1023
    for fd in watched:
        waiting.register(fd, select.POLLIN)
    return {fd for fd, _ in waiting.poll()}


def _asked(asked: socket.socket) -> tuple[bytes, list[int]]:
    """What was asked for and the descriptors with it; nothing where whoever asks was killed before."""
    with contextlib.suppress(OSError):
        message, standard, _, _ = socket.recv_fds(asked, 1 << 18, 3)
        return message, standard
    return b"", []


def _tell(asked: socket.socket, number: int) -> None:
    """Tests kill those who ask, at any time: then the child is ended when `asked` is looked at next."""
    with contextlib.suppress(OSError):
        asked.send(str(number).encode())


def main() -> None:
    path = [place for place in sys.path if place not in ("", *os.environ["PYTHONPATH"].split(os.pathsep))]
    for module in IMPORTED:
        importlib.import_module(module)
    gc.freeze()
    start = born(sys.argv[1])
    try:
        start.become(path)
    except SystemExit as end:
        _end(end.code)
    except BaseException:  # noqa: BLE001
        sys.excepthook(*sys.exc_info())
        _end(1)
    _end(None)


def _end(code: object) -> NoReturn:
    """End as Python does, without taking apart what it shares with its parent: that takes longer than most tests."""
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    if isinstance(code, str):
        print(code, file=sys.stderr)
    sys.stdout.flush()
    os._exit(code if isinstance(code, int) else bool(code))
