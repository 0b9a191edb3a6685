"""What is used only when a cluster is made, changed afterwards: said by the `up` that changes it, then quiet."""

from __future__ import annotations

from typing import Any

import pytest

from contract.host_process import NONE
from contract.whole_life import PROGRAM, Life
from in_process import World

SAID = "no effect on what exists"
first, *others = PROGRAM["queues"]
CHANGES: dict[str, dict[str, Any]] = {
    "tags": {"tags": {"team": "b"}},
    "password": {"clusterCredentials": {"password": "Another-2024"}},
    "initial_count": {"queues": [{**first, "initialCount": 3}, *others]},
}
ORDERS = [["preview"], ["refresh", "preview"], ["preview", "refresh", "refresh", "preview"]]


def quiet(life: Life) -> bool:
    """Whether a drift detector finds nothing: no step, no line."""
    life.world.said.lines.clear()
    engine = life.engine
    checked, _ = engine.check(life.program, life.inputs)
    life.world.said.lines.clear()
    changes = engine.diff(life.id, life.outs, checked, life.inputs).changes
    return bool(changes == NONE) and checked == life.inputs and life.world.said.text() == ""


@pytest.mark.parametrize("order", ORDERS, ids="-".join)
@pytest.mark.parametrize("name", CHANGES)
def test_it_is_said_once_and_then_quiet(name: str, order: list[str]) -> None:
    life = Life(World())
    assert life.up()
    life.program = {**life.program, **CHANGES[name]}
    life.world.said.lines.clear()
    assert life.up()
    assert life.world.said.text().count(SAID) == 1
    assert life.sent()[-1] == "UpdateCluster", "nothing but its creation"
    for step in order:
        assert quiet(life)
        if step == "refresh":
            life.refresh()
    assert quiet(life)


@pytest.mark.parametrize("name", CHANGES)
def test_it_may_be_taken_back(name: str) -> None:
    life = Life(World())
    assert life.up()
    before = life.program
    life.program = {**life.program, **CHANGES[name]}
    assert life.up()
    life.refresh()
    life.program = before
    life.world.said.lines.clear()
    assert life.up()
    assert SAID not in life.world.said.text()
    life.refresh()
    assert quiet(life)


def test_several_are_said_in_one_sentence() -> None:
    life = Life(World())
    assert life.up()
    for change in CHANGES.values():
        life.program = {**life.program, **change}
    life.world.said.lines.clear()
    assert life.up()
    (said,) = [line for line in life.world.said.warnings() if SAID in line]
    assert "are used only at the creation, so these changes have no effect on what exists: take them back, put " in said
    assert f'"queues[{first["queueName"]}].initial_count"' in said


def test_what_was_not_given_before_is_told_to_count_later_and_is_no_warning() -> None:
    """As after an import, whose comment says to give it."""
    life = Life(World())
    given = {name: life.program.pop(name) for name in ("clusterCredentials", "tags")}
    assert life.up()
    life.program = {**life.program, **given}
    life.world.said.lines.clear()
    assert life.up()
    says = "are used only at the creation: nothing changes now, and they count once the cluster is replaced"
    assert f"cluster_credentials.password and tags {says}" in life.world.said.text()
    assert not [line for line in life.world.said.warnings() if "creation" in line]
    assert quiet(life)


@pytest.mark.parametrize(
    ("left_out", "advice"),
    [
        ("clusterCredentials", "cluster_credentials: should hold a password or a key_pair_name"),
        ("sharedStorages", "shared_storages: should mount /home and /opt"),
    ],
)
def test_advice_about_the_creation_is_given_before_it_and_not_after(left_out: str, advice: str) -> None:
    life = Life(World())
    del life.program[left_out]
    assert life.up(), life.failures
    assert advice in life.world.said.text()
    life.world.said.lines.clear()
    assert life.up(), life.failures
    assert advice not in life.world.said.text()
