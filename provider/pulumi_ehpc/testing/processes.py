"""Which processes are whose: plugins of the engine have process groups of their own and outlive a killed CLI."""

import contextlib
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

PROC = Path("/proc")


def command_line(pid: int) -> str:
    """The command line of a process, or nothing when there is none with that id."""
    if sys.platform == "linux":
        try:
            return (PROC / str(pid) / "cmdline").read_text().replace("\0", " ").strip()
        except OSError:
            return ""
    found = subprocess.run(["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True)
    return found.stdout.strip()


def started_with(name: str, value: str) -> dict[int, str]:
    """The processes that were started with this environment variable, by id, with their command lines."""
    pids = _linux(name, value) if sys.platform == "linux" else _ps(name, value)
    commands = {pid: command_line(pid) for pid in pids if pid != os.getpid()}
    return {pid: command for pid, command in commands.items() if command}


def kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def gone_within(pid: int, limit: float) -> bool:
    """Whether a process that need not be a child of ours ends by itself in that time."""
    try:
        return _ends(pid, limit)
    except ProcessLookupError:
        return True


def wait_gone(pid: int, limit: float) -> None:
    """Wait for a process that need not be a child of ours; one that outlasts the limit is killed."""
    if not gone_within(pid, limit):
        kill(pid)
        gone_within(pid, limit)


if sys.platform == "linux":

    def _ends(pid: int, limit: float) -> bool:
        process = os.pidfd_open(pid)
        try:
            end = select.poll()
            end.register(process, select.POLLIN)
            return bool(end.poll(limit * 1000))
        finally:
            os.close(process)

else:

    def _ends(pid: int, limit: float) -> bool:
        end = select.kevent(pid, select.KQ_FILTER_PROC, select.KQ_EV_ADD, select.KQ_NOTE_EXIT)
        with contextlib.closing(select.kqueue()) as queue:
            return bool(queue.control([end], 1, limit))


def _linux(name: str, value: str) -> Iterator[int]:
    wanted = f"{name}={value}".encode()
    for entry in PROC.iterdir():
        if not entry.name.isdigit():
            continue
        try:
            variables = (entry / "environ").read_bytes().split(b"\0")
        except OSError:
            continue
        if wanted in variables:
            yield int(entry.name)


def _ps(name: str, value: str) -> Iterator[int]:
    listing = subprocess.run(["ps", "-axEww", "-o", "pid=,command="], capture_output=True, text=True).stdout
    for line in listing.splitlines():
        if f" {name}={value} " in line + " ":
            yield int(line.split(maxsplit=1)[0])
