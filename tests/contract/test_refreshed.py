"""What a refresh says, and what it keeps, of a cluster on which something has failed or that is on its way out."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from contract.host_process import Failed
from contract.programs import SMALL
from contract.whole_life import Life
from ehpc_emulator.variants import chosen
from in_process import World

PACKAGE = {"name": "abinit", "version": "9.10.3"}
LOGIN = {"name": "Login", "version": "1.0"}


@pytest.fixture
def life() -> Life:
    made = Life(World(), dict(SMALL))
    assert made.up(), made.failures
    made.sent()
    return made


def change(life: Life, **program: Any) -> None:
    life.program = {**life.program, **program}


def said(life: Life) -> str:
    return life.world.said.text()


def test_software_that_failed_is_not_there_and_the_next_up_adds_it(life: Life) -> None:
    life.world.service.variants = chosen(["software-fails"])
    change(life, additionalPackages=[PACKAGE])
    assert not life.up()
    life.refresh()
    assert "additional_packages[abinit] failed (Exception), so it counts as not there" in said(life)
    assert "additionalPackages" not in life.inputs
    life.world.service.variants = chosen([])
    life.sent()
    assert life.up(), life.failures
    assert life.sent() == ["InstallSoftwares abinit"]


def test_what_a_failed_update_has_done_is_no_drift_and_nothing_is_said_to_leave(life: Life) -> None:
    life.world.control("POST", "faults", {"action": "InstallAddon", "kind": "error", "code": "InvalidParams"})
    change(life, maxCount=30, additionalPackages=[PACKAGE], addons=[LOGIN])
    assert not life.up()
    life.world.said.lines.clear()
    engine = life.engine
    _, outs, inputs = engine.read(life.id, life.outs, life.inputs)
    engine.diff(life.id, outs, life.inputs, life.inputs, proposed=False)
    life.outs, life.inputs = outs, inputs
    assert said(life) == ""
    life.sent()
    assert life.up(), life.failures
    assert life.sent() == ["InstallAddon"]


def test_what_somebody_else_has_changed_meanwhile_is_drift_all_the_same(life: Life) -> None:
    change(life, maxCount=10)
    assert life.up(), life.failures
    life.world.control("POST", "faults", {"action": "InstallAddon", "kind": "error", "code": "InvalidParams"})
    change(life, maxCount=30, addons=[LOGIN])
    assert not life.up()
    life.world.control("POST", f"clusters/{life.id}", {"MaxCount": 40})
    life.world.said.lines.clear()
    life.refresh()
    assert said(life) == f"cluster {life.id}: max_count: 10 -> 40"


def test_a_cluster_that_is_being_deleted_is_told_and_not_changed() -> None:
    life = Life(World(pace="seconds:100"), dict(SMALL))
    assert life.up(), life.failures
    with pytest.raises(Failed, match="was still releasing after"):
        life.engine.delete(life.id, life.outs, timeout=6)
    life.refresh()
    assert f"cluster {life.id} is being deleted (releasing): once it is gone" in said(life)
    change(life, maxCount=30)
    life.sent()
    assert not life.up()
    assert "is being deleted (releasing), so nothing was changed; once it is gone, run" in life.failures[-1]
    assert life.sent() == []
    life.world.now += 100
    assert life.engine.read(life.id, life.outs, life.inputs)[0] == ""
    life.id, life.inputs = "", {}
    assert life.up(), life.failures


DENIED = {"kind": "error", "code": "Forbidden.RAM", "times": 9}
HIDDEN = {
    "ListCommonLogs": "E-HPC's log, which tells why, could not be read (ListCommonLogs: Forbidden.RAM); all that it ",
    "GetCommonLogDetail": "The stage CreateManager failed.",
}


@pytest.mark.parametrize(("action", "says"), HIDDEN.items(), ids=HIDDEN)
def test_why_a_creation_failed_may_be_hidden_and_then_it_is_said_who_hides_it(action: str, says: str) -> None:
    life = Life(World(now=time.time()), dict(SMALL))
    life.world.control("POST", "faults", {"action": "CreateCluster", "kind": "exception", "stage": "CreateManager"})
    life.world.control("POST", "faults", {"action": action, **DENIED})
    assert not life.up()
    assert f"(exception): {says}" in life.failures[0]


def test_a_log_is_read_by_a_machine_whose_clock_is_behind() -> None:
    life = Life(World(now=time.time() + 800), dict(SMALL))
    fails = {"kind": "exception", "stage": "CreateManager", "message": "out of stock"}
    life.world.control("POST", "faults", {"action": "CreateCluster", **fails})
    assert not life.up()
    assert "(exception): in the stage CreateManager" in life.failures[0]
    assert "out of stock" in life.failures[0]


def test_a_log_whose_stretch_may_not_end_later_than_now_is_read_until_now() -> None:
    life = Life(World(now=time.time() - 5), dict(SMALL))
    life.world.control("POST", "variants", ["log-ends-now"])
    fails = {"kind": "exception", "stage": "CreateManager", "message": "out of stock"}
    life.world.control("POST", "faults", {"action": "CreateCluster", **fails})
    assert not life.up()
    assert "(exception): in the stage CreateManager" in life.failures[0]
    assert "out of stock" in life.failures[0]


def test_what_fails_before_anything_is_made_says_so() -> None:
    life = Life(World(), dict(SMALL))
    life.world.control("POST", "faults", {"action": "ListClusters", "kind": "error", "code": "InvalidParams"})
    assert not life.up()
    assert "nothing was made" in life.failures[0]


def test_a_deletion_that_fails_names_what_it_is_about(life: Life) -> None:
    life.world.control("POST", "faults", {"action": "DeleteCluster", "kind": "500", "times": 99})
    assert not life.down()
    assert f"DeleteCluster for cluster {life.id} of " in life.failures[0]
    assert "run the command again" in life.failures[0]
    assert json.dumps(life.failures).count("pulumi up") == 0
    life.world.control("DELETE", "faults")
    assert life.down(), life.failures


def test_a_call_that_is_tried_again_and_again_says_why_it_takes_so_long(life: Life) -> None:
    life.world.control("POST", "faults", {"action": "DeleteCluster", "kind": "503", "times": 99})
    life.world.said.lines.clear()
    assert not life.down()
    (line,) = life.world.said.text(passing=True).splitlines()
    assert line.startswith("DeleteCluster is tried again: ")
    assert line.endswith("(ServiceUnavailable)")
