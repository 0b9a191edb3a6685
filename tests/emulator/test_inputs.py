"""What CreateCluster and its kin refuse by their input, and what the refusal names."""

from __future__ import annotations

import json
from typing import Any

import pytest
from alibabacloud_ehpc20240730 import models
from alibabacloud_ehpc20240730.client import Client
from alibabacloud_tea_openapi.exceptions import ClientException

from emulator.calls import made, minimal
from emulator.in_process import InProcess
from emulator.wire import call

NODE = models.NodeTemplate
QUEUE = models.QueueTemplate
CREDENTIALS = models.CreateClusterRequestClusterCredentials
TAG = models.CreateClusterRequestTags


def manager(**node: Any) -> models.CreateClusterRequestManager:
    return models.CreateClusterRequestManager(manager_node=NODE(**node))


REFUSED: list[tuple[str, str, dict[str, Any]]] = [
    ("InvalidParams", "ClusterVpcId", {"cluster_vpc_id": "vpc-notfound"}),
    ("InvalidParams", "ClusterVpcId", {"cluster_vpc_id": "vsw-1"}),
    ("InvalidParams", "ClusterVSwitchId", {"cluster_vswitch_id": "vsw-missing"}),
    ("InvalidParams", "SecurityGroupId", {"security_group_id": "group"}),
    ("InvalidParams", "ClusterName", {"cluster_name": "x"}),
    ("InvalidParams", "ClusterDescription", {"cluster_description": "x" * 129}),
    ("InvalidParams", "ClusterCategory", {"cluster_category": "Premium"}),
    ("InvalidParams", "ClusterMode", {"cluster_mode": "Local"}),
    ("InvalidParams", "MaxCount", {"max_count": 5001}),
    ("InvalidParams", "MaxCoreCount", {"max_core_count": -1}),
    ("InvalidParams", "Tags", {"tags": [TAG(key=str(n), value="") for n in range(21)]}),
    ("InvalidParams", "Tags.1.Key", {"tags": [TAG(key="a"), TAG(key="acs:b")]}),
    ("InvalidParams", "Tags.0.Key", {"tags": [TAG(value="a")]}),
    ("InvalidParams", "Queues", {"queues": [QUEUE(queue_name=f"q{n}") for n in range(9)]}),
    ("InvalidParams", "Queues.0.QueueName", {"queues": [QUEUE(max_count=1)]}),
    ("InvalidParams", "Queues.1.QueueName", {"queues": [QUEUE(queue_name="q"), QUEUE(queue_name="q")]}),
    ("InvalidParams", "Queues.0.VSwitchIds", {"queues": [QUEUE(queue_name="q", v_switch_ids=["vpc-1"])]}),
    (
        "InvalidParams",
        "Queues.0.ComputeNodes.0.SystemDisk.Level",
        {"queues": [QUEUE(queue_name="q", compute_nodes=[NODE(system_disk=models.NodeTemplateSystemDisk(level="9"))])]},
    ),
    ("InvalidParams", "Queue.MinCount", {"queues": [QUEUE(queue_name="q", min_count=5, max_count=4)]}),
    ("InvalidParams", "Manager.ManagerNode.SpotStrategy", {"manager": manager(spot_strategy="Cheap")}),
    ("InvalidParams", "Manager.ManagerNode.Period", {"manager": manager(instance_charge_type="PrePaid")}),
    ("InvalidParams", "ClusterCredentials.Password", {"cluster_credentials": CREDENTIALS(password="lowercase")}),
    ("InvalidParams", "ClusterCredentials.KeyPairName", {"cluster_credentials": CREDENTIALS(key_pair_name="1x")}),
    ("InvalidParams", "Addons.0.Name", {"addons": [models.CreateClusterRequestAddons(name="Nope", version="1.0")]}),
    (
        "InvalidParams",
        "Addons.0.ResourcesSpec",
        {"addons": [models.CreateClusterRequestAddons(name="Login", version="1.0", resources_spec="{")]},
    ),
    ("KeyPairNotFound", "KeyPair", {"cluster_credentials": CREDENTIALS(key_pair_name="missing-pair")}),
    ("ImageNotFound", "image", {"manager": manager(image_id="m-missing")}),
    ("ImageNotFound", "image", {"queues": [QUEUE(queue_name="q", compute_nodes=[NODE(image_id="m-notfound")])]}),
]


@pytest.mark.parametrize(("code", "named", "inputs"), REFUSED)
def test_a_bad_input_is_refused_by_name_and_nothing_is_made(
    emulator: InProcess, client: Client, code: str, named: str, inputs: dict[str, Any]
) -> None:
    with pytest.raises(ClientException) as refused:
        client.create_cluster(minimal(**inputs))
    assert refused.value.code == code
    assert f" {named} " in refused.value.message
    assert emulator.clusters() == []


