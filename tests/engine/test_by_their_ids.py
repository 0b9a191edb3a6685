"""Clusters that are unprotected and deleted by their IDs: those that no stack has, and what is said of the others."""

from __future__ import annotations

import os
import subprocess

import warm
from account import exported
from ehpc_emulator.ids import account_of
from emulator_process import Emulator
from engine.importing import command
from engine.programs import Program


def nowhere(service: Emulator, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`python -m pulumi_ehpc ...` as a user types it outside of a project."""
    whole = [warm.python(), "-u", "-m", "pulumi_ehpc", *arguments]
    return subprocess.run(whole, env=os.environ | exported(service.url), capture_output=True, text=True, timeout=60)


def test_a_cluster_that_no_program_governs_is_unprotected_and_deleted_by_its_id(program: Program) -> None:
    program.one(deletion_protection=True, max_count=7, opts={"retain_on_delete": True, "protect": False})
    program.up()
    program.write()
    program.up()
    before = program.cluster
    id_ = before["ClusterId"]
    kept = nowhere(program.service, "delete", "--yes", id_)
    assert (kept.returncode, program.cluster) == (1, before)
    assert f"unprotect {id_}" in kept.stderr
    unprotected = nowhere(program.service, "unprotect", id_)
    assert (unprotected.returncode, unprotected.stdout) == (0, f"cluster {id_} has no deletion protection any more\n")
    assert program.cluster == {**before, "DeletionProtection": False}
    assert "UpdateCluster" not in program.calls_of(lambda: nowhere(program.service, "unprotect", id_))
    deleted = nowhere(program.service, "delete", "--yes", id_)
    assert (deleted.returncode, program.service.clusters()) == (0, [])
    assert deleted.stdout.endswith(f"cluster {id_} is gone\n")
    missing = nowhere(program.service, "delete", "--yes", id_)
    says = f"error: there is no cluster {id_} in cn-hangzhou, account {account_of('test')}\n"
    assert (missing.returncode, missing.stderr) == (1, says)


def test_one_that_a_stack_has_is_unprotected_by_its_program_unless_somebody_says_yes(program: Program) -> None:
    program.up()
    (id_,) = program.ids
    said = command(program.stack, "unprotect", id_)
    assert said == f"cluster {id_} has no deletion protection: nothing was changed\n"
    program.service.change(id_, DeletionProtection=True)
    said = command(program.stack, "unprotect", id_, code=1)
    assert f"The stack has cluster {id_}. What lifts its protection for good is deletion_protection=False in" in said
    assert f"cluster {id_} keeps its protection: deletion_protection=False in its program and `pulumi up --refr" in said
    program.stack.run("stack", "init", "other").must_work()
    assert "`pulumi up --refresh --stack test` lift it" in command(program.stack, "unprotect", id_, code=1)
    assert program.cluster["DeletionProtection"] is True
    command(program.stack, "unprotect", id_, "--yes")
    assert program.cluster["DeletionProtection"] is False
    program.service.change(id_, DeletionProtection=True)
    program.one(deletion_protection=False)
    program.stack.run("up", "--refresh", "--stack", "test", "--yes", "--skip-preview").must_work()
    assert program.cluster["DeletionProtection"] is False
