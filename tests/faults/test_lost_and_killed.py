"""A lost answer, a killed CLI, a killed provider's process: the next `pulumi up` goes on with the cluster."""

from __future__ import annotations

from typing import Any

import pytest

from emulator_process import Emulator
from faults.interleavings import Life, tool
from faults.runs import settled

WHO = pytest.mark.parametrize("who", ["cli", "host"])
LOST: list[dict[str, Any]] = [
    {"kind": "reset-after"},
    {"kind": "500", "acted": True},
    {"kind": "503", "acted": True},
    {"kind": "not-json", "acted": True},
    {"kind": "error", "code": "DbError", "acted": True},
    {"kind": "success-false", "acted": True},
]


def late_list(service: Emulator, looks: int) -> None:
    """The list does not know of the newest cluster yet; the first look, before CreateCluster, finds nothing anyway."""
    service.faults({"kind": "late-list", "action": "ListClusters", "nth": 1, "times": looks + 1})


@pytest.mark.parametrize("fault", LOST, ids=lambda fault: str(fault.get("code") or fault["kind"]))
def test_the_answer_of_create_cluster_is_lost_and_the_cluster_is_found(life: Life, fault: dict[str, Any]) -> None:
    life.service.faults({"action": "CreateCluster", **fault})
    result = life.up()
    assert result.end == "ok"
    assert "was not answered: looking for the cluster" in result.text
    assert life.service.actions().count("CreateCluster") == 1
    settled(life)


@pytest.mark.parametrize("looks", [1, 3])
def test_the_answer_is_lost_and_the_list_is_late(life: Life, looks: int) -> None:
    life.service.faults({"action": "CreateCluster", "kind": "reset-after"})
    late_list(life.service, looks)
    assert life.up().end == "ok"
    assert life.service.actions().count("CreateCluster") == 1
    settled(life)


def test_the_answer_is_lost_although_nothing_was_made(life: Life) -> None:
    life.service.faults({"action": "CreateCluster", "kind": "reset-before"})
    result = life.up()
    assert result.end == "failed"
    assert "A cluster may have been made all the same: none was listed within a minute" in result.text
    assert "python -m pulumi_ehpc --region cn-hangzhou" in result.text
    assert (life.statuses, life.stack.entries) == ({}, [])
    assert life.up().end == "ok"
    settled(life)


def test_the_answer_is_lost_and_the_look_up_is_impossible(life: Life) -> None:
    life.service.faults({"action": "CreateCluster", "kind": "reset-after"})
    life.service.faults({"action": "ListClusters", "kind": "error", "code": "Forbidden.RAM", "nth": 2, "times": 1})
    result = life.up()
    assert result.end == "failed"
    assert "A cluster may have been made all the same: looking for it failed (Forbidden.RAM)" in result.text
    assert "orphans" in result.text
    assert "`pulumi destroy` does not know it" in result.text
    assert life.stack.entries == []
    assert "going on with cluster" in life.up().text
    settled(life)


@pytest.mark.parametrize(
    "fault",
    [{"kind": "throttled"}, {"kind": "conflict"}, {"kind": "throttled-retry-after"}],
    ids=lambda f: str(f["kind"]),
)
def test_create_cluster_is_repeated_where_nothing_can_have_been_made(life: Life, fault: dict[str, Any]) -> None:
    life.service.faults({"action": "CreateCluster", "times": 2, **fault})
    result = life.up()
    assert result.end == "ok"
    assert "was not answered" not in result.text
    assert life.service.actions().count("CreateCluster") == 3
    settled(life)


def test_a_refusal_says_that_nothing_was_made(life: Life) -> None:
    life.service.faults({"action": "CreateCluster", "kind": "error", "code": "ImageNotFound"})
    result = life.up()
    assert result.end == "failed"
    assert "nothing was made" in result.text
    assert "may have been made" not in result.text
    assert life.up().end == "ok"
    settled(life)


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


# A kill reaches the host some milliseconds later: on a busy machine the first look may be out by then, and what was
# played is another interleaving than this one. Then it is played again; what it proves is asserted every time.
@pytest.mark.flaky(reruns=3, only_rerun="'ListClusters' == 'CreateCluster'")
@WHO
def test_killed_between_the_answer_of_create_cluster_and_the_first_look(life: Life, who: str) -> None:
    with life.killed(who, hearing="E-HPC is making"):
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


def test_nothing_more_is_called_once_the_cli_is_killed(life: Life) -> None:
    with life.killed("cli", sending="CreateCluster"):
        life.up()
    assert life.service.actions()[-1] == "CreateCluster"


def test_killed_while_a_throttled_call_waits_to_be_repeated(life: Life) -> None:
    life.service.faults({"action": "CreateCluster", "kind": "throttled", "times": None})
    with life.killed("cli", sending="CreateCluster", nth=2):
        life.up()
    sent = life.service.actions().count("CreateCluster")
    assert sent <= 3
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
