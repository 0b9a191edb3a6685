"""What a change of the program means for the cluster that it made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from core.programs import REQUIRED, queue, storage
from pulumi_ehpc._core.logic.by_path import set_paths
from pulumi_ehpc._core.logic.plan import Plan, plan
from pulumi_ehpc.inputs import EhpcClusterArgs

Program = Mapping[str, Any]


def change(before: Program, after: Program) -> Plan:
    """What is planned when a program that made a cluster is edited and nobody else touched the cluster."""
    old, new = {**REQUIRED, **before}, {**REQUIRED, **after}
    return plan(EhpcClusterArgs, old, new, set_paths(EhpcClusterArgs, old))


def paths(todo: Plan) -> dict[str, list[str]]:
    """The paths of a plan by what they mean, without what is empty."""
    told = {
        "replaces": [c.path for c in todo.replaces],
        "updates": [c.path for c in todo.updates],
        "creation": [c.path for c in todo.creation],
        "released": [c.path for c in todo.released],
        "in items": [c.path for items in todo.items for c in items.changes],
    }
    return {meaning: found for meaning, found in told.items() if found}


def node(**values: Any) -> dict[str, Any]:
    return {"manager": {"managerNode": values}}


@pytest.mark.parametrize(
    ("before", "after", "path", "why"),
    [
        ({}, {"clusterVpcId": "vpc-2"}, "cluster_vpc_id", "another network"),
        ({}, {"clusterVswitchId": "vsw-2"}, "cluster_vswitch_id", "another network"),
        ({"securityGroupId": "sg-1"}, {"securityGroupId": "sg-2"}, "security_group_id", "another network"),
        ({"region": "cn-hangzhou"}, {"region": "cn-beijing"}, "region", "another region"),
        ({"clusterCategory": "Standard"}, {"clusterCategory": "Serverless"}, "cluster_category", "no call"),
        ({}, {"clusterMode": "Hybrid"}, "cluster_mode", "no call"),
        ({"resourceGroupId": "rg-1"}, {"resourceGroupId": "rg-2"}, "resource_group_id", "no call"),
    ],
)
def test_a_change_that_needs_a_new_cluster_says_why(before: Program, after: Program, path: str, why: str) -> None:
    todo = change(before, after)
    assert paths(todo) == {"replaces": [path]}
    assert why in todo.replaces[0].because
    assert todo.replaces[0].certain
    assert not todo.empty


@pytest.mark.parametrize(
    ("before", "after", "path"),
    [
        (node(imageId="m-1"), node(imageId="m-2"), "manager.manager_node.image_id"),
        (node(), node(enableHt=False), "manager.manager_node.enable_ht"),
        (node(systemDisk={"size": 40}), node(systemDisk={"size": 80}), "manager.manager_node.system_disk.size"),
        (node(dataDisks=[{"size": 40}]), node(dataDisks=[{"size": 80}]), "manager.manager_node.data_disks[0].size"),
        (node(dataDisks=[]), node(dataDisks=[{"size": 80}]), "manager.manager_node.data_disks"),
        ({"manager": {"dns": {"version": "1"}}}, {"manager": {"dns": {"version": "2"}}}, "manager.dns.version"),
    ],
)
def test_everything_inside_the_manager_needs_a_new_cluster(before: Program, after: Program, path: str) -> None:
    todo = change(before, after)
    assert paths(todo) == {"replaces": [path]}
    assert todo.replaces[0].because
    assert todo.replaces[0].top == "manager"


@pytest.mark.parametrize(
    ("before", "after", "path"),
    [
        ({"clusterName": "a1"}, {"clusterName": "a2"}, "cluster_name"),
        ({}, {"clusterDescription": "night"}, "cluster_description"),
        ({"maxCount": 5}, {"maxCount": 6}, "max_count"),
        ({"deletionProtection": True}, {"deletionProtection": False}, "deletion_protection"),
        ({"growInterval": 2}, {"growInterval": 3}, "grow_interval"),
        (
            {"clusterCustomConfiguration": {"script": "https://a", "args": "x"}},
            {"clusterCustomConfiguration": {"script": "https://a", "args": "y"}},
            "cluster_custom_configuration.args",
        ),
        (
            {"schedulerSpec": {"enableTopologyAwareness": False}},
            {"schedulerSpec": {"enableTopologyAwareness": True}},
            "scheduler_spec.enable_topology_awareness",
        ),
    ],
)
def test_a_change_of_a_setting_happens_in_place(before: Program, after: Program, path: str) -> None:
    todo = change(before, after)
    assert paths(todo) == {"updates": [path]}
    assert not todo.empty


@pytest.mark.parametrize(
    ("before", "after", "path"),
    [
        ({"tags": {"team": "a"}}, {"tags": {"team": "b"}}, "tags"),
        ({"tags": {"team": "a"}}, {"tags": {}}, "tags"),
        (
            {"clusterCredentials": {"password": "Old1Old1"}},
            {"clusterCredentials": {"password": "New2New2"}},
            "cluster_credentials.password",
        ),
        (
            {"queues": [queue("compute", initialCount=1)]},
            {"queues": [queue("compute", initialCount=5)]},
            "queues[compute].initial_count",
        ),
    ],
)
def test_nobodys_cluster_dies_for_what_counts_only_at_its_creation(before: Program, after: Program, path: str) -> None:
    todo = change(before, after)
    assert paths(todo) == {"creation": [path]}
    assert todo.empty


def test_a_program_that_stays_as_it_is_changes_nothing() -> None:
    program = {
        "maxCount": 5,
        "tags": {"team": "render"},
        "manager": {"scheduler": {"type": "SLURM"}, "managerNode": {"dataDisks": [{"size": 40}]}},
        "queues": [queue("compute", computeNodes=[{"imageId": "m-1"}], vswitchIds=["vsw-1"])],
        "sharedStorages": [storage("/home")],
    }
    todo = change(program, program)
    assert todo.empty
    assert paths(todo) == {}


@pytest.mark.parametrize(
    ("told", "written"),
    [
        ({"manager": {"scheduler": {"type": "slurm22"}}}, {"manager": {"scheduler": {"type": "SLURM"}}}),
        ({"manager": {"dns": {"type": "nis"}}}, {"manager": {"dns": {"type": "NIS"}}}),
        ({"maxCount": "500"}, {"maxCount": 500}),
        ({"queues": [queue("a", interConnect="erdma")]}, {"queues": [queue("a", interConnect="eRDMA")]}),
    ],
)
def test_another_spelling_of_the_same_is_no_change(told: Program, written: Program) -> None:
    assert change(told, written).empty


def test_what_the_program_never_set_never_differs() -> None:
    old = {**REQUIRED, "maxCount": 100, "clientVersion": "2.0.31", "deletionProtection": True, "growInterval": 9}
    old |= {"manager": {"scheduler": {"type": "SLURM"}}, "queues": [queue("compute", maxCount=3)]}
    todo = plan(EhpcClusterArgs, old, {**REQUIRED, "queues": [queue("compute")]}, ["clusterVpcId", "clusterVswitchId"])
    assert todo.empty
    assert paths(todo) == {}


@pytest.mark.parametrize(
    ("after", "path"),
    [
        ({"deletionProtection": False}, "deletion_protection"),
        ({"maxCount": 0}, "max_count"),
        ({"clusterDescription": ""}, "cluster_description"),
        ({"enableScaleIn": False}, "enable_scale_in"),
        ({"monitorSpec": {"enableComputeLoadMonitor": False}}, "monitor_spec.enable_compute_load_monitor"),
    ],
)
def test_false_zero_and_the_empty_text_are_values(after: Program, path: str) -> None:
    todo = change({}, after)
    assert paths(todo) == {"updates": [path]}
    assert todo.updates[0].new is not None


def test_an_empty_list_is_a_value() -> None:
    todo = change({"queues": [queue("a", keepAliveNodes=["n1"])]}, {"queues": [queue("a", keepAliveNodes=[])]})
    assert paths(todo) == {"in items": ["queues[a].keep_alive_nodes"]}
    emptied = change({"queues": [queue("a"), queue("b")]}, {"queues": []})
    assert [item["queueName"] for item in emptied.items[0].removed] == ["a", "b"]
