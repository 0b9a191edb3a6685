"""Checks of UpdateCluster: what it sets, what it resets, when it shows."""

from __future__ import annotations

from live.check import CENTS, Checks, Finding, eventually, holds, told
from live.subject import Subject

CHECKS = Checks(CENTS, "pulumi_ehpc/_core/api/remote.py")
KEPT = {"ClusterDescription": "kept", "DeletionProtection": True, "GrowInterval": 9, "IdleInterval": 9, "MaxCount": 9}


@CHECKS(
    "changes-as-soon-as-it-runs",
    "A cluster that has just begun to run takes UpdateCluster.",
    doubts=["rest-after-creation"],
    stands="pulumi_ehpc/_core/verbs/creation.py",
)
def _(subject: Subject) -> Finding:
    cluster = subject.cluster
    error = subject.service.refusal(
        "UpdateCluster", ClusterId=cluster.id, ClusterName=cluster.sent["ClusterName"], **KEPT
    )
    return holds(error is None, told(error) if error else "UpdateCluster was taken")


@CHECKS(
    "update-shows-at-once",
    "What UpdateCluster sets shows at once.",
    doubts=["update-settles-slowly"],
    stands="pulumi_ehpc/_core/verbs/settling.py",
)
def _(subject: Subject) -> Finding:
    subject.cluster.update(ClusterName=subject.cluster.sent["ClusterName"], **{**KEPT, "MaxCount": 8})
    answer = subject.cluster.detail()
    return holds(str(answer.get("MaxCount")) == "8", answer.shows("MaxCount", "GrowInterval"))


def _shows(subject: Subject, **wanted: str) -> Finding:
    """What GetCluster shows in the end; numbers and truth values may come as text."""

    def found() -> Finding:
        answer = subject.cluster.detail()
        shown = {name: str(answer.get(name) or False).lower() for name in wanted}
        return holds(shown == wanted, answer.shows(*wanted))

    return eventually(found)


def _describes_nothing(subject: Subject) -> Finding:
    def found() -> Finding:
        text = subject.cluster.row().get("ClusterDescription")
        return holds(not text, f"ListClusters: ClusterDescription = {text!r}")

    return eventually(found)


@CHECKS(
    "update-takes-intervals",
    "UpdateCluster takes GrowInterval and IdleInterval.",
    stands="pulumi_ehpc/inputs/cluster.py",
)
def _(subject: Subject) -> Finding:
    return _shows(subject, GrowInterval="9", IdleInterval="9")


@CHECKS(
    "update-resets-what-it-is-not-told",
    "UpdateCluster without anything switches deletion protection off and sets the intervals to 2 and 6.",
    doubts=["update-merges"],
)
def _(subject: Subject) -> Finding:
    subject.cluster.update()
    return _shows(subject, DeleteProtection="false", GrowInterval="2", IdleInterval="6")


@CHECKS(
    "update-resets-counts",
    "It sets MaxCount to 100 and MaxCoreCount to 10000, what a cluster has that was given none.",
    doubts=["update-merges", "counts-of-its-own"],
    stands="ehpc_emulator/defaults.json",
)
def _(subject: Subject) -> Finding:
    return _shows(subject, MaxCount="100", MaxCoreCount="10000")


@CHECKS(
    "update-resets-the-description",
    "It empties the description.",
    doubts=["update-merges"],
    stands="ehpc_emulator/defaults.json",
)
def _(subject: Subject) -> Finding:
    return _describes_nothing(subject)


@CHECKS(
    "update-keeps-the-name",
    "It leaves the name as it was.",
    doubts=["update-renames"],
    stands="ehpc_emulator/defaults.json",
)
def _(subject: Subject) -> Finding:
    return _shows(subject, ClusterName=subject.cluster.sent["ClusterName"])


@CHECKS(
    "blanks-around-a-name",
    "A name keeps the blanks around it.",
    doubts=["names-trimmed", "names-narrow"],
    stands="ehpc_emulator/limits.json",
)
def _(subject: Subject) -> Finding:
    name = subject.cluster.sent["ClusterName"]
    subject.cluster.update(ClusterName=f"{name} ", ClusterDescription="described")
    finding = _shows(subject, ClusterName=f"{name} ")
    subject.cluster.update(ClusterName=name, ClusterDescription="described")
    return finding


@CHECKS(
    "an-empty-description",
    "UpdateCluster takes an empty description.",
    doubts=["empty-texts-refused"],
    stands="ehpc_emulator/limits.json",
)
def _(subject: Subject) -> Finding:
    subject.cluster.update(ClusterName=subject.cluster.sent["ClusterName"], ClusterDescription="")
    return _describes_nothing(subject)
