"""The compute nodes of a cluster, and how a queue gets rid of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .._core.table.calls import Call, Emptying, need
from .._core.table.rows import all_rows
from ..errors import RELEASE_NODES, filled, hint_for

_AT_ONCE = 100
"""Nodes that one call releases; how many it takes is not documented."""


def listed_nodes(call: Call, cluster_id: str, **only: Sequence[str] | None) -> list[dict[str, Any]]:
    """All rows of ListNodes. only: QueueNames, Hostnames, Status."""
    return all_rows(call, "ListNodes", {"ClusterId": cluster_id, **only}, "Nodes", size=100)


def nodes_of(call: Call, cluster_id: str, queue: str | None = None) -> list[dict[str, Any]]:
    """Those of a queue, or all. A list that was not asked for that queue alone would end others' jobs: where one is
    named, each row has to say whose it is."""
    rows = listed_nodes(call, cluster_id, QueueNames=[queue] if queue else None)
    return [row for row in rows if not queue or need(row, "QueueName", "ListNodes") == queue]


def release(call: Call, cluster_id: str, ids: Sequence[str]) -> None:
    """Their jobs end."""
    for first in range(0, len(ids), _AT_ONCE):
        call("DeleteNodes", {"ClusterId": cluster_id, "InstanceIds": list(ids[first : first + _AT_ONCE])})


def _held(call: Call, cluster_id: str, queue: str) -> dict[str, str]:
    rows = nodes_of(call, cluster_id, queue)
    return {need(row, "Id", "ListNodes"): str(row.get("Hostname") or row["Id"]) for row in rows}


def _instead(program: str, cluster_id: str, queue: str, by_program: bool) -> str:
    told = {"program": program, "ClusterId": cluster_id, "QueueNames": queue}
    return hint_for("AgentError", "DeleteQueues", sent=told) if by_program else f"{filled(RELEASE_NODES, told)}."


EMPTYING = Emptying("deleteNodes", {"enableScaleOut": False, "minCount": 0}, _held, release, _instead)
