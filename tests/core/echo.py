"""What E-HPC answers about a cluster that was made with a request, with the habits that are known of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

Sent = Mapping[str, Any]
Told = dict[str, Any]

NOWHERE = ("Tags", "ClusterCredentials", "IsEnterpriseSecurityGroup")
ELSEWHERE = ("Queues", "SharedStorages", "AdditionalPackages", "Addons", "ClusterDescription", "DeletionProtection")
LISTED_OF_A_QUEUE = (
    "QueueName", "ComputeNodes", "MinCount", "MaxCount", "MaxCountPerCycle", "EnableScaleOut", "EnableScaleIn",
    "VSwitchIds",
)  # fmt: skip


class Echo:
    """A cluster of the service, made of CreateCluster's and UpdateCluster's parameters."""

    def __init__(self, sent: Sent) -> None:
        self.sent: Told = json.loads(json.dumps(sent))

    def get_cluster(self) -> Told:
        """Numbers and the protection as texts, the protection by another name, and not everything."""
        told = {name: value for name, value in self.sent.items() if name not in (*NOWHERE, *ELSEWHERE)}
        told |= {name: str(told[name]) for name in ("MaxCount", "MaxCoreCount") if name in told}
        if "DeletionProtection" in self.sent:
            told["DeleteProtection"] = str(self.sent["DeletionProtection"]).lower()
        if "Manager" in told:
            told["Manager"] = _manager(told["Manager"])
        return {**told, "ClusterId": "ehpc-hz-1", "ClusterStatus": "running"}

    def row(self) -> Told:
        """The cluster in ListClusters: the only call that tells the description."""
        names = ("ClusterName", "ClusterDescription", "DeletionProtection", "MaxCount")
        return {name: self.sent[name] for name in names if name in self.sent}

    def call(self, action: str, parameters: Sent) -> Told:
        assert parameters["ClusterId"] == "ehpc-hz-1"
        if action == "ListQueues":
            rows = [{name: q[name] for name in LISTED_OF_A_QUEUE if name in q} for q in self.sent["Queues"]]
            return {"Queues": rows[::-1], "TotalCount": len(rows)}
        if action == "GetQueue":
            return {"Queue": next(_queue(q) for q in self.sent["Queues"] if q["QueueName"] == parameters["QueueName"])}
        if action == "ListInstalledSoftwares":
            return _page(parameters, self.sent["AdditionalPackages"], _package, _infos)
        if action == "ListAddons":
            return _page(parameters, self.sent["Addons"], _addon, lambda rows: {"Addons": rows})
        assert action == "ListSharedStorages"
        return {"SharedStorages": [_mount(s) for s in reversed(self.sent["SharedStorages"])]}


def _page(
    parameters: Sent, items: list[Sent], told: Callable[[Sent], Told], shape: Callable[[list[Told]], Told]
) -> Told:
    """Two rows a page, whatever was asked for: a service may have a smaller limit."""
    page = int(parameters["PageNumber"])
    rows = [told(item) for item in items[::-1]][2 * page - 2 : 2 * page]
    return {**shape(rows), "PageNumber": page, "TotalCount": str(len(items))}


def _infos(rows: list[Told]) -> Told:
    return {"AdditionalPackages": {"AdditionalPackageInfos": rows}}


def _package(sent: Sent) -> Told:
    """An empty version is one that the service chooses."""
    version = {"Version": sent["Version"] or "4.0.3"} if "Version" in sent else {}
    return {"Name": sent["Name"], "Status": "Installed", **version}


def _addon(sent: Sent) -> Told:
    """Specs come back from another call, in another shape."""
    return {"AddonId": "Login-1.0-ab12", "Name": sent["Name"], "Version": sent["Version"], "Status": "Running"}


def _manager(sent: Sent) -> Told:
    """`slurm22` for SLURM, `nis` for NIS, `EnableHt` for EnableHT, no data disks, and states of its own."""
    told = {name: {**part, "Status": "running"} for name, part in sent.items()}
    for service in ("Scheduler", "DNS", "DirectoryService"):
        if "Type" in told.get(service, {}):
            kind = told[service]["Type"].lower()
            told[service]["Type"] = "slurm22" if kind == "slurm" else kind
    if "ManagerNode" in told:
        node = told["ManagerNode"]
        node.pop("DataDisks", None)
        if "EnableHT" in node:
            node["EnableHt"] = node.pop("EnableHT")
    return told


def _queue(sent: Sent) -> Told:
    told = {**sent, "CreateTime": "2024-08-06T12:43:01.000Z"}
    return {**told, "InterConnect": sent["InterConnect"].lower()} if "InterConnect" in sent else told


def _mount(sent: Sent) -> Told:
    """One file system with its mount, by the names of answers; /home and /opt get a directory of E-HPC's own."""
    mount = {name: sent[name] for name in ("MountDirectory", "MountOptions", "ProtocolType") if name in sent}
    mount["MountTarget"] = sent["MountTargetDomain"]
    if "NASDirectory" in sent:
        own = "/ehpc-hz-1" if sent["MountDirectory"] in ("/home", "/opt") else ""
        mount["StorageDirectory"] = sent["NASDirectory"].rstrip("/") + own if own else sent["NASDirectory"]
    return {"FileSystemId": sent["FileSystemId"], "FileSystemType": "standard", "MountInfo": [mount]}
