"""Runs of the CLI over the real host process, one process a run, each killed where a test says."""

from __future__ import annotations

import contextlib
import functools
import os
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from account import FAST, KEYS
from contract.host_process import Failed, Host, host_process
from contract.programs import SMALL
from emulator_process import Emulator
from faults.cli import CliKilled, HostDied, Result
from faults.driver import Stack
from pulumi_ehpc import __main__ as command_line

LIMIT = 30.0
"""Seconds after which something that hangs fails its test."""


class Guarded(Host):
    """A host process whose engine or itself may be killed; what comes back then is what the engine would see."""

    killed: str = ""

    def kill_cli(self) -> None:
        self.killed = "cli"
        super().kill_cli()

    def kill_host(self) -> None:
        self.killed = "host"
        self.process.kill()
        self.process.wait(LIMIT)

    def _call(self, method: str, request: Any) -> Any:
        if self.killed:
            raise self._end()
        try:
            return super()._call(method, request)
        except (Failed, ValueError) as failure:
            raise (self._end() if self.killed else failure) from None

    def _end(self) -> Exception:
        return CliKilled() if self.killed == "cli" else HostDied()


class Hosts:
    """Host processes that are warm: the nth run of each life is served by the nth of them, which knows nothing of it.

    A life has a URN of its own, and what a process remembers it remembers by URN: for a life it is as good as new.
    """

    def __init__(self, folder: Path, service: Emulator) -> None:
        self._folder, self._service = folder, service
        self._running: dict[int, tuple[contextlib.ExitStack, Host]] = {}

    @contextlib.contextmanager
    def nth(self, number: int) -> Iterator[Host]:
        if number not in self._running:
            stack = contextlib.ExitStack()
            self._running[number] = stack, stack.enter_context(self.another())
        stack, host = self._running[number]
        host.said.lines.clear()
        try:
            yield host
        finally:
            host.said.heard = lambda _line: None
            if host.process.poll() is not None:
                del self._running[number]
                stack.close()

    @contextlib.contextmanager
    def another(self, folder: Path | None = None, python: str = sys.executable, **config: str) -> Iterator[Host]:
        """A new one, in another directory, with other configuration or by another Python."""
        settings = {"ehpc:region": "cn-hangzhou", "ehpc:endpoint": self._service.url, **config}
        with host_process(folder or self._folder, settings, {**KEYS, **FAST}, python) as host:
            yield host

    def close(self) -> None:
        for stack, _ in self._running.values():
            stack.close()


class Life:
    """One stack with one cluster on one service, through runs of the CLI."""

    def __init__(self, hosts: Hosts, service: Emulator, urn: str, folder: Path | None = None) -> None:
        self.service, self.stack, self.urn = service, Stack(), urn
        self.program: dict[str, Any] | None = dict(SMALL)
        self.adopt = ""
        self.python = sys.executable
        self.folder = folder
        self.hosts, self._runs = hosts, 0
        self._armed: Callable[[Guarded], None] | None = None

    def up(self, **how: bool) -> Result:
        return self._run(lambda host: self.stack.up(host, self.program, **how))

    def refresh(self) -> Result:
        return self._run(self.stack.refresh)

    def destroy(self, *, refresh: bool = False) -> Result:
        return self._run(lambda host: self.stack.destroy(host, refresh=refresh))

    def _run(self, operation: Callable[[Guarded], Result]) -> Result:
        """The result, with all that the user read."""
        self._runs += 1
        special = {"ehpc:adopt": self.adopt} if self.adopt else {}
        alone = bool(special or self.folder or self.python != sys.executable)
        process = self.hosts.another(self.folder, self.python, **special) if alone else self.hosts.nth(self._runs)
        with process as host:
            guarded = Guarded(host.stub, host.said, host.process, self.urn, host.channel, host.address)
            if self._armed:
                self._armed(guarded)
            result = operation(guarded)
            if guarded.killed:
                # Nobody else ends it: a host that stays is a process that a user finds a week later.
                host.process.wait(LIMIT)
            result.text = f"{host.said.text()}\n{result.text}"
        return result

    @contextlib.contextmanager
    def killed(
        self, who: str, *, hearing: str = "", sending: str = "", nth: int = 1, code: str = "", held: bool = False
    ) -> Iterator[None]:
        """In the block, kill the CLI or the host when the provider says something, or while a call is under way.

        sending: the service has acted, or refuses with this code, and its answer comes after the kill.
        held: the provider does not get on with what it does until it has seen the kill. (It gives up to be heard
        after five seconds, long after it saw that its call is cancelled.)
        """
        kill = Guarded.kill_cli if who == "cli" else Guarded.kill_host
        hosts: list[Guarded] = []
        watches: list[threading.Thread] = []

        def watch(host: Guarded) -> None:
            if self.service.held():
                kill(host)
                self.service.release()

        def hear(host: Guarded, line: str) -> None:
            if hearing in line and not host.killed:
                kill(host)
                if held:
                    host.process.wait(LIMIT)

        def start(host: Guarded) -> None:
            hosts.append(host)
            if hearing:
                host.said.heard = functools.partial(hear, host)
            else:
                watches.append(threading.Thread(target=watch, args=(host,)))
                watches[-1].start()

        if sending:
            self.service.hold(sending, nth=nth, code=code, acted=not code)
        self._armed = start
        try:
            yield
        finally:
            self._armed = None
            # Nobody waits any more for a call that was never sent.
            self.service.clear_faults()
            for thread in watches:
                thread.join()
        assert any(host.killed for host in hosts), f"it never came to {hearing or sending}"

    @property
    def clusters(self) -> list[dict[str, Any]]:
        return self.service.clusters()

    @property
    def statuses(self) -> dict[str, str]:
        return {cluster["ClusterId"]: cluster["ClusterStatus"] for cluster in self.clusters}


def tool(service: Emulator, *arguments: str) -> int:
    """`python -m pulumi_ehpc` on the service; its output is on stdout."""
    before = dict(os.environ)
    os.environ.update({**KEYS, **FAST})
    given = [] if "--region" in arguments else ["--region", "cn-hangzhou", "--endpoint", service.url]
    try:
        return command_line.main([*given, *arguments, *(["--yes"] if "delete" in arguments else [])])
    finally:
        os.environ.clear()
        os.environ.update(before)
