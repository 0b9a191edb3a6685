"""Answers that make no sense: one sentence that names the action and the field, and the state stays as it was."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from contract.host_process import Failed
from contract.programs import SMALL
from contract.whole_life import PROGRAM, Life
from ehpc_emulator.variation import Variant
from in_process import World
from pulumi_ehpc._core.api import border

SHAPES = json.loads(Path(border.__file__).with_name("answers.json").read_text(encoding="utf-8"))
LOGS = ["ListCommonLogs", "GetCommonLogDetail"]
READ = [action for action in SHAPES if action.startswith(("Get", "List")) and action not in LOGS]
WRONG = [None, "", "x", -1, 1.5, True, [None], ["x"], {"x": 1}, 1e400]


def paths(shape: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every field of an answer; "[]" stands for the items of a list."""
    if isinstance(shape, list):
        yield from paths(shape[0], (*path, "[]"))
    elif isinstance(shape, dict):
        for name, kind in shape.items():
            yield (*path, name)
            yield from paths(kind, (*path, name))


def put(answer: Any, path: tuple[str, ...], value: Any) -> Any:
    """The answer with a value at the path, in the first item of each list; what is missing on the way is made."""
    if not path:
        return value
    name, *rest = path
    if name == "[]":
        items = answer if isinstance(answer, list) else []
        return [put(items[0] if items else {}, tuple(rest), value), *items[1:]]
    whole = answer if isinstance(answer, dict) else {}
    return {**whole, name: put(whole.get(name), tuple(rest), value)}


@pytest.fixture(scope="module")
def life() -> Life:
    made = Life(World())
    assert made.up()
    made.refresh()
    return made


@pytest.mark.parametrize("action", READ)
def test_a_refresh_of_a_strange_answer_is_a_sentence_or_makes_sense(life: Life, action: str) -> None:
    before, engine = dict(life.outs), life.engine
    for path in paths(SHAPES[action]):
        for value in WRONG:
            life.world.service.variants = [strange(action, path, value)]
            try:
                id_, _, _ = engine.read(life.id, life.outs, life.inputs)
                assert id_ == life.id, (path, value, "taken for gone")
            except Failed as failure:
                says(failure.message, action, (path, value))
    life.world.service.variants = []
    life.refresh()
    assert {**life.outs, "modifyTime": ""} == {**before, "modifyTime": ""}


@pytest.mark.parametrize("action", LOGS)
def test_a_failed_creation_does_without_a_reason_that_makes_no_sense(action: str) -> None:
    for path in paths(SHAPES[action]):
        life = Life(World(), dict(SMALL))
        life.world.service.variants = [strange(action, path, {"x": 1})]
        life.world.control("POST", "faults", [{"action": "CreateCluster", "kind": "exception", "message": "no stock"}])
        assert not life.up()
        # The account is asked of the same list, before anything is made.
        assert "failed after" in life.failures[0] or life.failures[0].startswith("ListCommonLogs")
        assert "defect" not in life.failures[0], (path, life.failures)


@pytest.mark.parametrize(
    ("action", "path"),
    [
        ("GetCluster", ("MaxCount",)),
        ("GetCluster", ("GrowInterval",)),
        ("ListQueues", ("Queues", "[]", "MinCount")),
        ("ListQueues", ("Queues", "[]", "Nodes", "RunningCounts")),
        ("ListClusters", ("TotalCount",)),
        ("ListAddons", ("TotalCount",)),
    ],
)
@pytest.mark.parametrize("told", [-5, "-5"])
def test_a_count_below_nothing_is_not_believed(life: Life, action: str, path: tuple[str, ...], told: Any) -> None:
    life.world.service.variants = [strange(action, path, told)]
    where = ".".join(path).replace(".[]", "[0]")
    with pytest.raises(Failed, match=re.escape(f"in its answer {where} is a negative number and not a count\n")):
        life.engine.read(life.id, life.outs, life.inputs)


def strange(action: str, path: tuple[str, ...], value: Any) -> Variant:
    return Variant("strange", "", "", {action: {"": lambda answer: put(answer, path, value)}})


def says(message: str, action: str, case: Any) -> None:
    assert "defect" not in message, (case, message)
    assert "Traceback" not in message, (case, message)
    # A strange name of a queue is asked for.
    assert message.split(" ")[0] in (action, "GetQueue"), (case, message)


@pytest.mark.parametrize("answer", [{}, {"ClusterId": 7}, {"ClusterId": None}, {"ClusterId": ["x"]}, [], "x", 7, None])
def test_a_creation_without_a_usable_answer_is_looked_for_by_its_mark(answer: Any) -> None:
    life = Life(World())
    life.world.service.variants = [strange("CreateCluster", (), answer)]
    assert life.up(), life.failures
    assert list(life.world.clusters()) == [life.id]


def test_a_list_that_never_ends_is_refused() -> None:
    life = Life(World(), {**PROGRAM})
    assert life.up()
    rows = {"AdditionalPackageInfos": [{"Name": "mpich", "Version": "4.0.3"}]}
    endless = {"": lambda answer: {**answer, "AdditionalPackages": rows, "TotalCount": 10**9}}
    life.world.service.variants = [Variant("strange", "", "", {"ListInstalledSoftwares": endless})]
    with pytest.raises(Failed, match=r"ListInstalledSoftwares .*the list has the same rows on the pages 1 and 2"):
        life.refresh()


def test_an_answer_about_another_cluster_is_not_believed() -> None:
    life = Life(World())
    assert life.up()
    life.world.service.variants = [strange("GetCluster", ("ClusterId",), "ehpc-hz-other")]
    with pytest.raises(Failed, match=r"GetCluster .*it is about another cluster than \S+ that was asked for"):
        life.refresh()
