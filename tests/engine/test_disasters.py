"""Disasters on the real engine: after each, the clusters of the service, the entries of the state, what was said."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from account import OTHER_VPC
from engine.programs import HANGS, PROJECT, Program, in_mid_create
from pulumi_ehpc.testing import processes

GONE_WITHIN = 10.0
pytestmark = pytest.mark.emulator("looks:3")


def all_gone(program: Program, which: str = "") -> None:
    """Nothing that these runs started is there any more: no provider, no language host."""
    for pid, command in program.stack.left_over().items():
        if which in command:
            assert processes.gone_within(pid, GONE_WITHIN), f"{command} outlived the CLI"


def killed_in_mid_create(program: Program) -> str:
    run, cluster = in_mid_create(program)
    run.kill()
    run.wait()
    all_gone(program, "pulumi.dynamic")
    program.stack.cancel().must_work()
    assert program.entries == []
    return cluster


def timed_out(program: Program) -> str:
    program.service.change_clock("seconds:1000")
    program.one(opts=HANGS)
    assert "E-HPC goes on making it" in program.up_fails()
    program.service.change_clock("looks:3")
    program.one()
    (cluster,) = program.ids
    return cluster


def test_the_cli_is_killed_in_mid_create_and_the_next_up_goes_on(program: Program) -> None:
    cluster = killed_in_mid_create(program)
    program.service.change_clock("looks:3")
    assert f"going on with cluster {cluster}" in program.up()
    assert program.ids == [cluster]
    program.ends_well()
    program.leaves_nothing()


def test_where_e_hpc_does_not_show_every_cluster_none_is_made_after_a_kill_unless_somebody_says_so(
    program: Program,
) -> None:
    hidden = killed_in_mid_create(program)
    program.service.change_clock("looks:3")
    program.service.vary("clusters-total-of-all")
    program.service.faults({"kind": "late-list", "action": "ListClusters", "times": 24})
    said = program.up_fails()
    assert "a cluster that it left may be among those that E-HPC does not show" in said
    assert list(program.statuses) == [hidden]
    assert "pulumi refresh --clear-pending-creates, then pulumi up" in said
    program.stack.refresh("--clear-pending-creates", "--skip-preview").must_work()
    assert "this one is made beside it" in program.up()
    (mine,) = program.ids
    assert sorted(program.statuses) == sorted([hidden, mine])


def log_in(program: Program, backend: Path) -> None:
    backend.mkdir(exist_ok=True)
    program.stack.variables.pop("PULUMI_BACKEND_URL", None)
    program.stack.run("login", f"file://{backend}").must_work()
    program.stack.run("stack", "select", "--create", program.stack.name).must_work()


def name_in_project(program: Program, backend: Path) -> None:
    backend.mkdir(exist_ok=True)
    program.stack.variables.pop("PULUMI_BACKEND_URL", None)
    (program.stack.directory / "Pulumi.yaml").write_text(f"{PROJECT}backend:\n  url: file://{backend}\n")
    program.stack.run("stack", "select", "--create", program.stack.name).must_work()


@pytest.mark.parametrize("turn_to", [log_in, name_in_project])
def test_a_stack_of_the_same_name_in_another_backend_does_not_take_it(
    program: Program, tmp_path: Path, turn_to: Callable[[Program, Path], None]
) -> None:
    turn_to(program, tmp_path / "one")
    cluster = killed_in_mid_create(program)
    program.service.change_clock("looks:3")
    turn_to(program, tmp_path / "two")
    assert f"begun somewhere else, left cluster {cluster}" in program.up_fails()
    turn_to(program, tmp_path / "one")
    assert f"going on with cluster {cluster}" in program.up()
    program.ends_well()


def test_the_cluster_finishes_while_nobody_looks_and_other_settings_change(program: Program) -> None:
    cluster = killed_in_mid_create(program)
    program.service.advance(2000)
    assert program.statuses == {cluster: "running"}
    program.service.change_clock("looks:3")
    program.one(max_count=7)
    assert f"going on with cluster {cluster} (running" in program.up()
    assert program.cluster["MaxCount"] == 7
    program.ends_well()


def test_after_a_replacing_input_changed_up_refuses_and_both_ways_out_work(program: Program) -> None:
    cluster = killed_in_mid_create(program)
    program.one(cluster_vpc_id=OTHER_VPC)
    refused = program.up_fails()
    assert f"left cluster {cluster} (creating" in refused.replace("(uninit", "(creating")
    assert f"pulumi config set ehpc:adopt {cluster}" in refused
    command = f"python -m pulumi_ehpc --region cn-hangzhou --endpoint {program.service.url} delete {cluster}"
    assert command in refused
    assert (list(program.statuses), program.entries) == ([cluster], [])
    program.stack.configure({"ehpc:adopt": cluster})
    program.service.change_clock("looks:3")
    program.up()
    assert program.ids == [cluster]
    assert program.stack.planned()["render"] == "replace"
    program.up()
    assert cluster not in program.statuses
    program.ends_well()


def test_ctrl_c_once_lets_the_creation_end_and_keeps_it(program: Program) -> None:
    run, cluster = in_mid_create(program)
    run.interrupt()
    run.wait_for("canc")
    program.service.change_clock("looks:3")
    run.wait().must_fail()
    assert program.ids == [cluster]
    all_gone(program)
    program.up()
    program.ends_well()


def test_ctrl_c_twice_stops_at_once_and_the_next_up_goes_on(program: Program) -> None:
    run, cluster = in_mid_create(program)
    run.interrupt()
    run.wait_for("canc")
    run.interrupt()
    run.wait().must_fail()
    all_gone(program)
    assert program.entries == []
    program.service.change_clock("looks:3")
    assert f"going on with cluster {cluster}" in program.up()
    program.ends_well()


def test_the_answer_is_lost_and_the_cluster_is_found(program: Program) -> None:
    program.service.faults({"action": "CreateCluster", "kind": "reset-after"})
    assert "looking for the cluster that it may have made" in program.up()
    program.ends_well()


def test_the_answer_is_lost_although_nothing_was_made(program: Program) -> None:
    program.service.faults({"action": "CreateCluster", "kind": "reset-before"})
    failed = program.up_fails()
    assert "A cluster may have been made all the same" in failed
    assert "`pulumi destroy` does not know it" in failed
    assert (program.statuses, program.entries) == ({}, [])
    program.up()
    program.ends_well()


def test_a_creation_that_timed_out_and_was_corrected_is_replaced(program: Program) -> None:
    """diff and create of one `up` reach the same process: else create would refuse, naming the recorded cluster."""
    hung = timed_out(program)
    program.one(cluster_vpc_id=OTHER_VPC)
    assert "nothing was made" not in program.up()
    assert hung not in program.statuses
    program.ends_well()


def test_replace_of_a_running_cluster(program: Program) -> None:
    program.up()
    (old,) = program.ids
    program.up("--replace", program.entry()["urn"])
    assert old not in program.statuses
    program.ends_well()


def test_replace_of_a_half_made_one_finishes_it_and_drops_only_its_old_entry(program: Program) -> None:
    """create and delete of one `up` reach the same process: else the cluster just finished would be deleted."""
    hung = timed_out(program)
    said = program.up("--replace", program.entry()["urn"])
    assert f"cluster {hung} is in use by this resource" in said
    assert program.statuses == {hung: "running"}
    program.ends_well()


def test_the_state_holds_one_cluster_twice_and_the_next_plain_up_spares_it(program: Program) -> None:
    """As after a kill between the end of that creation and the delete; diff and delete reach the same process."""
    hung = timed_out(program)
    (unfinished,) = program.entries
    program.up("--replace", program.entry()["urn"])
    exported = json.loads(program.stack.run("stack", "export").must_work().stdout)
    exported["deployment"]["resources"].append({**unfinished, "delete": True})
    program.stack.run("stack", "import", given=json.dumps(exported)).must_work()
    assert program.ids == [hung, hung]
    assert f"cluster {hung} is in use by this resource" in program.up()
    assert program.statuses == {hung: "running"}
    program.ends_well()
    program.leaves_nothing()


def test_the_cli_is_killed_in_mid_delete_and_destroy_waits_and_sends_nothing(program: Program) -> None:
    program.up()
    program.service.change_clock("seconds:1000")
    run = program.stack.start("destroy", "--yes", "--skip-preview")
    run.wait_for(" releasing, ")
    run.kill()
    run.wait()
    program.stack.cancel().must_work()
    assert len(program.entries) == 1
    program.service.change_clock("looks:3")
    program.leaves_nothing()
    assert program.service.actions().count("DeleteCluster") == 1
    all_gone(program)
