"""`python -m pulumi_ehpc policy`: what it prints is what a program calls, and no more than it can call."""

from __future__ import annotations

import json

import pytest

from contract.whole_life import Life
from in_process import World
from pulumi_ehpc.__main__ import main


def printed(capsys: pytest.CaptureFixture[str], *options: str) -> set[str]:
    assert main(["policy", *options]) == 0
    told = json.loads(capsys.readouterr().out)
    ((statement,), version) = told["Statement"], told["Version"]
    assert (version, statement["Effect"], statement["Resource"]) == ("1", "Allow", "*")
    return {action.removeprefix("ehpc:") for action in statement["Action"]}


def test_it_allows_every_call_of_a_whole_life(capsys: pytest.CaptureFixture[str]) -> None:
    world = World()
    life = Life(world)
    assert life.up()
    life.refresh()
    assert life.down()
    allowed = printed(capsys)
    assert set(world.calls) <= allowed
    assert "CreateCluster" in allowed


def test_to_read_is_to_change_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    allowed = printed(capsys, "--read-only")
    assert {"GetCluster", "ListClusters", "ListCommonLogs"} <= allowed
    assert not [action for action in allowed if not action.startswith(("Get", "List"))]
