"""What an operation goes through, in three levels as GetCommonLogDetail tells it: action, stage, method.

ConfigNetwork / CreateSecurityGroup is the documented example; the other names are assumed in its manner.
"""

from __future__ import annotations

from collections.abc import Iterable

from .clusters import Cluster, Operation

CREATION = (
    *("ConfigNetwork", "CreateManager", "MountSharedStorages", "ConfigScheduler", "CreateQueues"),
    *("InstallSoftware", "InstallAddons", "RunScript"),
)


def creation(cluster: Cluster, *, made_group: bool) -> list[list[str]]:
    """The steps of making this very cluster: none for what it doesn't have."""
    group, node = cluster.settings["SecurityGroupId"], cluster.manager.get("ManagerNode")
    script = cluster.settings["ClusterCustomConfiguration"]
    scheduler = cluster.manager.get("Scheduler", {}).get("Type", "the scheduler")
    rows: list[tuple[str, str, Iterable[str], str]] = [
        ("ConfigNetwork", "CreateSecurityGroup", [group] if made_group else [], "created security group"),
        ("ConfigNetwork", "AuthorizeSecurityGroup", [group], "authorized"),
        ("CreateManager", "RunInstances", [node["InstanceId"]] if node else [], "created manager node"),
        ("MountSharedStorages", "Mount", [mount.get("MountDirectory", "/") for mount in cluster.storages], "mounted"),
        ("ConfigScheduler", "InstallScheduler", [scheduler], "configured"),
        ("CreateQueues", "CreateQueue", cluster.queues, "created queue"),
        ("InstallSoftware", "InstallPackage", [package["Name"] for package in cluster.packages], "installed"),
        ("InstallAddons", "InstallAddon", [addon["AddonId"] for addon in cluster.addons], "installed"),
        ("RunScript", "RunPostInstallScript", [cluster.id] if script else [], "ran the post-install script of"),
    ]
    made = ((stage, method, target, done) for stage, method, them, done in rows for target in them)
    return [[stage, method, target, f"Successfully {done} {target}"] for stage, method, target, done in made]


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
    operation.steps[position][3] = operation.message = message or f"The stage {stage} failed."
    cluster.fails_at = (position + 0.5) / len(operation.steps)
