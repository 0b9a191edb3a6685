"""What is wrong with a program's arguments is told without Pulumi: the sentences of a preview, each with its path."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pulumi
import pytest

import pulumi_ehpc as ehpc
from account import PASSWORD
from core.programs import DOCUMENTED, findings
from pulumi_ehpc.testing import Problem, doubts, problems

BAD: list[dict[str, Any]] = json.loads(Path(__file__).with_name("bad_programs.json").read_text(encoding="utf-8"))
NETWORK = {"cluster_vpc_id": "vpc-1", "cluster_vswitch_id": "vsw-1"}


def test_right_arguments_have_no_problem_however_they_are_written() -> None:
    assert problems(ehpc.EhpcClusterArgs(cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1")) == []
    assert problems(ehpc.EhpcCluster, NETWORK) == []
    assert problems(ehpc.EhpcCluster, **NETWORK) == []
    assert problems(ehpc.EhpcQueue, {"cluster_id": "ehpc-hz-1", "queue_name": "comp"}) == []
    assert problems(ehpc.EhpcUser, cluster_id="ehpc-hz-1", user_name="alice", password=PASSWORD) == []


def test_everything_that_is_wrong_is_told_with_its_path() -> None:
    queue = ehpc.Queue(queue_name="comp", max_count=-1, min_cout=0)  # type: ignore[call-arg]
    found = problems(ehpc.EhpcCluster, {**NETWORK, "queues": [queue], "tags": {1: "x"}, "cluster_nam": "render"})
    assert {problem.path: str(problem) for problem in found} == {
        "tags": "tags: has 1 as a key, which is an int: give keys as texts",
        "cluster_nam": "cluster_nam: is not an input of EhpcCluster; did you mean cluster_name?",
        "queues[0].min_cout": "queues[0].min_cout: is not an input of Queue; did you mean min_count?",
        "queues[0].max_count": "queues[0].max_count: must be at least 0, got -1",
    }


def test_a_part_of_the_arguments_can_be_asked_about() -> None:
    (found,) = problems(ehpc.Queue(queue_name="longer-than-fifteen"))
    assert found == Problem("queue_name", "must have 1 to 15 characters, got 19 characters")


def test_what_outputs_come_to_is_looked_at() -> None:
    name = pulumi.Output.from_input("comp").apply(lambda text: text * 5)
    (found,) = problems(ehpc.EhpcQueue, cluster_id="ehpc-hz-1", queue_name=name)
    assert found.path == "queue_name"


@pytest.mark.parametrize("password", [str, pulumi.Output.secret], ids=["plain", "secret"])
def test_of_a_secret_nothing_is_told(password: Callable[[str], Any]) -> None:
    found = problems(ehpc.EhpcUser, cluster_id="ehpc-hz-1", user_name="alice", password=password("Ab1!xyz"))
    assert found == [Problem("password", "must have 8 to 30 characters")]


def test_a_secret_of_the_program_is_in_no_sentence() -> None:
    hidden = pulumi.Output.secret("Sesame-open-sesame")
    (found,) = problems(ehpc.EhpcCluster, {**NETWORK, "cluster_category": hidden})
    assert found.path == "cluster_category"
    assert "esame" not in str(found)


def test_a_doubt_is_no_problem() -> None:
    odd = {**NETWORK, "region": "cn-hangzou"}
    assert problems(ehpc.EhpcCluster, odd) == []
    assert "did you mean cn-hangzhou?" in {doubt.path: doubt.says for doubt in doubts(ehpc.EhpcCluster, odd)}["region"]


def test_arguments_that_are_part_of_themselves_are_one_problem() -> None:
    endless: dict[str, Any] = dict(NETWORK)
    endless["queues"] = [endless]
    (found,) = problems(ehpc.EhpcCluster, endless)
    assert "is it part of itself?" in str(found)


def test_who_gives_a_dict_alone_is_told_how_to_ask() -> None:
    with pytest.raises(TypeError, match=r"problems\(EhpcCluster, \{\.\.\.\}\)"):
        problems(NETWORK)


def test_it_says_what_a_preview_says_of_every_bad_program() -> None:
    told = {}
    # In a program snake_case is right, and an empty list is none; only a transformation can hand those to the engine.
    alike = [bad for bad in BAD if "max_count" not in str(bad["program"]) and ": []" not in str(bad["program"])]
    assert len(alike) > 200
    for bad in alike:
        program = {**DOCUMENTED, **bad["program"]}
        found = (*problems(ehpc.EhpcCluster, program), *doubts(ehpc.EhpcCluster, program))
        told[str(bad)] = [str(one) for one in found]
    assert told == {str(bad): [str(finding) for finding in findings(bad["program"])] for bad in alike}
