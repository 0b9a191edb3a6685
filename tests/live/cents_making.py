"""Checks on the cluster while it is being made: the call, its description, its states."""

from __future__ import annotations

from live.check import CENTS, Checks, Finding, NotSeenError, holds, refused_with, told
from live.subject import Subject

TAKEN = Checks(CENTS, "ehpc_emulator/actions/creation.py")
"""Of the call alone."""

CHECKS = Checks(CENTS, "ehpc_emulator/actions/creation.py")
SETTINGS = ("ClusterName", "ClusterDescription", "DeletionProtection", "MaxCount", "MaxCoreCount")
PASSED = ("creating", "uninit", "initing", "running")


def _taken(subject: Subject, name: str) -> Finding:
    error = subject.cluster.refusals.get(name)
    if error:
        return holds(False, told(error))
    if not subject.cluster.id:
        raise NotSeenError("CreateCluster was refused for something else")
    return holds(True, subject.cluster.made.shows("ClusterId"))


@TAKEN("create-is-taken", "CreateCluster takes the smallest cluster with mounts at /home and /opt.")
def _(subject: Subject) -> Finding:
    return _taken(subject, "create-is-taken")


@TAKEN(
    "tags-by-lower-key",
    "CreateCluster takes tags that are spelt key and value.",
    doubts=["tags-lower-key-refused"],
    stands="ehpc_emulator/parameters.py",
)
def _(subject: Subject) -> Finding:
    return _taken(subject, "tags-by-lower-key")


@TAKEN(
    "names-with-dots", "A cluster's name may hold dots.", doubts=["names-narrow"], stands="ehpc_emulator/limits.json"
)
def _(subject: Subject) -> Finding:
    return _taken(subject, "names-with-dots")


@TAKEN(
    "descriptions-with-dots",
    "A description may hold dots.",
    doubts=["descriptions-narrow"],
    stands="pulumi_ehpc/_core/logic/marks.py",
)
def _(subject: Subject) -> Finding:
    return _taken(subject, "descriptions-with-dots")


@TAKEN(
    "create-takes-a-description",
    "CreateCluster takes a description.",
    doubts=["descriptions-refused"],
    stands="pulumi_ehpc/_core/logic/marks.py",
)
def _(subject: Subject) -> Finding:
    return _taken(subject, "create-takes-a-description")


@CHECKS("create-tells-a-task", "CreateCluster answers at once, with its request id as TaskId.", doubts=["task-absent"])
def _(subject: Subject) -> Finding:
    made = subject.cluster.made
    return holds(made.get("TaskId") == made.get("RequestId") != "", made.shows("TaskId"))


@CHECKS(
    "listed-at-once",
    "ListClusters shows a new cluster at once.",
    doubts=["list-lags", "making-unlisted"],
    stands="ehpc_emulator/actions/clusters.py",
)
def _(subject: Subject) -> Finding:
    answer = subject.service.ask("ListClusters", ClusterIds=[subject.cluster.id], PageSize=10)
    return holds(bool(answer.rows("Clusters")), answer.shows("TotalCount", "Clusters.0.ClusterStatus"))


@CHECKS(
    "mark-while-it-is-made",
    "ListClusters shows the whole description of a cluster that is being made, beginning with the provider's mark.",
    doubts=["description-of-running-only", "description-absent", "description-after-creation", "description-cut"],
    stands="pulumi_ehpc/_core/logic/marks.py",
)
def _(subject: Subject) -> Finding:
    sent = subject.cluster.sent.get("ClusterDescription")
    if sent is None:
        raise NotSeenError("the cluster was made without a description")
    row = subject.cluster.row()
    text = row.get("ClusterDescription")
    while_made = row.get("ClusterStatus") != "running"
    if not while_made and text == sent:
        raise NotSeenError("the cluster ran before anybody could look")
    return holds(text == sent, f"ListClusters: {row.get('ClusterStatus')}, ClusterDescription = {text!r}")


@CHECKS(
    "manager-from-the-start",
    "GetCluster tells the security group and the manager's instance while the cluster is being made.",
)
def _(subject: Subject) -> Finding:
    answer = subject.cluster.detail()
    names = ("SecurityGroupId", "Manager.ManagerNode.InstanceId", "ClusterStatus")
    return holds(all(answer.at(name) for name in names), answer.shows(*names))


@CHECKS(
    "busy-is-conflict",
    "A change of a cluster that is being made is refused as ConflictOpt.",
    doubts=["busy-is-status"],
    stands="ehpc_emulator/clusters.py",
)
def _(subject: Subject) -> Finding:
    cluster = subject.cluster
    same = {name: cluster.sent[name] for name in SETTINGS if name in cluster.sent}
    return refused_with(
        "ConflictOpt", "UpdateCluster", subject.service.refusal("UpdateCluster", ClusterId=cluster.id, **same)
    )


WATCHED = Checks(CENTS, "ehpc_emulator/clusters.py")
"""Of what was seen until it ran."""


@WATCHED(
    "states-of-a-creation",
    "A cluster is creating, uninit, initing and running, in this order, some of it too quick to be seen.",
    doubts=["status-unknown", "pending-first"],
)
def _(subject: Subject) -> Finding:
    statuses = subject.cluster.statuses
    left = iter(PASSED)
    right = all(status in left for status in statuses)
    return holds(right, f"GetCluster: {' > '.join(statuses)}, {subject.cluster.seconds:.0f} s")
