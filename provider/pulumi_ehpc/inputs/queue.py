"""A queue of compute nodes (QueueTemplate of the API)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .._core.table.calls import Call, ItemCalls, need
from .._core.table.declare import inputs
from .._core.table.fields import LOCAL, NEVER, Input, Many, ManyNested, field, fields_of
from .._core.table.policy import creation_only, replaces, updates
from .._core.table.rows import rows_of
from .._core.table.rules import INFERRED, Between, at_least, count, length, one_of, pattern, unsettled
from .._core.texts import one_or_more
from ..errors import ODD, ServiceError
from .node import Node
from .nodes import EMPTYING


def _in_order(*limits: int | None) -> bool:
    known = [limit for limit in limits if limit is not None]
    return known == sorted(known)


def _has_hardware(nodes: Sequence[Any] | None, pool: str | None, scales_out: bool | None, *counts: int | None) -> bool:
    first, *limits = counts
    may_have = [first] if scales_out is False else [first, *limits]
    return bool(nodes or pool) or not any(number and number > 0 for number in may_have)


def may_begin_with_nodes(queues: Sequence[Any] | None) -> bool:
    """Whether one of them has nodes from the start; one that is not known yet may."""
    return any(not isinstance(q, Mapping) or q.get("initialCount") or q.get("minCount") for q in queues or ())


@inputs
class Queue:
    """A group of compute nodes that scale together (CreateCluster: Queues[])."""

    __between__ = (
        Between(
            ("max_count", "min_count"),
            lambda most, least: _in_order(least, most),
            "should be at least min_count ({min_count}), got {max_count}",
            INFERRED,
            warning=True,
        ),
        Between(
            ("initial_count", "min_count", "max_count"),
            lambda first, least, most: _in_order(least, first) and _in_order(first, most),
            "should be from min_count to max_count, got {initial_count}",
            INFERRED,
            warning=True,
        ),
        Between(
            ("reserved_node_pool_id", "vswitch_ids", "hostname_prefix", "hostname_suffix"),
            lambda pool, *others: pool is None or not any(others),
            "makes E-HPC ignore vswitch_ids, hostname_prefix and hostname_suffix",
            warning=True,
        ),
        Between(
            ("compute_nodes", "reserved_node_pool_id", "enable_scale_out", "initial_count", "min_count", "max_count"),
            _has_hardware,
            "should name at least one instance_type: the queue may get nodes, and it is not documented what they "
            "would be",
            "the SDK's text of UpdateQueue and the Terraform provider ask for 1 to 10",
            warning=True,
        ),
    )

    queue_name: Input[str] = field(
        "QueueName", replaces(), doc="Name, unique in the cluster; another name is another queue.",
        rules=[
            length(1, 15),
            pattern(r"[^\W_]([\w.\-])*", "must be letters and digits, with . - _ in between"),
            unsettled(
                pattern(r"[^-_]*", "should hold no - and no _: documented are letters, digits and periods"),
                "the SDK; the documented rule for a cluster's name is broken by its own example",
            ),
        ],
    )  # fmt: skip
    compute_nodes: ManyNested[Node] | None = field(
        "ComputeNodes", updates(), rules=[count(0, 10, "nodes")],
        doc="Hardware that new nodes of the queue may have, in order of preference.",
    )  # fmt: skip
    min_count: Input[int] | None = field(
        "MinCount", updates(), doc="Least nodes that scaling keeps.", rules=[at_least(0)]
    )
    max_count: Input[int] | None = field(
        "MaxCount", updates(), doc="Most nodes that scaling may start.", rules=[at_least(0)]
    )
    initial_count: Input[int] | None = field(
        "InitialCount", creation_only(), doc="Nodes made together with the queue.", rules=[at_least(0)]
    )
    # The SDK calls it the most nodes of a round for CreateCluster and the least for UpdateQueue.
    max_count_per_cycle: Input[int] | None = field(
        "MaxCountPerCycle", updates(), doc="Nodes that one round of scaling may start.", rules=[at_least(0)]
    )
    enable_scale_out: Input[bool] | None = field(
        "EnableScaleOut", updates(), doc="Whether nodes are started by demand."
    )
    enable_scale_in: Input[bool] | None = field("EnableScaleIn", updates(), doc="Whether idle nodes are released.")
    vswitch_ids: Many[str] | None = field(
        "VSwitchIds", updates(), doc="vSwitches for new nodes, tried in this order.",
        rules=[count(1, 5, "vSwitches")],
    )  # fmt: skip
    inter_connect: Input[str] | None = field(
        "InterConnect", updates(), doc="Network between the nodes.",
        rules=[one_of("vpc", "eRDMA", any_case=True)],
    )  # fmt: skip
    hostname_prefix: Input[str] | None = field(
        "HostnamePrefix", updates(), doc="Beginning of the nodes' host names; at most 8 characters on Windows.",
        rules=[length(0, 32), pattern(r"[a-z0-9-]*", "must be lower-case letters, digits and hyphens")],
    )  # fmt: skip
    hostname_suffix: Input[str] | None = field("HostnameSuffix", updates(), doc="End of the nodes' host names.")
    allocation_strategy: Input[str] | None = field(
        "AllocationStrategy", updates(), doc="How an instance type is chosen for a new node.",
        rules=[unsettled(one_of("PriorityInstanceType"), "the SDK's text of UpdateQueue, its text of CreateQueue")],
    )  # fmt: skip
    ram_role: Input[str] | None = field("RamRole", updates(), doc="RAM role of the compute nodes.")
    keep_alive_nodes: Many[str] | None = field(
        "KeepAliveNodes", updates(), doc="Host names of nodes that are never released."
    )
    reserved_node_pool_id: Input[str] | None = field(
        "ReservedNodePoolId", updates(), doc="ID of a reserved node pool that nodes are taken from."
    )
    delete_nodes: Input[bool] | None = field(
        LOCAL, updates(default=False), read=NEVER,
        doc="Whether a removal of the queue deletes its nodes first; jobs on them end. E-HPC removes only an empty "
        "queue, so without it a queue with nodes stays, and the error says what to do. It counts from the `up` before.",
    )  # fmt: skip


_SHOWN = {"ComputeNodes": 5, "VSwitchIds": 3}
"""Of these ListQueues shows no more, whatever a queue has (documented)."""


def _queues(call: Call, cluster_id: str, given: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The live queues. ListQueues leaves out half of a queue's fields and the ends of its lists: GetQueue is asked
    where they are wanted."""
    return [
        row if _tells_all(row, given) else queue_of(call, cluster_id, need(row, "QueueName", "ListQueues"))
        for row in listed_queues(call, cluster_id)
    ]


