"""Every resource option does to a cluster what Pulumi's documentation says, on the real engine."""

from __future__ import annotations

import os
import re
from typing import Any

import pytest

from account import OTHER_VPC, VPC
from engine.programs import HANGS, SMALL, Program

NODES = [{"instance_type": "ecs.c7.xlarge"}]
QUEUES: list[dict[str, Any]] = [
    {"queue_name": "comp", "compute_nodes": NODES, "max_count": 1},
    {"queue_name": "big", "compute_nodes": NODES, "max_count": 2},
]
DOCUMENTED: dict[str, Any] = {
    "cluster_credentials": {"key_pair_name": "ali0824"},
    "shared_storages": [
        {"mount_directory": directory, "file_system_id": "008b63", "mount_target_domain": "008b.nas.example"}
        for directory in ("/home", "/opt")
    ],
}
"""What every documented cluster has: without it there are warnings."""
MANAGER = {"scheduler": {"type": "SLURM", "version": "22.05.8"}}
UNNAMED = {name: value for name, value in SMALL.items() if name != "cluster_name"}


def test_ignore_changes_takes_the_names_that_the_program_uses_nested_ones_too(program: Program) -> None:
    program.one(**DOCUMENTED, max_count=5, queues=QUEUES, manager=MANAGER, tags={"cost_center": "1"})
    program.up()
    paths = ["max_count", "queues[1].max_count", "manager.scheduler.version", 'tags["cost_center"]']
    changed: dict[str, Any] = {
        **DOCUMENTED,
        "max_count": 9,
        "queues": [QUEUES[0], {**QUEUES[1], "max_count": 7}],
        "manager": {"scheduler": {"type": "SLURM", "version": "23.02.7"}},
        "tags": {"cost_center": "2"},
    }
    program.one(**changed, opts={"ignore_changes": paths})
    preview = program.stack.preview("--expect-no-changes").must_work()
    assert "warning" not in preview.text
    program.one(**changed, opts={"ignore_changes": paths[1:]})
    assert program.stack.planned()["render"] == "update"


def test_ignore_changes_follows_an_item_by_its_key_and_tells_a_path_that_names_nothing(program: Program) -> None:
    program.one(queues=QUEUES, tags={"team": "a"})
    program.up()
    small = {"queue_name": "small", "compute_nodes": NODES, "max_count": 3}
    changed: dict[str, Any] = {
        "queues": [small, {**QUEUES[1], "max_count": 7}, {**QUEUES[0], "max_count": 8}],
        "tags": {"team": "b"},
    }
    paths = ["queues[comp].max_count", "queues['big'].max_count", "tags['team']", "queues[cmop].min_count"]
    program.one(**changed, opts={"ignore_changes": paths})
    said = program.up()
    assert "warning: ignore_changes: queues has no cmop, but " in said
    counts = {queue["QueueName"]: queue["MaxCount"] for queue in program.cluster["queues"]}
    assert counts == {"comp": 1, "big": 2, "small": 3}
    program.unchanged()
    program.one(**changed, opts={"ignore_changes": ["queues[*].max_cuont", "queues.max_count", "max_count"]})
    refused = program.stack.preview().must_fail().text
    assert "opts.ignore_changes: queues[*].max_cuont names nothing: max_cuont is not an input of Queue" in refused
    assert "opts.ignore_changes: queues.max_count names nothing: queues is a list; write queues[*].max_count" in refused


def test_replace_on_changes_replaces_for_what_would_change_in_place_or_not_at_all(program: Program) -> None:
    program.one(max_count=5, queues=QUEUES, tags={"cost_center": "1"})
    program.up()
    before = program.cluster
    opts = {"replace_on_changes": ["tags", "queues[*].max_count"]}
    program.one(max_count=6, queues=QUEUES, tags={"cost_center": "1"}, opts=opts)
    assert program.stack.planned()["render"] == "update"
    program.one(max_count=5, queues=[QUEUES[0], {**QUEUES[1], "max_count": 7}], opts=opts)
    assert program.stack.planned()["render"] == "replace"
    program.one(max_count=5, queues=QUEUES, tags={"cost_center": "2"}, opts=opts)
    program.up()
    after = program.cluster
    assert after["ClusterId"] != before["ClusterId"]
    assert after["Tags"] == [{"Key": "cost_center", "Value": "2"}]


