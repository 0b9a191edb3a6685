"""A queue by itself: CreateQueue and its sister calls. Its id is that of its cluster, a colon and its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .._core.resource import Resource, Within
from .._core.table.calls import Call, Look, ResourceCalls, owner_in
from ..errors import GONE, UNSTEADY, ServiceError
from ..inputs import EhpcQueueArgs, EhpcQueueOutputs
from ..inputs.queue import listed_queues, queue_of
from .cluster import CLUSTER, knows_no_such_id
from .in_cluster import parts, read_in


def _key(parameters: Mapping[str, Any]) -> str:
    return f"{parameters['ClusterId']}:{parameters['QueueName']}"


def _create(call: Call, parameters: dict[str, Any]) -> str:
    cluster = parameters.pop("ClusterId")
    call("CreateQueue", {"ClusterId": cluster, "Queue": parameters})
    return f"{cluster}:{parameters['QueueName']}"


def _read(call: Call, id_: str) -> Look | None:
    cluster, name = parts(id_, "queue", "comp")
    return read_in(call, cluster, lambda: _read_one(call, cluster, name))


def _read_one(call: Call, cluster: str, name: str) -> Look | None:
    """GetQueue answers InvalidParams where there is no such queue, as for much else (documented)."""
    try:
        return {"ClusterId": cluster, **queue_of(call, cluster, name)}
    except ServiceError as error:
        if error.code == GONE or not knows_no_such_id(error):
            raise
        return None


def _listed(call: Call, ids: Sequence[str]) -> Mapping[str, Look]:
    """A row has half the fields of a queue, so GetQueue has to show what ListQueues has."""
    cluster = owner_in(ids[0])
    there = read_in(call, cluster, lambda: {str(row.get("QueueName")): row for row in listed_queues(call, cluster)})
    return {id_: _shown(call, id_) for id_ in ids if parts(id_, "queue", "comp")[1] in (there or {})}


def _shown(call: Call, id_: str) -> Look:
    found = _read(call, id_)
    if found is None:
        raise ServiceError("GetQueue", UNSTEADY, f"it does not show {id_.partition(':')[2]}, which ListQueues has")
    return found


def _update(call: Call, id_: str, settings: dict[str, Any]) -> None:
    cluster, name = parts(id_, "queue", "comp")
    call("UpdateQueue", {"ClusterId": cluster, "Queue": {"QueueName": name, **settings}})


def _delete(call: Call, id_: str) -> None:
    cluster, name = parts(id_, "queue", "comp")
    call("DeleteQueues", {"ClusterId": cluster, "QueueNames": [name]})


QUEUE = Resource(
    "queue",
    EhpcQueueArgs,
    EhpcQueueOutputs,
    ResourceCalls(create=_create, read=_read, listed=_listed, delete=_delete, update=_update, key=_key),
    within=Within("clusterId", CLUSTER, "queues"),
)
