"""Queues, and how many nodes they hold."""

from __future__ import annotations

from typing import Any

from .. import nodes, templates
from ..clusters import Cluster
from ..errors import ApiError, invalid
from ..facts import DEFAULTS
from ..world import World
from .call import Call, utc

# ListQueues shows no more of them, GetQueue all ("Up to five nodes are displayed": documented).
SHOWN = {"ComputeNodes": 5, "VSwitchIds": 3}
# Where ListQueues counts a node; one in any other state is on its way (assumed).
COUNTED = {"running": "RunningCounts", "exception": "ExceptionCounts"}


def add(cluster: Cluster, given: dict[str, Any], world: World) -> None:
    """A queue as it is from now on, with the nodes that it starts with."""
    at = utc(world.clock.time())
    queue = _whole(given) | {"CreateTime": at, "UpdateTime": at}
    cluster.queues[queue["QueueName"]] = queue
    nodes.add(
        cluster, queue, nodes.hardware_of(queue), at, nodes.machines(cluster, queue, queue["InitialCount"], world.ids)
    )


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
    counts = {"CreatingCounts": 0, "ExceptionCounts": 0, "RunningCounts": 0}
    for node in _nodes_in(cluster, queue["QueueName"]):
        counts[COUNTED.get(nodes.status(cluster, node), "CreatingCounts")] += 1
    cut = {name: queue[name][:count] for name, count in most.items()}
    cores = sum(counts.values()) * DEFAULTS["compute"]["fields"]["TotalResources"]["Cpu"]
    return queue | cut | {"Nodes": counts, "TotalCores": cores}


def _nodes_in(cluster: Cluster, name: str) -> list[nodes.Node]:
    return [node for node in cluster.nodes if node["QueueName"] == name]


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
