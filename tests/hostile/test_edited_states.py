"""States that somebody edited by hand: each wrong value has a plain meaning or is told with its path and a remedy.

Whatever stands there, nothing is deleted, replaced or made that a sound state would have kept.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from contract.host_process import BY_INPUTS, NONE, Failed, Host
from contract.whole_life import PROGRAM, Life
from in_process import World
from tools.resources import RESOURCES
from tools.state_contract import frozen

WRONG: list[Any] = [None, "", "x", "false", 0, -1, 1.5, True, False, [], [None], ["x"], {}, {"x": 1}]
(CLUSTER, *_) = RESOURCES
ROWS = frozen(CLUSTER)
INTERNAL = sorted({path.partition("[")[0].partition("{")[0] for path in ROWS if path.startswith("__")})
INSIDE = ["__answers.queues[x]", "__answers.queues[comp].maxCount", "__set.0", "__uncertain.0"]
ORDINARY = [path.replace("[]", ".0").replace("{}", ".x") for path in ROWS if not path.startswith("__")]
TOLD = "in its state"


@pytest.fixture(scope="module")
def life() -> Life:
    made = Life(World(), program={**copy.deepcopy(PROGRAM), "deletionProtection": True})
    assert made.up()
    return made


def put(value: Any, path: list[str], wrong: Any) -> Any:
    """The state with a value at that path; what is missing on the way is made."""
    if not path:
        return wrong
    name, rest = path[0], path[1:]
    if name.isdigit():
        items = value if isinstance(value, list) else []
        return [put(items[0] if items else {}, rest, wrong), *items[1:]]
    whole = value if isinstance(value, Mapping) else {}
    return {**whole, name: put(whole.get(name), rest, wrong)}


def edited(outs: Mapping[str, Any], path: str) -> Iterator[tuple[Any, dict[str, Any]]]:
    steps = ["__answers", path.partition(".")[2]] if path.startswith("__answers.") else path.split(".")
    # Of inputs and outputs, one of a kind.
    for wrong in WRONG if path.startswith("__") else [None, "x", 1.5, True, [None], {"x": 1}]:
        yield wrong, put(outs, steps, wrong)


Verb = Callable[[Host, Life, dict[str, Any]], Any]
VERBS: dict[str, Verb] = {
    "check": lambda host, life, outs: host.check(life.program, outs),
    "diff": lambda host, life, outs: host.diff(life.id, outs, life.inputs, life.inputs),
    "read": lambda host, life, outs: _there(host.read(life.id, outs, life.inputs)),
    "update": lambda host, life, outs: host.update(life.id, outs, life.inputs, old_inputs=life.inputs),
    "delete": lambda host, life, outs: host.delete(life.id, outs),
}


def said_by(step: Callable[[], Any]) -> str:
    """How it fails, "" where it does not."""
    try:
        step()
    except Failed as failure:
        return str(failure)
    return ""


def _there(read: tuple[str, Any, Any]) -> None:
    assert read[0], "gone"


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("path", [*INTERNAL, *INSIDE, *ORDINARY])
def test_a_wrong_value_is_told_or_means_something_and_nothing_is_lost(life: Life, path: str, verb: str) -> None:
    engine = life.engine
    for wrong, outs in edited(life.outs, path):
        before = len(life.world.calls)
        says = said_by(lambda outs=outs: VERBS[verb](engine, life, outs))  # type: ignore[misc]
        assert "defect" not in says, (wrong, says)
        assert "Traceback" not in says, (wrong, says)
        assert len(says.splitlines()) <= 3, (wrong, says)
        assert TOLD not in says or len(life.world.calls) == before, (wrong, "told, and yet called")
    (cluster,) = life.world.clusters().items()
    assert (cluster[0], cluster[1]["ClusterStatus"]) == (life.id, "running")


@pytest.mark.parametrize("path", INTERNAL)
@pytest.mark.parametrize("verb", ["diff", "read", "update", "delete"])
def test_what_decides_about_a_deletion_is_told_by_its_path_with_a_remedy(life: Life, path: str, verb: str) -> None:
    for wrong in (7, [None], [[1]]):
        with pytest.raises(Failed, match=f"in its state {path} is ") as failure:
            VERBS[verb](life.engine, life, {**life.outs, path: wrong})
        assert "`pulumi stack export`" in failure.value.message


@pytest.mark.parametrize("path", [path for path in ORDINARY if "." not in path])
def test_a_refresh_mends_what_has_no_meaning(life: Life, path: str) -> None:
    wrong = {**life.outs, path: {"x": [1]}}
    id_, outs, inputs = life.engine.read(life.id, wrong, life.inputs)
    assert id_ == life.id
    planned = life.engine.diff(id_, outs, life.inputs, inputs)
    assert planned.changes in (NONE, BY_INPUTS)
    assert not planned.replaces


@pytest.mark.parametrize("path", [path for path in ORDINARY if "." not in path])
def test_inputs_that_have_no_meaning_are_those_of_the_program_again(life: Life, path: str) -> None:
    damaged = {**life.inputs, path: {"x": [1]}}
    _, outs, inputs = life.engine.read(life.id, life.outs, damaged)
    for before in (inputs, damaged):
        assert not life.engine.diff(life.id, outs, life.inputs, before).replaces
    now = life.engine.update(life.id, outs, life.inputs, old_inputs=damaged)
    assert now["clusterName"] == life.inputs["clusterName"]
