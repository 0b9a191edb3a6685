"""Checks of the calls for queues: none of these has nodes, so none costs anything."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from live.asking import Answer
from live.check import CENTS, CONFIRMED, Checks, Finding, NotSeenError, eventually, holds, refused_with, told
from live.subject import Subject
from live.wanted import QUEUE

CHECKS = Checks(CENTS, "ehpc_emulator/actions/queues.py")
SIZES = ("large", "xlarge", "2xlarge", "4xlarge", "6xlarge", "8xlarge")
BARE, WIDE, MORE = "bare", "wide", ("q1", "q2", "q3")
MISSING = "nowhere"


def _queue(subject: Subject, name: str) -> Answer:
    return subject.service.ask("GetQueue", ClusterId=subject.cluster.id, QueueName=name)


def _create(subject: Subject, **queue: Any) -> None:
    subject.service.ask("CreateQueue", ClusterId=subject.cluster.id, Queue=queue)


def _listed(subject: Subject) -> Answer:
    return subject.service.ask("ListQueues", ClusterId=subject.cluster.id)


def _shows(subject: Subject, name: str, right: Callable[[Answer], bool], *paths: str) -> Finding:
    """What GetQueue shows in the end."""

    def found() -> Finding:
        answer = _queue(subject, name)
        return holds(right(answer), answer.shows(*paths))

    return eventually(found)


def _lists(subject: Subject, right: Callable[[list[Any]], bool]) -> Finding:
    """What ListQueues shows in the end, by the names of the queues."""

    def found() -> Finding:
        answer = _listed(subject)
        return holds(right(_names(answer)), answer.says(f"{_names(answer)}, TotalCount = {answer.get('TotalCount')!r}"))

    return eventually(found)


def _names(answer: Answer) -> list[Any]:
    return [row.get("QueueName") for row in answer.rows("Queues")]


@CHECKS(
    "queue-shows-at-once",
    "What CreateQueue makes shows at once.",
    doubts=["queues-settle-slowly"],
    stands="pulumi_ehpc/_core/verbs/settling.py",
)
def _(subject: Subject) -> Finding:
    _create(subject, QueueName=BARE)
    answer = _listed(subject)
    return holds(BARE in _names(answer), answer.says(_names(answer)))


@CHECKS(
    "queue-without-vswitches",
    "A queue that was given no vSwitch has none.",
    doubts=["queue-vswitches-filled"],
    stands="ehpc_emulator/defaults.json",
)
def _(subject: Subject) -> Finding:
    return _shows(subject, BARE, lambda answer: not answer.at("Queue.VSwitchIds"), "Queue.VSwitchIds")


@CHECKS(
    "nothing-filled-in-of-a-queue",
    "GetQueue tells no strategy, no count per cycle, no role and no pool of a queue that was given none.",
    doubts=["queues-filled"],
    stands="ehpc_emulator/defaults.json",
)
def _(subject: Subject) -> Finding:
    answer = _queue(subject, BARE)
    unsent = ("AllocationStrategy", "MaxCountPerCycle", "RamRole", "ReservedNodePoolId", "KeepAliveNodes")
    there = [f"Queue.{name}" for name in unsent if answer.at(f"Queue.{name}") is not None]
    return holds(not there, answer.shows(*there or ["Queue.AllocationStrategy"]))


@CHECKS(
    "defaults-of-a-queue",
    "A queue that was given only a name has 0 to 1000 nodes, no scaling, the prefix compute and the network vpc.",
    stands="ehpc_emulator/defaults.json",
)
def _(subject: Subject) -> Finding:
    answer = _queue(subject, BARE)
    wanted = {"MinCount": "0", "MaxCount": "1000", "EnableScaleIn": "false", "EnableScaleOut": "false"}
    wanted |= {"HostnamePrefix": "compute", "InterConnect": "vpc"}
    found = {name: str(answer.at(f"Queue.{name}") or (False if "Enable" in name else 0)) for name in wanted}
    right = {name: value.lower() for name, value in found.items()} == wanted
    return holds(right, answer.shows(*(f"Queue.{name}" for name in wanted)))


@CHECKS(
    "a-queue-that-is-there",
    "CreateQueue with a name that is taken is InvalidParams.",
    doubts=["queue-taken-is-conflict"],
)
def _(subject: Subject) -> Finding:
    error = subject.service.refusal("CreateQueue", ClusterId=subject.cluster.id, Queue={"QueueName": BARE})
    return refused_with("InvalidParams", "CreateQueue", error)


@CHECKS(
    "a-queue-that-is-not-there",
    "GetQueue of a queue that is not there is InvalidParams.",
    stands="pulumi_ehpc/inputs/queue.py",
)
def _(subject: Subject) -> Finding:
    error = subject.service.refusal("GetQueue", ClusterId=subject.cluster.id, QueueName=MISSING)
    return refused_with("InvalidParams", "GetQueue", error)


@CHECKS(
    "queue-update-resets-what-it-is-not-told",
    "UpdateQueue sets what it is not told to what a new queue has.",
    doubts=["queue-update-merges"],
)
def _(subject: Subject) -> Finding:
    for queue in ({"QueueName": QUEUE, "MaxCount": 5}, {"QueueName": QUEUE}):
        subject.service.ask("UpdateQueue", ClusterId=subject.cluster.id, Queue=queue)
    return _shows(subject, QUEUE, lambda answer: str(answer.at("Queue.MaxCount")) == "1000", "Queue.MaxCount")


@CHECKS(
    "a-queue-without-compute-nodes",
    "UpdateQueue takes an empty list of compute nodes.",
    doubts=["queue-update-needs-nodes", "empty-lists-refused"],
    stands="pulumi_ehpc/_core/logic/wire.py",
)
def _(subject: Subject) -> Finding:
    queue = {"QueueName": QUEUE, "MaxCount": 3, "ComputeNodes": []}
    error = subject.service.refusal("UpdateQueue", ClusterId=subject.cluster.id, Queue=queue)
    return holds(error is None, told(error) if error else "UpdateQueue was taken")


@CHECKS(
    "compute-nodes-in-order",
    "GetQueue tells all compute nodes of a queue, in the order in which they were sent.",
    doubts=["items-backwards"],
)
def _(subject: Subject) -> Finding:
    family = subject.given.instance.rpartition(".")[0]
    nodes = [{"InstanceType": f"{family}.{size}", "InstanceChargeType": "PostPaid"} for size in SIZES]
    network = {"InterConnect": "eRDMA", "VSwitchIds": [subject.given.vswitch]}
    _create(subject, QueueName=WIDE, ComputeNodes=nodes, **network)
    sent = [node["InstanceType"] for node in nodes]

    def found() -> Finding:
        answer = _queue(subject, WIDE)
        shown = [str(node.get("InstanceType")) for node in answer.rows("Queue.ComputeNodes")]
        return holds([name.lower() for name in shown] == sent, answer.says(shown))

    return eventually(found)


@CHECKS("back-queue-inter-connect", "GetQueue answers eRDMA as it was sent.", doubts=["interconnect-in-lower-case"])
def _(subject: Subject) -> Finding:
    answer = _queue(subject, WIDE)
    return holds(answer.at("Queue.InterConnect") == "eRDMA", answer.shows("Queue.InterConnect"))


@CHECKS(
    "a-list-shows-five-nodes",
    "ListQueues shows five compute nodes of a queue and no more.",
    doubts=["queues-whole"],
    stands="pulumi_ehpc/inputs/queue.py",
)
def _(subject: Subject) -> Finding:
    answer = _listed(subject)
    for row in answer.rows("Queues"):
        if row.get("QueueName") == WIDE:
            shown = len(row.get("ComputeNodes") or [])
            return holds(shown == 5, answer.says(f"{shown} of {len(SIZES)} compute nodes"))
    raise NotSeenError(f"ListQueues does not show {WIDE}")


@CHECKS(
    "queues-on-one-page",
    "ListQueues shows all queues of a cluster at once.",
    doubts=["queues-paged"],
    stands="pulumi_ehpc/inputs/queue.py",
)
def _(subject: Subject) -> Finding:
    for name in MORE:
        _create(subject, QueueName=name)
    return _lists(subject, lambda names: {QUEUE, BARE, WIDE, *MORE} <= set(names))


@CHECKS("queues-in-order", "ListQueues shows queues in the order in which they were made.", doubts=["rows-backwards"])
def _(subject: Subject) -> Finding:
    answer = _listed(subject)
    shown = [name for name in _names(answer) if name in (QUEUE, BARE, WIDE, *MORE)]
    made = [name for name in (QUEUE, BARE, WIDE, *MORE) if name in shown]
    return holds(shown == made, answer.says(shown))


@CHECKS(
    "queues-go-all-or-none",
    "DeleteQueues of a queue that is there and one that is not is InvalidParams and deletes neither.",
)
def _(subject: Subject) -> Finding:
    error = subject.service.refusal("DeleteQueues", ClusterId=subject.cluster.id, QueueNames=[BARE, MISSING])
    subject.cluster.settles()
    names = _names(_listed(subject))
    finding = refused_with("InvalidParams", "DeleteQueues", error)
    return holds(finding.verdict == CONFIRMED and BARE in names, f"{finding.evidence}; then ListQueues: {names}")


@CHECKS("queues-go", "DeleteQueues deletes a queue without nodes.")
def _(subject: Subject) -> Finding:
    subject.service.ask("DeleteQueues", ClusterId=subject.cluster.id, QueueNames=[WIDE])
    return _lists(subject, lambda names: WIDE not in names)
