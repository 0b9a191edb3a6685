"""Checks on the cluster as it was made: every value comes back as it was sent, or as the emulator spells it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from live.asking import Answer
from live.check import CENTS, Checks, Finding, NotSeenError, holds
from live.subject import Subject
from live.wanted import QUEUE

CHECKS = Checks(CENTS, "ehpc_emulator/actions/clusters.py")
NODE = "Manager.ManagerNode"
# Path in CreateCluster and in GetCluster ("" for the same one), what it comes back as (None: as sent), the doubts.
BACK: Sequence[tuple[str, str, Any, Sequence[str]]] = (
    ("ClusterName", "", None, ()),
    ("ClusterCategory", "", None, ["category-in-lower-case"]),
    ("ClusterMode", "", None, ["category-in-lower-case"]),
    ("ClusterVpcId", "", None, ()),
    ("ClusterVSwitchId", "", None, ()),
    ("DeletionProtection", "DeleteProtection", None, ()),
    ("MaxCount", "", None, ()),
    ("MaxCoreCount", "", None, ()),
    ("GrowInterval", "", 2, ["intervals-taken"]),
    ("IdleInterval", "", 6, ["intervals-taken"]),
    (f"{NODE}.InstanceType", "", None, ["instance-types-in-capitals"]),
    (f"{NODE}.InstanceChargeType", "", None, ["charge-types-otherwise"]),
    (f"{NODE}.ImageId", "", None, ["images-resolved"]),
    (f"{NODE}.SystemDisk.Category", "", None, ()),
    (f"{NODE}.SystemDisk.Level", "", None, ()),
    (f"{NODE}.SystemDisk.Size", "", None, ()),
    ("Manager.Scheduler.Type", "", "slurm22", ()),
    ("Manager.Scheduler.Version", "", None, ["scheduler-version-cut"]),
    ("Manager.DNS.Type", "", "nis", ["services-in-capitals"]),
    ("Manager.DNS.Version", "", None, ()),
    ("Manager.DirectoryService.Type", "", "nis", ["services-in-capitals"]),
    ("Manager.DirectoryService.Version", "", None, ()),
)
OF_A_QUEUE = (
    ("MinCount", ()),
    ("MaxCount", ()),
    ("EnableScaleIn", ("empty-absent",)),
    ("EnableScaleOut", ("empty-absent",)),
)


def kebab(path: str) -> str:
    """As a check is named."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|\.", "-", path.replace("VSwitch", "Vswitch"))
    return words.lower().replace("manager-manager-", "manager-")


def _text(value: Any) -> str | None:
    """Numbers and truth values may come as text: that is a check of its own."""
    return None if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _comes_back(sent: str, shown: str, otherwise: Any, subject: Subject) -> Finding:
    answer = subject.cluster.at_first("GetCluster")
    wanted = Answer("CreateCluster", subject.cluster.sent).at(sent) if otherwise is None else otherwise
    return holds(_text(answer.at(shown)) == _text(wanted), answer.shows(shown))


for _sent, _shown, _otherwise, _doubts in BACK:
    _says = "as it was sent" if _otherwise is None else f"as {_otherwise}, whatever was sent"
    CHECKS(f"back-{kebab(_sent)}", f"GetCluster answers {_shown or _sent} {_says}.", doubts=_doubts)(
        partial(_comes_back, _sent, _shown or _sent, _otherwise)
    )


def _queue_comes_back(name: str, subject: Subject) -> Finding:
    answer = subject.service.ask("GetQueue", ClusterId=subject.cluster.id, QueueName=QUEUE)
    wanted = subject.cluster.sent["Queues"][0][name]
    return holds(_text(answer.at(f"Queue.{name}")) == _text(wanted), answer.shows(f"Queue.{name}"))


for _name, _doubts in OF_A_QUEUE:
    CHECKS(
        f"back-queue-{kebab(_name)}",
        f"GetQueue answers the {_name} of a queue of CreateCluster as it was sent.",
        doubts=_doubts,
        stands="ehpc_emulator/actions/queues.py",
    )(partial(_queue_comes_back, _name))


def _mount(subject: Subject, directory: str) -> tuple[dict[str, Any], Answer]:
    answer = subject.cluster.at_first("ListSharedStorages")
    mounts = [mount for storage in answer.rows("SharedStorages") for mount in storage.get("MountInfo") or []]
    for mount in mounts:
        if mount.get("MountDirectory") == directory:
            return mount, answer
    raise NotSeenError(f"ListSharedStorages does not show {directory}")


def _mount_comes_back(name: str, directory: str, expected: Callable[[Subject], Any], subject: Subject) -> Finding:
    mount, answer = _mount(subject, directory)
    return holds(mount.get(name) == expected(subject), answer.says(f"{directory}: {name} = {mount.get(name)!r}"))


def _own_directory(place: int, subject: Subject) -> str:
    sent = subject.cluster.sent["SharedStorages"][place]
    return f"{sent['NASDirectory']}/{subject.cluster.id}{sent['MountDirectory']}"


def _sent_of_home(name: str, subject: Subject) -> Any:
    return subject.cluster.sent["SharedStorages"][0][name]


_MOUNTS: Sequence[tuple[str, str, str, Callable[[Subject], Any], Sequence[str]]] = (
    ("ProtocolType", "/home", "as it was sent", partial(_sent_of_home, "ProtocolType"), ["mounts-nfs3"]),
    ("MountOptions", "/home", "as they were sent", partial(_sent_of_home, "MountOptions"),
     ["mount-options-bare", "mount-options-in-order"]),
    ("MountTarget", "/home", "as it was sent", partial(_sent_of_home, "MountTargetDomain"), ()),
    ("StorageDirectory", "/home", "as what was sent, /, with /CLUSTER/home behind it", partial(_own_directory, 0),
     ["home-with-one-slash"]),
    ("StorageDirectory", "/opt", "as what was sent with /CLUSTER/opt behind it", partial(_own_directory, 1),
     ["home-with-two-slashes"]),
    ("MountOptions", "/opt", "as nothing, where none were sent", lambda _: None, ["mounts-filled"]),
)  # fmt: skip
for _name, _where, _says, _expected, _doubts in _MOUNTS:
    CHECKS(
        f"back-{_where.strip('/')}-{kebab(_name)}",
        f"ListSharedStorages answers the {_name} of {_where} {_says}.",
        doubts=_doubts,
        stands="ehpc_emulator/actions/storages.py",
    )(partial(_mount_comes_back, _name, _where, _expected))


@CHECKS(
    "nothing-filled-in-of-a-node",
    "GetCluster tells nothing of a node's hyper-threading, spot strategy, renewal and period where nothing was sent.",
    doubts=["nodes-filled", "manager-filled"],
    stands="ehpc_emulator/defaults.json",
)
def _(subject: Subject) -> Finding:
    answer = subject.cluster.at_first("GetCluster")
    unsent = ("EnableHt", "SpotStrategy", "PeriodUnit", "Period", "AutoRenew", "AutoRenewPeriod", "Duration")
    there = [f"{NODE}.{name}" for name in unsent if answer.at(f"{NODE}.{name}") is not None]
    return holds(not there, answer.shows(*there or [f"{NODE}.SpotStrategy"]))
