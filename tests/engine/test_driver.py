"""The driver of tests/faults does what the engine does: same calls, same entries, on the same disasters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import pytest

from contract.programs import SMALL as STATE_NAMES
from emulator_process import Emulator
from engine.harness import Stack
from engine.programs import Program
from faults.interleavings import Hosts, Life

MUTATING = ("CreateCluster", "UpdateCluster", "DeleteCluster")
URN = "urn:pulumi:test::clusters::pulumi-python:dynamic/ehpc:Cluster::render"


@dataclass(frozen=True)
class Step:
    """One run of the CLI and what upsets it."""

    verb: str = "up"
    vpc: str = "vpc-test"
    most: int = 5
    fault: dict[str, Any] = field(default_factory=dict)
    hangs: bool = False
    replace: bool = False


NEW_VPC = Step(vpc="vpc-other")
FAILS = {"action": "CreateCluster", "kind": "exception"}
FORBIDDEN = {"kind": "error", "code": "Forbidden.RAM", "status": 403}
SCENARIOS = {
    "a creation hangs, is looked at and corrected": [Step(hangs=True), Step("refresh"), NEW_VPC],
    "a half-made one is replaced by force": [Step(hangs=True), Step(replace=True), Step()],
    "the new one of a replacement fails": [Step(), Step(vpc="vpc-other", fault=FAILS), NEW_VPC],
    "the delete of a replacement fails": [
        Step(), Step(vpc="vpc-other", fault={"action": "DeleteCluster", **FORBIDDEN}), NEW_VPC, Step("destroy"),
    ],
    "an update fails": [Step(), Step(most=9, fault={"action": "UpdateCluster", **FORBIDDEN}), Step(most=9)],
}  # fmt: skip


class Side(Protocol):
    service: Emulator

    def run(self, step: Step) -> bool: ...
    def entries(self) -> list[tuple[str, bool, bool, Any, Any]]: ...


class Engine:
    def __init__(self, program: Program) -> None:
        self.service, self._program = program.service, program

    def run(self, step: Step) -> bool:
        options = {"custom_timeouts": {"create": "1s"}} if step.hangs else None
        self._program.one(opts=options, cluster_vpc_id=step.vpc, max_count=step.most)
        forced = ["--replace", URN] if step.replace else []
        more = [] if step.verb == "refresh" else ["--skip-preview", *forced]
        return self._program.stack.run(step.verb, "--yes", *more).code == 0

    def entries(self) -> list[tuple[str, bool, bool, Any, Any]]:
        return [
            (
                r["id"],
                bool(r.get("delete")),
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
        run = {"up": lambda: life.up(replace=step.replace), "refresh": life.refresh, "destroy": life.destroy}
        return run[step.verb]().end == "ok"

    def entries(self) -> list[tuple[str, bool, bool, Any, Any]]:
        return [
            (e.id, e.pending_delete, e.init_failed, e.outs["__finished"], e.inputs["maxCount"])
            for e in self._life.stack.entries
        ]


def story(side: Side, steps: list[Step]) -> list[Any]:
    """After each step: did it end well, the mutating calls, the entries; clusters by the order of their making."""
    told = []
    for step in steps:
        before = len(side.service.journal())
        if step.fault:
            side.service.faults(step.fault)
        side.service.change_clock("seconds:1000" if step.hangs else "looks:3")
        ended = side.run(step)
        calls = [
            (call["action"], call["code"]) for call in side.service.journal()[before:] if call["action"] in MUTATING
        ]
        told.append((ended, calls, sorted(side.entries())))
    # No two services give the same ids: a cluster is known by when it was first seen.
    ids = list(dict.fromkeys(entry[0] for _, _, entries in told for entry in entries))
    return [(ended, calls, sorted((ids.index(e[0]), *e[1:]) for e in entries)) for ended, calls, entries in told]


@pytest.fixture
def engine_side(stack_of: Callable[..., Stack], tmp_path: Path) -> Iterator[Engine]:
    with Emulator(clock="looks:3") as service:
        yield Engine(Program(tmp_path / "program", service, stack_of))


@pytest.fixture
def driver_side(tmp_path: Path) -> Iterator[Driver]:
    with Emulator(clock="looks:3") as service:
        hosts = Hosts(tmp_path, service)
        yield Driver(Life(hosts, service, URN))
        hosts.close()


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_driver_does_what_the_engine_does(name: str, engine_side: Engine, driver_side: Driver) -> None:
    assert story(driver_side, SCENARIOS[name]) == story(engine_side, SCENARIOS[name])
