"""Queues and the nodes in them."""

from __future__ import annotations

from typing import Any

from .. import templates
from ..clusters import Cluster
from ..errors import ApiError, invalid
from ..facts import DEFAULTS
from ..world import World
from .call import Call, utc

# What ListNodes tells of a node's hardware, by its name there.
HARDWARE = {name: name for name in ("ImageId", "InstanceChargeType", "InstanceType", "SpotStrategy")}
HARDWARE |= {"HtEnabled": "EnableHT"}
# ListQueues shows no more of them, GetQueue all ("Up to five nodes are displayed": documented).
SHOWN = {"ComputeNodes": 5, "VSwitchIds": 3}


def add(cluster: Cluster, given: dict[str, Any], world: World) -> None:
    """A queue as it is from now on, with the nodes that it starts with."""
    at = utc(world.clock.time())
    queue = _whole(given) | {"CreateTime": at, "UpdateTime": at}
    cluster.queues[queue["QueueName"]] = queue
    hardware = templates.node(next(iter(queue["ComputeNodes"]), {}))
    shared = templates.default("compute") | {
        **{name: hardware[key] for name, key in HARDWARE.items() if key in hardware},
        "AddTime": at,
        "QueueName": queue["QueueName"],
        "VpcId": cluster.settings["ClusterVpcId"],
        "VSwitchId": next(iter(queue["VSwitchIds"]), cluster.settings["ClusterVSwitchId"]),
    }
    for number in range(queue["InitialCount"]):
        host = f"{queue['HostnamePrefix']}{number:03d}{queue['HostnameSuffix']}"
        place = len(cluster.nodes)
        address = f"10.{place // 62_500}.{place // 250 % 250}.{place % 250 + 1}"
        cluster.nodes.append(shared | {"Id": world.ids.resource("i"), "Hostname": host, "IpAddress": address})


def _whole(given: dict[str, Any]) -> dict[str, Any]:
    queue = templates.queue(given)
    for name in ("MinCount", "InitialCount"):
        if queue[name] > queue["MaxCount"]:
            raise invalid(f"Queue.{name}")
    return queue


def create_queue(call: Call) -> dict[str, Any]:
    cluster, given = call.changing(), call.need("Queue")
    if given["QueueName"] in cluster.queues:
        raise invalid("Queue.QueueName (it exists)")
    add(cluster, given, call.world)
    call.done(cluster, given["QueueName"])
    return {"Name": given["QueueName"]}


def update_queue(call: Call) -> dict[str, Any]:
    """Replaces every field with the request (documented): what it leaves out is reset. It starts no nodes (assumed)."""
    cluster, given = call.changing(), call.need("Queue")
    old = _queue(cluster, given["QueueName"])
    times = {"CreateTime": old["CreateTime"], "UpdateTime": utc(call.world.clock.time())}
    cluster.queues[given["QueueName"]] = _whole(given) | times
    call.done(cluster, given["QueueName"])
    return {"Success": True}


def get_queue(call: Call) -> dict[str, Any]:
    return {"Queue": _queue(call.cluster(), call.need("QueueName"))}


def _queue(cluster: Cluster, name: str) -> dict[str, Any]:
    # A missing queue is InvalidParams (observed: the Terraform provider takes it as "gone").
    if name not in cluster.queues:
        raise invalid("QueueName (no such queue)")
    return cluster.queues[name]


def list_queues(call: Call) -> dict[str, Any]:
    return rows_of(call, SHOWN)


def rows_of(call: Call, most: dict[str, int]) -> dict[str, Any]:
    """ListQueues's answer, with that many items of these fields."""
    cluster, names = call.cluster(), call.params.get("QueueNames")
    rows = [_row(cluster, queue, most) for name, queue in cluster.queues.items() if not names or name in names]
    paging = {"PageNumber": 1, "PageSize": max(10, len(rows)), "TotalCount": len(rows)}
    return {"ClusterId": cluster.id, "Queues": rows, **paging}


def _row(cluster: Cluster, queue: dict[str, Any], most: dict[str, int]) -> dict[str, Any]:
    held = _nodes_in(cluster, queue["QueueName"])
    kind = "RunningCounts" if cluster.status == "running" else "CreatingCounts"
    counts = {"CreatingCounts": 0, "ExceptionCounts": 0, "RunningCounts": 0} | {kind: held}
    cut = {name: queue[name][:count] for name, count in most.items()}
    return queue | cut | {"Nodes": counts, "TotalCores": held * DEFAULTS["compute"]["fields"]["TotalResources"]["Cpu"]}


def _nodes_in(cluster: Cluster, name: str) -> int:
    return sum(node["QueueName"] == name for node in cluster.nodes)


def delete_queues(call: Call) -> dict[str, Any]:
    """All or none. A queue with nodes is refused: they are to be deleted first (documented; code assumed)."""
    cluster, names = call.changing(), call.need("QueueNames")
    for name in names:
        _queue(cluster, name)
        if _nodes_in(cluster, name):
            raise ApiError("AgentError")
    for name in set(names):
        del cluster.queues[name]
    call.done(cluster, ",".join(names))
    return {"Success": True}


def list_nodes(call: Call) -> dict[str, Any]:
    cluster, params = call.cluster(), call.params
    status = "running" if cluster.status == "running" else "initing"
    filters = {"QueueName": "QueueNames", "Hostname": "Hostnames", "Status": "Status", "IpAddress": "PrivateIpAddress"}
    rows = []
    for node in cluster.nodes:
        kept = cluster.queues.get(node["QueueName"], {}).get("KeepAliveNodes", [])
        row = node | {"KeepAlive": node["Hostname"] in kept, "Status": status}
        if all(not params.get(wanted) or row[name] in params[wanted] for name, wanted in filters.items()):
            rows.append(row)
    if params.get("SortBy") == "HostName":
        rows.sort(key=lambda row: str(row["Hostname"]))
    if params.get("Sequence") == "Backward":
        rows.reverse()
    shown, paging = call.page(rows)
    return {"Nodes": shown, **paging}
