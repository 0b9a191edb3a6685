"""Free checks: how clusters that the account has anyway are told."""

from __future__ import annotations

import re

from ehpc_emulator.facts import LIMITS
from live.check import FREE, Checks, Finding, NotSeenError, holds
from live.subject import Subject

CHECKS = Checks(FREE, "ehpc_emulator/actions/clusters.py")


@CHECKS(
    "existing-scheduler-types",
    "GetCluster answers a scheduler type as it is documented of the request, but slurm22 for SLURM in version 22.",
    doubts=["scheduler-slurm22", "scheduler-openpbs", "scheduler-in-lower-case"],
)
def _(subject: Subject) -> Finding:
    found = []
    documented = LIMITS["CreateClusterRequestManagerScheduler"]["Type"]["oneOf"]
    for _row, answer in subject.of_existing("GetCluster"):
        kind, version = (answer.at(f"Manager.Scheduler.{name}") for name in ("Type", "Version"))
        if kind is not None:
            is_22 = str(kind).upper().startswith("SLURM") and str(version).startswith("22")
            found.append((kind in (["slurm22"] if is_22 else documented), f"{kind!r} {version!r}"))
    if not found:
        raise NotSeenError("no cluster of the account tells a scheduler")
    return holds(all(right for right, _ in found), f"GetCluster: Manager.Scheduler: {', '.join(t for _, t in found)}")


@CHECKS(
    "existing-home-directories",
    "ListSharedStorages answers the directory of /home and /opt with /ehpc-... at its end.",
    stands="ehpc_emulator/actions/storages.py",
)
def _(subject: Subject) -> Finding:
    found = [
        str(mount.get("StorageDirectory"))
        for _row, answer in subject.of_existing("ListSharedStorages")
        for storage in answer.rows("SharedStorages")
        for mount in storage.get("MountInfo") or []
        if mount.get("MountDirectory") in ("/home", "/opt")
    ]
    if not found:
        raise NotSeenError("no cluster of the account has a mount at /home or /opt")
    return holds(all(re.search("/ehpc-", text) for text in found), f"ListSharedStorages: StorageDirectory: {found}")


@CHECKS(
    "existing-addons",
    "ListAddons and GetAddon answer an add-on that stands, Running, with the address of its service.",
    doubts=["addon-status-other"],
    stands="ehpc_emulator/actions/addons.py",
)
def _(subject: Subject) -> Finding:
    for row, listed in subject.of_existing("ListAddons"):
        for addon in listed.rows("Addons"):
            asked = {"ClusterId": row["ClusterId"], "AddonId": addon.get("AddonId")}
            answer = subject.service.ask("GetAddon", **asked)
            shown = ("Addon.Status", "Addon.Version", "Addon.ServicesSpec.0.ServiceAccessUrl")
            return holds(answer.at(shown[0]) == "Running" and bool(answer.at(shown[2])), answer.shows(*shown[:2]))
    raise NotSeenError("no cluster of the account has an add-on")


@CHECKS(
    "existing-nodes",
    "ListNodes tells of a compute node its id, host name, address, queue, hardware and a status of its own.",
    stands="ehpc_emulator/actions/queues.py",
)
def _(subject: Subject) -> Finding:
    told = ("Id", "Hostname", "IpAddress", "QueueName", "InstanceType", "ZoneId", "Status")
    for _row, answer in subject.of_existing("ListNodes"):
        for node in answer.rows("Nodes"):
            lacking = [name for name in told if not node.get(name)]
            return holds(not lacking, answer.says(f"Status = {node.get('Status')!r}, without {lacking or 'nothing'}"))
    raise NotSeenError("no cluster of the account has a compute node")
