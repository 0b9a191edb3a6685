"""The add-ons of a cluster, and how a login node is reached."""

from __future__ import annotations

import json
from typing import Any

import pytest
from alibabacloud_ehpc20240730 import models
from alibabacloud_ehpc20240730.client import Client
from alibabacloud_tea_openapi.exceptions import ClientException

from emulator.calls import listed, made
from emulator.in_process import InProcess

RESOURCES = {
    "EipResource": {"AutoCreate": True},
    "EcsResources": [{"InstanceType": "ecs.c7.xlarge", "ImageId": "m-1", "InstanceChargeType": "PostPaid"}],
}
SERVICES = [
    {
        "ServiceName": "SSH",
        "ServiceAccessType": "SSH",
        "NetworkACL": [{"IpProtocol": "TCP", "Port": 22, "SourceCidrIp": "10.0.0.0/8"}],
    }
]


def test_an_addon_is_installed_read_in_another_shape_and_removed(emulator: InProcess, client: Client) -> None:
    cluster = made(client)
    request = models.InstallAddonRequest(
        cluster_id=cluster, addon_name="Login", addon_version="1.0",
        resources_spec=json.dumps(RESOURCES), services_spec=json.dumps(SERVICES),
    )  # fmt: skip
    addon = client.install_addon(request).body.addon_id
    assert addon.startswith("Login-1.0-")
    with pytest.raises(ClientException, match="AddonName"):
        client.install_addon(request)

    read = client.get_addon(models.GetAddonRequest(cluster_id=cluster, addon_id=addon)).body.addon
    assert read.status == "Running"
    assert read.resources_spec.ecs_resources[0].image_id == "m-1"
    assert read.resources_spec.eip_resource.eip_address
    assert read.services_spec[0].network_acl[0].port == 22
    row = listed(client, cluster)["Addons"][0]
    assert set(row["ResourcesSpec"]) == {"EcsInstanceId", "EipInstanceId"}
    assert client.list_addons(models.ListAddonsRequest(cluster_id=cluster)).body.total_count == 1

    client.un_install_addon(models.UnInstallAddonRequest(cluster_id=cluster, addon_id=addon))
    assert client.list_addons(models.ListAddonsRequest(cluster_id=cluster)).body.addons == []
    with pytest.raises(ClientException, match="AddonId"):
        client.get_addon(models.GetAddonRequest(cluster_id=cluster, addon_id=addon))
    assert emulator.clusters()[0]["addons"] == []


def installed_addon(client: Client, cluster: str, resources: Any) -> Any:
    request = models.InstallAddonRequest(
        cluster_id=cluster, addon_name="Login", addon_version="1.0", services_spec="[]",
        resources_spec=json.dumps(resources),
    )  # fmt: skip
    made = client.install_addon(request).body.addon_id
    return client.get_addon(models.GetAddonRequest(cluster_id=cluster, addon_id=made)).body.addon


def test_a_login_node_tells_how_it_is_reached(client: Client) -> None:
    addon = installed_addon(client, made(client), {})
    public = addon.resources_spec.eip_resource.eip_address
    assert {service.service_name: service.service_access_url for service in addon.services_spec} == {
        "SSH": public,
        "VNC": f"https://{public}:12016",
        "CLIENT": f"https://{public}:12011",
    }


def test_a_login_node_has_no_public_address_where_none_is_wanted(client: Client) -> None:
    cluster = made(client)
    addon = installed_addon(client, cluster, {"EipResource": {"AutoCreate": False}})
    eip = addon.resources_spec.eip_resource
    assert (eip.auto_create, eip.eip_address, eip.eip_instance_id) == (False, None, None)
    assert addon.services_spec[0].service_access_url == addon.resources_spec.ecs_resources[0].private_ip_address
    assert set(listed(client, cluster)["Addons"][0]["ResourcesSpec"]) == {"EcsInstanceId"}
