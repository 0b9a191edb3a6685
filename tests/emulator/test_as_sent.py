"""What comes back as it was sent: the Terraform provider's acceptance tests would not end with an empty plan else."""

from __future__ import annotations

from typing import Any

import pytest
from alibabacloud_ehpc20240730 import models
from alibabacloud_ehpc20240730.client import Client

from emulator.calls import made, shown

OPTIONS = "-t nfs -o vers=3,nolock,proto=tcp,noresvport"
DISK = {"Category": "cloud_essd", "Level": "PL0", "Size": 40}
HARDWARE = {"ImageId": "centos_7_6_x64_20G_alibase_20211130.vhd", "InstanceType": "ecs.c6.xlarge", "SystemDisk": DISK}
PAY_AS_YOU_GO = {**HARDWARE, "InstanceChargeType": "PostPaid", "SpotStrategy": "NoSpot"}
TERM = {"Period": 1, "PeriodUnit": "Month", "AutoRenew": True, "AutoRenewPeriod": 1}
SUBSCRIPTION = {**HARDWARE, **TERM, "InstanceChargeType": "PrePaid"}
NIS = {"Type": "nis", "Version": "1.0"}


def queue(client: Client, cluster: str) -> dict[str, Any]:
    answer = client.get_queue(models.GetQueueRequest(cluster_id=cluster, queue_name="comp"))
    return dict(answer.body.queue.to_map())


@pytest.mark.parametrize("node", [PAY_AS_YOU_GO, SUBSCRIPTION], ids=["pay-as-you-go", "subscription"])
def test_a_manager_node_has_what_was_sent_and_no_default(client: Client, node: dict[str, Any]) -> None:
    manager = models.CreateClusterRequestManager().from_map({"ManagerNode": node})
    read = shown(client, made(client, manager=manager))["Manager"]["ManagerNode"]
    assert {name: value for name, value in read.items() if name not in ("InstanceId", "ExpiredTime")} == node


def test_the_services_of_the_manager_keep_their_versions_whole(client: Client) -> None:
    services = {"Scheduler": {"Type": "SLURM", "Version": "22.05.8"}, "DNS": NIS, "DirectoryService": NIS}
    cluster = made(client, manager=models.CreateClusterRequestManager().from_map(services))
    read = shown(client, cluster)["Manager"]
    assert {name: read[name]["Version"] for name in services} == {
        name: service["Version"] for name, service in services.items()
    }
    assert (read["DNS"]["Type"], read["DirectoryService"]["Type"]) == ("nis", "nis")


def test_what_says_what_a_cluster_is_is_answered_as_it_was_sent(client: Client) -> None:
    cluster = made(client, cluster_category="Standard", cluster_mode="Integrated", security_group_id="sg-1")
    read = shown(client, cluster)
    assert (read["ClusterName"], read["ClusterCategory"], read["ClusterMode"]) == ("demo", "Standard", "Integrated")
    assert (read["ClusterVpcId"], read["ClusterVSwitchId"], read["SecurityGroupId"]) == ("vpc-1", "vsw-1", "sg-1")


def test_a_false_of_the_monitor_and_of_the_scheduler_is_answered(client: Client) -> None:
    cluster = made(client)
    off = {"MonitorSpec": {"EnableComputeLoadMonitor": False}, "SchedulerSpec": {"EnableTopologyAwareness": False}}
    client.update_cluster(models.UpdateClusterRequest().from_map({"ClusterId": cluster, **off}))
    read = shown(client, cluster)
    assert read["MonitorSpec"]["EnableComputeLoadMonitor"] is False
    assert read["SchedulerSpec"]["EnableTopologyAwareness"] is False


def test_a_mount_keeps_its_protocol_and_its_options_whole(client: Client) -> None:
    sent = [
        models.SharedStorageTemplate(
            file_system_id="008b", mount_directory=directory, mount_options=OPTIONS, mount_target_domain="008b.nas",
            nasdirectory="/", protocol_type="NFS",
        )
        for directory in ("/home", "/ehpcdata")
    ]  # fmt: skip
    cluster = made(client, shared_storages=sent)
    (shared,) = client.list_shared_storages(models.ListSharedStoragesRequest(cluster_id=cluster)).body.shared_storages
    assert {(mount.protocol_type, mount.mount_options) for mount in shared.mount_info} == {("NFS", OPTIONS)}
    read = {mount.mount_directory: mount.storage_directory for mount in shared.mount_info}
    assert read == {"/home": f"//{cluster}/home", "/ehpcdata": "/"}


def test_a_queue_is_read_at_once_as_it_was_sent_also_with_empty_values(client: Client) -> None:
    cluster = made(client)
    sent = {
        "QueueName": "comp",
        "InterConnect": "eRDMA",
        "VSwitchIds": ["vsw-3", "vsw-1", "vsw-2"],
        "ComputeNodes": [{**PAY_AS_YOU_GO, "PeriodUnit": ""}],
    }
    request = models.CreateQueueRequest(cluster_id=cluster, queue=models.QueueTemplate().from_map(sent))
    client.create_queue(request)
    read = queue(client, cluster)
    assert (read["InterConnect"], read["VSwitchIds"]) == ("eRDMA", ["vsw-3", "vsw-1", "vsw-2"])
    assert read["ComputeNodes"][0].items() >= PAY_AS_YOU_GO.items()

    emptied = models.UpdateQueueRequestQueue().from_map({**sent, "VSwitchIds": []})
    client.update_queue(models.UpdateQueueRequest(cluster_id=cluster, queue=emptied))
    assert queue(client, cluster)["VSwitchIds"] == []
