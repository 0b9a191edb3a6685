"""Compute nodes: CreateNodes, AttachNodes, UpdateNodes, DeleteNodes, ListNodes."""

from __future__ import annotations

from typing import Any

from .. import nodes
from ..clusters import Cluster, Operation
from ..errors import ApiError, invalid
from .call import Call, utc

FILTERS = {"QueueName": "QueueNames", "Hostname": "Hostnames", "Status": "Status", "IpAddress": "PrivateIpAddress"}
ORDERS = {"addedtime": "AddTime", "hostname": "Hostname"}


def create_nodes(call: Call) -> dict[str, Any]:
    """Answers at once with the nodes that are being made (documented)."""
    cluster, params, number = call.changing(), call.params, call.need("Count")
    queue = _queue_for(call, cluster)
    if params.get("MinCount", 0) >= number:  # documented: Count is greater
        raise invalid("Count (not greater than MinCount)")
    hardware = params.get("ComputeNode") or nodes.hardware_of(queue)
    if not hardware.get("InstanceType"):
        raise ApiError("MissingParameter", "ComputeNode.InstanceType")  # where the queue has none either (assumed)
    told: dict[str, Any] = {name: params[name] for name in ("HostnamePrefix", "HostnameSuffix") if name in params}
    told |= {"VSwitchIds": [params["VSwitchId"]]} if params.get("VSwitchId") else {}
    machines = nodes.machines(cluster, queue | told, number, call.world.ids)
    if params.get("Hostnames"):
        machines = dict(zip(_own_names(call, cluster, number), machines.values(), strict=True))
    at = utc(call.world.clock.time())
    new = nodes.add(cluster, queue | told, hardware, at, machines)
    for node in new:
        node |= {"DeploymentSetId": params["DeploymentSetId"]} if params.get("DeploymentSetId") else {}
        node |= {"KeepAlive": params["KeepAlive"].lower() == "true"} if params.get("KeepAlive") else {}
    _begun(call, cluster, new, "making", "RunInstances")
    return {"InstanceIds": [node["Id"] for node in new], "Success": True}


def _queue_for(call: Call, cluster: Cluster) -> dict[str, Any]:
    """The queue of new nodes; that they need one is assumed."""
    name = call.need("QueueName")
    if name not in cluster.queues:
        raise invalid("QueueName (no such queue)")
    return cluster.queues[name]


def _own_names(call: Call, cluster: Cluster, number: int) -> list[str]:
    """As many as nodes, each once in the cluster (assumed)."""
    names = [str(name) for name in call.params["Hostnames"]]
    taken = {node["Hostname"] for node in cluster.nodes}
    if len(set(names)) != number or len(names) != number or taken & set(names):
        raise invalid("Hostnames")
    return names


def _begun(call: Call, cluster: Cluster, them: list[nodes.Node], phase: str, method: str) -> None:
    """A change that takes its time, of nodes and not of the cluster, which takes others meanwhile (assumed)."""
    at = cluster.modified = call.world.clock.time()
    for node in them:
        before = call.world.operations.get(node.get("Operation", ""))
        if before and before.finished is None:
            before.finished = at  # what is released is made no further
        nodes.begin(node, phase, at, call.request_id)
    steps = [[call.action, method, node["Id"], "ok"] for node in them]
    call.world.record(Operation(call.request_id, call.action, cluster.id, call.account, at, steps, progress=0.0))


def attach_nodes(call: Call) -> dict[str, Any]:
    """Machines that are there: stopped, in the VPC, of one type and in no cluster (documented; here they all are,
    but for the last)."""
    cluster, given = call.changing(), call.params["ComputeNode"]
    queue, wanted = _queue_for(call, cluster), given["InstanceIds"]
    held = {machine["InstanceId"] for other in call.world.clusters.values() for machine in other.instances()}
    if held & set(wanted) or len(set(wanted)) != len(wanted):
        raise invalid("ComputeNode.InstanceIds (in a cluster already)")
    hosts = nodes.machines(cluster, queue, len(wanted), call.world.ids)
    at, hardware = utc(call.world.clock.time()), {"ImageId": given["ImageId"]}
    new = nodes.add(cluster, queue, hardware, at, dict(zip(hosts, wanted, strict=True)))
    _begun(call, cluster, new, "making", "ReplaceSystemDisk")
    return {"Success": True}


def update_nodes(call: Call) -> dict[str, Any]:
    """All or none (assumed). What a node is told itself counts more than its queue's KeepAliveNodes (assumed)."""
    cluster, given = call.changing(), call.need("Instances")
    changing = [_node(cluster, row["InstanceId"], f"Instances.{place}.InstanceId") for place, row in enumerate(given)]
    if any(nodes.status(cluster, node) != "running" for node in changing):
        raise ApiError("InvalidNodeStatus")  # code documented, which states it is about assumed
    for node, row in zip(changing, given, strict=True):
        node |= {"KeepAlive": row["KeepAlive"]} if "KeepAlive" in row else {}
    call.done(cluster, ",".join(node["Id"] for node in changing))
    return {"Success": True}


def delete_nodes(call: Call) -> dict[str, Any]:
    """All or none (assumed), also those that are kept alive, which is about scaling (assumed)."""
    cluster, given = call.changing(), call.need("InstanceIds")
    leaving = [_node(cluster, machine, f"InstanceIds.{place}") for place, machine in enumerate(dict.fromkeys(given))]
    if any(nodes.status(cluster, node) == "releasing" for node in leaving):
        raise ApiError("InvalidNodeStatus")  # as of UpdateNodes (assumed)
    _begun(call, cluster, leaving, "releasing", "DeleteInstances")
    return {"Success": True, "TaskId": call.request_id}


def _node(cluster: Cluster, machine: str, path: str) -> nodes.Node:
    for node in cluster.nodes:
        if node["Id"] == machine:
            return node
    raise invalid(f"{path} (no such node)")  # assumed: as of a queue


def list_nodes(call: Call) -> dict[str, Any]:
    cluster = call.cluster()
    shown, _ = call.page(_rows(call, cluster))
    looked_at = {row["Id"] for row in shown}
    for node in cluster.nodes:
        if node.get("Phase") and node["Id"] in looked_at:
            node["Looks"] += 1
    # A look may end a release: what is gone by now is not shown any more.
    call.world.settle(cluster)
    shown, paging = call.page(_rows(call, cluster))
    return {"Nodes": shown, **paging}


def _rows(call: Call, cluster: Cluster) -> list[dict[str, Any]]:
    params, rows = call.params, []
    for node in cluster.nodes:
        kept = node["Hostname"] in cluster.queues.get(node["QueueName"], {}).get("KeepAliveNodes", [])
        row = {"KeepAlive": kept, **node, "Status": nodes.status(cluster, node)}
        if all(not params.get(wanted) or row[name] in params[wanted] for name, wanted in FILTERS.items()):
            rows.append(row)
    # In capitals or not: the SDK has AddedTime and HostName, the zh page addedtime and hostname.
    order = ORDERS.get(params.get("SortBy", "").lower(), "AddTime")
    rows.sort(key=lambda row: str(row[order]))
    if params.get("Sequence", "").lower() == "backward":
        rows.reverse()
    return rows
