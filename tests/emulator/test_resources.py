"""Queues, storages and software of a cluster, each through its whole life."""

from __future__ import annotations

from typing import Any

import pytest
from alibabacloud_ehpc20240730 import models
from alibabacloud_ehpc20240730.client import Client
from alibabacloud_tea_openapi.exceptions import ClientException

from emulator.calls import listed, made, status
from emulator.in_process import running

STORAGE = models.AttachSharedStoragesRequestSharedStorages
PACKAGE = models.InstallSoftwaresRequestAdditionalPackages


def test_a_queue_is_created_read_changed_listed_and_deleted(client: Client) -> None:
    cluster = made(client)
    node = models.NodeTemplate(instance_type="ecs.c7.large", image_id="m-1")
    queue = models.QueueTemplate(queue_name="comp", max_count=10, compute_nodes=[node], inter_connect="eRDMA")
    answer = client.create_queue(models.CreateQueueRequest(cluster_id=cluster, queue=queue)).body
    assert answer.name == "comp"

    read = client.get_queue(models.GetQueueRequest(cluster_id=cluster, queue_name="comp")).body.queue
    assert (read.max_count, read.inter_connect, read.v_switch_ids) == (10, "eRDMA", [])
    assert read.compute_nodes[0].instance_type == "ecs.c7.large"

    new = models.UpdateQueueRequestQueue(queue_name="comp", max_count=20)
    client.update_queue(models.UpdateQueueRequest(cluster_id=cluster, queue=new))
    (row,) = client.list_queues(models.ListQueuesRequest(cluster_id=cluster)).body.queues
    assert (row.queue_name, row.max_count, row.nodes.running_counts) == ("comp", 20, 0)

    client.delete_queues(models.DeleteQueuesRequest(cluster_id=cluster, queue_names=["comp"]))
    assert client.list_queues(models.ListQueuesRequest(cluster_id=cluster)).body.queues == []


def test_a_queue_name_is_taken_once(client: Client) -> None:
    cluster = made(client, queues=[models.QueueTemplate(queue_name="comp")])
    again = models.CreateQueueRequest(cluster_id=cluster, queue=models.QueueTemplate(queue_name="comp"))
    with pytest.raises(ClientException, match="QueueName"):
        client.create_queue(again)


def test_of_several_queues_all_are_deleted_or_none(client: Client) -> None:
    cluster = made(client, queues=[models.QueueTemplate(queue_name=name) for name in "ab"])
    with pytest.raises(ClientException):
        client.delete_queues(models.DeleteQueuesRequest(cluster_id=cluster, queue_names=["a", "none"]))
    assert client.list_queues(models.ListQueuesRequest(cluster_id=cluster)).body.total_count == 2


def test_a_queue_starts_with_its_initial_nodes() -> None:
    with running(clock="seconds:8") as emulator:
        client = emulator.sdk()
        queue = models.QueueTemplate(queue_name="comp", initial_count=3, hostname_prefix="n", hostname_suffix="x")
        cluster = made(client, queues=[queue])

        def nodes(**filters: Any) -> list[tuple[str, str]]:
            body = client.list_nodes(models.ListNodesRequest(cluster_id=cluster, **filters)).body
            return [(node.hostname, node.status) for node in body.nodes]

        assert nodes()[0] == ("n000x", "initing")
        emulator.time.passes(8)
        assert nodes() == [("n000x", "running"), ("n001x", "running"), ("n002x", "running")]
        assert nodes(sequence="Backward")[0][0] == "n002x"
        assert nodes(hostnames=["n001x"]) == [("n001x", "running")]
        assert nodes(queue_names=["other"]) == []
        assert nodes(page_size=2, page_number=2) == [("n002x", "running")]
        row = client.list_clusters(models.ListClustersRequest()).body.clusters[0]
        assert row.nodes.running_counts == 3


