"""Two stacks of one program in one backend: neither takes what the other has for its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from account import OTHER_VPC, exported
from engine.harness import Stack, StackOf
from engine.programs import Program, project_of


@pytest.fixture
def prod(program: Program, stack_of: StackOf) -> Stack:
    program.stack.variables["PULUMI_STACK"] = program.stack.name
    return stack_of(program.stack.directory, name="prod", PULUMI_STACK="prod", **exported(program.service.url))


def up(stack: Stack) -> str:
    return stack.up("--skip-preview").must_work().text


def ids(stack: Stack) -> list[str]:
    return [entry["id"] for entry in stack.resources() if "ehpc:Cluster" in entry["type"]]


def test_a_new_stack_of_the_name_that_a_renamed_one_had_makes_its_own(program: Program, stack_of: StackOf) -> None:
    program.up()
    program.stack.run("stack", "rename", "former").must_work()
    anew = stack_of(program.stack.directory, **exported(program.service.url))
    said = up(anew)
    assert "has finished" not in said
    assert len(program.statuses) == 2
    anew.destroy("--skip-preview").must_work()
    assert list(program.statuses.values()) == ["running"]


@pytest.mark.emulator("looks:3")
def test_an_interrupted_one_of_the_same_name_goes_on_with_its_own(program: Program, prod: Stack) -> None:
    program.one(cluster_description="farm")
    program.up()
    (first,) = program.ids
    program.service.change_clock("seconds:1000")
    run = prod.start("up", "--yes", "--skip-preview")
    run.wait_for("E-HPC is making cluster ")
    run.kill()
    run.wait()
    prod.cancel()
    (begun,) = program.statuses.keys() - {first}
    program.service.change_clock("looks:3")
    said = up(prod)
    assert first not in said
    assert ids(prod) == [begun]
    prod.destroy("--skip-preview").must_work()
    assert list(program.statuses) == [first]


USER = """\
import json, pulumi_ehpc as ehpc
cluster = json.load(open("cluster.json"))
ehpc.EhpcUser("ada", cluster_id=cluster, user_name="ada", password="Sesame-2024")
"""


def test_a_user_that_another_stack_has_is_not_taken(program: Program, stack_of: StackOf, tmp_path: Path) -> None:
    program.up()
    (cluster,) = program.ids
    folder = project_of(USER, tmp_path / "users")
    (folder / "cluster.json").write_text(json.dumps(cluster))
    first = stack_of(folder, name="dev", PULUMI_STACK="dev", **exported(program.service.url))
    up(first)
    second = stack_of(folder, name="prod", PULUMI_STACK="prod", **exported(program.service.url))
    said = second.up("--skip-preview").must_fail().text
    assert f"user {cluster}:ada exists already, and stack clusters/dev has it, so nothing was made" in said
    assert f'the method get of its class, with the ID "{cluster}:ada"' in said
    (folder / "__main__.py").write_text(f'import pulumi_ehpc as ehpc\nehpc.EhpcUser.get("seen", "{cluster}:ada")\n')
    up(second)
    (folder / "__main__.py").write_text("")
    up(second)
    (folder / "__main__.py").write_text(USER)
    first.run("state", "delete", next(e["urn"] for e in first.resources() if "User" in e["type"]), "--yes").must_work()
    assert f"user {cluster}:ada exists already, as the program has it: it is taken on" in up(second)


def test_of_several_that_were_retained_the_one_that_is_named_is_taken_and_the_others_are_told(program: Program) -> None:
    kept = {"retain_on_delete": True}
    program.one(opts=kept)
    program.up()
    program.one(opts=kept, cluster_vpc_id=OTHER_VPC)
    program.up()
    (older, newer) = program.statuses
    program.stack.destroy("--skip-preview").must_work()
    assert "or it was taken out of the stack since (retain_on_delete, " in program.up_fails()
    program.stack.configure({"ehpc:adopt": newer})
    said = program.up()
    assert f"going on with cluster {newer} (running" in said
    assert f"this resource has finished cluster {older} (running" in said
    assert program.ids == [newer]
    assert list(program.statuses) == [older, newer]


def test_a_creation_that_failed_goes_before_the_next_one_is_made(program: Program) -> None:
    for _ in range(2):
        program.service.faults({"action": "CreateCluster", "kind": "exception", "stage": "CreateManager"})
        program.up_fails()
        assert list(program.statuses.values()) == ["exception"]
        assert list(program.statuses) == program.ids
    program.up()
    program.ends_well()
