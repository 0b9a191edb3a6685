"""Random disasters: whatever dies in between, no cluster is lost, none is made twice, the one in use lives.

300 sequences in CI, always the same ones; `make disasters N=10000` for others. Left out is the one window that is
documented (Ordeal.in_window), nothing else.
"""

from __future__ import annotations

import os
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test

from contract.programs import SMALL
from faults.ordeal import UP, Kill, Ordeal, Step

SEQUENCES = int(os.environ.get("DISASTERS") or 300)

PROGRAMS: list[dict[str, Any]] = [
    dict(SMALL),
    {**SMALL, "maxCount": 8},
    {**SMALL, "clusterDescription": "farm", "queues": [{"queueName": "comp", "maxCount": 2}]},
    {**SMALL, "clusterVpcId": "vpc-other"},
    {**SMALL, "clusterVpcId": "vpc-other", "maxCount": 3},
]
FAULTS: list[dict[str, Any]] = [
    {"kind": kind, "acted": acted} for kind in ("500", "503", "not-json", "success-false") for acted in (False, True)
] + [{"kind": k} for k in ("reset-before", "reset-after", "throttled", "conflict")]
FAULTS.append({"kind": "error", "code": "Forbidden.RAM", "status": 403})
ACTIONS = ("*", "CreateCluster", "UpdateCluster", "DeleteCluster", "ListClusters", "GetCluster", "ListCommonLogs")


KILLS = st.builds(
    Kill, st.sampled_from(["cli", "host"]), st.sampled_from(["before", "after", "write"]), st.integers(1, 16)
)
STEPS = st.sampled_from(
    [
        UP, UP, UP, ("refresh", {}), ("destroy", {}),
        ("up", {"replace": True}), ("up", {"trigger": True}), ("up", {"trigger": True, "first": True}),
        ("up", {"first": True}), ("up", {"go_on": True}), ("up", {"replace": True, "go_on": True}),
        ("up", {"ctrl_c": True}),
    ]
)  # fmt: skip


class Disasters(Ordeal):
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
            self.gone_by_hand.add(cluster)
            self.world.control("DELETE", f"clusters/{cluster}")


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
