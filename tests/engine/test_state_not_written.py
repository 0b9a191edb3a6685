"""The engine cannot write the stack's state at the end of a creation: no second cluster is made for it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from engine.programs import SMALL, Program, in_mid_create

pytestmark = pytest.mark.emulator("looks:3")


def state_file(program: Program) -> Path:
    backend = Path(program.stack.variables["PULUMI_BACKEND_URL"].removeprefix("file://"))
    (file,) = (backend / ".pulumi" / "stacks").rglob("*.json")
    return file


@contextmanager
def unwritable(program: Program) -> Iterator[None]:
    """Something else is where the folder of the state was; permissions would not stop root."""
    folder = state_file(program).parent
    aside = folder.with_name("aside")
    folder.rename(aside)
    folder.write_text("")
    try:
        yield
    finally:
        folder.unlink()
        aside.rename(folder)


def forgotten(program: Program) -> str:
    """A cluster that was finished and handed to the engine, which has lost it."""
    file = state_file(program)
    before = file.read_text()
    program.up()
    (cluster,) = program.ids
    file.write_text(before)
    assert program.entries == []
    return cluster


def test_the_mark_stays_and_the_next_up_goes_on(program: Program) -> None:
    run, cluster = in_mid_create(program)
    with unwritable(program):
        program.service.change_clock("looks:3")
        said = run.wait().must_fail().text
    assert f"cluster {cluster}" in said
    assert "runs, but Pulumi cannot write the stack's state (Not a directory: " in said
    program.stack.cancel()
    program.up()
    assert program.ids == [cluster]
    program.ends_well()
    program.leaves_nothing()


@pytest.mark.parametrize("status", ["running", "stopped"])
def test_a_finished_one_that_the_state_lacks_is_not_made_again(program: Program, status: str) -> None:
    cluster = forgotten(program)
    program.service.change(cluster, ClusterStatus=status)
    said = program.up_fails()
    assert f"this resource has finished cluster {cluster} ({status}" in said
    assert program.statuses == {cluster: status}
    told = re.search(r"pulumi config set ehpc:adopt (\S+), then pulumi up", said)
    assert told
    program.stack.configure({"ehpc:adopt": told[1]})
    program.up()
    assert program.ids == [cluster]
    program.unchanged()


def test_one_that_was_named_and_described_is_not_made_again_after_a_second_ctrl_c(program: Program) -> None:
    program.one(cluster_description="farm")
    program.service.hold("UpdateCluster", acted=True)
    run = program.stack.start("up", "--yes", "--skip-preview")
    assert program.service.held() == ["UpdateCluster"]
    run.interrupt()
    run.wait_for("terminate immediately")
    run.interrupt()
    run.wait()
    program.service.release()
    cluster = program.cluster["ClusterId"]
    said = program.up_fails()
    assert f"cluster {cluster} (running, just made) has the name and the description that this resource is to" in said
    assert list(program.statuses) == [cluster]
    program.stack.configure({"ehpc:adopt": cluster})
    program.up()
    assert program.ids == [cluster]
    # What the engine goes on remembering of that creation stops no replacement.
    program.up("--replace", program.entry()["urn"])
    assert cluster not in program.statuses
    program.ends_well()


def test_one_that_was_taken_out_of_the_state_is_not_made_again_for_its_name_in_an_output(program: Program) -> None:
    program.up()
    (cluster,) = program.ids
    program.stack.run("state", "delete", program.entry()["urn"], "--yes").must_work()
    assert f"this resource has finished cluster {cluster} (running" in program.up_fails()
    assert list(program.statuses) == [cluster]


def test_nor_one_that_was_named_and_described(program: Program) -> None:
    program.one(cluster_name="farm", cluster_description="my.farm")
    program.up()
    (cluster,) = program.ids
    program.stack.run("state", "delete", program.entry()["urn"], "--yes").must_work()
    said = program.up_fails()
    assert "has the name and the description that this resource is to have, but no stack of this backend has it" in said
    assert list(program.statuses) == [cluster]
    program.stack.configure({"ehpc:adopt": cluster})
    assert f"going on with cluster {cluster} (running, just made), which this resource has finished" in program.up()
    assert program.ids == [cluster]


def test_several_of_one_program_may_have_one_name_and_description(program: Program) -> None:
    alike = {**SMALL, "cluster_name": "farm", "cluster_description": "my.farm"}
    program.write(*({"name": f"farm{number}", "args": alike, "opts": {}} for number in range(3)))
    program.stack.variables |= {"PULUMI_EXPERIMENTAL": "true", "PULUMI_SKIP_CHECKPOINTS": "true"}
    program.up("--parallel", "1")
    assert len(program.statuses) == 3


def test_it_may_be_another_stacks_of_the_same_name(program: Program) -> None:
    cluster = forgotten(program)
    assert "give another cluster_name here" in program.up_fails()
    program.one(cluster_name="mine")
    program.up()
    assert cluster not in program.ids
    program.stack.run("destroy", "--yes").must_work()
    assert list(program.statuses) == [cluster]


def test_replace_of_a_running_one_that_the_state_has_says_nothing_of_it(program: Program) -> None:
    program.up()
    (old,) = program.ids
    assert "has finished" not in program.up("--replace", program.entry()["urn"])
    assert json.dumps(program.ids) != json.dumps([old])
    program.ends_well()
