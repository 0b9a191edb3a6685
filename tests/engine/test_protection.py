"""Deletion protection, the whole story: refused before anything is touched, and the way out always works."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from account import OTHER_VPC
from engine.importing import command
from engine.programs import DOOMED, HANGS, Program

CHANGING = ("CreateCluster", "UpdateCluster", "DeleteCluster")


def changes(program: Program, run: Callable[[], object]) -> list[str]:
    return [action for action in program.calls_of(run) if action in CHANGING]


def refused(program: Program, *command: str) -> str:
    """What the CLI says to a command that must fail and change nothing."""
    said: list[str] = []
    assert changes(program, lambda: said.append(program.stack.run(*command, "--yes").must_fail().text)) == []
    return said[0]


def unprotect(program: Program) -> None:
    program.stack.run("state", "unprotect", program.entry()["urn"], "--yes").must_work()


def test_everything_that_would_delete_a_protected_cluster_is_refused_in_the_preview(program: Program) -> None:
    program.one(deletion_protection=True)
    program.up()
    before, urn = program.cluster, program.entry()["urn"]
    assert before["DeletionProtection"] is True
    for options in (["destroy"], ["up", "--replace", urn], ["up", "--target-replace", urn]):
        said = refused(program, *options)
        assert "protect" in said
        assert "preview failed" in said
    program.one(deletion_protection=True, cluster_vpc_id=OTHER_VPC)
    said = refused(program, "up")
    assert "cluster_vpc_id: this change replaces cluster" in said
    assert "Set deletion_protection=False, and `pulumi up` replaces it, or take the change back." in said
    program.one(deletion_protection=True, name="another")
    assert "cannot be deleted" in refused(program, "up")
    assert program.cluster == before


def test_without_the_engines_guard_the_provider_refuses_and_its_remedy_works(program: Program) -> None:
    program.one(deletion_protection=True, max_count=7)
    program.up()
    unprotect(program)
    said = refused(program, "destroy")
    assert "has deletion protection, so nothing was deleted. Set deletion_protection=False, run `pulumi up`" in said
    assert "Traceback" not in said
    before = program.cluster
    program.one(deletion_protection=False, max_count=7)
    assert changes(program, program.up) == ["UpdateCluster"]
    assert program.cluster == {**before, "DeletionProtection": False}
    program.stack.destroy().must_work()
    assert program.service.clusters() == []


def test_protection_from_the_console_is_honoured_and_its_remedy_works(program: Program) -> None:
    program.up()
    program.service.change(program.entry()["id"], DeletionProtection=True)
    said = refused(program, "destroy", "--skip-preview")
    assert "Set deletion_protection=False, run `pulumi up --refresh`, then delete it again" in said
    program.one(cluster_vpc_id=OTHER_VPC)
    said = refused(program, "up", "--skip-preview")
    assert "has deletion protection, so it is not replaced and nothing was made" in said
    assert "then run the same command again" in said
    program.stack.refresh("--skip-preview").must_work()
    assert "this change replaces cluster" in program.stack.preview().must_fail().text
    program.one(deletion_protection=False)
    assert changes(program, lambda: program.up("--refresh")) == ["UpdateCluster"]
    program.leaves_nothing()


def test_a_protected_cluster_that_failed_while_being_made_is_replaced_and_it_is_said_how(program: Program) -> None:
    program.service.faults(DOOMED)
    program.one(deletion_protection=True)
    failed = program.up_fails()
    first = f"First run: pulumi state unprotect '{program.entry()['urn']}'"
    assert "It never ran, so its deletion protection does not keep it" in failed
    assert first in failed
    planned = program.stack.preview().must_fail().text
    assert "failed while it was being made (exception)" in planned
    assert " logs ehpc-" in planned
    assert first in planned
    unprotect(program)
    assert "never ran: its deletion protection is switched off to delete it" in program.up()
    assert (program.cluster["ClusterStatus"], program.cluster["DeletionProtection"]) == ("running", True)
    assert program.entry()["protect"] is True


def test_a_protected_cluster_that_failed_while_being_made_is_destroyed_and_it_is_said(program: Program) -> None:
    program.service.faults(DOOMED)
    program.one(deletion_protection=True)
    program.up_fails()
    unprotect(program)
    destroyed = program.stack.destroy("--skip-preview").must_work()
    assert "never ran: its deletion protection is switched off to delete it" in destroyed.text
    assert program.service.clusters() == []


def lift(program: Program, said: str, told: str) -> None:
    """Do what a refusal says."""
    found = re.search(rf"To lift it: python -m pulumi_ehpc (.*), {told}", said)
    assert found, said
    command(program.stack, *found[1].split())


@pytest.mark.emulator("seconds:1000")
@pytest.mark.parametrize("asked", [True, False])
def test_the_remedy_works_for_one_that_failed_after_it_ran_unseen(program: Program, asked: bool) -> None:
    program.one(deletion_protection=True, opts=HANGS)
    program.up_fails()
    failed = program.entry()["id"]
    program.service.advance(2000)
    assert program.statuses == {failed: "running"}
    program.service.change(failed, ClusterStatus="exception")
    program.service.change_clock("immediate")
    unprotect(program)
    program.one(deletion_protection=asked)
    program.up_fails()
    unprotect(program)
    said = refused(program, "up", "--skip-preview")
    assert "so nothing was deleted" in said
    assert "so nothing was deleted" in refused(program, "destroy", "--skip-preview")
    lift(program, said, "then run the same command again")
    program.up()
    assert failed not in program.ids
    program.ends_well()


def test_a_forced_replacement_of_one_that_only_the_console_protects_makes_nothing(program: Program) -> None:
    program.up()
    (old,) = program.ids
    program.service.change(old, DeletionProtection=True)
    said = program.up_fails("--replace", program.entry()["urn"])
    assert f"cluster {old} has deletion protection, so it is not replaced and nothing was made" in said
    assert list(program.statuses) == [old]
    program.one(deletion_protection=False)
    program.up("--refresh")
    program.up("--replace", program.entry()["urn"])
    assert old not in program.statuses
    program.ends_well()


WAYS = {
    "another vSwitch": ({"cluster_vpc_id": OTHER_VPC}, {}, "cluster_vpc_id: this change replaces cluster"),
    "a trigger": ({}, {"replacement_trigger": "b"}, "the cluster is to be replaced (replacement_trigger, replace_with"),
}


@pytest.mark.parametrize(
    ("way", "elsewhere", "delete_first"),
    [("another vSwitch", False, True), ("a trigger", False, False), ("a trigger", True, False)],
)
def test_one_that_pulumi_does_not_protect_is_replaced_once_the_program_takes_its_protection_back(
    program: Program, way: str, elsewhere: bool, delete_first: bool
) -> None:
    args, also, says = WAYS[way]
    options = {"protect": False, "delete_before_replace": delete_first, "replacement_trigger": "a"}
    program.one(deletion_protection=True, opts=options)
    if elsewhere:
        program.keeps_its_state_elsewhere()
    program.up()
    before = program.cluster
    program.one(deletion_protection=True, opts=options | also, **args)
    for run in (["up"], ["up", "--skip-preview"]):
        said = refused(program, *run)
        assert says in said
        assert "Set deletion_protection=False, and `pulumi up` replaces it" in said
    assert program.cluster == before
    program.one(deletion_protection=False, opts=options | also, **args)
    previewed = program.stack.preview().must_work().text
    which = "the cluster" if elsewhere and way == "a trigger" else f"cluster {before['ClusterId']}"
    assert f"deletion_protection=False: {which} loses its deletion protection and is deleted" in previewed
    assert "its deletion protection is switched off to delete it" in program.up()
    assert program.cluster["ClusterId"] != before["ClusterId"]
    program.ends_well()


def test_the_remedy_works_for_one_that_another_has_replaced(program: Program) -> None:
    program.up()
    (old,) = program.ids
    program.service.hold("CreateCluster", acted=True)
    run = program.stack.start("up", "--yes", "--skip-preview", "--replace", program.entry()["urn"])
    assert program.service.held() == ["CreateCluster"]
    program.service.change(old, DeletionProtection=True)
    program.service.release()
    run.wait().must_fail()
    assert len(program.statuses) == 2
    lift(program, program.up_fails(), "then `pulumi up` deletes it")
    program.up()
    assert old not in program.statuses
    program.ends_well()
