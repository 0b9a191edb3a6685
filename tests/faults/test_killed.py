"""A killed CLI, a killed provider's process: the next `pulumi up` goes on with the cluster."""

from __future__ import annotations

import pytest

from contract.programs import SMALL
from faults.interleavings import Life, tool
from faults.runs import interrupted, late_list, settled

WHO = pytest.mark.parametrize("who", ["cli", "host"])


@WHO
def test_killed_in_mid_create_and_the_next_up_goes_on(life: Life, who: str) -> None:
    with life.killed(who, sending="ListClusters", nth=3):
        assert life.up().end in ("killed", "failed")
    (made,) = life.statuses
    assert life.stack.entries == []
    result = life.up()
    assert result.end == "ok"
    assert f"going on with cluster {made}" in result.text
    assert life.stack.ids == [made]
    settled(life)


@WHO
def test_killed_in_mid_create_and_the_cluster_finishes_while_nobody_looks(life: Life, who: str) -> None:
    with life.killed(who, hearing="E-HPC is making"):
        life.up()
    (made,) = life.statuses
    life.service.change(made, ClusterStatus="running")
    assert f"going on with cluster {made} (running" in life.up().text
    assert life.stack.ids == [made]
    settled(life)


def test_killed_in_mid_create_and_the_cluster_is_stopped_while_nobody_looks(life: Life) -> None:
    made = interrupted(life)
    life.service.change(made, ClusterStatus="stopped")
    assert f"going on with cluster {made} (stopped" in life.up().text
    assert (list(life.statuses), life.stack.ids) == ([made], [made])


def test_killed_in_mid_create_and_the_cluster_runs_by_a_name_that_nobody_knows(life: Life) -> None:
    made = interrupted(life)
    life.service.vary("status-running-other")
    try:
        result = life.up()
    finally:
        life.service.vary()
    assert f"going on with cluster {made}" in result.text
    assert f"E-HPC's log tells that {made} is made" in result.text
    assert life.stack.ids == [made]
    settled(life)


@WHO
def test_killed_before_create_cluster_was_sent(life: Life, who: str) -> None:
    with life.killed(who, sending="ListClusters"):
        life.up()
    assert "CreateCluster" not in life.service.actions()
    assert life.up().end == "ok"
    settled(life)


@WHO
def test_killed_while_create_cluster_is_not_answered_yet(life: Life, who: str) -> None:
    with life.killed(who, sending="CreateCluster"):
        life.up()
    (made,) = life.statuses
    assert life.up().end == "ok"
    assert life.stack.ids == [made]
    settled(life)


@WHO
def test_killed_between_the_answer_of_create_cluster_and_the_first_look(life: Life, who: str) -> None:
    with life.killed(who, hearing="E-HPC is making", held=True):
        life.up()
    (made,) = life.statuses
    assert life.service.actions()[-1] == "CreateCluster"
    assert life.up().end == "ok"
    assert life.stack.ids == [made]
    settled(life)


def test_killed_right_after_create_cluster_with_a_late_list_the_second_cluster_is_named(
    life: Life, capsys: pytest.CaptureFixture[str]
) -> None:
    with life.killed("cli", hearing="E-HPC is making"):
        life.up()
    (first,) = life.statuses
    late_list(life.service, 0)
    result = life.up()
    assert result.end == "ok"
    (second,) = life.stack.ids
    assert set(life.statuses) == {first, second}
    assert f"cluster {first}" in result.text
    assert f"delete {first}" in result.text
    assert tool(life.service, "delete", first) == 0
    assert f"cluster {first} is gone" in capsys.readouterr().out
    settled(life)


@pytest.mark.parametrize("text", [{}, {"clusterDescription": "my-farm"}], ids=["plain", "described"])
def test_killed_after_the_last_call_the_next_up_names_what_was_finished(life: Life, text: dict[str, str]) -> None:
    """The one window that is documented: the mark is gone, and the engine has not written the cluster down."""
    life.program = {**SMALL, **text}
    with life.killed("cli", sending="UpdateCluster"):
        assert life.up().end == "killed"
    (lost,) = life.statuses
    result = life.up()
    assert result.end == "ok"
    assert f"this resource has finished cluster {lost} (running, just made) before" in result.text
    assert "orphans STACK.json tells" in result.text
    assert tool(life.service, "delete", lost) == 0
    settled(life)


def test_nothing_more_is_called_once_the_cli_is_killed(life: Life) -> None:
    with life.killed("cli", sending="CreateCluster"):
        life.up()
    assert life.service.actions()[-1] == "CreateCluster"


def test_killed_while_a_repeated_call_is_throttled(life: Life) -> None:
    life.service.faults({"action": "CreateCluster", "kind": "throttled"})
    with life.killed("cli", sending="CreateCluster", nth=2, code="Throttling.User"):
        assert life.up().end == "killed"
    assert life.service.actions().count("CreateCluster") == 2
    assert life.up().end == "ok"
    settled(life)


@pytest.mark.parametrize("and_then", ["up", "destroy"])
def test_refresh_of_an_interrupted_creation(life: Life, and_then: str) -> None:
    life.stack.timeout = 0.001
    assert "goes on making it" in life.up().text
    life.stack.timeout = 0
    assert life.refresh().end == "ok"
    assert len(life.stack.entries) == 1
    if and_then == "up":
        assert life.up().end == "ok"
        settled(life)
    else:
        assert life.destroy().end == "ok"
        assert (life.statuses, life.stack.entries) == ({}, [])


def test_orphans_finds_what_an_interrupted_creation_left_under_another_name(
    life: Life, capsys: pytest.CaptureFixture[str]
) -> None:
    with life.killed("cli", hearing="E-HPC is making"):
        life.up()
    (left,) = life.statuses
    life.urn += "-renamed"
    assert life.up().end == "ok"
    assert tool(life.service, "orphans") == 0
    said = capsys.readouterr().out
    assert left in said
    assert f"delete {left}" in said
    assert tool(life.service, "delete", left) == 0
    settled(life)
