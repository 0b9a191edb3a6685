"""The answer of CreateCluster is lost: the cluster that it made is looked for, and nothing is sent twice."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from account import KEYS, configured
from contract.programs import REQUEST
from emulator_process import Emulator
from faults.interleavings import Life
from faults.runs import late_list, settled
from pulumi_ehpc._core.api.gateway import Gateway
from pulumi_ehpc._core.api.sdk import Sdk
from pulumi_ehpc._core.api.transport import Reply
from pulumi_ehpc._core.logic.marks import mark
from pulumi_ehpc._core.verbs.adoption import Marked
from pulumi_ehpc.resources import CLUSTER
from pulumi_ehpc.settings import resolve

LOST: list[dict[str, Any]] = [
    {"kind": "reset-after"},
    {"kind": "500", "acted": True},
    {"kind": "503", "acted": True},
    {"kind": "not-json", "acted": True},
    {"kind": "error", "code": "DbError", "acted": True},
    {"kind": "success-false", "acted": True},
    # A gateway in between, or a code that E-HPC does not document: its 4xx are no refusals of the service.
    *(
        {"kind": "error", "code": code, "status": status, "acted": True}
        for code, status in [
            ("RequestTimeout", 408), ("Conflict", 409), ("RequestEntityTooLarge", 413), ("TooManyRequests", 429),
            ("ClientClosedRequest", 499), ("Blocked", 403), ("InvalidVpc.Strange", 400), ("ThrottlingIsOver", 500),
        ]
    ),
]  # fmt: skip


@pytest.mark.parametrize("fault", LOST, ids=lambda fault: str(fault.get("code") or fault["kind"]))
def test_the_answer_of_create_cluster_is_lost_and_the_cluster_is_found(life: Life, fault: dict[str, Any]) -> None:
    life.service.faults({"action": "CreateCluster", **fault})
    result = life.up()
    assert result.end == "ok"
    assert "looking for the cluster that it may have made" in result.text
    assert life.service.actions().count("CreateCluster") == 1
    settled(life)


def test_the_answer_does_not_come_in_time_and_the_cluster_is_found(life: Life, tmp_path: Path) -> None:
    life.python = impatient_python(tmp_path)
    life.service.faults({"action": "CreateCluster", "kind": "slow", "seconds": 1.5})
    result = life.up()
    assert result.end == "ok"
    assert "looking for the cluster that it may have made" in result.text
    assert life.service.actions().count("CreateCluster") == 1
    settled(life)


def impatient_python(folder: Path) -> str:
    """A Python whose provider waits half a second for an answer instead of half a minute."""
    program = folder / "python"
    code = (
        "import runpy; from pulumi_ehpc._core.api.sdk import Sdk; from pulumi_ehpc._core.process import process; "
        "process().transport = lambda settings: Sdk(settings, seconds=0.5); "
        "runpy.run_module('pulumi.dynamic', run_name='__main__', alter_sys=True)"
    )
    # It is called as `python -u -m pulumi.dynamic ADDRESS`.
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -u -c "{code}" "$4"\n')
    program.chmod(0o755)
    return str(program)


def test_an_answer_that_names_no_cluster_counts_as_lost(service: Emulator) -> None:
    settings = resolve(configured(service.url).get, KEYS)

    class Nameless(Sdk):
        """A way on which the answer to CreateCluster loses what it holds."""

        def send(self, action: str, form: Mapping[str, str]) -> Reply:
            reply = super().send(action, form)
            return Reply(200, {}) if action == "CreateCluster" else reply

    claim = Marked(Gateway(settings, Nameless(settings)), CLUSTER, mark("urn", [], {}))
    assert claim.find() is None
    made = claim.create({**REQUEST, "ClusterName": "render", "ClusterDescription": str(claim.mark)})
    assert [made] == [cluster["ClusterId"] for cluster in service.clusters()]


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
    assert "looking for" not in result.text
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
