"""A queue that is a resource of its own, beside a cluster that lists none."""

from __future__ import annotations

from .._core.table.declare import inputs
from .._core.table.fields import LOCAL, NEVER, Input, Output, Role, field
from .._core.table.policy import replaces
from .._core.table.rules import not_empty
from .queue import Queue


@inputs
class EhpcQueueArgs(Queue):
    """A queue of a cluster that leaves its own `queues` unset: a list that is given is the whole list, and that
    cluster's program would remove this queue."""

    cluster_id: Input[str] = field(
        "ClusterId", replaces("a queue stays in its cluster"), doc="ID of the cluster, as cluster.id.",
        rules=[not_empty()],
    )  # fmt: skip
    region: Input[str] | None = field(
        LOCAL, replaces("a queue stays in its cluster"), read=NEVER, role=Role.REGION,
        doc="Region ID of that cluster, as cluster.region. Unset: from the configuration.",
    )  # fmt: skip


class EhpcQueueOutputs:
    """What only the service knows of a queue."""

    create_time = Output("CreateTime", "Time of creation, UTC.")
