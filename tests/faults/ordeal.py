"""What a stack goes through in one run of the CLI that may be killed at any call."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from hypothesis import note
from hypothesis.stateful import RuleBasedStateMachine

from contract.host_process import Host
from contract.programs import SMALL
from faults.cli import CliKilled, HostDied, Result
from faults.driver import Stack
from in_process import HostKilled, Stub, World

URN = "urn:pulumi:dev::project::pulumi-python:dynamic/ehpc:Cluster::render"
MOST_CALLS = 2_000
"""A run that makes more calls hangs: its loop has no end."""

Step = tuple[str, dict[str, bool]]
"""A verb of the CLI and how it is run."""

UP: Step = ("up", {})


@dataclass(frozen=True)
class Kill:
    who: str
    when: str
    """"before" or "after" the nth request, or "write": between the provider's answer and the engine's write of it."""
    nth: int


class ByHost(Host):
    """contract.host_process.Host over the in-process stub, with the two ways to die."""

    world: World
    method = ""

    def _call(self, method: str, request: Any) -> Any:
        if self.world.host_killed:
            raise HostDied
        self.method = method
        try:
            answer = super()._call(method, request)
        except HostKilled:
            self.world.host_killed = True
            raise HostDied from None
        except Exception:
            if self.world.cli_killed:
                raise CliKilled from None
            raise
        if self.world.cli_killed:
            raise CliKilled
        return answer


class Ordeal(RuleBasedStateMachine):
    """One resource of one stack, and everything that may happen to it."""

    def __init__(self) -> None:
        super().__init__()
        self.world, self.stack = World(), Stack()
        self.program: dict[str, Any] = dict(SMALL)

    @contextmanager
    def armed(self, fault: dict[str, Any]) -> Iterator[None]:
        self.world.control("POST", "faults", fault)
        yield
        self.world.control("DELETE", "faults")

    def run(self, step: Step, kill: Kill | None = None, late: int = 0, adopt: str = "") -> Result:
        """One run of the CLI: a process of its own, which may be killed. late: looks of the list at a new cluster."""
        world, (verb, how) = self.world, step
        world.cli_killed = world.host_killed = False
        world.calls = []
        world.said.lines.clear()
        host = ByHost(Stub(world, adopt), world.said, None, URN)  # type: ignore[arg-type]
        host.world = world

        def boundary(when: str, action: str) -> None:
            assert len(world.calls) < MOST_CALLS, f"it calls {action} for ever"
            if when == "after" and action == "CreateCluster" and late:
                world.control("POST", "faults", {"kind": "late-list", "times": late})
            if kill and (kill.when, kill.nth) == (when, len(world.calls)):
                self._kill(kill, host.method, action)

        def answered(method: str) -> None:
            if kill and kill.when == "write" and not self.in_window(kill, "Create" if method == "create" else "", ""):
                raise CliKilled

        world.boundary, self.stack.answered = boundary, answered
        operation = {
            "up": lambda: self.stack.up(host, self.program, **how),
            "refresh": lambda: self.stack.refresh(host),
        }
        result = operation.get(verb, lambda: self.stack.destroy(host, **how))()
        world.boundary, self.stack.answered = lambda _when, _action: None, lambda _method: None
        world.cli_killed = False
        result.text = f"{world.said.text()}\n{result.text}"
        note(f"{verb} {how} {kill or ''}: {result.end} {world.calls}\n{result.text}")
        return result

    def _kill(self, kill: Kill, method: str, action: str) -> None:
        if self.in_window(kill, method, action):
            return
        if kill.who == "host":
            raise HostKilled
        self.world.cli_killed = True

    def in_window(self, kill: Kill, method: str, action: str) -> bool:
        """The one that is documented: between the removal of the mark and the engine's write of a creation."""
        # An UpdateCluster may have acted although its answer was lost: then it is read for again, and sent again.
        sent = self.world.calls.count("UpdateCluster")
        acting = action == "UpdateCluster"
        return method == "Create" and (
            kill.when == "write" or sent > acting or (acting and (kill.who, kill.when) != ("host", "before"))
        )
