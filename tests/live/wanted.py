"""What CreateCluster is sent: the smallest cluster that shows how each of its values comes back."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from live.asking import Service
from live.check import NotSeenError
from live.given import Given, GivenError
from pulumi_ehpc._core.logic.marks import mark, mark_in, marked

PREFIX = "pulumi-ehpc-live"
OPTIONS = "-t nfs -o vers=3,nolock,proto=tcp,noresvport"
QUEUE = "probe"
# CreateCluster takes them and ignores them (observed): none is a default.
INTERVALS = {"GrowInterval": 9, "IdleInterval": 9}


def request(service: Service, given: Given, name: str) -> dict[str, Any]:
    mine = mark(f"urn:pulumi:live::{PREFIX}::ehpc:index:Cluster::{name}", [name], {})
    mount = {"FileSystemId": given.file_system, "MountTargetDomain": given.nas, "ProtocolType": "NFS"}
    return {
        "ClusterName": f"{PREFIX}.{name}",
        # As long as may be, with the mark of an unfinished creation at its end, as the provider sends it.
        "ClusterDescription": marked(f"Made.by.make.live.{'x' * 128}", mine),
        "ClusterCategory": "Standard",
        "ClusterMode": "Integrated",
        "ClusterVpcId": given.vpc,
        "ClusterVSwitchId": given.vswitch,
        "ClusterCredentials": {"Password": f"Ab1-{secrets.token_hex(7)}"},
        "DeletionProtection": True,
        "MaxCount": 7,
        "MaxCoreCount": 70,
        **INTERVALS,
        "Manager": {
            "ManagerNode": _node(service, given),
            "Scheduler": {"Type": "SLURM", "Version": "22.05.8"},
            "DNS": {"Type": "NIS", "Version": "1.0"},
            "DirectoryService": {"Type": "NIS", "Version": "1.0"},
        },
        "Queues": [{"QueueName": QUEUE, "MinCount": 0, "MaxCount": 3, "EnableScaleIn": False, "EnableScaleOut": False}],
        "SharedStorages": [
            {**mount, "MountDirectory": "/home", "NASDirectory": "/", "MountOptions": OPTIONS},
            {**mount, "MountDirectory": "/opt", "NASDirectory": given.directory},
        ],
        **_packages(service),
        "Tags": [{"key": "made-by", "value": PREFIX}],
    }  # fmt: skip


def named(sent: dict[str, Any]) -> str:
    return str(sent["ClusterName"])


def simpler(sent: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What to send where it was refused, each without one thing, by the check that is about that."""
    text = sent["ClusterDescription"]
    yield "tags-by-lower-key", {name: value for name, value in sent.items() if name != "Tags"}
    yield "names-with-dots", {**sent, "ClusterName": named(sent).replace(".", "-")}
    yield "descriptions-with-dots", {**sent, "ClusterDescription": str(mark_in(text))}
    yield "create-takes-a-description", {name: value for name, value in sent.items() if name != "ClusterDescription"}


def _node(service: Service, given: Given) -> dict[str, Any]:
    offered = service.pages("ListAvailableImages", "Images", ImageOwnerAlias="system")
    if not given.image and not offered:
        raise GivenError("ListAvailableImages offers no image: name one with IMAGE=...")
    image = given.image or offered[0]["ImageId"]
    disk = {"Category": "cloud_essd", "Level": "PL0", "Size": 40}
    return {"InstanceType": given.instance, "InstanceChargeType": "PostPaid", "ImageId": image, "SystemDisk": disk}


def _packages(service: Service) -> dict[str, Any]:
    with suppress(NotSeenError):
        return {"AdditionalPackages": packages(service)[:1]}
    return {}


def packages(service: Service) -> list[dict[str, str]]:
    """A package of the catalogue, another version of it (or itself, where there is none), and two more packages.

    Raises NotSeenError.
    """
    rows = service.ask("ListSoftwares", PageSize="50").rows("AdditionalPackages.AdditionalPackageInfos")
    known = [
        (row["Name"], [version["Version"] for version in (row.get("Versions") or {}).get("VersionInfos") or []])
        for row in sorted(rows, key=lambda row: row.get("Category") != "MPI")
    ]
    several = sorted((entry for entry in known if entry[1]), key=lambda entry: len(entry[1]) < 2)
    if len(several) < 3:
        raise NotSeenError("ListSoftwares offers fewer than three packages")
    (name, versions), *others = several[:3]
    first, second = versions[-1], versions[0]
    return [
        {"Name": name, "Version": first},
        {"Name": name, "Version": second},
        *({"Name": other, "Version": those[0]} for other, those in others),
    ]
