"""Free checks: what the lists of E-HPC look like. They only read."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from ehpc_emulator.facts import ACTIONS, TYPES
from live.check import FREE, Checks, Finding, NotSeenError, holds, told
from live.subject import Subject

CHECKS = Checks(FREE, "ehpc_emulator/catalogue.json")
SCALARS: dict[str, tuple[type, ...]] = {"string": (str,), "integer": (int,), "boolean": (bool,), "number": (int, float)}


def _have(rows: list[dict[str, Any]], *names: str) -> bool:
    return bool(rows) and all(name in row for row in rows for name in names)


@CHECKS(
    "list-clusters-pages",
    "ListClusters answers PageNumber as text, PageSize and TotalCount as numbers.",
    doubts=["numbers-as-text"],
    stands="ehpc_emulator/actions/clusters.py",
)
def _(subject: Subject) -> Finding:
    answer = subject.service.ask("ListClusters", PageNumber=1, PageSize=10)
    kinds = [type(answer.at(name)) for name in ("PageNumber", "PageSize", "TotalCount")]
    return holds(kinds == [str, int, int], answer.shows("PageNumber", "PageSize", "TotalCount"))


@CHECKS(
    "clusters-counted-as-shown",
    "ListClusters shows as many clusters as it counts.",
    doubts=["clusters-total-of-all"],
    stands="ehpc_emulator/actions/clusters.py",
)
def _(subject: Subject) -> Finding:
    answer = subject.service.ask("ListClusters", PageNumber=1, PageSize=100)
    shown = len(answer.rows("Clusters"))
    return holds(int(answer.at("TotalCount")) == shown or shown == 100, f"{shown} of {answer.shows('TotalCount')}")


@CHECKS(
    "empty-lists",
    "An empty list is answered as an empty list.",
    doubts=["empty-lists-null", "empty-absent"],
    stands="ehpc_emulator/shapes.py",
)
def _(subject: Subject) -> Finding:
    answer = subject.service.ask("ListClusters", ClusterNames=["no-cluster-has-this-name"], PageSize=10)
    return holds(answer.get("Clusters") == [], answer.shows("Clusters", "TotalCount"))


@CHECKS(
    "success-is-told",
    "Where an answer is declared to have a Success, it has one.",
    doubts=["success-absent"],
    stands="ehpc_emulator/actions/catalogue.py",
)
def _(subject: Subject) -> Finding:
    answer = subject.service.ask("ListAvailableImages")
    return holds("Success" in answer, answer.shows("Success"))


@CHECKS("list-images", "ListAvailableImages tells ImageId, ImageOwnerAlias, OSName and Platform of each.")
def _(subject: Subject) -> Finding:
    answer = subject.service.ask("ListAvailableImages", ImageOwnerAlias="system")
    return holds(
        _have(answer.rows("Images"), "ImageId", "ImageOwnerAlias", "OSName", "Platform"),
        answer.shows("Images.0.ImageId", "Images.0.OSName"),
    )


@CHECKS("list-regions-by-token", "ListRegions comes page by page, each with the token of the next.")
def _(subject: Subject) -> Finding:
    first = subject.service.ask("ListRegions", MaxResults=1)
    token = first.get("NextToken")
    if not token:
        return holds(False, first.shows("NextToken", "TotalCount"))
    second = subject.service.ask("ListRegions", MaxResults=1, NextToken=token)
    found = [answer.at("Regions.0.RegionId") for answer in (first, second)]
    return holds(None not in found and found[0] != found[1], second.says(f"{found}, NextToken = {token!r}"))


@CHECKS("list-softwares", "ListSoftwares tells Name, Category and Versions of each, each version with Latest.")
def _(subject: Subject) -> Finding:
    answer = subject.service.ask("ListSoftwares")
    infos = "AdditionalPackages.AdditionalPackageInfos"
    latest = f"{infos}.0.Versions.VersionInfos.0.Latest"
    right = _have(answer.rows(infos), "Name", "Category", "Versions") and answer.at(latest) is not None
    return holds(right, answer.shows(f"{infos}.0.Name", f"{infos}.0.Category", latest))


@CHECKS("list-file-systems", "ListAvailableFileSystems tells of each its FileSystemId and its mount targets.")
def _(subject: Subject) -> Finding:
    answer = subject.service.ask("ListAvailableFileSystems")
    rows = answer.rows("FileSystemList")
    if not rows:
        raise NotSeenError("the account has no file system in this region")
    return holds(_have(rows, "FileSystemId", "FileSystemType", "MountTargetList"), answer.says(sorted(rows[0])))


@CHECKS("login-is-an-addon", "ListAddonTemplates has Login in version 1.0.")
def _(subject: Subject) -> Finding:
    answer = subject.service.ask("ListAddonTemplates")
    found = [(row.get("Name"), row.get("Version")) for row in answer.rows("Addons")]
    return holds(("Login", "1.0") in found, answer.says(found))


@CHECKS("addon-template", "DescribeAddonTemplate tells the specs of Login: an object of resources, a list of services.")
def _(subject: Subject) -> Finding:
    answer = subject.service.ask("DescribeAddonTemplate", AddonName="Login", AddonVersion="1.0")
    kinds = [type(answer.at(f"Addon.{name}")).__name__ for name in ("ResourcesSpec", "ServicesSpec")]
    return holds(kinds == ["dict", "list"], answer.says(f"ResourcesSpec, ServicesSpec: {kinds}"))


@CHECKS(
    "logs-tell-the-account",
    "ListCommonLogs tells the account as Uid, also where there are no logs.",
    stands="pulumi_ehpc/_core/api/gateway.py",
)
def _(subject: Subject) -> Finding:
    now = int(time.time())
    answer = subject.service.ask("ListCommonLogs", From=now - 60, To=now, PageSize=1)
    uid = str(answer.get("Uid") or "")
    return holds(bool(uid), answer.says(f"Uid = {uid[:2]}...{uid[-2:]}, TotalCount = {answer.get('TotalCount')!r}"))


@CHECKS(
    "logs-may-end-later",
    "ListCommonLogs takes a stretch of time that ends later than now.",
    doubts=["log-ends-now"],
    stands="pulumi_ehpc/resources/operation_log.py",
)
def _(subject: Subject) -> Finding:
    now = int(time.time())
    error = subject.service.refusal("ListCommonLogs", From=now - 60, To=now + 16 * 60, PageSize=1)
    return holds(error is None, told(error) if error else "it was taken")


def unlike(kinds: dict[str, str], value: dict[str, Any], path: str) -> Iterator[tuple[str, str]]:
    """What an answer has beside its models, "new", or in another type, "type"; and where."""
    for name, item in value.items():
        if name not in kinds:
            yield "new", f"{path}.{name}"
        else:
            yield from _unlike(kinds[name], item, f"{path}.{name}")


def _unlike(kind: str, value: Any, path: str) -> Iterator[tuple[str, str]]:
    if value is None:
        return
    if kind.startswith("[") and isinstance(value, list):
        for item in value:
            yield from _unlike(kind[1:-1], item, path)
    elif kind in TYPES and isinstance(value, dict):
        yield from unlike(TYPES[kind]["fields"], value, path)
    elif type(value) not in SCALARS.get(kind, ()):
        yield "type", f"{path} = {value!r}"[:200]


def _all_unlike(subject: Subject, what: str) -> Finding:
    found = {
        where
        for answer in subject.service.answers
        for kind, where in unlike(ACTIONS[answer.action]["answer"], answer, answer.action)
        if kind == what
    }
    return holds(not found, f"{len(subject.service.answers)} answers: {'; '.join(sorted(found)[:20]) or 'none'}")


LAST = Checks(FREE, "ehpc_emulator/actions.json")
"""Of all answers so far: they come last."""


@LAST("answers-have-no-new-field", "No answer has a field that the SDK's models lack.", doubts=["fields-unknown"])
def _(subject: Subject) -> Finding:
    return _all_unlike(subject, "new")


@LAST(
    "answers-have-the-types",
    "Every field of an answer has the type that the SDK's models say.",
    doubts=["numbers-as-text", "truth-as-text", "counts-as-numbers", "addon-version-1", "addon-ports-in-text"],
)
def _(subject: Subject) -> Finding:
    return _all_unlike(subject, "type")
