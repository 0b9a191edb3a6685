"""Free checks: how calls that read are refused."""

from __future__ import annotations

from ehpc_emulator.facts import ERRORS
from live.check import FREE, Checks, Finding, holds, refused_with, told
from live.subject import Subject

CHECKS = Checks(FREE, "ehpc_emulator/errors.json")
NOWHERE = "ehpc-hz-doesnotexist"
GONE = ("gone-is-invalid-params", "gone-is-another-404", "gone-is-forbidden")


@CHECKS(
    "missing-cluster",
    "GetCluster of a cluster that is not there is 404 ClusterNotFound.",
    doubts=(*GONE, "refusals-with-200"),
    stands="pulumi_ehpc/resources/cluster.py",
)
def _(subject: Subject) -> Finding:
    error = subject.service.refusal("GetCluster", ClusterId=NOWHERE)
    finding = refused_with("ClusterNotFound", "GetCluster", error)
    return finding if error is None or error.status == 404 else holds(False, finding.evidence)


@CHECKS("missing-cluster-text", "The text of ClusterNotFound is that of E-HPC's pages.", doubts=GONE)
def _(subject: Subject) -> Finding:
    error = subject.service.refusal("GetCluster", ClusterId=NOWHERE)
    if error is None:
        return holds(False, "GetCluster was taken")
    return holds(error.text == ERRORS["ClusterNotFound"]["text"], told(error))


@CHECKS(
    "missing-cluster-of-a-queue",
    "GetQueue of a cluster that is not there is ClusterNotFound.",
    doubts=GONE,
    stands="pulumi_ehpc/inputs/queue.py",
)
def _(subject: Subject) -> Finding:
    error = subject.service.refusal("GetQueue", ClusterId=NOWHERE, QueueName="comp")
    return refused_with("ClusterNotFound", "GetQueue", error)


@CHECKS(
    "missing-parameter",
    "A call without a parameter that it cannot do without is MissingParameter.",
    doubts=["missing-is-invalid-params"],
)
def _(subject: Subject) -> Finding:
    return refused_with("MissingParameter", "GetCluster", subject.service.refusal("GetCluster"))


@CHECKS(
    "unknown-parameter",
    "A parameter that the action does not know is refused.",
    stands="ehpc_emulator/parameters.py",
)
def _(subject: Subject) -> Finding:
    error = subject.service.refusal("ListClusters", PageSize=10, NobodyKnowsThis="1")
    return refused_with("InvalidParams", "ListClusters", error)


@CHECKS(
    "get-only-actions",
    "An action that the SDK GETs is refused by POST, as UnsupportedHTTPMethod.",
    doubts=["any-method", "method-is-not-found"],
    stands="pulumi_ehpc/_core/table/calls.py",
)
def _(subject: Subject) -> Finding:
    error = subject.service.refusal_as_sent("ListSoftwares")
    return refused_with("UnsupportedHTTPMethod", "ListSoftwares by POST", error)


@CHECKS(
    "page-size-of-clusters",
    "ListClusters takes 10 to 100 rows a page; less is refused.",
    stands="ehpc_emulator/limits.json",
)
def _(subject: Subject) -> Finding:
    return refused_with("InvalidParams", "ListClusters", subject.service.refusal("ListClusters", PageSize=1))
