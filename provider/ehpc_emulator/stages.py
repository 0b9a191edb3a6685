"""What an operation goes through, in three levels as GetCommonLogDetail tells it: action, stage, method.

ConfigNetwork / CreateSecurityGroup is the documented example; the other names are assumed in its manner.
"""

from __future__ import annotations

from .clusters import Cluster, Operation

CREATION = (
    "ConfigNetwork",
    "CreateManager",
    "MountSharedStorages",
    "ConfigScheduler",
    "CreateQueues",
    "InstallSoftware",
    "InstallAddons",
    "RunScript",
)


def creation(cluster: Cluster, *, made_group: bool) -> list[list[str]]:
    """The steps of making this very cluster: none for what it doesn't have."""
    settings, manager = cluster.settings, cluster.manager
    group, node = settings["SecurityGroupId"], manager.get("ManagerNode")
    steps = []
    if made_group:
        steps.append(["ConfigNetwork", "CreateSecurityGroup", group, f"Successfully created security group {group}"])
    steps.append(["ConfigNetwork", "AuthorizeSecurityGroup", group, f"Successfully authorized {group}"])
    if node:
        made = node["InstanceId"]
        steps.append(["CreateManager", "RunInstances", made, f"Successfully created manager node {made}"])
    for storage in cluster.storages:
        where, what = storage["MountDirectory"], storage["FileSystemId"]
        steps.append(["MountSharedStorages", "MountFileSystem", what, f"Successfully mounted {what} to {where}"])
    scheduler = manager["Scheduler"]["Type"]
    steps.append(["ConfigScheduler", "InstallScheduler", scheduler, f"Successfully configured {scheduler}"])
    steps += [["CreateQueues", "CreateQueue", name, f"Successfully created queue {name}"] for name in cluster.queues]
    for package in cluster.packages:
        name = f"{package['Name']} {package['Version']}".strip()
        steps.append(["InstallSoftware", "InstallPackage", package["Name"], f"Successfully installed {name}"])
    for addon in cluster.addons:
        steps.append(["InstallAddons", "InstallAddon", addon["AddonId"], f"Successfully installed {addon['Name']}"])
    if settings["ClusterCustomConfiguration"]:
        steps.append(["RunScript", "RunPostInstallScript", cluster.id, "Successfully ran the post-install script"])
    return steps


def release(cluster: Cluster) -> list[list[str]]:
    steps = [["ReleaseNodes", "DeleteInstances", cluster.id, "Successfully released the nodes"]]
    return [*steps, ["ReleaseNetwork", "ReleaseSecurityGroup", cluster.id, "Successfully released the network"]]


def doom(cluster: Cluster, operation: Operation, stage: str, message: str) -> None:
    """Let the creation fail at a stage, even at one that the cluster would not have had."""
    position = next((place for place, step in enumerate(operation.steps) if step[0] == stage), None)
    if position is None:
        later = CREATION[CREATION.index(stage) + 1 :]
        position = next((at for at, step in enumerate(operation.steps) if step[0] in later), len(operation.steps))
        operation.steps.insert(position, [stage, stage, cluster.id, ""])
    operation.steps[position][3] = operation.message = message
    cluster.fails_at = (position + 0.5) / len(operation.steps)
