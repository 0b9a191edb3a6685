"""Every resource option does to a cluster what Pulumi's documentation says, on the real engine."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from emulator_process import Emulator
from engine.harness import Stack
from engine.programs import SMALL, Program

QUEUES: list[dict[str, Any]] = [{"queue_name": "comp", "max_count": 1}, {"queue_name": "big", "max_count": 2}]
MANAGER = {"scheduler": {"type": "SLURM", "version": "22.05.8"}}
UNNAMED = {name: value for name, value in SMALL.items() if name != "cluster_name"}


@pytest.fixture
def service() -> Iterator[Emulator]:
    with Emulator() as emulator:
        yield emulator


@pytest.fixture
def program(service: Emulator, stack_of: Callable[..., Stack], tmp_path: Path) -> Program:
    return Program(tmp_path / "program", service, stack_of)


def test_ignore_changes_takes_the_names_that_the_program_uses_nested_ones_too(program: Program) -> None:
    program.one(max_count=5, queues=QUEUES, manager=MANAGER, tags={"cost_center": "1"})
    program.up("--skip-preview").must_work()
    paths = ["max_count", "queues[1].max_count", "manager.scheduler.version", 'tags["cost_center"]']
    changed: dict[str, Any] = {
        "max_count": 9,
        "queues": [QUEUES[0], {"queue_name": "big", "max_count": 7}],
        "manager": {"scheduler": {"type": "SLURM", "version": "23.02.7"}},
        "tags": {"cost_center": "2"},
    }
    program.one(**changed, opts={"ignore_changes": paths})
    preview = program.stack.preview("--expect-no-changes").must_work()
    assert "warning" not in preview.text
    program.one(**changed, opts={"ignore_changes": paths[1:]})
    assert program.stack.planned()["render"] == "update"


def test_replace_on_changes_replaces_for_what_would_change_in_place_or_not_at_all(program: Program) -> None:
    program.one(max_count=5, queues=QUEUES, tags={"cost_center": "1"})
    program.up("--skip-preview").must_work()
    (before,) = program.service.clusters()
    opts = {"replace_on_changes": ["tags", "queues[*].max_count"]}
    program.one(max_count=6, queues=QUEUES, tags={"cost_center": "1"}, opts=opts)
    assert program.stack.planned()["render"] == "update"
    program.one(max_count=5, queues=[QUEUES[0], {"queue_name": "big", "max_count": 7}], opts=opts)
    assert program.stack.planned()["render"] == "replace"
    program.one(max_count=5, queues=QUEUES, tags={"cost_center": "2"}, opts=opts)
    program.up("--skip-preview").must_work()
    (after,) = program.service.clusters()
    assert after["ClusterId"] != before["ClusterId"]
    assert after["Tags"] == [{"Key": "cost_center", "Value": "2"}]


def test_without_replace_on_changes_other_tags_warn_in_every_preview_and_do_nothing(program: Program) -> None:
    program.one(tags={"cost_center": "1"})
    program.up("--skip-preview").must_work()
    program.one(tags={"cost_center": "2"})
    calls = program.calls_of(lambda: program.up("--skip-preview").must_work())
    assert calls == []
    preview = program.stack.preview("--expect-no-changes").must_work()
    assert "warning: tags is used only when a cluster is made" in preview.text
    assert "`pulumi up --replace URN`" in preview.text


def test_a_rename_with_an_alias_changes_nothing_not_even_a_made_up_name(program: Program) -> None:
    program.write({"name": "render", "args": UNNAMED})
    program.up("--skip-preview").must_work()
    before = program.service.clusters()
    program.write({"name": "farm", "args": UNNAMED, "opts": {"aliases": [{"name": "render"}]}})
    program.stack.preview("--expect-no-changes").must_work()
    calls = program.calls_of(lambda: program.up("--skip-preview").must_work())
    assert (calls, program.service.clusters()) == ([], before)
    program.write({"name": "farm", "args": UNNAMED})
    program.unchanged()
    assert program.entry("farm")["id"] == before[0]["ClusterId"]


def test_delete_before_replace_frees_the_place_in_the_quota_first(
    stack_of: Callable[..., Stack], tmp_path: Path
) -> None:
    with Emulator("immediate", "--quota", "1") as service:
        program = Program(tmp_path / "program", service, stack_of)
        program.one()
        program.up("--skip-preview").must_work()
        program.one(cluster_vpc_id="vpc-other")
        refused = program.up("--skip-preview").must_fail()
        assert "delete_before_replace=True frees the old one's place first" in refused.text
        assert service.clusters()[0]["ClusterVpcId"] == "vpc-test"
        program.one(cluster_vpc_id="vpc-other", opts={"delete_before_replace": True})
        program.up("--skip-preview").must_work()
        assert [cluster["ClusterVpcId"] for cluster in service.clusters()] == ["vpc-other"]


def test_a_create_limit_ends_the_wait_and_the_next_up_waits_on(stack_of: Callable[..., Stack], tmp_path: Path) -> None:
    with Emulator("seconds:60") as service:
        program = Program(tmp_path / "program", service, stack_of)
        program.one(opts={"custom_timeouts": {"create": "2s"}})
        slow = program.up("--skip-preview").must_fail()
        (cluster,) = service.clusters()
        assert f'cluster {cluster["ClusterId"]} ("render", cn-hangzhou) was still' in slow.text
        assert re.search(r"after [12] s\n", slow.text)
        assert "the next `pulumi up` waits for it again; custom_timeouts sets the limit" in slow.text
        service.advance(60)
        program.up("--skip-preview").must_work()
        assert service.actions().count("CreateCluster") == 1
        assert program.entry()["outputs"]["clusterStatus"] == "running"
        program.unchanged()


def test_protect_refuses_a_destroy_until_it_is_taken_away(program: Program) -> None:
    program.one(opts={"protect": True})
    program.up("--skip-preview").must_work()
    refused = program.stack.destroy().must_fail()
    assert "cannot be deleted" in refused.text
    assert "DeleteCluster" not in program.service.actions()
    program.one(deletion_protection=True, opts={"protect": False})
    program.up("--skip-preview").must_work()
    assert not program.entry().get("protect"), "what the program says about protect is kept"


def test_retain_on_delete_forgets_the_cluster_and_leaves_it_alone(program: Program) -> None:
    program.one(opts={"retain_on_delete": True})
    program.up("--skip-preview").must_work()
    program.write()
    assert program.calls_of(lambda: program.up("--skip-preview").must_work()) == []
    assert [cluster["ClusterStatus"] for cluster in program.service.clusters()] == ["running"]
    assert [r for r in program.stack.resources() if "Cluster" in r["type"]] == []


def test_additional_secret_outputs_are_encrypted_in_the_state(program: Program) -> None:
    program.one(opts={"additional_secret_outputs": ["security_group_id", "cluster_name"]})
    program.up("--skip-preview").must_work()
    outputs = program.entry()["outputs"]
    (cluster,) = program.service.clusters()
    for name in ("securityGroupId", "clusterName"):
        assert "ciphertext" in outputs[name]
    assert cluster["SecurityGroupId"] not in str(outputs)
    assert outputs["clusterVpcId"] == "vpc-test"


def test_depends_on_and_parent_decide_the_order_and_the_place_in_the_tree(program: Program) -> None:
    program.write(
        {"name": "first", "args": {**SMALL, "cluster_name": "first"}},
        {"name": "second", "args": {**SMALL, "cluster_name": "second"}, "opts": {"depends_on": ["first"]}},
        {"name": "third", "args": {**SMALL, "cluster_name": "third"}, "opts": {"parent": "second"}},
    )
    program.up("--skip-preview").must_work()
    changing = [row for row in program.service.journal() if row["action"] in ("CreateCluster", "UpdateCluster")]
    calls = [(row["action"], row["params"]["ClusterName"]) for row in changing]
    # The UpdateCluster that ends the first creation comes before the second begins.
    assert calls.index(("UpdateCluster", "first")) < calls.index(("CreateCluster", "second"))
    third = program.entry("third")
    assert third["parent"] == program.entry("second")["urn"]
    assert program.entry("second")["dependencies"] == [program.entry("first")["urn"]]
    names = {cluster["ClusterId"]: cluster["ClusterName"] for cluster in program.service.clusters()}
    program.stack.destroy("--skip-preview").must_work()
    deleted = [row["params"]["ClusterId"] for row in program.service.journal() if row["action"] == "DeleteCluster"]
    assert [names[id_] for id_ in deleted] == ["third", "second", "first"]
