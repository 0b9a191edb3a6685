"""Random disasters: whatever dies in between, no cluster is lost, none is made twice, the one in use lives.

300 sequences in CI, always the same ones; `make disasters N=10000` for others. Left out is the one window that is
documented (Ordeal.in_window), nothing else.
"""

from __future__ import annotations

import json
import os
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test

from account import OTHER_VPC, VPC
from contract.programs import MOVED, SMALL
from ehpc_emulator.facts import KINDS
from faults.judged import PROTECTION, Judged
from faults.ordeal import UP, URN, Kill, Step
from pulumi_ehpc._core.logic.marks import mark

SEQUENCES = int(os.environ.get("DISASTERS") or 300)

PROGRAMS: list[dict[str, Any]] = [
    dict(SMALL),
    {**SMALL, "maxCount": 8},
    {**SMALL, "clusterDescription": "farm", "queues": [{"queueName": "comp", "maxCount": 2}]},
    MOVED,
    {**MOVED, "maxCount": 3},
    {**SMALL, PROTECTION: True},
    {**MOVED, PROTECTION: True},
]
WITH_RULES = ("exception", "late-list")
"""What these do, a rule of its own plays."""
ERRORS = ("500", "503", "not-json", "success-false")
FAULTS: list[dict[str, Any]] = [
    # Nobody is there to release what is held: provider, service and test take turns in one thread.
    *({"kind": kind} for kind in KINDS if kind not in (*WITH_RULES, "error", "slow", "hold")),
    *({"kind": kind, "acted": True} for kind in ERRORS),
    {"kind": "slow", "seconds": 40},
    {"kind": "error", "code": "Forbidden.RAM", "status": 403},
    {"kind": "error", "code": "DbError", "acted": True},
    # Of something in between.
    *({"kind": "error", "code": str(status), "status": status, "acted": True} for status in (403, 408, 409, 413, 429)),
    {"kind": "error", "code": "Strange.Code", "acted": True},
]
ACTIONS = ("*", "CreateCluster", "UpdateCluster", "DeleteCluster", "ListClusters", "GetCluster", "ListCommonLogs")


KILLS = st.builds(
    Kill, st.sampled_from(["cli", "host"]), st.sampled_from(["before", "after", "write"]), st.integers(1, 16)
)
STEPS = st.sampled_from(
    [
        UP, UP, UP, ("refresh", {}), ("destroy", {}),
        ("up", {"replace": True}), ("up", {"trigger": True}), ("up", {"trigger": True, "first": True}),
        ("up", {"first": True}), ("up", {"go_on": True}), ("up", {"replace": True, "go_on": True}),
        ("up", {"ctrl_c": True}), ("up", {"refresh": True}), ("up", {"refresh": True, "replace": True}),
        ("up", {"refresh": True, "go_on": True}), ("destroy", {"refresh": True}),
    ]
)  # fmt: skip


class Disasters(Judged):
    """One resource of one stack, and everything that may happen to it."""

    @rule(program=st.sampled_from(PROGRAMS))
    def the_program_changes(self, program: dict[str, Any]) -> None:
        self.program = program

    @rule(seconds=st.sampled_from([3, 60]))
    def time_passes(self, seconds: float) -> None:
        self.world.now += seconds

    @rule(step=STEPS)
    def undisturbed(self, step: Step) -> None:
        self.run(step)

    @rule(step=STEPS, kill=KILLS)
    def killed(self, step: Step, kill: Kill) -> None:
        self.run(step, kill)

    @rule(step=STEPS, fault=st.sampled_from(FAULTS), action=st.sampled_from(ACTIONS), nth=st.integers(1, 4),
          times=st.sampled_from([1, 2, 30]))  # fmt: skip
    def disturbed(self, step: Step, fault: dict[str, Any], action: str, nth: int, times: int) -> None:
        with self.armed({"action": action, "nth": nth, "times": times, **fault}):
            self.run(step)

    @rule(step=STEPS, kill=KILLS, fault=st.sampled_from(FAULTS), action=st.sampled_from(ACTIONS), nth=st.integers(1, 3))
    def disturbed_and_killed(self, step: Step, kill: Kill, fault: dict[str, Any], action: str, nth: int) -> None:
        with self.armed({"action": action, "nth": nth, **fault}):
            self.run(step, kill)

    @rule(step=STEPS)
    def a_creation_fails(self, step: Step) -> None:
        with self.armed({"kind": "exception"}):
            self.run(step)

    @rule(step=STEPS)
    def it_takes_too_long(self, step: Step) -> None:
        self.stack.timeout = 2
        self.run(step)
        self.stack.timeout = 0

    @rule(step=STEPS, kill=KILLS, looks=st.integers(1, 4))
    def the_list_is_late(self, step: Step, kill: Kill, looks: int) -> None:
        self.run(step, kill, late=looks)

    @rule()
    def somebody_changes_it(self) -> None:
        for cluster in self.world.clusters():
            self.world.control("POST", f"clusters/{cluster}", {"MaxCount": 77})

    @rule()
    def somebody_deletes_it(self) -> None:
        for cluster in self.world.clusters():
            self.by_hand(cluster)

    @rule(vpc=st.sampled_from([VPC, OTHER_VPC]))
    def a_colleagues_run_is_interrupted(self, vpc: str) -> None:
        fixed = {**SMALL, "clusterVpcId": vpc}
        network = {"ClusterVpcId": vpc, "ClusterVSwitchId": SMALL["clusterVswitchId"], "ClusterName": "render"}
        description = str(mark(URN, ["elsewhere"], fixed))
        answer = self.world.send("CreateCluster", {**network, "ClusterDescription": description})
        self.theirs.add(json.loads(answer.body)["ClusterId"])

    @rule(step=STEPS, which=st.integers(0, 3), kill=st.none() | KILLS)
    def somebody_is_to_be_adopted(self, step: Step, which: int, kill: Kill | None) -> None:
        clusters = sorted(self.world.clusters())
        self.run(step, kill, adopt=clusters[which] if which < len(clusters) else "ehpc-hz-stale")


def test_whatever_dies_nothing_is_lost_or_made_twice() -> None:
    run_state_machine_as_test(
        Disasters,
        settings=settings(
            max_examples=SEQUENCES,
            stateful_step_count=10,
            deadline=None,
            derandomize="DISASTERS" not in os.environ,
            database=None,
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        ),
    )