def listed_queues(call: Call, cluster_id: str) -> list[dict[str, Any]]:
    """Every queue, with half of its fields."""
    return rows_of(call("ListQueues", {"ClusterId": cluster_id}), "Queues", "ListQueues")


def _tells_all(row: Mapping[str, Any], given: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a row of ListQueues has all that the program says of the queue. Of a queue that it does not have,
    everything is told."""
    known = [q for q in given if q.get("queueName") == row.get("QueueName")]
    wanted = {f.wire for q in known for f in fields_of(Queue) if f.state in q and f.readable}
    cut = {name for name, most in _SHOWN.items() if len(row.get(name) or ()) >= most}
    return bool(known) and wanted <= set(row) - cut


def queue_of(call: Call, cluster_id: str, name: str) -> dict[str, Any]:
    """All of one."""
    queue: dict[str, Any] = need(call("GetQueue", {"ClusterId": cluster_id, "QueueName": name}), "Queue", "GetQueue")
    if str(queue.get("QueueName") or name).casefold() != name.casefold():
        raise ServiceError("GetQueue", ODD, f"it is about another queue than {name} that was asked for")
    return queue


def _count(nodes: Mapping[str, Any]) -> int:
    """All of a queue's nodes, from their counts by state."""
    return sum(nodes.values())


def _nodes(call: Call, cluster_id: str, leaving: Sequence[Mapping[str, Any]], program: str) -> dict[str, str]:
    counts = {str(row.get("QueueName")): _count(row.get("Nodes") or {}) for row in listed_queues(call, cluster_id)}
    emptied = {queue.get("queueName") for queue in leaving if queue.get(EMPTYING.flag) is True}
    return {
        name: "it has no nodes" if not count
        else f"its {one_or_more(count, 'nodes')} will be deleted first (delete_nodes=True), and jobs on them end"
        if name in emptied
        else _to_empty(program, cluster_id, name, count)
        for name, count in counts.items()
    }  # fmt: skip


def _to_empty(program: str, cluster_id: str, name: str, count: int) -> str:
    """How to get rid of the nodes of a queue: no program does it that does not say so, for jobs may run on them."""
    import shlex

    return (
        f"it has {one_or_more(count, 'nodes')}, and E-HPC removes only an empty queue: release "
        f"{'it' if count == 1 else 'them'} first (jobs end), in the E-HPC console, by delete_nodes=True and an `up` "
        "before this one, or with\n"
        f"  {program} nodes {cluster_id} --queue {shlex.quote(name)} --delete"
    )


QUEUE_CALLS = ItemCalls(
    live=_queues,
    one=queue_of,
    held=_nodes,
    add="CreateQueue",
    change="UpdateQueue",
    item=lambda queue, _: {"Queue": queue},
    remove=lambda call, cluster_id, names, _: call("DeleteQueues", {"ClusterId": cluster_id, "QueueNames": names}),
    emptying=EMPTYING,
)
