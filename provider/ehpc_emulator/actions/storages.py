"""Shared storages: attach, detach, list."""

from __future__ import annotations

from typing import Any

from .. import templates
from ..clusters import Cluster
from ..errors import ApiError, invalid
from .call import Call

# The service puts these into a sub-directory of its own (observed: the Terraform provider cuts the path at /ehpc,
# which gives back what was sent only if the suffix is appended to it as it stands, "/" included).
OWN_DIRECTORY = ("/home", "/opt")


def attach_shared_storages(call: Call) -> dict[str, Any]:
    cluster = call.changing()
    taken = {storage.get("MountDirectory") for storage in cluster.storages}
    for place, given in enumerate(call.params["SharedStorages"]):
        if given["MountDirectory"] in taken:
            raise invalid(f"SharedStorages.{place}.MountDirectory (in use)")
        taken.add(given["MountDirectory"])
    cluster.storages += [templates.attached(given) for given in call.params["SharedStorages"]]
    call.done(cluster)
    return {"ClusterId": cluster.id, "Success": True}


def detach_shared_storages(call: Call) -> dict[str, Any]:
    cluster = call.changing()
    leaving = [given["MountDirectory"] for given in call.params["SharedStorages"]]
    mounted = [storage.get("MountDirectory") for storage in cluster.storages]
    for directory in leaving:
        if directory not in mounted:
            raise ApiError("VolumeNotFound")
    cluster.storages = [storage for storage in cluster.storages if storage.get("MountDirectory") not in leaving]
    call.done(cluster)
    return {"ClusterId": cluster.id, "Success": True}


def list_shared_storages(call: Call) -> dict[str, Any]:
    """Grouped by file system (documented)."""
    cluster, groups = call.cluster(), dict[str, dict[str, Any]]()
    for storage in cluster.storages:
        filters = ((call.params.get(name), storage.get(name)) for name in ("FileSystemId", "FileSystemType"))
        if any(wanted not in (None, "", has) for wanted, has in filters):
            continue
        made = storage | {"FileSystemProtocol": _protocol(storage), "MountInfo": []}
        groups.setdefault(storage.get("FileSystemId", ""), made)["MountInfo"].append(_mount(cluster, storage))
    return {"SharedStorages": list(groups.values()), "Success": True}


def _mount(cluster: Cluster, storage: dict[str, Any]) -> dict[str, Any]:
    where, directory = storage.get("MountDirectory"), storage.get("StorageDirectory")
    own = f"{directory or ''}/{cluster.id}{where}" if where in OWN_DIRECTORY else directory
    return storage | {"StorageDirectory": own}


def _protocol(storage: dict[str, Any]) -> str:
    if storage["FileSystemType"] == "cpfs":
        return "cpfs"
    return "nfs4" if "vers=4" in storage.get("MountOptions", "") else "nfs3"
