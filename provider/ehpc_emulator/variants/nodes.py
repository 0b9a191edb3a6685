"""Compute nodes: what their calls refuse, answer and do otherwise."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from .. import nodes
from ..actions import Call
from ..clusters import Cluster
from ..errors import ApiError, invalid
from ..variation import Action, Answer, Refusal, Variant, absent, spelt
from .timing import A_WHILE, settling

CHANGING = ("CreateNodes", "AttachNodes", "DeleteNodes")
OF_NODES = {"DeleteNodes": "InstanceIds", "UpdateNodes": "Instances"}
FAILED = "The instance failed to start."


def _named(call: Call) -> list[str]:
    """The machines that a call is about."""
    given: list[Any] = call.params.get(OF_NODES[call.action]) or []
    return [row if isinstance(row, str) else row["InstanceId"] for row in given]


def _as_left(call: Call) -> Cluster:
    """The cluster as the call has left it: another look could end what has just begun."""
    return call.world.clusters[call.params["ClusterId"]]


def _missing(code: str) -> Refusal:
    def refusal(call: Call) -> ApiError | None:
        there = {node["Id"] for node in call.cluster().nodes}
        return None if set(_named(call)) <= there else ApiError(code)

    return refusal


def _only_those_there(call: Call, plain: Action) -> Answer:
    cluster = call.changing()
    leaving = [node["Id"] for node in cluster.nodes if nodes.status(cluster, node) != "releasing"]
    there = [machine for machine in call.need("InstanceIds") if machine in leaving]
    call = replace(call, params=call.params | {"InstanceIds": there})
    return plain(call) if there else {"Success": True, "TaskId": call.request_id}


def _kept(cluster: Cluster, node: nodes.Node) -> bool:
    kept = cluster.queues.get(node["QueueName"], {}).get("KeepAliveNodes") or []
    return bool(node.get("KeepAlive", node["Hostname"] in kept))


def _keeps(call: Call) -> ApiError | None:
    cluster, leaving = call.cluster(), _named(call)
    kept = any(_kept(cluster, node) for node in cluster.nodes if node["Id"] in leaving)
    return ApiError("InvalidNodeStatus") if kept else None


def _kept_by_its_queue(call: Call, plain: Action) -> Answer:
    answer, cluster = plain(call), call.cluster()
    changed = _named(call)
    for node in cluster.nodes:
        queue = cluster.queues.get(node["QueueName"])
        if queue and node["Id"] in changed and "KeepAlive" in node:
            others = [host for host in queue.get("KeepAliveNodes") or [] if host != node["Hostname"]]
            queue["KeepAliveNodes"] = [*others, node["Hostname"]] if node["KeepAlive"] else others
    return answer


def _one_at_a_time(call: Call) -> ApiError | None:
    return ApiError("ConflictOpt") if any(node.get("Phase") for node in call.cluster().nodes) else None


def _short(call: Call, plain: Action) -> Answer:
    """As many as at least wanted; the check of both numbers is that of the plain call."""
    answer, least, cluster = plain(call), call.params.get("MinCount"), _as_left(call)
    if not least:
        return answer
    dropped = set(answer["InstanceIds"][least:])
    cluster.nodes = [node for node in cluster.nodes if node["Id"] not in dropped]
    return answer | {"InstanceIds": answer["InstanceIds"][:least]}


def _last_fails(call: Call, plain: Action) -> Answer:
    answer = plain(call)
    for node in _as_left(call).nodes:
        if node["Id"] == answer["InstanceIds"][-1]:
            node["Fails"] = FAILED
    return answer


def _limited(call: Call) -> ApiError | None:
    cluster = call.cluster()
    queue = cluster.queues.get(call.params.get("QueueName") or "")
    wanted = call.params.get("Count") or 0
    held = [node for node in cluster.nodes if queue and node["QueueName"] == queue["QueueName"]]
    over = queue and len(held) + wanted > queue["MaxCount"]
    return invalid("Count") if over or len(cluster.nodes) + wanted > cluster.settings["MaxCount"] else None


def _refilled(call: Call, plain: Action) -> Answer:
    """What scaling does with a queue that is emptied below its least."""
    answer, cluster, gone = plain(call), _as_left(call), _named(call)
    for queue in cluster.queues.values():
        own = [node for node in cluster.nodes if node["QueueName"] == queue["QueueName"]]
        stays = sum(nodes.status(cluster, node) != "releasing" for node in own)
        if any(node["Id"] in gone for node in own) and stays < queue["MinCount"]:
            machines = nodes.machines(cluster, queue, queue["MinCount"] - stays, call.world.ids)
            nodes.add(cluster, queue, nodes.hardware_of(queue), own[0]["AddTime"], machines)
    return answer


def _of_every_queue(call: Call, plain: Action) -> Answer:
    return plain(replace(call, params={name: value for name, value in call.params.items() if name != "QueueNames"}))


VARIANTS = (
    Variant(
        "nodes-of-every-queue",
        says="ListNodes lists the nodes of all queues, whichever it is asked for.",
        evidence="assumed: the filter is documented, and that it is kept to is what must not be relied on",
        does={"ListNodes": _of_every_queue},
    ),
    Variant(
        "node-ids-absent",
        says="CreateNodes does not tell which nodes it makes.",
        evidence="assumed; documented of AddNodes of the 2018 API, which is asynchronous, and against it here",
        answers={"CreateNodes": {"InstanceIds": absent}},
    ),
    Variant(
        "nodes-listed-late",
        says=f"ListNodes shows what CreateNodes and AttachNodes add {A_WHILE}.",
        evidence="assumed: nothing is known of it",
        does=settling("nodes", ("CreateNodes", "AttachNodes"), ("ListNodes",)),
    ),
    Variant(
        "nodes-untracking-first",
        says="A node that is being made is untracking where it was uninit.",
        evidence='documented: untracking is "not added to the cluster"; when it shows is not',
        answers={"ListNodes": {"Nodes.Status": spelt(uninit="untracking")}},
    ),
    Variant(
        "nodes-short",
        says="CreateNodes makes MinCount nodes, for the stock has no more.",
        evidence="documented for a stock between MinCount and Count",
        does={"CreateNodes": _short},
    ),
    Variant(
        "node-fails",
        says="The last node of CreateNodes ends in exception, and its Reason says why.",
        evidence="documented that there are the state and the reason; how a node gets there is not",
        does={"CreateNodes": _last_fails},
    ),
    Variant(
        "nodes-limited",
        says="CreateNodes beyond MaxCount of the queue or of the cluster is refused.",
        evidence="assumed: both are documented as limits, of the queue's for scaling; which calls keep to them is not",
        refuses={"CreateNodes": _limited},
    ),
    Variant(
        "nodes-one-at-a-time",
        says="While nodes of a cluster are made or released, CreateNodes, AttachNodes and DeleteNodes are refused with "
        "ConflictOpt.",
        evidence="assumed: the code is documented for what conflicts",
        refuses=dict.fromkeys(CHANGING, _one_at_a_time),
    ),
    Variant(
        "nodes-kept",
        says="DeleteNodes of a node that is kept alive is refused with InvalidNodeStatus.",
        evidence="assumed: KeepAlive is documented as its deletion protection; from whom it protects is not",
        refuses={"DeleteNodes": _keeps},
    ),
    Variant(
        "nodes-kept-by-their-queue",
        says="UpdateNodes changes KeepAliveNodes of the queue, which GetQueue shows.",
        evidence="assumed: both say of a node that it stays; how they go together is not documented",
        does={"UpdateNodes": _kept_by_its_queue},
    ),
    Variant(
        "nodes-started-again",
        says="Nodes are started again for those that DeleteNodes takes from a queue below its MinCount.",
        evidence="assumed: scaling keeps to MinCount, when is not documented",
        does={"DeleteNodes": _refilled},
    ),
    Variant(
        "nodes-gone-ignored",
        says="DeleteNodes takes no notice of nodes that are not there or go already.",
        evidence="assumed: nothing is known of it",
        does={"DeleteNodes": _only_those_there},
    ),
    Variant(
        "node-gone-is-not-found",
        says="A node that is not there is 404 ComputeNotFound.",
        evidence="assumed: it is a code of the 2018 API",
        refuses=dict.fromkeys(OF_NODES, _missing("ComputeNotFound")),
    ),
    Variant(
        "node-gone-is-status",
        says="A node that is not there is InvalidNodeStatus.",
        evidence="assumed: no other code of a node is documented for this version",
        refuses=dict.fromkeys(OF_NODES, _missing("InvalidNodeStatus")),
    ),
)
