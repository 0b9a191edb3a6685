"""Disasters on the real engine: after each, the clusters of the service, the entries of the state, what was said."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from emulator_process import Emulator
from engine import processes
from engine.harness import Run, Stack
from engine.programs import Program

GONE_WITHIN = 10.0
HANGS = {"custom_timeouts": {"create": "1s"}}


@pytest.fixture
def service() -> Iterator[Emulator]:
    with Emulator(clock="looks:3") as emulator:
        yield emulator


@pytest.fixture
def program(service: Emulator, stack_of: Callable[..., Stack], tmp_path: Path) -> Program:
    made = Program(tmp_path / "program", service, stack_of)
    made.one()
    return made


def up(program: Program, *options: str) -> str:
    return program.stack.up("--skip-preview", *options).must_work().text


def statuses(program: Program) -> dict[str, str]:
    return {cluster["ClusterId"]: cluster["ClusterStatus"] for cluster in program.service.clusters()}


def entries(program: Program) -> list[dict[str, Any]]:
    return [r for r in program.stack.resources() if r["type"] == "pulumi-python:dynamic/ehpc:Cluster"]


def ids(program: Program) -> list[str]:
    return [entry["id"] for entry in entries(program)]


def in_mid_create(program: Program) -> tuple[Run, str]:
    """A CLI whose cluster is being made and goes on being made for as long as the test likes."""
    program.service.change_clock("seconds:1000")
    run = program.stack.start("up", "--yes", "--skip-preview")
    run.wait_for("E-HPC is making cluster ")
    (cluster,) = statuses(program)
    return run, cluster


def all_gone(program: Program) -> None:
    """Nothing that these runs started is there any more: no provider, no language host."""
    for pid, command in program.stack.left_over().items():
        assert processes.gone_within(pid, GONE_WITHIN), f"{command} outlived the CLI"


def killed_in_mid_create(program: Program) -> str:
    run, cluster = in_mid_create(program)
    run.kill()
    run.wait()
    for pid, command in program.stack.left_over().items():
        if "pulumi.dynamic" in command:
            assert processes.gone_within(pid, GONE_WITHIN), "the provider's process outlived the CLI"
    program.stack.cancel().must_work()
    assert entries(program) == []
    return cluster


def ends_well(program: Program) -> None:
    """One cluster, the recorded one, and nothing to do."""
    assert [(entry, "running") for entry in ids(program)] == list(statuses(program).items())
    program.unchanged()


def leaves_nothing(program: Program) -> None:
    program.stack.destroy("--skip-preview").must_work()
    assert (statuses(program), entries(program)) == ({}, [])


def test_the_cli_is_killed_in_mid_create_and_the_next_up_goes_on(program: Program) -> None:
    cluster = killed_in_mid_create(program)
    program.service.change_clock("looks:3")
    said = up(program)
    assert f"going on with cluster {cluster}" in said
    assert ids(program) == [cluster]
    ends_well(program)
    leaves_nothing(program)


def test_the_cluster_finishes_while_nobody_looks_and_other_settings_change(program: Program) -> None:
    cluster = killed_in_mid_create(program)
    program.service.advance(2000)
    assert statuses(program) == {cluster: "running"}
    program.service.change_clock("looks:3")
    program.one(max_count=7)
    assert f"going on with cluster {cluster} (running" in up(program)
    assert program.service.clusters()[0]["MaxCount"] == 7
    ends_well(program)


def test_after_a_replacing_input_changed_up_refuses_and_both_ways_out_work(
    program: Program, capfd: pytest.CaptureFixture[str]
) -> None:
    cluster = killed_in_mid_create(program)
    program.one(cluster_vpc_id="vpc-other")
    refused = program.stack.up("--skip-preview").must_fail().text
    assert f"left cluster {cluster} (creating" in refused.replace("(uninit", "(creating")
    assert f"pulumi config set ehpc:adopt {cluster}" in refused
    command = f"python -m pulumi_ehpc --region cn-hangzhou --endpoint {program.service.url} delete {cluster}"
    assert command in refused
    assert (list(statuses(program)), entries(program)) == ([cluster], [])
    program.stack.configure("ehpc:adopt", cluster)
    program.service.change_clock("looks:3")
    up(program)
    assert ids(program) == [cluster]
    assert program.stack.planned()["render"] == "replace"
    up(program)
    assert cluster not in statuses(program)
    ends_well(program)


def test_ctrl_c_once_lets_the_creation_end_and_keeps_it(program: Program) -> None:
    run, cluster = in_mid_create(program)
    run.interrupt()
    run.wait_for("canc")
    program.service.change_clock("looks:3")
    run.wait().must_fail()
    assert ids(program) == [cluster]
    all_gone(program)
    up(program)
    ends_well(program)


def test_ctrl_c_twice_stops_at_once_and_the_next_up_goes_on(program: Program) -> None:
    run, cluster = in_mid_create(program)
    run.interrupt()
    run.wait_for("canc")
    run.interrupt()
    run.wait().must_fail()
    all_gone(program)
    assert entries(program) == []
    program.service.change_clock("looks:3")
    said = up(program)
    assert f"going on with cluster {cluster}" in said
    ends_well(program)


def test_the_answer_is_lost_and_the_cluster_is_found(program: Program) -> None:
    program.service.faults({"action": "CreateCluster", "kind": "reset-after"})
    assert "looking for the cluster that it may have made" in up(program)
    ends_well(program)


def test_the_answer_is_lost_although_nothing_was_made(program: Program) -> None:
    program.service.faults({"action": "CreateCluster", "kind": "reset-before"})
    failed = program.stack.up("--skip-preview").must_fail().text
    assert "A cluster may have been made all the same" in failed
    assert "`pulumi destroy` does not know it" in failed
    assert (statuses(program), entries(program)) == ({}, [])
    up(program)
    ends_well(program)


def timed_out(program: Program) -> str:
    program.service.change_clock("seconds:1000")
    program.one(opts=HANGS)
    failed = program.stack.up("--skip-preview").must_fail().text
    assert "E-HPC goes on making it" in failed
    program.service.change_clock("looks:3")
    program.one()
    (entry,) = entries(program)
    return str(entry["id"])


def test_a_creation_that_timed_out_is_waited_for_again(program: Program) -> None:
    cluster = timed_out(program)
    up(program)
    assert ids(program) == [cluster]
    ends_well(program)


def test_a_creation_that_timed_out_and_was_corrected_is_replaced(program: Program) -> None:
    """diff and create of one `up` reach the same process: else create would refuse, naming the recorded cluster."""
    hung = timed_out(program)
    program.one(cluster_vpc_id="vpc-other")
    said = up(program)
    assert "nothing was made" not in said
    assert hung not in statuses(program)
    ends_well(program)


def urn(program: Program) -> str:
    return str(program.entry()["urn"])


def test_replace_of_a_running_cluster(program: Program) -> None:
    up(program)
    (old,) = ids(program)
    up(program, "--replace", urn(program))
    assert old not in statuses(program)
    ends_well(program)


def test_replace_of_a_half_made_one_finishes_it_and_drops_only_its_old_entry(program: Program) -> None:
    """create and delete of one `up` reach the same process: else the cluster just finished would be deleted."""
    hung = timed_out(program)
    said = up(program, "--replace", urn(program))
    assert f"cluster {hung} is in use by this resource" in said
    assert statuses(program) == {hung: "running"}
    ends_well(program)


def test_the_state_holds_one_cluster_twice_and_the_next_plain_up_spares_it(program: Program) -> None:
    """As after a kill between the end of that creation and the delete; diff and delete reach the same process."""
    hung = timed_out(program)
    (unfinished,) = entries(program)
    up(program, "--replace", urn(program))
    exported = json.loads(program.stack.run("stack", "export").must_work().stdout)
    exported["deployment"]["resources"].append({**unfinished, "delete": True})
    program.stack.run("stack", "import", given=json.dumps(exported)).must_work()
    assert ids(program) == [hung, hung]
    said = up(program)
    assert f"cluster {hung} is in use by this resource" in said
    assert statuses(program) == {hung: "running"}
    ends_well(program)
    leaves_nothing(program)


def test_the_cli_is_killed_in_mid_delete_and_destroy_goes_on(program: Program) -> None:
    up(program)
    program.service.change_clock("seconds:1000")
    run = program.stack.start("destroy", "--yes", "--skip-preview")
    run.wait_for("is releasing")
    run.kill()
    run.wait()
    program.stack.cancel().must_work()
    assert len(entries(program)) == 1
    program.service.change_clock("looks:3")
    program.stack.destroy("--skip-preview").must_work()
    assert (statuses(program), entries(program)) == ({}, [])
    all_gone(program)
