"""Checks of the cluster's end: what protects it, what DeleteCluster does, how it is told that it is gone."""

from __future__ import annotations

from live.check import CENTS, CONFIRMED, Checks, Finding, NotSeenError, eventually, holds, refused_with, told
from live.free_refusals import GONE, NOWHERE
from live.subject import Subject
from pulumi_ehpc._core.process import process

CHECKS = Checks(CENTS, "ehpc_emulator/actions/clusters.py")
LIMIT = 1800.0


@CHECKS(
    "missing-cluster-to-delete",
    "DeleteCluster of a cluster that is not there is ClusterNotFound.",
    doubts=GONE,
    stands="ehpc_emulator/world.py",
)
def _(subject: Subject) -> Finding:
    return refused_with("ClusterNotFound", "DeleteCluster", subject.service.refusal("DeleteCluster", ClusterId=NOWHERE))


@CHECKS(
    "protection-refuses",
    "A protected cluster refuses DeleteCluster with InvalidClusterStatus.",
    doubts=["protected-is-conflict", "protected-is-not-supported", "status-is-conflict"],
)
def _(subject: Subject) -> Finding:
    subject.cluster.update(ClusterName=subject.cluster.sent["ClusterName"], DeletionProtection=True)
    if eventually(lambda: _is_protected(subject)).verdict != CONFIRMED:
        raise NotSeenError("UpdateCluster did not switch deletion protection on")
    error = subject.service.refusal("DeleteCluster", ClusterId=subject.cluster.id)
    return refused_with("InvalidClusterStatus", "DeleteCluster", error)


def _is_protected(subject: Subject) -> Finding:
    answer = subject.cluster.detail()
    return holds(str(answer.get("DeleteProtection")).lower() == "true", answer.shows("DeleteProtection"))


@CHECKS(
    "releasing-at-once",
    "A cluster without protection is releasing as soon as DeleteCluster was answered.",
    doubts=["deleted-at-the-second-call"],
)
def _(subject: Subject) -> Finding:
    subject.cluster.update(ClusterName=subject.cluster.sent["ClusterName"], DeletionProtection=False)
    subject.cluster.settles()
    error = subject.service.refusal("DeleteCluster", ClusterId=subject.cluster.id)
    if error:
        return holds(False, told(error))
    status = subject.cluster.status()
    return holds(status in ("releasing", ""), f"GetCluster: ClusterStatus = {status or 'none: gone'}")


def _releasing(subject: Subject) -> str:
    status = subject.cluster.status()
    if status != "releasing":
        raise NotSeenError(f"it is not releasing: {status or 'gone'}")
    return status


@CHECKS("listed-while-it-goes", "ListClusters shows a cluster that is releasing.", doubts=["releasing-unlisted"])
def _(subject: Subject) -> Finding:
    _releasing(subject)
    answer = subject.service.ask("ListClusters", ClusterIds=[subject.cluster.id], PageSize=10)
    return holds(bool(answer.rows("Clusters")), answer.shows("TotalCount", "Clusters.0.ClusterStatus"))


@CHECKS(
    "deleted-twice",
    "A cluster that is releasing refuses another DeleteCluster with InvalidClusterStatus.",
    doubts=["releasing-deletable", "status-is-conflict"],
    stands="ehpc_emulator/clusters.py",
)
def _(subject: Subject) -> Finding:
    _releasing(subject)
    error = subject.service.refusal("DeleteCluster", ClusterId=subject.cluster.id)
    return refused_with("InvalidClusterStatus", "DeleteCluster", error)


@CHECKS(
    "gone-in-the-end",
    "A cluster that was releasing is ClusterNotFound in the end, and nothing else on the way.",
    doubts=GONE,
    stands="pulumi_ehpc/resources/cluster.py",
)
def _(subject: Subject) -> Finding:
    clock = process().clock
    begin, statuses = clock.now(), list[str]()
    while status := subject.cluster.status():
        if status not in statuses:
            statuses.append(status)
        if status not in ("releasing", "raleasing"):
            raise NotSeenError(f"it is not releasing: {status}")
        if clock.now() - begin > LIMIT * clock.scale:
            raise NotSeenError(f"it is still {status} after {LIMIT / 60:.0f} minutes")
        clock.sleep(clock.pause(clock.now() - begin))
    seconds = clock.now() - begin
    finding = refused_with(
        "ClusterNotFound", "GetCluster", subject.service.refusal("GetCluster", ClusterId=subject.cluster.id)
    )
    return Finding(finding.verdict, f"{finding.evidence}, after {seconds:.0f} s of {statuses}")
