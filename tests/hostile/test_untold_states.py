"""A service that does not tell the state of a cluster, or one that nobody knows: said soon, and waited for no longer
than makes sense; the state keeps the id."""

from __future__ import annotations

from typing import Any

import pytest

from contract.programs import SMALL
from contract.whole_life import Life
from hostile.lying import UNLOGGED, in_state
from in_process import World

UNTOLD = [None, "", 7, -1, 0.5, "-"]


def begun(state: Any) -> Life:
    """A cluster whose creation has failed, as its states were told so, and its log tells nothing."""
    life = Life(World(), dict(SMALL))
    life.world.service.variants = [*in_state(state), *UNLOGGED]
    assert not life.up()
    assert list(life.world.clusters()) == [life.id], "the id is kept"
    return life


@pytest.mark.parametrize("state", UNTOLD)
def test_a_creation_whose_state_is_not_told_ends_and_is_gone_on_with(state: Any) -> None:
    life = begun(state)
    assert f"E-HPC does not tell the state of cluster {life.id}" in life.failures[0]
    assert "the next `pulumi up` looks again" in life.failures[0]
    assert f"E-HPC does not tell the state of {life.id}" in life.world.said.warnings()
    assert len(life.world.calls) < 90
    life.world.service.variants = []
    assert life.up(), life.failures
    assert list(life.world.clusters()) == [life.id]


@pytest.mark.parametrize("state", UNTOLD)
def test_what_tells_no_state_is_not_deleted(state: Any) -> None:
    life = begun(state)
    assert not life.down()
    assert "Nothing was deleted: run the same command again." in life.failures[-1]
    assert "was still in a state that E-HPC does not tell" in life.failures[-1]
    life.world.service.variants = []
    assert life.down(), life.failures


def test_a_state_that_nobody_knows_is_named_and_waited_for_until_the_limit() -> None:
    life = begun("thawing")
    assert "was still thawing after 60 minutes" in life.failures[0]
    assert f"E-HPC tells a state of {life.id} that it does not document: thawing" in life.world.said.warnings()
    assert life.world.said.text().count("does not document") == 1
    assert len(life.world.calls) < 450
    life.world.service.variants = []
    assert life.up(), life.failures


@pytest.mark.parametrize("state", [*UNTOLD, "thawing"])
def test_one_that_the_log_tells_to_be_made_is_taken_to_run_after_five_minutes(state: Any) -> None:
    life = Life(World(), dict(SMALL))
    life.world.service.variants = in_state(state)
    begin = life.world.now
    assert life.up(), life.failures
    assert 300 < life.world.now - begin < 400
    said = f"E-HPC's log tells that {life.id} is made, though its state is none that is documented to run"
    assert [said in warning for warning in life.world.said.warnings()].count(True) == 1
    assert life.up(), life.failures
    life.program["maxCount"] = 7
    assert life.up(), life.failures
    assert [cluster["MaxCount"] for cluster in life.world.clusters().values()] == [7]


def turning(life: Life, *states: str) -> None:
    """Each look at the state of all sees the next of these, and the last one from then on."""
    left = list(states)

    def boundary(when: str, action: str) -> None:
        if when == "before" and action == "ListClusters" and left:
            life.world.service.variants = in_state(left.pop(0))

    life.world.service.variants = in_state(left.pop(0))
    life.world.boundary = boundary


def test_a_deletion_that_waits_asks_e_hpc_itself_where_a_state_that_nobody_knows_lasts() -> None:
    life = Life(World(), dict(SMALL))
    assert life.up(), life.failures
    turning(life, "initing", "initing", "thawing")
    begin = life.world.now
    assert life.down(), life.failures
    assert f"E-HPC tells a state of {life.id} that it does not document: thawing" in life.world.said.warnings()
    assert 300 < life.world.now - begin < 330
    assert life.world.clusters() == {}


def test_a_state_that_nobody_knows_and_that_passes_is_waited_for() -> None:
    life = Life(World(), dict(SMALL))
    assert life.up(), life.failures
    turning(life, "initing", "initing", *["thawing"] * 9, "running")
    assert life.down(), life.failures
    assert life.world.calls.count("DeleteCluster") == 1
    assert life.world.clusters() == {}


def test_where_e_hpc_refuses_it_in_such_a_state_the_error_names_that() -> None:
    life = Life(World(), dict(SMALL))
    assert life.up(), life.failures
    life.world.control("POST", f"clusters/{life.id}", {"ClusterStatus": "initing"})
    turning(life, "initing", "initing", "thawing")
    begin = life.world.now
    assert not life.down()
    assert "the cluster's state is thawing" in life.failures[-1]
    assert life.world.now - begin < 700
