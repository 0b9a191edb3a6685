"""The driver of tests/faults does what the engine does: same calls, same entries, on the same disasters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import pytest

from account import OTHER_VPC, VPC
from contract.programs import SMALL as STATE_NAMES
from emulator_process import Emulator
from engine.programs import HANGS, SMALL, Program
from faults.cli import Result
from faults.interleavings import Hosts, Life

MUTATING = ("CreateCluster", "UpdateCluster", "DeleteCluster")
URN = "urn:pulumi:test::clusters::pulumi-python:dynamic/ehpc:Cluster::render"


MAKING = "E-HPC is making cluster "
KILLED, TWICE_KILLED, CTRL_C, CTRL_C_TWICE = "kill -9", "kill -9 before the delete", "Ctrl-C", "Ctrl-C twice"


@dataclass(frozen=True)
class Step:
    """One run of the CLI and what upsets it."""

    verb: str = "up"
    vpc: str = VPC
    most: int = 5
    fault: dict[str, Any] = field(default_factory=dict)
    hangs: bool = False
    replace: bool = False
    first: bool = False
    go_on: bool = False
    refresh: bool = False
    stopped: str = ""
    """How it is stopped, in mid-create unless that says otherwise."""


OTHER: dict[str, Any] = {"vpc": OTHER_VPC}
NEW_VPC = Step(**OTHER)
FIRST = Step(first=True)
FAILS = {"action": "CreateCluster", "kind": "exception"}
REFUSED = {"action": "CreateCluster", "kind": "error", "code": "ImageNotFound"}
LOST = {"action": "CreateCluster", "kind": "reset-before"}
FORBIDDEN = {"kind": "error", "code": "Forbidden.RAM", "status": 403}
NO_UPDATE, NO_DELETE = {"action": "UpdateCluster", **FORBIDDEN}, {"action": "DeleteCluster", **FORBIDDEN}
TWICE = [Step(hangs=True), Step(replace=True, stopped=TWICE_KILLED)]
"""Then two entries of the state hold one cluster."""

SCENARIOS = {
    "a creation hangs, is looked at and corrected": [Step(hangs=True), Step("refresh"), NEW_VPC],
    "a creation is not answered and made nothing": [Step(fault=LOST), Step()],
    "a creation is killed and gone on with": [Step(stopped=KILLED), Step(most=9)],
    "a creation is killed and its network changed": [Step(stopped=KILLED), NEW_VPC, Step()],
    "a creation sees Ctrl-C": [Step(stopped=CTRL_C), Step()],
    "a creation sees Ctrl-C twice": [Step(stopped=CTRL_C_TWICE), Step()],
    "a running one is replaced by force": [Step(), Step(replace=True), Step()],
    "a half-made one is replaced by force": [Step(hangs=True), Step(replace=True), Step()],
    "a half-made one is replaced by force and killed": [*TWICE, Step(), Step("destroy")],
    "the new one of a replacement fails": [Step(), Step(**OTHER, fault=FAILS), NEW_VPC],
    "the new one of a replacement sees Ctrl-C": [Step(), Step(**OTHER, stopped=CTRL_C), NEW_VPC],
    "the new one of a replacement is killed": [Step(), Step(**OTHER, stopped=KILLED), NEW_VPC],
    "the delete of a replacement fails": [Step(), Step(**OTHER, fault=NO_DELETE), NEW_VPC, Step("destroy")],
    "what is deleted first is not replaced": [FIRST, Step(**OTHER, first=True, fault=REFUSED), Step("refresh"), FIRST],
    "what is deleted first is half replaced": [FIRST, Step(**OTHER, first=True, fault=NO_UPDATE), NEW_VPC],
    "what is deleted first is gone": [FIRST, Step(**OTHER, first=True, fault=REFUSED), Step("destroy")],
    "the new one has no end and all is refreshed": [
        Step(),
        Step(**OTHER, fault=NO_UPDATE),
        Step(**OTHER, refresh=True),
    ],
    "the new one has no end and all is destroyed": [
        Step(),
        Step(**OTHER, fault=NO_UPDATE),
        Step("destroy", refresh=True),
    ],
    "an update fails": [Step(), Step(most=9, fault=NO_UPDATE), Step(most=9)],
    "a failed update is passed over": [*TWICE, Step(most=9, fault=NO_UPDATE, go_on=True), Step(most=9)],
    "a failed replacement is passed over": [Step(), Step(**OTHER, fault=FAILS, go_on=True), NEW_VPC],
    "a refused replacement is passed over": [Step(), Step(**OTHER, fault=REFUSED, go_on=True), NEW_VPC],
}


class Side(Protocol):
    service: Emulator

    def run(self, step: Step) -> bool: ...
    def entries(self) -> list[tuple[Any, ...]]: ...


class Engine:
    def __init__(self, program: Program) -> None:
        self.service, self._program = program.service, program

    def run(self, step: Step) -> bool:
        options: dict[str, Any] = {"delete_before_replace": True} if step.first else {}
        options |= HANGS if step.hangs else {}
        self._program.one(opts=options, cluster_vpc_id=step.vpc, max_count=step.most)
        if step.verb == "refresh":
            return self._program.stack.refresh().code == 0
        forced = ["--replace", URN] if step.replace else []
        forced += ["--continue-on-error"] if step.go_on else []
        forced += ["--refresh"] if step.refresh else []
        command = [step.verb, "--yes", "--skip-preview", *forced]
        return self._stopped(step.stopped, command) if step.stopped else self._program.stack.run(*command).code == 0

    def _stopped(self, how: str, command: list[str]) -> bool:
        if how == TWICE_KILLED:
            self._make_another_after_it()
        run = self._program.stack.start(*command)
        if how == TWICE_KILLED:
            assert self.service.held() == ["CreateCluster"]
        else:
            run.wait_for(MAKING)
        if how in (KILLED, TWICE_KILLED):
            run.kill()
            self.service.release()
            run.wait()
            self._program.stack.cancel().must_work()
            return False
        for _ in range(2 if how == CTRL_C_TWICE else 1):
            run.interrupt()
            run.wait_for("canc")
        if how == CTRL_C:
            self.service.change_clock("looks:3")
        return run.wait().code == 0

    def _make_another_after_it(self) -> None:
        """Another is begun when the state has the new one, and the engine deletes what it replaced only after that."""
        (half,) = self.service.clusters()
        self.service.change(half["ClusterId"], ClusterStatus="running")
        render = {"name": "render", "args": {**SMALL, "max_count": Step.most}}
        another = {"name": "another", "args": {**SMALL, "cluster_name": "another"}, "opts": {"depends_on": ["render"]}}
        self._program.write(render, another)
        self.service.hold("CreateCluster")

    def entries(self) -> list[tuple[Any, ...]]:
        return [
            (
                r["id"],
                bool(r.get("delete")),
                bool(r.get("pendingReplacement")),
                bool(r.get("initErrors")),
                r["outputs"]["__finished"],
                r["inputs"]["maxCount"],
            )
            for r in self._program.stack.resources()
            if r["urn"] == URN
        ]


class Driver:
    def __init__(self, life: Life) -> None:
        self.service, self._life = life.service, life

    def run(self, step: Step) -> bool:
        life = self._life
        life.program = {**STATE_NAMES, "clusterName": "render", "clusterVpcId": step.vpc, "maxCount": step.most}
        life.stack.timeout = 0.001 if step.hangs else 0
        how = {name: getattr(step, name) for name in ("replace", "first", "go_on", "refresh")}
        run: dict[str, Callable[[], Result]] = {
            "up": lambda: life.up(**how, ctrl_c=step.stopped == CTRL_C),
            "refresh": life.refresh,
            "destroy": lambda: life.destroy(refresh=step.refresh),
        }
        if step.stopped == CTRL_C:
            self.service.change_clock("looks:3")
        if step.stopped in ("", CTRL_C):
            return run[step.verb]().end == "ok"
        with life.killed("cli", hearing="entry is dropped" if step.stopped == TWICE_KILLED else MAKING):
            if step.stopped == TWICE_KILLED:
                self.service.change_clock("looks:3")
            return run[step.verb]().end == "ok"

    def entries(self) -> list[tuple[Any, ...]]:
        return [
            (e.id, e.pending_delete, e.pending_replacement, e.init_failed, e.outs["__finished"], e.inputs["maxCount"])
            for e in self._life.stack.entries
        ]


def is_of_the_story(call: dict[str, Any]) -> bool:
    return call["action"] in MUTATING and call["params"].get("ClusterName") != "another"


def story(side: Side, steps: list[Step]) -> list[Any]:
    """After each step: did it end well, the mutating calls, the entries; clusters by the order of their making."""
    told = []
    for step in steps:
        before = len(side.service.journal())
        if step.fault:
            side.service.faults(step.fault)
        side.service.change_clock("seconds:1000" if step.hangs or step.stopped else "looks:3")
        ended = side.run(step)
        side.service.clear_faults()
        calls = [(call["action"], call["code"]) for call in side.service.journal()[before:] if is_of_the_story(call)]
        told.append((ended, calls, sorted(side.entries())))
    # No two services give the same ids: a cluster is known by when it was first seen.
    ids = list(dict.fromkeys(entry[0] for _, _, entries in told for entry in entries))
    return [(ended, calls, sorted((ids.index(e[0]), *e[1:]) for e in entries)) for ended, calls, entries in told]


@pytest.fixture
def engine_side(program: Program) -> Engine:
    return Engine(program)


@pytest.fixture
def driver_side(tmp_path: Path) -> Iterator[Driver]:
    with Emulator(clock="looks:3") as service:
        hosts = Hosts(tmp_path, service)
        yield Driver(Life(hosts, service, URN))
        hosts.close()


@pytest.mark.emulator("looks:3")
@pytest.mark.parametrize("name", SCENARIOS)
def test_the_driver_does_what_the_engine_does(name: str, engine_side: Engine, driver_side: Driver) -> None:
    assert story(driver_side, SCENARIOS[name]) == story(engine_side, SCENARIOS[name])
