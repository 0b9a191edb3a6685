"""A service that answers otherwise than it is documented: a wrong belief costs a sentence, and never a cluster."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from contract.host_process import NONE
from contract.programs import SMALL
from contract.whole_life import Life
from ehpc_emulator.protocol import Request, Response
from ehpc_emulator.variants import chosen
from ehpc_emulator.variation import Answer, Variant
from hostile.lying import UNLOGGED, in_state, lying
from in_process import World

PROTECTED = {"deletionProtection": True}


def telling(action: str, **values: Any) -> list[Variant]:
    """What is told of the cluster; a value that is None is left out."""

    def lie(answer: Answer) -> Answer:
        return {name: value for name, value in {**answer, **values}.items() if value is not None}

    return lying(**{action: lie})


def alive(**more: Any) -> Life:
    life = Life(World(), {**SMALL, **more})
    assert life.up(), life.failures
    return life


def changed_in_the_console(life: Life, **values: Any) -> None:
    life.world.control("POST", f"clusters/{life.id}", values)


@pytest.mark.parametrize("told", ["on", "Enabled", "YES", "locked", "2", None, ""])
def test_protection_in_any_words_or_told_by_the_list_alone_survives_a_change_of_something_else(told: Any) -> None:
    life = alive()
    changed_in_the_console(life, DeletionProtection=True)
    life.world.service.variants = telling("GetCluster", DeleteProtection=told)
    life.program["maxCount"] = 33
    assert life.up(), life.failures
    assert life.world.clusters()[life.id]["DeletionProtection"] is True
    assert not life.down()
    assert "has deletion protection, so nothing was deleted" in life.failures[-1]


REFUSED = {"RequestId": "r", "Code": "QuotaExceeded", "Message": "You have no more quota for that."}


@pytest.mark.parametrize(
    ("action", "change"),
    [
        ("UpdateCluster", {"maxCount": 33}),
        ("CreateQueue", {"queues": [*SMALL.get("queues", []), {"queueName": "more"}]}),
        ("InstallSoftwares", {"additionalPackages": [{"name": "mpich", "version": "4.0.3"}]}),
    ],
)
def test_a_refusal_with_the_status_of_success_is_one(action: str, change: Mapping[str, Any]) -> None:
    life = alive()
    believed = life.world.service.handle

    def handle(request: Request) -> Response:
        if request.headers.get("x-acs-action") == action:
            return Response(200, json.dumps(REFUSED).encode())
        return believed(request)

    life.world.service.handle = handle  # type: ignore[method-assign]
    before, life.program = life.program, {**life.program, **change}
    assert not life.up()
    assert "You have no more quota for that.\n  QuotaExceeded" in life.failures[-1]
    life.world.service.handle = believed  # type: ignore[method-assign]
    life.program = before
    assert life.up(), life.failures
    life.refresh()
    assert life.up(), life.failures


@pytest.mark.parametrize("action", ["GetCluster", "UpdateCluster"])
def test_too_many_requests_are_sent_again_whatever_their_code(action: str) -> None:
    life = alive()
    life.world.control(
        "POST", "faults", {"action": action, "kind": "error", "code": "TooManyRequests", "status": 429, "times": 2}
    )
    life.program["maxCount"] = 33
    assert life.up(), life.failures


@pytest.mark.parametrize("word", ["error", "locked", "abnormal"])
def test_in_a_state_that_nobody_knows_it_is_deleted_if_the_service_does_so(word: str) -> None:
    life = alive()
    begin = life.world.now
    life.world.service.variants = in_state(word)
    assert life.down(), life.failures
    assert life.world.now - begin < 900
    assert life.world.clusters() == {}


def test_a_creation_that_comes_to_nothing_known_is_not_said_to_go_on() -> None:
    life = Life(World(), dict(SMALL))
    life.world.service.variants = [*in_state("failed"), *UNLOGGED]
    assert not life.up()
    assert "No document of E-HPC has that state: look whether it will ever run" in life.failures[0]


def test_a_cluster_that_is_shown_after_minutes_is_made_once() -> None:
    life = Life(World(), dict(SMALL))
    begin, shown = life.world.now, life.world.service.handle

    def handle(request: Request) -> Response:
        action = request.headers.get("x-acs-action")
        if life.world.now < begin + 300 and action == "GetCluster":
            return Response(404, json.dumps({"RequestId": "r", "Code": "ClusterNotFound", "Message": "no"}).encode())
        answer = shown(request)
        if life.world.now < begin + 300 and action == "ListClusters":
            body = {**json.loads(answer.body), "Clusters": [], "TotalCount": 0}
            return replace(answer, body=json.dumps(body).encode())
        return answer

    life.world.service.handle = handle  # type: ignore[method-assign]
    assert life.up(), life.failures
    assert life.world.calls.count("CreateCluster") == 1


@pytest.mark.parametrize("action", ["ListSharedStorages", "ListAddons", "ListQueues"])
def test_lists_that_come_after_the_state_are_waited_for(action: str) -> None:
    life = Life(World())
    ran: list[float] = []
    believed = life.world.service.handle

    def handle(request: Request) -> Response:
        answer = believed(request)
        asked = request.headers.get("x-acs-action")
        body = json.loads(answer.body) if answer.body else {}
        if asked == "GetCluster" and body.get("ClusterStatus") == "running":
            ran.append(life.world.now)
        if asked == action and (not ran or life.world.now < ran[0] + 5):
            lists: dict[str, Any] = {name: [] for name, value in body.items() if isinstance(value, list)}
            return replace(answer, body=json.dumps({**body, **lists, "TotalCount": 0}).encode())
        return answer

    life.world.service.handle = handle  # type: ignore[method-assign]
    assert life.up(), life.failures
    assert "is not listed by E-HPC" not in life.world.said.text()
    assert life.diff().changes == NONE


def test_a_creation_that_is_refused_with_200_may_have_made_one_and_is_looked_for() -> None:
    life = Life(World(), dict(SMALL))
    life.world.control("POST", "variants", ["refusals-with-200"])
    life.world.service.world.quota = 0
    assert not life.up()
    assert "The number of user clusters exceeds the quota.\n  TooManyClusters" in life.failures[0]
    assert "may have been made all the same: none was listed within a minute" in life.failures[0]
    life.world.service.world.quota = 1
    assert life.up(), life.failures
    assert list(life.world.clusters()) == [life.id]


@pytest.mark.parametrize("odd", [{"MaxCoreCount": -1}, {"SchedulerSpec": []}, {"Manager": "x"}])
def test_of_an_answer_that_is_odd_in_something_else_no_deletion_hangs(odd: dict[str, Any]) -> None:
    life = alive()
    life.world.service.variants = telling("GetCluster", **odd)
    assert life.down(), life.failures
    assert life.world.clusters() == {}


def test_what_is_protected_is_so_in_an_odd_answer_too() -> None:
    life = alive(**PROTECTED)
    life.world.service.variants = telling("GetCluster", MaxCoreCount=-1)
    assert not life.down()
    assert "has deletion protection, so nothing was deleted" in life.failures[-1]
    assert len(life.world.clusters()) == 1


def test_clusters_that_are_counted_and_not_shown_keep_nobody_from_making_one() -> None:
    life = Life(World(), dict(SMALL))
    life.world.service.variants = chosen(["clusters-total-of-all"])
    assert life.up(), life.failures
    said = "ListClusters: the list has held 0 rows of the 1 that it tells, each of 4 times. Should a killed run have"
    assert [warning.startswith(said) for warning in life.world.said.warnings()].count(True) == 1
    assert life.down(), life.failures


def test_a_total_that_is_one_too_high_is_told_as_that() -> None:
    life = alive()
    life.world.service.variants = lying(
        ListAddons=lambda answer: {**answer, "TotalCount": int(answer["TotalCount"]) + 1}
    )
    life.program["addons"] = [{"name": "Login", "version": "1.0"}]
    assert not life.up()
    assert "that it tells, each of 4 times" in life.failures[-1]
    assert "Its total is wrong, or these keys are not shown every row" in life.failures[-1]
