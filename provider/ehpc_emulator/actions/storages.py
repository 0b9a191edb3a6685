"""Shared storages: attach, detach, list."""

from __future__ import annotations

from typing import Any

from .. import defaults
from ..clusters import Cluster
from ..errors import InvalidParams, VolumeNotFound
from .call import Call

# The service puts these into a sub-directory of its own (observed: the Terraform provider cuts the path at /ehpc,
# which gives back what was sent only if the suffix is appended to it as it stands, "/" included).
OWN_DIRECTORY = ("/home", "/opt")


def from_template(given: dict[str, Any]) -> dict[str, Any]:
    """CreateCluster names two fields otherwise than Attach and List do (documented)."""
    renamed = {"NASDirectory": "StorageDirectory", "MountTargetDomain": "MountTarget"}
    return _whole({renamed.get(name, name): value for name, value in given.items()})


def _whole(given: dict[str, Any]) -> dict[str, Any]:
    target = given.get("MountTarget", "")
    kind = given.get("VolumeType") or ("cpfs" if "cpfs" in target else "nas")
    return {
        "FileSystemId": given.get("FileSystemId", ""),
        "MountDirectory": given.get("MountDirectory", ""),
        "MountOptions": given.get("MountOptions") or defaults.MOUNT_OPTIONS,
        "MountTarget": target,
        "ProtocolType": given.get("ProtocolType") or "NFS",
        "StorageDirectory": given.get("StorageDirectory") or "/",
        "VolumeType": kind,
    }


def attach_shared_storages(call: Call) -> dict[str, Any]:
    cluster = call.changing()
    taken = {storage["MountDirectory"] for storage in cluster.storages}
    for place, given in enumerate(call.params["SharedStorages"]):
        if given["MountDirectory"] in taken:
            raise InvalidParams(f"SharedStorages.{place}.MountDirectory (in use)")
        taken.add(given["MountDirectory"])
    cluster.storages += [_whole(given) for given in call.params["SharedStorages"]]
    call.done(cluster)
    return {"ClusterId": cluster.id, "Success": True}


def detach_shared_storages(call: Call) -> dict[str, Any]:
    cluster = call.changing()
    leaving = [given["MountDirectory"] for given in call.params["SharedStorages"]]
    mounted = [storage["MountDirectory"] for storage in cluster.storages]
    for directory in leaving:
        if directory not in mounted:
            raise VolumeNotFound(directory[:80])
    cluster.storages = [storage for storage in cluster.storages if storage["MountDirectory"] not in leaving]
    call.done(cluster)
    return {"ClusterId": cluster.id, "Success": True}


def list_shared_storages(call: Call) -> dict[str, Any]:
    """Grouped by file system (documented)."""
    cluster = call.cluster()
    wanted_id, wanted_kind = call.params.get("FileSystemId"), call.params.get("FileSystemType")
    groups: dict[str, dict[str, Any]] = {}
    for storage in cluster.storages:
        if wanted_id not in (None, "", storage["FileSystemId"]):
            continue
        if wanted_kind not in (None, "", storage["VolumeType"]):
            continue
        group = groups.setdefault(
            storage["FileSystemId"],
            {
                "FileSystemId": storage["FileSystemId"],
                "FileSystemProtocol": _protocol(storage),
                "FileSystemType": storage["VolumeType"],
                "MountInfo": [],
            },
        )
        group["MountInfo"].append(_mount(cluster, storage))
    return {"SharedStorages": list(groups.values()), "Success": True}


def _mount(cluster: Cluster, storage: dict[str, Any]) -> dict[str, Any]:
    names = ("MountDirectory", "MountOptions", "MountTarget", "ProtocolType", "StorageDirectory")
    shown = {name: storage[name] for name in names}
    if storage["MountDirectory"] in OWN_DIRECTORY:
        shown["StorageDirectory"] += f"/{cluster.id}{storage['MountDirectory']}"
    return shown


def _protocol(storage: dict[str, Any]) -> str:
    if storage["VolumeType"] == "cpfs":
        return "cpfs"
    return "nfs4" if "vers=4" in storage["MountOptions"] else "nfs3"
