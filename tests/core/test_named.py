"""The service's own paths, in the program's words: exactly where that is certain, honestly where it is not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from pulumi_ehpc._core.logic.named import named, under
from pulumi_ehpc._core.table.fields import Field, fields_of
from pulumi_ehpc.inputs import EhpcClusterArgs

NODE = {"InstanceType": "ecs.c7.xlarge", "ImageId": "m-1"}
SENT: dict[str, Any] = {
    "ClusterVpcId": "vpc-1",
    "ClusterCredentials": {"Password": "x"},
    "Manager": {"ManagerNode": {"ImageId": "m-0", "DataDisks": [{"MountDir": "/data"}]}},
    "Queues": [
        {"QueueName": "comp", "ComputeNodes": [NODE], "VSwitchIds": ["vsw-1", "vsw-2"]},
        {"QueueName": "big", "ComputeNodes": [{}, NODE]},
    ],
    "SharedStorages": [{"MountDirectory": "/home"}, {"MountDirectory": "/opt"}],
    "Addons": [{"Name": "Login", "ResourcesSpec": json.dumps({"EcsResources": [{"ImageId": "m-2"}]})}],
    "Tags": [{"key": "team", "value": "hpc"}],
}
UNSURE = " (E-HPC counts from 0 or from 1)"
PATHS = {
    "Queues.0.ComputeNodes.0.InstanceType": "queues[comp].compute_nodes[0].instance_type",
    "Queues.2.ComputeNodes.2.InstanceType": "queues[big].compute_nodes[1].instance_type",
    "Queues.1.QueueName": f"queues[big].queue_name or queues[comp].queue_name{UNSURE}",
    "Queues.1.ComputeNodes.1.InstanceType": "queues[big].compute_nodes[1].instance_type or "
    f"queues[comp].compute_nodes[0].instance_type{UNSURE}",
    "Queues[0].ComputeNodes[0].ImageId": "queues[comp].compute_nodes[0].image_id",
    "Queues[1].ComputeNodes[1].ImageId": "queues[big].compute_nodes[1].image_id",
    "Queues.N.ComputeNodes.N.ImageId": "queues[...].compute_nodes[...].image_id",
    "Queues.ComputeNodes.ImageId": "queues[...].compute_nodes[...].image_id",
    "Queues[].MaxCount": "queues[...].max_count",
    "Queues.9.MaxCount": "queues[...].max_count",
    "Queues.0.VSwitchIds.1": "queues[comp].vswitch_ids[1]",
    "Queues": "queues",
    "ComputeNodes": "",
    "Manager.ManagerNode.ImageId": "manager.manager_node.image_id",
    "Manager.ManagerNode.DataDisks.1.MountDir": "manager.manager_node.data_disks[0].mount_dir",
    "Manager.ManagerNode.EnableHt": "manager.manager_node.enable_ht",
    "Manager.ManagerNode.Nonsense": "manager.manager_node",
    "SharedStorages[0].MountDir": "shared_storages[/home].mount_directory",
    "SharedStorages.0.MountTarget": "shared_storages[/home].mount_target_domain",
    "ClusterCredentials.Password": "cluster_credentials.password",
    "Addons.1.ResourcesSpec": "addons[Login].resources_spec",
    "Tags.0.Key": "tags['team']",
    "ClusterVSwitchId": "cluster_vswitch_id",
    "DeleteProtection": "deletion_protection",
    "ClusterId": "",
}


@pytest.mark.parametrize(("told", "shown"), PATHS.items())
def test_a_path_of_the_service_is_shown_as_the_program_spells_it(told: str, shown: str) -> None:
    for text in (f"The specified parameter {told} is invalid.", f'The value of parameter "{told}" is not valid.'):
        assert named(EhpcClusterArgs, text, SENT) == shown


def each(cls: type, wire: str = "", python: str = "") -> Iterator[tuple[str, str, Field]]:
    for row in fields_of(cls):
        for name in filter(None, dict.fromkeys((row.wire, row.read))):
            here, there = f"{wire}{name}", f"{python}{row.python}"
            yield here, there, row
            if row.nested:
                # By the place of an item of which nothing was sent.
                some = ("[]", "[...]") if row.many else ("", "")
                yield from each(row.kind, f"{here}{some[0]}.", f"{there}{some[1]}.")


@pytest.mark.parametrize(("told", "shown"), [(told, shown) for told, shown, _ in each(EhpcClusterArgs)])
def test_every_field_of_the_table_is_found_by_each_of_its_names(told: str, shown: str) -> None:
    assert named(EhpcClusterArgs, f"The specified parameter {told} is invalid.", {}) == shown


@pytest.mark.parametrize(
    ("told", "sent", "shown"),
    [
        ("Queue.ComputeNodes.0.ImageId", {"Queue": SENT["Queues"][0]}, "queues[comp].compute_nodes[0].image_id"),
        ("ComputeNodes[0].ImageId", {"Queue": SENT["Queues"][0]}, "queues[comp].compute_nodes[0].image_id"),
        ("Queue.MaxCount", {"Queue": {"QueueName": "comp", "MaxCount": 1}}, "queues[comp].max_count"),
        ("Queue", {"Queue": {"QueueName": "comp"}}, ""),
    ],
)
def test_a_path_of_a_call_about_one_item_is_that_items(told: str, sent: Any, shown: str) -> None:
    assert named(EhpcClusterArgs, f"The specified parameter {told} is invalid.", sent, "queues[comp]") == shown


def test_words_of_a_sentence_are_no_paths_where_its_code_is_not_about_a_parameter() -> None:
    text = "Manager is busy. Queues are full. Tags, Addons, Queues.0.QueueName"
    assert named(EhpcClusterArgs, text, SENT, one_word=False) == "queues[comp].queue_name"


def test_what_a_code_is_about_is_found_wherever_it_was_sent() -> None:
    assert under(EhpcClusterArgs, "ImageId", SENT) == (
        "manager.manager_node.image_id, addons[Login].resources_spec, queues[comp].compute_nodes[0].image_id, "
        "queues[big].compute_nodes[1].image_id"
    )
    assert under(EhpcClusterArgs, "ImageId", {"ClusterId": "x", "Queue": SENT["Queues"][1]}, "queues[big]") == (
        "queues[big].compute_nodes[1].image_id"
    )
    assert under(EhpcClusterArgs, "ImageId", {"Queues": [{"QueueName": "a", "ComputeNodes": [NODE] * 7}]}).endswith(
        "queues[a].compute_nodes[4].image_id and 2 more"
    )
