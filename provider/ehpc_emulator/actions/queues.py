"""Queues and the nodes in them."""

from __future__ import annotations

from typing import Any

from .. import defaults
from ..clusters import Cluster
from ..errors import AgentError, InvalidParams
from ..world import World
from .call import Call, utc

LISTED = (
    "ComputeNodes", "EnableScaleIn", "EnableScaleOut", "MaxCount", "MaxCountPerCycle", "MinCount", "QueueName",
    "VSwitchIds",
)  # fmt: skip
ZONE = "cn-hangzhou-b"


def add(cluster: Cluster, given: dict[str, Any], world: World) -> None:
    """A queue as it is from now on, with the nodes that it starts with."""
    at = utc(world.clock.time())
    queue = _whole(given, cluster) | {"CreateTime": at, "UpdateTime": at}
    cluster.queues[queue["QueueName"]] = queue
    hardware = defaults.node(next(iter(queue["ComputeNodes"]), {}))
    for number in range(queue["InitialCount"]):
        cluster.nodes.append(
            {
                "InstanceId": world.ids.resource("i"),
                "Hostname": f"{queue['HostnamePrefix']}{number:03d}{queue['HostnameSuffix']}",
                "QueueName": queue["QueueName"],
                "AddTime": at,
                "VSwitchId": next(iter(queue["VSwitchIds"]), ""),
                **{name: hardware[name] for name in ("ImageId", "InstanceType", "InstanceChargeType", "EnableHT")},
                "SpotStrategy": hardware["SpotStrategy"],
            }
        )


def _whole(given: dict[str, Any], cluster: Cluster) -> dict[str, Any]:
    switch = cluster.settings["ClusterVSwitchId"]
    queue = defaults.QUEUE | {"VSwitchIds": [switch] if switch else []} | given
    if queue["MinCount"] > queue["MaxCount"]:
        raise InvalidParams("Queue.MinCount")
    if queue["InitialCount"] > queue["MaxCount"]:
        raise InvalidParams("Queue.InitialCount")
    return queue


def create_queue(call: Call) -> dict[str, Any]:
    cluster, given = call.changing(), call.need("Queue")
    if given["QueueName"] in cluster.queues:
        raise InvalidParams("Queue.QueueName (it exists)")
    add(cluster, given, call.world)
    call.done(cluster, given["QueueName"])
    return {"Name": given["QueueName"]}


def update_queue(call: Call) -> dict[str, Any]:
    """Replaces every field with the request (documented): what it leaves out is reset. It starts no nodes."""
    cluster, given = call.changing(), call.need("Queue")
    old = _queue(cluster, given["QueueName"])
    times = {"CreateTime": old["CreateTime"], "UpdateTime": utc(call.world.clock.time())}
    cluster.queues[given["QueueName"]] = _whole(given, cluster) | times
    call.done(cluster, given["QueueName"])
    return {"Success": True}


def get_queue(call: Call) -> dict[str, Any]:
    cluster = call.cluster()
    return {"Queue": _queue(cluster, call.need("QueueName"))}


def _queue(cluster: Cluster, name: str) -> dict[str, Any]:
    # A missing queue is InvalidParams (observed: the Terraform provider takes it as "gone").
    if name not in cluster.queues:
        raise InvalidParams("QueueName (no such queue)")
    return cluster.queues[name]


def list_queues(call: Call) -> dict[str, Any]:
    cluster, names = call.cluster(), call.params.get("QueueNames")
    queues = [queue for name, queue in cluster.queues.items() if not names or name in names]
    rows = [_row(cluster, queue) for queue in queues]
    paging = {"PageNumber": 1, "PageSize": max(10, len(rows)), "TotalCount": len(rows)}
    return {"ClusterId": cluster.id, "Queues": rows, **paging}


def _row(cluster: Cluster, queue: dict[str, Any]) -> dict[str, Any]:
    held = sum(node["QueueName"] == queue["QueueName"] for node in cluster.nodes)
    running = cluster.status == "running"
    counts = {"CreatingCounts": 0 if running else held, "RunningCounts": held if running else 0}
    shown = {name: queue[name] for name in (*LISTED, "CreateTime", "UpdateTime")}
    return shown | {"Nodes": {"ExceptionCounts": 0, **counts}, "TotalCores": 4 * held}


def delete_queues(call: Call) -> dict[str, Any]:
    """All or none. A queue with nodes is refused: they are to be deleted first (documented; code assumed)."""
    cluster, names = call.changing(), call.need("QueueNames")
    for name in names:
        _queue(cluster, name)
        if any(node["QueueName"] == name for node in cluster.nodes):
            raise AgentError(f"the queue {name} has nodes")
    for name in set(names):
        del cluster.queues[name]
    call.done(cluster, ",".join(names))
    return {"Success": True}


def list_nodes(call: Call) -> dict[str, Any]:
    cluster, params = call.cluster(), call.params
    running = cluster.status == "running"
    wanted = {"QueueName": params.get("QueueNames"), "Hostname": params.get("Hostnames")}
    rows = []
    for number, node in enumerate(cluster.nodes):
        row = _node(node, number, cluster) | {"Status": "running" if running else "initing"}
        filters = wanted | {"Status": params.get("Status"), "IpAddress": params.get("PrivateIpAddress")}
        if all(not values or row[name] in values for name, values in filters.items()):
            rows.append(row)
    if params.get("SortBy") == "HostName":
        rows.sort(key=lambda row: str(row["Hostname"]))
    if params.get("Sequence") == "Backward":
        rows.reverse()
    shown, paging = call.page(rows, 10)
    return {"Nodes": shown, **paging}


def _node(node: dict[str, Any], number: int, cluster: Cluster) -> dict[str, Any]:
    return {
        "Id": node["InstanceId"],
        "Hostname": node["Hostname"],
        "QueueName": node["QueueName"],
        "AddTime": node["AddTime"],
        "HtEnabled": node["EnableHT"],
        "ImageId": node["ImageId"],
        "InstanceType": node["InstanceType"],
        "IpAddress": f"10.0.{number // 250}.{number % 250 + 1}",
        "KeepAlive": node["Hostname"] in cluster.queues.get(node["QueueName"], {}).get("KeepAliveNodes", []),
        "SpotStrategy": node["SpotStrategy"],
        "StateInSched": "active",
        "TotalResources": {"Cpu": 4, "Gpu": 0, "Memory": 8192},
        "VSwitchId": node["VSwitchId"],
        "VpcId": cluster.settings["ClusterVpcId"],
        "ZoneId": ZONE,
        "ExpiredTime": "2099-12-31T15:59:00.000Z",
        "Reason": "",
    }
