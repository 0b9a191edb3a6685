"""A cluster in a few lines, as a list of hundreds shows it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from . import nodes
from .clusters import Cluster
from .world import World


def rows(world: World) -> dict[str, dict[str, Any]]:
    """Every cluster by its id, oldest first, each brought up to date."""
    for cluster in list(world.clusters.values()):
        world.settle(cluster)
    return {cluster.id: _row(cluster, world) for cluster in world.clusters.values()}


def _row(cluster: Cluster, world: World) -> dict[str, Any]:
    at_work: dict[str, Counter[str]] = {name: Counter() for name in cluster.queues}
    for node in cluster.nodes:
        at_work.setdefault(node["QueueName"], Counter())[nodes.status(cluster, node)] += 1
    return {
        "id": cluster.id,
        "name": cluster.settings["ClusterName"] or cluster.id,
        "status": cluster.status,
        "created": cluster.created,
        "protected": bool(cluster.settings["DeletionProtection"]),
        "queues": [{"name": name, "nodes": dict(counts)} for name, counts in at_work.items()],
        "storages": [storage.get("MountDirectory", "/") for storage in cluster.storages],
        "addons": [{"name": addon["Name"], "addresses": _addresses(addon)} for addon in cluster.addons],
        "users": len(cluster.users),
        **_stage(cluster, world),
    }


def _addresses(addon: dict[str, Any]) -> list[str]:
    return [service["ServiceAccessUrl"] for service in addon["ServicesSpec"]]


def _stage(cluster: Cluster, world: World) -> dict[str, Any]:
    """How far its creation or deletion is, and at what; where it failed, at what and why."""
    operation = world.operations.get(cluster.operation)
    if operation is None or not (cluster.phase or operation.failed is not None):
        return {"progress": 1.0, "stage": "", "message": ""}
    done = cluster.progress(world.clock) if cluster.phase else operation.progress
    place = int(done * len(operation.steps)) if operation.failed is None else operation.failed
    stage = operation.steps[min(place, len(operation.steps) - 1)][0] if operation.steps else ""
    message = operation.message if operation.failed is not None else ""
    return {"progress": round(done, 2), "stage": stage, "message": message}
