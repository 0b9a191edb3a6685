"""Checks on the cluster as it was made: what it has that nobody has asked for, and what its log tells."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from live.check import CENTS, Checks, Finding, NotSeenError, holds
from live.subject import Subject
from live.wanted import QUEUE

CHECKS = Checks(CENTS, "ehpc_emulator/actions/creation.py")
INFOS = "AdditionalPackages.AdditionalPackageInfos"
# What is listed: name of the check, action, path of its rows, their key, the doubts. Nothing else was asked for.
OWN: Sequence[tuple[str, str, str, str, Callable[[Subject], set[str]], Sequence[str]]] = (
    ("queue", "ListQueues", "Queues", "QueueName", lambda _: {QUEUE}, ["queue-of-its-own"]),
    ("addon", "ListAddons", "Addons", "Name", lambda _: set(), ["addon-of-its-own"]),
    ("node", "ListNodes", "Nodes", "Hostname", lambda _: set(), ()),
    ("software", "ListInstalledSoftwares", INFOS, "Name",
     lambda subject: {package["Name"] for package in subject.cluster.sent.get("AdditionalPackages", [])},
     ["software-of-its-own"]),
)  # fmt: skip


def _nothing_else(action: str, path: str, key: str, asked: Callable[[Subject], set[str]], subject: Subject) -> Finding:
    answer = subject.cluster.at_first(action)
    found = [row.get(key) for row in answer.rows(path)]
    return holds(set(found) <= asked(subject), answer.says(found))


for _noun, _action, _path, _key, _asked, _doubts in OWN:
    CHECKS(f"no-{_noun}-of-its-own", f"{_action} shows no {_noun} that nobody has asked for.", doubts=_doubts)(
        partial(_nothing_else, _action, _path, _key, _asked)
    )


@CHECKS(
    "no-mount-of-its-own",
    "ListSharedStorages shows no mount that nobody has asked for, and all of a file system under one entry.",
    doubts=["mount-of-its-own"],
    stands="ehpc_emulator/actions/storages.py",
)
def _(subject: Subject) -> Finding:
    answer = subject.cluster.at_first("ListSharedStorages")
    found = [
        [mount.get("MountDirectory") for mount in row.get("MountInfo") or []] for row in answer.rows("SharedStorages")
    ]
    return holds(len(found) == 1 and set(found[0]) == {"/home", "/opt"}, answer.says(found))


def _sent(subject: Subject) -> dict[str, str]:
    for package in subject.cluster.sent.get("AdditionalPackages", []):
        return dict(package)
    raise NotSeenError("the cluster was made without a package")


def _package(subject: Subject) -> dict[str, Any]:
    name = _sent(subject)["Name"]
    for row in subject.cluster.at_first("ListInstalledSoftwares").rows(INFOS):
        if row.get("Name") == name:
            return row
    raise NotSeenError(f"ListInstalledSoftwares does not show {name}")


@CHECKS(
    "package-when-it-runs",
    "A package of CreateCluster is Installed when the cluster runs.",
    doubts=["software-shows-late", "software-status-other"],
    stands="ehpc_emulator/actions/software.py",
)
def _(subject: Subject) -> Finding:
    _sent(subject)
    try:
        status = _package(subject).get("Status")
    except NotSeenError as error:
        return holds(False, str(error))
    return holds(status == "Installed", subject.cluster.at_first("ListInstalledSoftwares").says(f"Status = {status!r}"))


@CHECKS(
    "back-package-version",
    "ListInstalledSoftwares answers a version as it was sent.",
    doubts=["package-versions-long"],
    stands="ehpc_emulator/actions/software.py",
)
def _(subject: Subject) -> Finding:
    version, sent = _package(subject).get("Version"), _sent(subject)["Version"]
    return holds(version == sent, subject.cluster.at_first("ListInstalledSoftwares").says(f"{version!r} for {sent!r}"))


def _window() -> dict[str, int]:
    now = int(time.time())
    return {"From": now - 24 * 3600, "To": now}


@CHECKS(
    "creation-in-the-log",
    "ListCommonLogs tells of the creation, with the request id of CreateCluster.",
    stands="ehpc_emulator/actions/logs.py",
)
def _(subject: Subject) -> Finding:
    answer = subject.service.ask("ListCommonLogs", ClusterId=subject.cluster.id, PageSize=100, **_window())
    rows = [(row.get("Action"), row.get("RequestId")) for row in answer.rows("Logs")]
    return holds(("CreateCluster", subject.cluster.made.get("RequestId")) in rows, answer.says(rows[-5:]))


@CHECKS(
    "reads-are-not-logged", "ListCommonLogs tells of no call that only reads.", stands="ehpc_emulator/actions/logs.py"
)
def _(subject: Subject) -> Finding:
    answer = subject.service.ask("ListCommonLogs", ClusterId=subject.cluster.id, PageSize=100, **_window())
    actions = {str(row.get("Action")) for row in answer.rows("Logs")}
    return holds(not any(name.startswith(("Get", "List")) for name in actions), answer.says(sorted(actions)))


@CHECKS(
    "stages-in-the-log",
    "GetCommonLogDetail, asked by that request id, tells stages, each with steps that have a Method and a Status.",
    stands="ehpc_emulator/stages.py",
)
def _(subject: Subject) -> Finding:
    request = subject.cluster.made.get("RequestId")
    answer = subject.service.ask("GetCommonLogDetail", LogRequestId=request, **_window())
    steps = [step for stage in answer.rows("LogDetail") for step in stage.get("Stages") or []]
    right = bool(steps) and all("Method" in step and "Status" in step for step in steps)
    names = [(stage.get("StageName"), len(stage.get("Stages") or [])) for stage in answer.rows("LogDetail")]
    return holds(right, answer.says(names))
