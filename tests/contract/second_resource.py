"""A second resource, as somebody would add it: a queue by itself. It is here to show that no verb knows of it."""

from __future__ import annotations

from typing import Any

from pulumi_ehpc._core.program.declared import Declared
from pulumi_ehpc._core.provider import Provider
from pulumi_ehpc._core.resource import Resource
from pulumi_ehpc._core.table.calls import Call, Look, ResourceCalls
from pulumi_ehpc._core.table.declare import inputs
from pulumi_ehpc._core.table.fields import Input, Output, field
from pulumi_ehpc._core.table.policy import replaces
from pulumi_ehpc.errors import ServiceError
from pulumi_ehpc.inputs import Queue


@inputs
class EhpcQueueArgs(Queue):
    """A queue of a cluster. That cluster's own `queues` is unset: a list that is given is the whole list, so the
    cluster's program would remove this queue."""

    cluster_id: Input[str] = field("ClusterId", replaces("a queue stays in its cluster"), doc="ID of the cluster.")


class EhpcQueueOutputs:
    """What only the service knows of a queue."""

    create_time = Output("CreateTime", "Time of creation, UTC.")


def _parts(id_: str) -> tuple[str, str]:
    cluster, _, name = id_.partition(":")
    return cluster, name


def _create(call: Call, parameters: dict[str, Any]) -> str:
    cluster = parameters.pop("ClusterId")
    call("CreateQueue", {"ClusterId": cluster, "Queue": parameters})
    return f"{cluster}:{parameters['QueueName']}"


def _read(call: Call, id_: str) -> Look | None:
    cluster, name = _parts(id_)
    try:
        # The list tells for certain that there is no such queue; GetQueue answers InvalidParams then, as for much else.
        listed = call("ListQueues", {"ClusterId": cluster, "QueueNames": [name]})["Queues"]
    except ServiceError as error:
        if error.code == "ClusterNotFound":
            return None
        raise
    whole = call("GetQueue", {"ClusterId": cluster, "QueueName": name})["Queue"] if listed else None
    return whole and {"ClusterId": cluster, **whole}


def _update(call: Call, id_: str, settings: dict[str, Any]) -> None:
    cluster, name = _parts(id_)
    call("UpdateQueue", {"ClusterId": cluster, "Queue": {"QueueName": name, **settings}})


def _delete(call: Call, id_: str) -> None:
    cluster, name = _parts(id_)
    call("DeleteQueues", {"ClusterId": cluster, "QueueNames": [name]})


QUEUE = Resource("queue", EhpcQueueArgs, EhpcQueueOutputs, ResourceCalls(_create, _read, _delete, _update))


class EhpcQueueProvider(Provider):
    resource = QUEUE


class EhpcQueue(Declared, module="ehpc", name="Queue"):
    resource = QUEUE
    provided = EhpcQueueProvider
