"""One call of each action that changes a cluster, by the action's name: of a client, on a cluster id."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from alibabacloud_ehpc20240730 import models
from alibabacloud_ehpc20240730.client import Client

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
    "UnInstallAddon": lambda c, i: c.un_install_addon(models.UnInstallAddonRequest(cluster_id=i, addon_id="x")),
}