def attach(client: Client, cluster: str, **changes: str) -> None:
    storage = {
        "file_system_id": "0bd5", "mount_directory": "/data", "mount_target": "0bd5.nas", "protocol_type": "NFS",
        "storage_directory": "/", "volume_type": "nas",
    }  # fmt: skip
    wanted = [STORAGE(**{**storage, **changes})]
    client.attach_shared_storages(models.AttachSharedStoragesRequest(cluster_id=cluster, shared_storages=wanted))


def detach(client: Client, cluster: str, directory: str) -> None:
    gone = [models.DetachSharedStoragesRequestSharedStorages(mount_directory=directory)]
    client.detach_shared_storages(models.DetachSharedStoragesRequest(cluster_id=cluster, shared_storages=gone))


def test_storages_are_attached_listed_by_file_system_and_detached(client: Client) -> None:
    cluster = made(client)
    attach(client, cluster)
    attach(client, cluster, mount_directory="/more", mount_options="-t nfs -o vers=4.0,noresvport")
    attach(client, cluster, file_system_id="cpfs-1", mount_directory="/fast", volume_type="cpfs")
    body = client.list_shared_storages(models.ListSharedStoragesRequest(cluster_id=cluster)).body
    read = {fs.file_system_id: [mount.mount_directory for mount in fs.mount_info] for fs in body.shared_storages}
    assert read == {"0bd5": ["/data", "/more"], "cpfs-1": ["/fast"]}
    only = client.list_shared_storages(models.ListSharedStoragesRequest(cluster_id=cluster, file_system_type="cpfs"))
    assert [fs.file_system_protocol for fs in only.body.shared_storages] == ["cpfs"]
    detach(client, cluster, "/more")
    with pytest.raises(ClientException) as refused:
        detach(client, cluster, "/more")
    assert (refused.value.code, refused.value.status_code) == ("VolumeNotFound", 404)
    with pytest.raises(ClientException, match="MountDirectory"):
        attach(client, cluster)
    with pytest.raises(ClientException) as refused:
        attach(client, cluster, file_system_id="0bd5-missing", mount_directory="/x")
    assert refused.value.code == "VolumeNotFound"
    with pytest.raises(ClientException, match="MountOptions"):
        attach(client, cluster, mount_directory="/y", mount_options="-t nfs -o vers=3")


def installed(client: Client, cluster: str) -> dict[str, str]:
    # The SDK has no response parser for this call's nested list in every version: read the wire.
    body = client.list_installed_softwares(models.ListInstalledSoftwaresRequest(cluster_id=cluster)).body.to_map()
    assert isinstance(body["TotalCount"], str)
    rows = body["AdditionalPackages"]["AdditionalPackageInfos"]
    return {f"{row['Name']} {row['Version']}": row["Status"] for row in rows}


def test_software_is_installing_then_installed_then_gone() -> None:
    with running(clock="seconds:8") as emulator:
        client = emulator.sdk()
        cluster = made(client)
        emulator.time.passes(8)
        status(client, cluster)
        package = [PACKAGE(name="mpich", version="4.0.3"), PACKAGE(name="gromacs", version="")]
        client.install_softwares(models.InstallSoftwaresRequest(cluster_id=cluster, additional_packages=package))
        assert installed(client, cluster) == {"mpich 4.0.3": "Installing", "gromacs ": "Installing"}
        emulator.time.passes(2)
        assert installed(client, cluster) == {"mpich 4.0.3": "Installed", "gromacs ": "Installed"}
        gone = [models.UninstallSoftwaresRequestAdditionalPackages(name="mpich", version="4.0.3")]
        client.uninstall_softwares(models.UninstallSoftwaresRequest(cluster_id=cluster, additional_packages=gone))
        assert [row["Name"] for row in listed(client, cluster)["AdditionalPackages"]] == ["gromacs"]


def test_another_version_of_a_package_takes_its_place(client: Client) -> None:
    cluster = made(client)
    for version in ("3.4.3", "4.0.3"):
        package = [PACKAGE(name="mpich", version=version)]
        client.install_softwares(models.InstallSoftwaresRequest(cluster_id=cluster, additional_packages=package))
    assert installed(client, cluster) == {"mpich 4.0.3": "Installed"}
