"""CreateCluster: what is asked for, completed by what the service decides."""

from __future__ import annotations

from typing import Any

from .. import defaults
from ..clusters import Cluster, Operation
from ..errors import InvalidParams, TooManyClusters
from ..stages import creation, doom
from . import addons, queues, software, storages
from .call import Call

# Taken from the call as they are. CreateCluster takes GrowInterval and IdleInterval and ignores them (observed by
# the Terraform provider's authors): they are not here.
TAKEN = (
    "ClientVersion",
    "ClusterCustomConfiguration",
    "ClusterDescription",
    "ClusterName",
    "DeletionProtection",
    "MaxCoreCount",
    "MaxCount",
)


def create_cluster(call: Call) -> dict[str, Any]:
    params, world = call.params, call.world
    _refuse_twins(params)
    if len(world.of(call.account)) >= world.quota:
        raise TooManyClusters
    cluster = _cluster(call)
    _fill(cluster, call)
    made_group = not params.get("SecurityGroupId")
    steps = creation(cluster, made_group=made_group)
    at = world.clock.time()
    operation = Operation(call.request_id, call.action, cluster.id, call.account, at, steps, progress=0.0)
    if call.doom:
        stage, message = call.doom
        doom(cluster, operation, stage, message or f"The stage {stage} failed.")
    cluster.begin("making", at, call.request_id)
    world.record(operation)
    world.clusters[cluster.id] = cluster
    # Documented examples show one value for both ids.
    return {"Success": True, "ClusterId": cluster.id, "TaskId": call.request_id}


def _refuse_twins(params: dict[str, Any]) -> None:
    """Queue names and mount directories are the keys of their lists (assumed to be refused when repeated)."""
    for name, key in (("Queues", "QueueName"), ("SharedStorages", "MountDirectory")):
        seen = [item.get(key) for item in params.get(name, []) if item.get(key)]
        for place, value in enumerate(seen):
            if value in seen[:place]:
                raise InvalidParams(f"{name}.{place}.{key}")


def _cluster(call: Call) -> Cluster:
    params, ids = call.params, call.world.ids
    cluster_id, at = ids.cluster(), call.world.clock.time()
    settings = defaults.UPDATABLE | {name: params[name] for name in TAKEN if name in params}
    settings |= {
        "ClientVersion": settings["ClientVersion"] or defaults.LATEST_CLIENT,
        "ClusterName": settings["ClusterName"] or cluster_id,
        "ClusterCategory": params.get("ClusterCategory") or defaults.CATEGORY,
        "ClusterMode": params.get("ClusterMode") or defaults.MODE,
        "ClusterVpcId": params.get("ClusterVpcId", ""),
        "ClusterVSwitchId": params.get("ClusterVSwitchId", ""),
        "ResourceGroupId": params.get("ResourceGroupId") or defaults.RESOURCE_GROUP,
        "SecurityGroupId": params.get("SecurityGroupId") or ids.resource("sg"),
    }
    given = params.get("ClusterCredentials", {})
    kinds = [kind for kind, name in (("password", "Password"), ("keypair", "KeyPairName")) if given.get(name)]
    tags = [{"Key": tag.get("Key", ""), "Value": tag.get("Value", "")} for tag in params.get("Tags", [])]
    return Cluster(cluster_id, call.account, at, at, settings, {}, kinds, tags)


def _fill(cluster: Cluster, call: Call) -> None:
    params, ids = call.params, call.world.ids
    cluster.manager = _manager(cluster, params.get("Manager", {}), call)
    for entry in params.get("SharedStorages", []):
        cluster.storages.append(storages.from_template(entry))
    for queue in params.get("Queues", []):
        queues.add(cluster, queue, call.world)
    now = call.world.clock.time()
    cluster.packages = [software.installed(package, now) for package in params.get("AdditionalPackages", [])]
    for place, addon in enumerate(params.get("Addons", [])):
        cluster.addons.append(addons.make(addon, f"Addons.{place}.", ids, now))


def _manager(cluster: Cluster, given: dict[str, Any], call: Call) -> dict[str, Any]:
    def told(name: str) -> dict[str, Any]:
        return {key: value for key, value in given.get(name, {}).items() if value != ""}

    manager = {
        "Scheduler": defaults.SCHEDULER | told("Scheduler"),
        "DNS": defaults.NAME_SERVICE | told("DNS"),
        "DirectoryService": defaults.NAME_SERVICE | told("DirectoryService"),
    }
    # A serverless cluster has a manager node only when one is asked for (assumed).
    if cluster.settings["ClusterCategory"] == "Standard" or "ManagerNode" in given:
        node = defaults.node(given.get("ManagerNode", {}))
        manager["ManagerNode"] = node | {"InstanceId": call.world.ids.resource("i")}
    return manager
