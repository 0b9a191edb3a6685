"""What a colleague in the console, or an accident, does behind a program's back: to a cluster, its users, its nodes."""

from __future__ import annotations

import copy
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from . import nodes, rules, templates, users
from .actions import queues, software
from .actions.call import utc
from .checked import checked, rebuilt
from .clusters import STATUSES, Cluster
from .parameters import typed

if TYPE_CHECKING:
    from .service import Service

OF_A_NODE: dict[str, type] = {"Status": str, "Reason": str, "KeepAlive": bool}


class Refused(Exception):
    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


def shown(cluster: Cluster) -> dict[str, Any]:
    return cluster.settings | {
        "ClusterId": cluster.id,
        "ClusterStatus": cluster.status,
        "Account": cluster.account,
        "ClusterCredentials": cluster.credentials,
        "Manager": cluster.manager,
        "Tags": cluster.tags,
        "queues": list(cluster.queues.values()),
        "storages": cluster.storages,
        "software": [{"Name": package["Name"], "Version": package["Version"]} for package in cluster.packages],
        "addons": cluster.addons,
        "nodes": cluster.nodes,
        "users": cluster.users,
        "prepaid_instances": [node for node in cluster.instances() if node["InstanceChargeType"] == "PrePaid"],
    }


def found(service: Service, cluster_id: str) -> Cluster:
    cluster = service.world.clusters.get(cluster_id)
    if cluster is None:
        raise Refused(404, f"no cluster {cluster_id[:80]}")
    service.world.settle(cluster)
    return cluster


def read(service: Service, cluster_id: str, _body: Any) -> Any:
    return shown(found(service, cluster_id))


def remove(service: Service, cluster_id: str, _body: Any) -> Any:
    service.world.remove(found(service, cluster_id))
    return {}


def change(service: Service, cluster_id: str, changes: Any) -> Any:
    """All of it or nothing."""
    cluster, now = copy.deepcopy(found(service, cluster_id)), service.clock.time()
    special = {"ClusterStatus": "", "Queues": [], "SharedStorages": [], "AdditionalPackages": [], "Tags": []}
    known = cluster.settings | special
    for name, value in changes.items():
        if name not in known:
            raise Refused(400, f"{name[:80]!r} can't be changed; these can: {', '.join(known)}")
        if type(value) is not type("" if known[name] is None else known[name]):
            raise Refused(400, f"{name} must be of the type of {known[name]!r}")
    if changes.get("ClusterStatus", "running") not in STATUSES:
        raise Refused(400, f"ClusterStatus must be one of {', '.join(STATUSES)}")
    cluster.settings |= {name: value for name, value in changes.items() if name not in special}
    cluster.tags = changes.get("Tags", cluster.tags)
    if "SharedStorages" in changes:
        cluster.storages = [templates.storage(entry) for entry in changes["SharedStorages"]]
    if "AdditionalPackages" in changes:
        cluster.packages = [software.installed(entry, now) for entry in changes["AdditionalPackages"]]
    if "Queues" in changes:
        cluster.queues, cluster.nodes = {}, []
        for queue in changes["Queues"]:
            queues.add(cluster, queue, service.world)
    if changes.get("ClusterStatus") == "releasing":
        cluster.begin("releasing", now, "")
    elif "ClusterStatus" in changes:
        cluster.put(changes["ClusterStatus"])
    cluster.modified, service.world.dirty = now, True
    service.world.clusters[cluster.id] = rebuilt(Cluster, asdict(cluster))  # else the state could not be read again
    return shown(cluster)


def _parts(service: Service, path: str) -> tuple[Cluster, str]:
    """CLUSTER, or CLUSTER/NAME of something in it."""
    cluster_id, _, name = path.partition("/")
    return found(service, cluster_id), name


def put_user(service: Service, path: str, given: Any) -> Any:
    """A user more, or one that is there in another group; nobody asks for its password."""
    cluster, name = _parts(service, path)
    (user,) = typed("CreateUsers", {"ClusterId": cluster.id, "User": [given]})["User"]
    rules.check("CreateUsers", {"User": [user]})
    if name or user.keys() - {"UserName", "Group"}:
        raise Refused(400, 'a user is {"UserName", "Group"}, at users/CLUSTER')
    there = users.named(cluster, user["UserName"])
    if there is None:
        users.add(cluster, user, utc(service.clock.time()))
    elif user.get("Group"):
        there |= users.grouped(user["Group"])
    return _changed(service, cluster)


def remove_user(service: Service, path: str, _body: Any) -> Any:
    cluster, name = _parts(service, path)
    user = users.named(cluster, name)
    if user is None:
        raise Refused(404, f"no user {name[:80]!r} in {cluster.id}")
    cluster.users.remove(user)
    return _changed(service, cluster)


def put_node(service: Service, path: str, given: Any) -> Any:
    """At nodes/CLUSTER a running node more in a queue; at nodes/CLUSTER/ID what becomes of this one."""
    cluster, name = _parts(service, path)
    if name:
        _change_node(_node(cluster, name), given)
        return _changed(service, cluster)
    queue = cluster.queues.get(given.get("QueueName", ""))
    if queue is None or set(given) != {"QueueName"}:
        raise Refused(
            400, f'a node is {{"QueueName"}}, one of {", ".join(cluster.queues) or "none: there is no queue"}'
        )
    machines = nodes.machines(cluster, queue, 1, service.world.ids)
    (node,) = nodes.add(cluster, queue, nodes.hardware_of(queue), utc(service.clock.time()), machines)
    nodes.put(node, "running")
    return _changed(service, cluster)


def _change_node(node: nodes.Node, given: Any) -> None:
    for name, value in given.items():
        if name not in OF_A_NODE:
            raise Refused(400, f"{name[:80]!r} can't be changed; these can: {', '.join(OF_A_NODE)}")
        checked(OF_A_NODE[name], value, name)
    if given.get("Status", "running") not in nodes.STATUSES:
        raise Refused(400, f"Status must be one of {', '.join(nodes.STATUSES)}")
    if "Status" in given:
        nodes.put(node, given["Status"])
    node |= given


def remove_node(service: Service, path: str, _body: Any) -> Any:
    cluster, name = _parts(service, path)
    cluster.nodes.remove(_node(cluster, name))
    return _changed(service, cluster)


def _node(cluster: Cluster, name: str) -> nodes.Node:
    for node in cluster.nodes:
        if node["Id"] == name:
            return node
    raise Refused(404, f"no node {name[:80]!r} in {cluster.id}")


def _changed(service: Service, cluster: Cluster) -> Any:
    cluster.modified, service.world.dirty = service.clock.time(), True
    return shown(cluster)
