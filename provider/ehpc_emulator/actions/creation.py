"""CreateCluster: what is asked for, completed by what the service decides."""

from __future__ import annotations

from typing import Any

from .. import templates
from ..clusters import Cluster
from ..errors import ApiError, invalid
from ..facts import DEFAULTS
from ..stages import creation, doom
from . import addons, queues, software
from .call import Call

# CreateCluster takes both and ignores them (observed by the Terraform provider's authors).
IGNORED = ("GrowInterval", "IdleInterval")


def create_cluster(call: Call) -> dict[str, Any]:
    params, world = call.params, call.world
    _refuse_twins(params)
    if len(world.clusters) >= world.quota and len(world.of(call.account)) >= world.quota:
        raise ApiError("TooManyClusters")
    cluster = _cluster(call)
    _fill(cluster, call)
    steps = creation(cluster, made_group=not params.get("SecurityGroupId"))
    operation = call.begun(cluster, "making", steps)
    if call.doom:
        doom(cluster, operation, *call.doom)
    world.clusters[cluster.id] = cluster
    # The documented examples show one value for both ids.
    return {"Success": True, "ClusterId": cluster.id, "TaskId": call.request_id}


def _refuse_twins(params: dict[str, Any]) -> None:
    """Queue names and mount directories are the keys of their lists (assumed to be refused when repeated)."""
    for name, key in (("Queues", "QueueName"), ("SharedStorages", "MountDirectory")):
        seen = [item.get(key) for item in params.get(name, []) if item.get(key)]
        for place, value in enumerate(seen):
            if value in seen[:place]:
                raise invalid(f"{name}.{place}.{key}")


def _cluster(call: Call) -> Cluster:
    params, ids = templates.told(call.params), call.world.ids
    cluster_id, at = ids.cluster(), call.world.clock.time()
    fixed = {name: params.get(name, default) for name, default in DEFAULTS["cluster"]["fields"].items()}
    # Documented: where no security group is named, one is made.
    fixed |= {"ClusterName": None, "SecurityGroupId": params.get("SecurityGroupId") or ids.resource("sg")}
    heard = {name: value for name, value in params.items() if name not in IGNORED}
    given = params.get("ClusterCredentials", {})
    kinds = [kind for kind, name in (("password", "Password"), ("keypair", "KeyPairName")) if given.get(name)]
    tags = [{"Key": tag["Key"], "Value": tag.get("Value", "")} for tag in params.get("Tags", [])]
    return Cluster(cluster_id, call.account, at, at, fixed | templates.settings(heard, fixed), {}, kinds, tags)


def _fill(cluster: Cluster, call: Call) -> None:
    params, ids, now = call.params, call.world.ids, call.world.clock.time()
    wanted = params.get("Manager", {})
    cluster.manager = templates.manager(wanted)
    # A serverless cluster has a manager node only when one is asked for (assumed).
    if not cluster.serverless or "ManagerNode" in wanted:
        node = templates.node(wanted.get("ManagerNode", {}))
        cluster.manager["ManagerNode"] = node | {"InstanceId": ids.resource("i")}
    cluster.storages = [templates.storage(entry) for entry in params.get("SharedStorages", [])]
    cluster.packages = [software.installed(package, now) for package in params.get("AdditionalPackages", [])]
    for queue in params.get("Queues", []):
        queues.add(cluster, queue, call.world)
    for place, addon in enumerate(params.get("Addons", [])):
        cluster.addons.append(addons.make(addon, f"Addons.{place}.", ids, now))
