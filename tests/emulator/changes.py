"""One call of each action that changes a cluster, by the action's name: of a client, on a cluster id."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from alibabacloud_ehpc20240730 import models
from alibabacloud_ehpc20240730.client import Client


def _node(client: Client, cluster: str) -> str:
    nodes = client.list_nodes(models.ListNodesRequest(cluster_id=cluster)).body.nodes
    return str(nodes[0].id) if nodes else "i-none"


CHANGES: dict[str, Callable[[Client, str], Any]] = {
    "UpdateCluster": lambda c, i: c.update_cluster(models.UpdateClusterRequest(cluster_id=i)),
    "CreateQueue": lambda c, i: c.create_queue(
        models.CreateQueueRequest(cluster_id=i, queue=models.QueueTemplate(queue_name="q"))
    ),
    "UpdateQueue": lambda c, i: c.update_queue(
        models.UpdateQueueRequest(cluster_id=i, queue=models.UpdateQueueRequestQueue(queue_name="comp"))
    ),
    "DeleteQueues": lambda c, i: c.delete_queues(models.DeleteQueuesRequest(cluster_id=i, queue_names=["comp"])),
    "AttachSharedStorages": lambda c, i: c.attach_shared_storages(
        models.AttachSharedStoragesRequest(
            cluster_id=i,
            shared_storages=[
                models.AttachSharedStoragesRequestSharedStorages(
                    file_system_id="0bd5",
                    mount_directory="/data",
                    mount_target="0bd5.nas",
                    protocol_type="NFS",
                    storage_directory="/",
                    volume_type="nas",
                )
            ],
        )
    ),
    "DetachSharedStorages": lambda c, i: c.detach_shared_storages(
        models.DetachSharedStoragesRequest(
            cluster_id=i,
            shared_storages=[models.DetachSharedStoragesRequestSharedStorages(mount_directory="/home")],
        )
    ),
    "InstallSoftwares": lambda c, i: c.install_softwares(
        models.InstallSoftwaresRequest(
            cluster_id=i,
            additional_packages=[models.InstallSoftwaresRequestAdditionalPackages(name="mpich", version="4.0.3")],
        )
    ),
    "UninstallSoftwares": lambda c, i: c.uninstall_softwares(
        models.UninstallSoftwaresRequest(
            cluster_id=i,
            additional_packages=[models.UninstallSoftwaresRequestAdditionalPackages(name="mpich", version="4.0.3")],
        )
    ),
    "InstallAddon": lambda c, i: c.install_addon(
        models.InstallAddonRequest(
            cluster_id=i, addon_name="Login", addon_version="1.0", resources_spec="{}", services_spec="[]"
        )
    ),
    "CreateUsers": lambda c, i: c.create_users(
        models.CreateUsersRequest(
            cluster_id=i, user=[models.CreateUsersRequestUser(user_name="ada", group="users", password="Secret123!")]
        )
    ),
    "UpdateUser": lambda c, i: c.update_user(
        models.UpdateUserRequest(cluster_id=i, user_name="theirs", group="wheel", password="Secret456!")
    ),
    "DeleteUsers": lambda c, i: c.delete_users(
        models.DeleteUsersRequest(cluster_id=i, user=[models.DeleteUsersRequestUser(user_name="theirs")])
    ),
    "CreateNodes": lambda c, i: c.create_nodes(
        models.CreateNodesRequest(
            cluster_id=i, queue_name="comp", count=1, compute_node=models.NodeTemplate(instance_type="ecs.c7.xlarge")
        )
    ),
    "AttachNodes": lambda c, i: c.attach_nodes(
        models.AttachNodesRequest(
            cluster_id=i,
            queue_name="comp",
            compute_node=models.AttachNodesRequestComputeNode(image_id="m-1", instance_ids=["i-1"]),
        )
    ),
    "UpdateNodes": lambda c, i: c.update_nodes(
        models.UpdateNodesRequest(
            cluster_id=i, instances=[models.UpdateNodesRequestInstances(instance_id=_node(c, i), keep_alive=True)]
        )
    ),
    "DeleteNodes": lambda c, i: c.delete_nodes(models.DeleteNodesRequest(cluster_id=i, instance_ids=[_node(c, i)])),
    "UnInstallAddon": lambda c, i: c.un_install_addon(models.UnInstallAddonRequest(cluster_id=i, addon_id="x")),
}