def test_without_replace_on_changes_other_tags_warn_once_and_do_nothing(program: Program) -> None:
    program.one(tags={"cost_center": "1"})
    program.up()
    program.one(tags={"cost_center": "2"})
    preview = program.stack.preview().must_work()
    assert "warning: tags is used only at the creation, so this change has no effect on what exists" in preview.text
    assert f"pulumi up --replace '{program.entry()['urn']}'" in preview.text
    assert program.calls_of(program.up) == []
    program.stack.run("refresh", "--yes").must_work()
    assert "tags" not in program.stack.preview("--expect-no-changes").must_work().text


def test_a_rename_with_an_alias_changes_nothing_not_even_a_made_up_name(program: Program) -> None:
    program.write({"name": "render", "args": UNNAMED})
    program.up()
    before = program.cluster
    program.write({"name": "farm", "args": UNNAMED, "opts": {"aliases": [{"name": "render"}]}})
    program.stack.preview("--expect-no-changes").must_work()
    assert (program.calls_of(program.up), program.cluster) == ([], before)
    program.write({"name": "farm", "args": UNNAMED})
    program.unchanged()
    assert program.entry("farm")["id"] == before["ClusterId"]


@pytest.mark.emulator("immediate", "--quota", "1")
def test_delete_before_replace_frees_the_place_in_the_quota_first(program: Program) -> None:
    program.up()
    program.one(cluster_vpc_id=OTHER_VPC)
    refused = program.up_fails()
    assert "delete_before_replace=True in its options deletes that one first" in refused
    assert "what is on the disks of its nodes" in refused
    assert program.cluster["ClusterVpcId"] == VPC
    program.one(cluster_vpc_id=OTHER_VPC, opts={"delete_before_replace": True})
    program.up()
    assert program.cluster["ClusterVpcId"] == OTHER_VPC


@pytest.mark.emulator("seconds:60")
def test_a_create_limit_ends_the_wait_and_the_next_up_waits_on(program: Program) -> None:
    program.one(opts=HANGS)
    slow = program.up_fails()
    made = program.cluster["ClusterId"]
    assert f'cluster {made} ("render", cn-hangzhou) was still' in slow
    assert re.search(r"after [12] s(, in the stage \w+)?\n", slow)
    assert "E-HPC goes on making it: the next `pulumi up` waits for it again, as an update: its limit is the " in slow
    program.service.advance(60)
    program.up()
    assert program.ids == [made]
    assert program.entry()["outputs"]["clusterStatus"] == "running"
    assert program.service.actions().count("CreateCluster") == 1
    program.ends_well()


def test_protect_refuses_a_destroy_until_it_is_taken_away(program: Program) -> None:
    program.one(opts={"protect": True})
    program.up()
    refused = program.stack.destroy().must_fail()
    assert "cannot be deleted" in refused.text
    assert "DeleteCluster" not in program.service.actions()
    program.one(deletion_protection=True, opts={"protect": False})
    program.up()
    assert not program.entry().get("protect"), "what the program says about protect is kept"


def test_retain_on_delete_forgets_the_cluster_and_leaves_it_alone(program: Program) -> None:
    program.one(opts={"retain_on_delete": True})
    program.up()
    program.write()
    assert program.calls_of(program.up) == []
    assert program.cluster["ClusterStatus"] == "running"
    assert program.entries == []


def test_additional_secret_outputs_are_encrypted_in_the_state(program: Program) -> None:
    program.one(opts={"additional_secret_outputs": ["security_group_id", "cluster_name"]})
    program.up()
    outputs = program.entry()["outputs"]
    for name in ("securityGroupId", "clusterName"):
        assert "ciphertext" in outputs[name]
    assert program.cluster["SecurityGroupId"] not in str(outputs)
    assert outputs["clusterVpcId"] == VPC


def test_depends_on_and_parent_decide_the_order_and_the_place_in_the_tree(program: Program) -> None:
    program.write(
        {"name": "first", "args": {**SMALL, "cluster_name": "first"}},
        {"name": "second", "args": {**SMALL, "cluster_name": "second"}, "opts": {"depends_on": ["first"]}},
        {"name": "third", "args": {**SMALL, "cluster_name": "third"}, "opts": {"parent": "second"}},
    )
    program.up()
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


@pytest.mark.emulator("seconds:4", "--quota", "1000")
def test_what_waits_for_its_turn_is_told_where_the_user_did_not_choose(program: Program) -> None:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    several = [{"name": f"c{number}", "args": SMALL} for number in range(4 * cores + 2)]
    program.write(*several)
    told = f"{4 * cores} are made at once, Pulumi's default here, and others wait for their turn: `pulumi up --parallel"
    assert told in program.up()
    program.leaves_nothing()
    assert "at once" not in program.up("--parallel", str(len(several) - 1))
