"""Deletion protection, the whole story: refused before anything is touched, and the way out always works."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from emulator_process import Emulator
from engine.harness import Stack
from engine.programs import Program

CHANGING = ("CreateCluster", "UpdateCluster", "DeleteCluster")
DOOMED = {"action": "CreateCluster", "kind": "exception", "stage": "ConfigNetwork"}


@pytest.fixture
def service() -> Iterator[Emulator]:
    with Emulator() as emulator:
        yield emulator


@pytest.fixture
def program(service: Emulator, stack_of: Callable[..., Stack], tmp_path: Path) -> Program:
    return Program(tmp_path / "program", service, stack_of)


def command(service: Emulator, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`python -m pulumi_ehpc ...` as a user types it."""
    keys = {"ALIBABA_CLOUD_ACCESS_KEY_ID": "test", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "test"}
    place = {"EHPC_ENDPOINT": service.url, "ALIBABA_CLOUD_REGION_ID": "cn-hangzhou", "PULUMI_EHPC_POLL_SCALE": "0.05"}
    whole = [sys.executable, "-m", "pulumi_ehpc", *arguments]
    return subprocess.run(whole, env={**os.environ, **keys, **place}, capture_output=True, text=True, timeout=60)


def changes(program: Program, run: Callable[[], object]) -> list[str]:
    return [action for action in program.calls_of(run) if action in CHANGING]


def test_everything_that_would_delete_a_protected_cluster_is_refused_in_the_preview(program: Program) -> None:
    program.one(deletion_protection=True)
    program.up("--skip-preview").must_work()
    before, urn = program.service.clusters(), program.entry()["urn"]
    assert before[0]["DeletionProtection"] is True

    def refusals() -> None:
        for options in (["destroy"], ["up", "--replace", urn], ["up", "--target-replace", urn]):
            refused = program.stack.run(*options, "--yes").must_fail()
            assert "protect" in refused.text
            assert "preview failed" in refused.text
        program.one(deletion_protection=True, cluster_vpc_id="vpc-other")
        refused = program.up().must_fail()
        assert "cluster_vpc_id: this change replaces cluster" in refused.text
        assert (
            "Set deletion_protection=False and run `pulumi up` without the change first, or take it back."
            in refused.text
        )
        program.one(deletion_protection=True, name="another")
        assert "cannot be deleted" in program.up().must_fail().text

    assert changes(program, refusals) == []
    assert program.service.clusters() == before


def test_without_the_engines_guard_the_provider_refuses_and_its_remedy_works(program: Program) -> None:
    program.one(deletion_protection=True, max_count=7)
    program.up("--skip-preview").must_work()
    program.stack.run("state", "unprotect", program.entry()["urn"], "--yes").must_work()
    refused: list[str] = []
    assert changes(program, lambda: refused.append(program.stack.destroy().must_fail().text)) == []
    assert (
        "has deletion protection, so nothing was deleted. Set deletion_protection=False, run `pulumi up`" in refused[0]
    )
    assert "Traceback" not in refused[0]
    (before,) = program.service.clusters()
    program.one(deletion_protection=False, max_count=7)
    assert changes(program, lambda: program.up("--skip-preview").must_work()) == ["UpdateCluster"]
    assert program.service.clusters() == [{**before, "DeletionProtection": False}]
    program.stack.destroy().must_work()
    assert program.service.clusters() == []


def test_protection_from_the_console_is_honoured_and_its_remedy_works(program: Program) -> None:
    program.one()
    program.up("--skip-preview").must_work()
    program.service.change(program.entry()["id"], DeletionProtection=True)
    refused: list[str] = []
    assert changes(program, lambda: refused.append(program.stack.destroy("--skip-preview").must_fail().text)) == []
    assert "Set deletion_protection=False, run `pulumi up --refresh`, then delete it again" in refused[0]
    program.one(cluster_vpc_id="vpc-other")
    assert changes(program, lambda: refused.append(program.up("--skip-preview").must_fail().text)) == []
    assert "has deletion protection, so it is not replaced and nothing was made" in refused[1]
    assert "Set deletion_protection=False and run `pulumi up --refresh` without the change first" in refused[1]
    program.stack.refresh("--skip-preview").must_work()
    assert "this change replaces cluster" in program.stack.preview().must_fail().text
    program.one(deletion_protection=False)
    assert changes(program, lambda: program.up("--refresh", "--skip-preview").must_work()) == ["UpdateCluster"]
    program.stack.destroy("--skip-preview").must_work()
    assert program.service.clusters() == []


def test_a_protected_cluster_that_failed_while_being_made_is_replaced_and_it_is_said_how(program: Program) -> None:
    program.service.faults(DOOMED)
    program.one(deletion_protection=True)
    failed = program.up("--skip-preview").must_fail()
    urn = program.entry()["urn"]
    assert "It never ran, so its deletion protection does not keep it" in failed.text
    assert f"First run: pulumi state unprotect '{urn}'" in failed.text
    planned = program.stack.preview().must_fail()
    assert "failed while it was being made (exception)" in planned.text
    assert f"First run: pulumi state unprotect '{urn}'" in planned.text
    program.stack.run("state", "unprotect", urn, "--yes").must_work()
    replaced = program.up("--skip-preview").must_work()
    assert "never ran: its deletion protection is switched off to delete it" in replaced.text
    (cluster,) = program.service.clusters()
    assert (cluster["ClusterStatus"], cluster["DeletionProtection"]) == ("running", True)
    assert program.entry()["protect"] is True


def test_a_protected_cluster_that_failed_while_being_made_is_destroyed_and_it_is_said(program: Program) -> None:
    program.service.faults(DOOMED)
    program.one(deletion_protection=True)
    program.up("--skip-preview").must_fail()
    program.stack.run("state", "unprotect", program.entry()["urn"], "--yes").must_work()
    destroyed = program.stack.destroy("--skip-preview").must_work()
    assert "never ran: its deletion protection is switched off to delete it" in destroyed.text
    assert program.service.clusters() == []


def test_a_cluster_that_no_program_governs_is_unprotected_and_deleted_by_its_id(program: Program) -> None:
    program.one(deletion_protection=True, max_count=7, opts={"retain_on_delete": True, "protect": False})
    program.up("--skip-preview").must_work()
    program.write()
    program.up("--skip-preview").must_work()
    (before,) = program.service.clusters()
    id_ = before["ClusterId"]
    refused = command(program.service, "delete", id_)
    assert (refused.returncode, program.service.clusters()) == (1, [before])
    assert f"unprotect {id_}" in refused.stderr
    unprotected = command(program.service, "unprotect", id_)
    assert (unprotected.returncode, unprotected.stdout) == (0, f"cluster {id_} has no deletion protection any more\n")
    assert program.service.clusters() == [{**before, "DeletionProtection": False}]
    deleted = command(program.service, "delete", id_)
    assert (deleted.returncode, program.service.clusters()) == (0, [])
    assert deleted.stdout.endswith(f"cluster {id_} is gone\n")
    missing = command(program.service, "delete", id_)
    assert (missing.returncode, missing.stderr) == (1, f"error: there is no cluster {id_} in cn-hangzhou\n")
