"""`make live` against the emulator: what it finds there, what it refuses, and that it leaves no cluster."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ehpc_emulator.variants import KNOWN
from in_process import CONFIG, World
from live.check import CONFIRMED, FREE, NOT_SEEN, Check
from live.cluster import LeftError
from live.emulated import account, contradicted, look, not_seen
from live.given import GivenError
from live.looks import CHECKS, NEED_OTHERS, OUT_OF_REACH
from live.wanted import PREFIX
from pulumi_ehpc.errors import ServiceError

ROOT = Path(__file__).parents[2]


def ours(world: World) -> list[str]:
    return [id_ for id_, cluster in world.clusters().items() if not cluster["ClusterName"].startswith("theirs-")]


def made(world: World) -> int:
    return world.calls[2:].count("CreateCluster")


def test_on_the_emulator_everything_is_confirmed() -> None:
    world = account()
    rows = look(world)
    assert [row for row in rows if row.finding.verdict != CONFIRMED] == []
    assert [row.check.name for row in rows] == [check.name for check in CHECKS]
    assert (made(world), ours(world)) == (1, [])


@pytest.mark.parametrize("variant", KNOWN)
def test_in_a_variant_exactly_the_checks_that_name_it_are_contradicted(variant: str) -> None:
    naming = {check.name for check in CHECKS if variant in check.doubts}
    if bool(naming) is (variant in OUT_OF_REACH):
        pytest.fail(
            f"name {variant} in the doubts of a check in {Path(__file__).parent}, or in OUT_OF_REACH with a reason"
        )
    world = account([variant])
    assert contradicted(look(world)) == naming
    assert ours(world) == []


def test_free_checks_make_and_change_nothing() -> None:
    world = account()
    before = len(world.calls)
    rows = look(world, FREE)
    assert {row.check.cost for row in rows} == {FREE}
    assert [action for action in world.calls[before:] if not action.startswith(("List", "Get", "Describe"))] == []


def test_what_is_not_there_is_not_seen() -> None:
    world = World(pace="seconds:60")
    rows = look(world, FREE)
    assert (contradicted(rows), not_seen(rows)) == (set(), NEED_OTHERS)


class TestTheCluster:
    """However a look ends, afterwards there is none of it."""

    @pytest.mark.parametrize("number", range(4, 380, 8))
    def test_is_gone_after_an_interruption_at_any_call(self, number: int) -> None:
        world = account()
        calls = 0

        def interrupt(_when: str, _action: str) -> None:
            nonlocal calls
            calls += 1
            if calls == number:
                raise KeyboardInterrupt

        world.boundary = interrupt
        try:
            look(world)
        except KeyboardInterrupt:
            assert calls > number or made(world) == 0, "it went on until the cluster was gone"
        assert ours(world) == []

    def test_is_left_there_only_where_its_deletion_is_interrupted_twice(self) -> None:
        world = account()
        told: list[str] = []

        def interrupt(_when: str, action: str) -> None:
            if action == "DeleteCluster" and any(text.startswith("Deleting") for text in told):
                raise KeyboardInterrupt

        world.boundary = interrupt
        # The first call is that of a check, and does nothing.
        world.control("POST", "variants", ["deleted-at-the-second-call"])
        with pytest.raises(LeftError, match="may still be there, and is paid for: interrupted"):
            look(world, say=told.append)
        assert told[-1] == "Deleting goes on. Interrupt it once more to leave the cluster there."

    def test_is_found_by_its_name_where_the_answer_was_lost(self) -> None:
        world = account()
        world.control("POST", "faults", [{"action": "CreateCluster", "kind": "reset-after"}])
        with pytest.raises(ServiceError, match="CreateCluster failed: the connection broke"):
            look(world)
        assert (made(world), ours(world)) == (1, [])

    def test_that_fails_is_deleted_and_says_why_nothing_more_was_seen(self) -> None:
        world = account()
        fault = {"action": "CreateCluster", "kind": "exception", "stage": "CreateManager", "message": "out of stock"}
        world.control("POST", "faults", [fault])
        rows = look(world)
        missed = {row.check.name: row.finding.evidence for row in rows if row.finding.verdict == NOT_SEEN}
        assert "exception" in missed["gone-in-the-end"]
        assert "out of stock" in missed["gone-in-the-end"]
        assert (contradicted(rows), ours(world)) == (set(), [])

    def test_that_is_refused_leaves_the_other_checks(self) -> None:
        world = account()
        world.control("POST", "faults", [{"action": "CreateCluster", "kind": "error", "code": "TooManyClusters"}])
        rows = look(world)
        assert contradicted(rows) == {"create-is-taken"}
        assert [row.check.name for row in rows] == [check.name for check in CHECKS]
        assert "CreateCluster was refused" in rows[-4].finding.evidence

    def test_that_cannot_be_deleted_is_named_with_the_command_that_deletes_it(self) -> None:
        world = account()
        fault = {"action": "DeleteCluster", "kind": "error", "code": "InvalidClusterStatus", "times": None}
        world.control("POST", "faults", [fault])
        with pytest.raises(LeftError) as left:
            look(world)
        (cluster,) = ours(world)
        assert f"cluster {cluster} may still be there, and is paid for" in str(left.value)
        assert (
            f"python -m pulumi_ehpc --region cn-hangzhou --endpoint {CONFIG['ehpc:endpoint']} delete {cluster}"
            in str(left.value)
        )

    def test_is_the_only_one_also_where_an_earlier_look_has_left_one(self) -> None:
        world = account()
        world.send("CreateCluster", {"ClusterName": f"{PREFIX}.0"})
        (left,) = ours(world)
        with pytest.raises(GivenError, match=f"an earlier look has left {left}.*delete {left}"):
            look(world)
        assert made(world) == 1


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_a_check_is_a_sentence_about_a_file_that_is_there(check: Check) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", check.name)
    assert re.fullmatch(r"[A-Z][^\n]+\.", check.assumes)
    assert (ROOT / "provider" / check.stands).is_file()
    assert set(check.doubts) <= set(KNOWN)


def test_no_name_is_given_twice() -> None:
    names = [check.name for check in CHECKS]
    assert list(dict.fromkeys(names)) == names
