"""What a stack goes through in one run that may be killed at any call, and what must hold after it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import note
from hypothesis.stateful import RuleBasedStateMachine, invariant

from contract.host_process import Host
from contract.programs import SMALL
from faults.driver import CliKilled, HostDied, Result, Stack
from faults.in_process import HostKilled, Stub, World
from pulumi_ehpc._core.ownership import UNDER_WAY, mark_in, urn_digest

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
        self.gone_by_hand: set[str] = set()
        self.gone_by_us: set[str] = set()
        self.interrupted: set[str] = set()
        self.serving = ""
        """The last cluster that was finished: users compute on it until another one is."""
        self._patch = pytest.MonkeyPatch()

    def teardown(self) -> None:
        try:
            self.ends_well()
        finally:
            self._patch.undo()

    @contextmanager
    def armed(self, fault: dict[str, Any]) -> Iterator[None]:
        self.world.control("POST", "faults", fault)
        yield
        self.world.control("DELETE", "faults")

    def run(self, step: Step, kill: Kill | None = None, late: int = 0) -> Result:
        """One run of the CLI: a process of its own, which may be killed."""
        world, (verb, how) = self.world, step
        world.cli_killed = world.host_killed = False
        world.calls, before, left = [], set(world.clusters()), self.going_on()
        late_already = bool(world.control("GET", "faults")["faults"])
        world.said.lines.clear()
        host = ByHost(Stub(world, self._patch), world.said, None, URN)  # type: ignore[arg-type]
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
        result = operation.get(verb, lambda: self.stack.destroy(host))()
        world.boundary, self.stack.answered = lambda _when, _action: None, lambda _method: None
        world.cli_killed = False
        result.text = f"{world.said.text()}\n{result.text}"
        note(f"{verb} {how} {kill or ''}: {result.end} {world.calls}\n{result.text}")
        self._judge(result, step, before)
        made = set(world.clusters()) - before
        assert len(made) <= 1, "one run made two"
        self.interrupted |= made - set(self.stack.ids)
        assert not made or not left or late_already, f"{made} was made beside {left}"
        return result

    def _kill(self, kill: Kill, method: str, action: str) -> None:
        if self.in_window(kill, method, action):
            return
        if kill.who == "host":
            raise HostKilled
        self.world.cli_killed = True

    @staticmethod
    def in_window(kill: Kill, method: str, action: str) -> bool:
        """The one that is documented: between the removal of the mark and the engine's write of a creation."""
        return method == "Create" and (
            kill.when == "write" or (action == "UpdateCluster" and (kill.who, kill.when) != ("host", "before"))
        )

    # What must hold.

    def _judge(self, result: Result, step: Step, before: set[str]) -> None:
        assert "has a defect" not in result.text
        verb, how = step
        refused = (
            re.search(r"left cluster (\S+) ", result.text) if "nothing was made beside it" in result.text else None
        )
        if refused and not how.get("replace"):
            assert refused[1] != self.stack.main_id, "refused because of the cluster that the state has"
        if verb == "destroy" or how.get("first"):
            self.gone_by_us |= before - self.in_use()
        if verb == "up" and result.end == "ok":
            main = self.stack.main
            assert main is not None
            assert len(self.stack.entries) == 1
            if "CreateCluster" in self.world.calls:
                unnamed = [id_ for id_ in self.left_over() if id_ not in result.text]
                assert not unnamed, f"{unnamed} are left over and were not named"

    def in_use(self) -> set[str]:
        return {id_ for id_, cluster in self.world.clusters().items() if cluster["ClusterStatus"] != "releasing"}

    def left_over(self) -> list[str]:
        return [id_ for id_ in self.in_use() if id_ not in self.stack.ids]

    def going_on(self) -> list[str]:
        """Unfinished creations that are in no entry, and that the next creation has to find."""
        clusters = self.world.clusters()
        return [id_ for id_ in self.left_over() if clusters[id_]["ClusterStatus"] in UNDER_WAY]

    @invariant()
    def each_cluster_is_in_the_state_or_found_by_its_mark(self) -> None:
        clusters = self.world.clusters()
        for id_ in self.left_over():
            mark = mark_in(clusters[id_]["ClusterDescription"])
            assert mark is not None, f"{id_} is lost"
            assert mark.urn == urn_digest(URN)

    @invariant()
    def the_cluster_in_use_lives(self) -> None:
        main = self.stack.main
        if main and main.outs.get("__finished"):
            self.serving = main.id
        if self.serving not in self.gone_by_hand | self.gone_by_us | {""}:
            assert self.serving in self.in_use(), f"{self.serving} was deleted"

    @invariant()
    def no_user_ever_sees_a_mark(self) -> None:
        for entry in self.stack.entries:
            shown = [entry.inputs.get("clusterDescription"), entry.outs.get("clusterDescription")]
            assert not any(mark_in(text) for text in shown)

    def ends_well(self) -> None:
        """An undisturbed `up`, after at most the ways out that were told, and `destroy`: nothing is left but what a
        creation left that no creation followed; `orphans` finds that by its mark."""
        self.world.now += 100
        if set(self.stack.ids) - self.in_use():
            # A user whose `destroy` was killed, or who deleted by hand, tells Pulumi so.
            assert self.run(("refresh", {})).end == "ok"
        for _ in range(8):
            result = self.run(("up", {}))
            if result.end == "ok":
                break
            self._follow(result.text)
        assert result.end == "ok", result.text
        assert self.stack.ids[0] in self.in_use()
        again = self.run(("up", {}))
        assert (again.end, self.world.calls) == ("ok", [])
        assert self.run(("destroy", {})).end == "ok"
        assert self.in_use() <= self.interrupted
        self.each_cluster_is_in_the_state_or_found_by_its_mark()

    def _follow(self, text: str) -> None:
        """Do what the message says."""
        told = re.search(r"To get rid of it: .* delete (\S+), then pulumi up", text)
        if told:
            self.gone_by_hand.add(told[1])
            self.world.control("DELETE", f"clusters/{told[1]}")
        elif "run `pulumi refresh`" in text or "Run `pulumi refresh`" in text:
            assert self.run(("refresh", {})).end == "ok"