def test_what_the_terraform_provider_sends_for_unset_is_taken_as_unset(client: Client) -> None:
    node = NODE(
        instance_type="ecs.c6.xlarge", image_id="centos_7_6_x64_20G_alibase_20211130.vhd", spot_strategy="",
        instance_charge_type="", period=0, period_unit="", auto_renew_period=0, duration=0, spot_price_limit=0,
        system_disk=models.NodeTemplateSystemDisk(category="cloud_essd", size=0, level=""),
    )  # fmt: skip
    made(client, manager=models.CreateClusterRequestManager(manager_node=node))


@pytest.mark.parametrize(
    ("named", "params"),
    [
        ("ClusterNme", {"ClusterNme": "demo"}),
        ("ClientToken", {"ClientToken": "once"}),
        ("Queues.0.QueueNme", {"Queues": '[{"QueueName": "q", "QueueNme": "r"}]'}),
        ("Manager.ManagerNode.SystemDisk.Siz", {"Manager": '{"ManagerNode": {"SystemDisk": {"Siz": 40}}}'}),
        ("Manager.Dns", {"Manager": '{"Dns": {"Type": "NIS"}}'}),
        ("Tags.0.Name", {"Tags.1.Name": "team"}),
    ],
)
def test_an_unknown_parameter_is_refused_with_its_path(emulator: InProcess, named: str, params: dict[str, str]) -> None:
    status, body = call(emulator, "CreateCluster", params)
    assert (status, body["Code"]) == (400, "InvalidParams")
    assert f" {named} " in body["Message"]


@pytest.mark.parametrize(
    ("named", "params"),
    [
        ("MaxCount", {"MaxCount": "many"}),
        ("MaxCount", {"MaxCount": "1.5"}),
        ("MaxCount", {"MaxCount": "\u0661"}),
        ("DeletionProtection", {"DeletionProtection": "yes"}),
        ("Queues", {"Queues": "[{"}),
        ("Queues", {"Queues": '{"QueueName": "q"}'}),
        ("Queues.0", {"Queues": "[null]"}),
        ("Queues.0.MaxCount", {"Queues": '[{"QueueName": "q", "MaxCount": true}]'}),
        ("Queues.0.QueueName", {"Queues": '[{"QueueName": 7}]'}),
        ("Queues.0.EnableScaleIn", {"Queues": '[{"QueueName": "q", "EnableScaleIn": 1}]'}),
        ("Manager", {"Manager": "[]"}),
        ("Manager.ManagerNode.SpotPriceLimit", {"Manager": '{"ManagerNode": {"SpotPriceLimit": NaN}}'}),
        ("Tags.0x1", {"Tags.0x1.Key": "team"}),
        ("Tags", {"Tags.1.Key": "a", "Tags": "[]"}),
        ("ClusterName", {"ClusterName": "\udcff\udcfe"}),
    ],
)
def test_a_value_of_the_wrong_type_is_refused_by_name(emulator: InProcess, named: str, params: dict[str, str]) -> None:
    status, body = call(emulator, "CreateCluster", params)
    assert (status, body["Code"]) == (400, "InvalidParams")
    assert named in body["Message"] or "Manager" in body["Message"]
    assert emulator.clusters() == []


@pytest.mark.parametrize("action", ["GetCluster", "DeleteCluster", "ListQueues", "ListSharedStorages", "GetAddon"])
def test_a_mandatory_parameter_is_missed_by_name(emulator: InProcess, action: str) -> None:
    params = {"AddonId": "x"} if action == "GetAddon" else {}
    status, body = call(emulator, action, params)
    assert (status, body["Code"]) == (400, "MissingParameter")
    assert '"ClusterId"' in body["Message"]


def test_pages_have_the_documented_size(emulator: InProcess, client: Client) -> None:
    for size in (9, 101):
        with pytest.raises(ClientException, match="PageSize"):
            client.list_clusters(models.ListClustersRequest(page_size=size))
    with pytest.raises(ClientException, match="PageNumber"):
        client.list_clusters(models.ListClustersRequest(page_number=0))
    with pytest.raises(ClientException, match="ClusterIds"):
        client.list_clusters(models.ListClustersRequest(cluster_ids=[str(n) for n in range(21)]))


def test_no_error_repeats_a_value_that_was_sent(emulator: InProcess) -> None:
    for params in (
        {"ClusterCredentials": json.dumps({"Password": "hunter2hunter2"})},
        {"ClusterCredentials": '{"Password": "hunter2hunter2'},
        {"ClusterCredentials.Passwort": "hunter2hunter2"},
    ):
        status, body = call(emulator, "CreateCluster", params)
        assert status == 400
        assert "hunter2" not in json.dumps(body)
    assert "hunter2" not in json.dumps(emulator.journal())
