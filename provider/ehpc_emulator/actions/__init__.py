"""One function per action: parse what is asked, ask the world, render the answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import addons, catalogue, clusters, creation, logs, queues, software, storages
from .call import Call

ACTIONS: dict[str, Callable[[Call], dict[str, Any]]] = {
    "CreateCluster": creation.create_cluster,
    "GetCluster": clusters.get_cluster,
    "ListClusters": clusters.list_clusters,
    "UpdateCluster": clusters.update_cluster,
    "DeleteCluster": clusters.delete_cluster,
    "CreateQueue": queues.create_queue,
    "UpdateQueue": queues.update_queue,
    "GetQueue": queues.get_queue,
    "ListQueues": queues.list_queues,
    "DeleteQueues": queues.delete_queues,
    "ListNodes": queues.list_nodes,
    "AttachSharedStorages": storages.attach_shared_storages,
    "DetachSharedStorages": storages.detach_shared_storages,
    "ListSharedStorages": storages.list_shared_storages,
    "InstallSoftwares": software.install_softwares,
    "UninstallSoftwares": software.uninstall_softwares,
    "ListInstalledSoftwares": software.list_installed_softwares,
    "ListSoftwares": software.list_softwares,
    "InstallAddon": addons.install_addon,
    "UnInstallAddon": addons.uninstall_addon,
    "GetAddon": addons.get_addon,
    "ListAddons": addons.list_addons,
    "ListAddonTemplates": addons.list_addon_templates,
    "DescribeAddonTemplate": addons.describe_addon_template,
    "ListCommonLogs": logs.list_common_logs,
    "GetCommonLogDetail": logs.get_common_log_detail,
    "ListRegions": catalogue.list_regions,
    "ListAvailableImages": catalogue.list_available_images,
    "ListAvailableFileSystems": catalogue.list_available_file_systems,
}

__all__ = ["ACTIONS", "Call"]
