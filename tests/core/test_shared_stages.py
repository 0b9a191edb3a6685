"""The stages of all that somebody waits for in one region: one call at a time, and none that a wait would miss."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from typing import Any

import pytest

from pulumi_ehpc._core.api.stages import EVERY, SharedStages, Stage
from pulumi_ehpc._core.process import Clock
from pulumi_ehpc._core.table.log import Step, stage_of
from pulumi_ehpc.errors import ServiceError
from pulumi_ehpc.resources.operation_log import OPERATION_LOG

NOON = 1_767_268_800.0
"""2026-01-01 12:00:00 UTC"""


def clock_time(minutes: int, seconds: int = 0) -> str:
    return f"2026-01-01 12:{minutes:02d}:{seconds:02d}"


class Region:
    """The operation log of a region: whoever asks comes every second."""

    def __init__(self, *ids: str) -> None:
        self.logs = [self.row(id_, "InProgress") for id_ in ids]
        self.stages = dict.fromkeys(ids, "ConfigNetwork")
        self.calls: list[str] = []
        self.failure: Exception | None = None
        self.time = 0.0
        self.stage = SharedStages(
            self.call, OPERATION_LOG, Clock(now=lambda: self.time, scale=1), wall=lambda: NOON + self.time
        )

    @staticmethod
    def row(id_: str, status: str, action: str = "CreateCluster", at: str = clock_time(0)) -> dict[str, Any]:
        return {"ClusterId": id_, "Action": action, "Status": status, "RequestId": f"of {id_}", "Time": at}

    def call(self, action: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
        if self.failure:
            self.calls.append("failed")
            raise self.failure
        if action == "ListCommonLogs":
            self.calls.append("list")
            return {"Logs": self.logs}
        id_ = parameters["LogRequestId"].removeprefix("of ")
        self.calls.append(id_)
        step = {"Method": "Do", "Status": "InProgress", "Time": clock_time(4)}
        return {"LogDetail": [{"StageName": self.stages[id_], "Stages": [step]}]}

    def pass_(self, seconds: int, *looks: Callable[[], Stage]) -> list[Stage]:
        for _ in range(seconds):
            self.time += 1
            told = [look() for look in looks]
        return told


def test_a_hundred_that_wait_cost_one_call_at_a_time_and_each_has_its_turn() -> None:
    ids = [f"ehpc-{number}" for number in range(100)]
    region = Region(*ids)
    with ExitStack() as stack:
        looks = [stack.enter_context(region.stage.watching(id_)) for id_ in ids]
        told = region.pass_(400, *looks)
    assert len(region.calls) <= 400 / EVERY + 1
    assert region.calls[0] == "list"
    assert sorted(region.calls[1:101]) == sorted(ids)
    assert [stage.name for stage in told] == ["ConfigNetwork"] * 100


def test_how_long_the_last_creation_took_is_asked_once() -> None:
    region = Region("ehpc-1")
    region.logs += [
        Region.row("ehpc-0", "Failed", at="2026-01-01 11:00:00"),
        Region.row("ehpc-00", "Finished", at="2026-01-01 12:00:00"),
    ]
    region.stages["ehpc-00"] = "RunScript"
    with region.stage.watching("ehpc-1") as look:
        assert region.pass_(20, look) == [Stage("ConfigNetwork", usual=240)]
    assert region.calls == ["list", "ehpc-1", "ehpc-00", *["ehpc-1"] * 4]


def test_a_creation_that_was_begun_long_before_is_compared_with_nothing() -> None:
    region = Region("ehpc-1")
    region.logs.append(Region.row("ehpc-0", "Finished"))
    region.stages["ehpc-0"] = "RunScript"
    region.time = 600
    with region.stage.watching("ehpc-1") as look:
        assert region.pass_(20, look) == [Stage("ConfigNetwork")]


def test_a_deletion_is_not_told_in_the_stage_of_the_creation_before_it() -> None:
    region = Region("ehpc-1")
    with region.stage.watching("ehpc-1") as look:
        region.pass_(10, look)
    region.logs = [{**Region.row("ehpc-1", "InProgress", "DeleteCluster"), "RequestId": "of ehpc-1-away"}]
    region.stages["ehpc-1-away"] = "ReleaseNodes"
    with region.stage.watching("ehpc-1") as look:
        told = {stage.name for _ in range(10) for stage in region.pass_(1, look)}
    assert told == {"", "ReleaseNodes"}


@pytest.mark.parametrize("failure", [ServiceError("ListCommonLogs", "Forbidden.RAM", "no", status=403)])
def test_a_log_that_fails_is_asked_ever_more_seldom_and_nobody_hears_of_it(failure: ServiceError) -> None:
    region = Region("ehpc-1")
    region.failure = failure
    with region.stage.watching("ehpc-1") as look:
        assert region.pass_(3600, look) == [Stage()]
        assert len(region.calls) == 6
        region.failure = None
        assert region.pass_(3600, look) == [Stage("ConfigNetwork")]


def test_one_that_the_log_does_not_know_is_looked_for_ever_more_seldom() -> None:
    region = Region()
    with region.stage.watching("ehpc-1") as look:
        assert region.pass_(3600, look) == [Stage()]
    assert set(region.calls) == {"list"}
    assert len(region.calls) < 10


def test_nobody_waits_while_somebody_else_asks() -> None:
    region, asked, answer = Region("ehpc-1", "ehpc-2"), threading.Event(), threading.Event()

    def call(action: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
        asked.set()
        assert answer.wait(30)
        return region.call(action, parameters)

    stages = SharedStages(call, OPERATION_LOG, Clock(now=lambda: region.time, scale=1))
    with stages.watching("ehpc-1") as slow, stages.watching("ehpc-2") as look:
        thread = threading.Thread(target=slow)
        thread.start()
        assert asked.wait(30)
        assert look() == Stage()
        answer.set()
        thread.join(30)
    assert region.calls == ["list"]


def test_the_stage_is_that_of_the_newest_step_in_whatever_order_they_are_told() -> None:
    steps = [Step("ConfigNetwork", "a", "", 10), Step("CreateManager", "b", "", 20), Step("CreateQueues", "c", "", 30)]
    assert stage_of(steps) == stage_of(steps[::-1]) == "CreateQueues"
    assert stage_of([]) == ""
    untold = [Step("ConfigNetwork", "a", "", 0), Step("CreateManager", "b", "", 0)]
    assert stage_of(untold) == "CreateManager"
