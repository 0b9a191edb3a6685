"""A shared file system of the cluster (SharedStorageTemplate of the API)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from .._core.table.calls import Call, ItemCalls, need
from .._core.table.course import Course
from .._core.table.declare import inputs
from .._core.table.fields import Input, field
from .._core.table.policy import replaces
from .._core.table.rows import rows_of
from .._core.table.rules import INFERRED, not_empty, one_of, pattern
from .._core.table.walk import respelt
from .spellings import address, directory, same_directory, same_options, same_protocol

_MOUNT = "a mount cannot be changed: it is detached and attached again"
_ID_ALONE = "must be an ID alone, as the file system's .id, without an address"
_ADDRESS_ALONE = (
    "must be the address alone: give the mount target's .mount_target_domain, one of this file_system_id; "
    "a directory goes to nas_directory"
)


@inputs
class SharedStorage:
    """A directory of an existing NAS file system, mounted on every node (CreateCluster: SharedStorages[])."""

    mount_directory: Input[str] = field(
        "MountDirectory", replaces(_MOUNT), doc="Mount point on the nodes, unique in the cluster, as /home.",
        rules=[pattern(r"/.*", "must be an absolute path, starting with /", INFERRED)],
        same=same_directory, canonical=directory,
    )  # fmt: skip
    file_system_id: Input[str] = field(
        "FileSystemId", replaces(_MOUNT), rules=[not_empty(), pattern(r"[^:/\s]*", _ID_ALONE, INFERRED)],
        doc="ID of an existing file system in the cluster's VPC.",
    )  # fmt: skip
    mount_target_domain: Input[str] = field(
        "MountTargetDomain", replaces(_MOUNT), read="MountTarget",
        doc="Address of the file system's mount target, as 0a1b2c-x.cn-hangzhou.nas.aliyuncs.com.",
        rules=[not_empty(), pattern(r"[^:/\s]*", _ADDRESS_ALONE, INFERRED)], canonical=address,
    )  # fmt: skip
    nas_directory: Input[str] | None = field(
        "NASDirectory", replaces(_MOUNT), read="StorageDirectory",
        doc="Directory of the file system that is mounted.", same=same_directory, canonical=directory,
    )  # fmt: skip
    mount_options: Input[str] | None = field(
        "MountOptions", replaces(_MOUNT), same=same_options,
        doc="Mount options, as -t nfs -o vers=3,nolock,proto=tcp,noresvport. For a mount that is added later, only "
        "this text and -t nfs -o vers=4.0,noresvport are documented.",
    )  # fmt: skip
    protocol_type: Input[str] | None = field(
        "ProtocolType", replaces(_MOUNT), doc="NFS or SMB.",
        rules=[one_of("NFS", "SMB")], same=same_protocol,
    )  # fmt: skip


def mount_home_and_opt(storages: Sequence[Any] | None) -> bool:
    """Whether both are mounted; one whose place is not known yet may be any of them."""
    places = [item.get("mountDirectory") if isinstance(item, Mapping) else None for item in storages or ()]
    known = [place for place in places if isinstance(place, str)]
    return len(known) < len(places) or {"/home", "/opt"} <= set(known)


def mounts_of(call: Call, cluster_id: str, given: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The live mounts: ListSharedStorages groups them by file system."""
    asked = {item.get("mountDirectory"): item.get("nasDirectory") for item in given}
    answer = call("ListSharedStorages", {"ClusterId": cluster_id})
    mounts = [
        {"FileSystemId": system.get("FileSystemId"), **mount}
        for system in rows_of(answer, "SharedStorages", "ListSharedStorages", none=("Success", "true"))
        for mount in need(system, "MountInfo", "ListSharedStorages")
    ]
    places = [directory(need(mount, "MountDirectory", "ListSharedStorages"), mount) for mount in mounts]
    known = {told: place for place, told in respelt(asked, places).items()}
    places = [known.get(place, place) for place in places]
    return [_as_asked(mount, place, asked.get(place)) for mount, place in zip(mounts, places, strict=True)]


def _as_asked(mount: dict[str, Any], place: str, asked: Any) -> dict[str, Any]:
    """Without what E-HPC adds: it keeps a sub-directory of its own for /home and /opt and answers with it, so that "/"
    comes back as "/ehpc-..." (observed by the authors of Alibaba's Terraform provider, who cut it off as well)."""
    told = str(mount.get("StorageDirectory") or "")
    if told and place in ("/home", "/opt"):
        if isinstance(asked, str) and re.match(rf"{re.escape(asked.rstrip('/'))}/+ehpc", told):
            told = asked
        elif not isinstance(asked, str):
            told = re.sub(r"/+ehpc-[^/]+(/(home|opt))?/?$", "", told) or "/"
    protocol = mount.get("ProtocolType")
    if _is_cpfs(mount) and str(protocol).casefold() == "cpfs":
        # The documented name of what is mounted by NFS from such a file system.
        protocol = "NFS"
    return {**mount, **({"StorageDirectory": told} if told else {}), **({"ProtocolType": protocol} if protocol else {})}


def _is_cpfs(mount: Mapping[str, Any]) -> bool:
    return str(mount.get("FileSystemId")).startswith(("cpfs", "bmcpfs"))


def _attached(_: dict[str, Any], storage: dict[str, Any]) -> dict[str, Any]:
    # AttachSharedStorages takes the names of answers, and insists on two values that CreateCluster fills in itself.
    kind = "cpfs" if _is_cpfs(storage) else "nas"
    filled = {"StorageDirectory": "/", "ProtocolType": "NFS", "VolumeType": kind}
    return {"SharedStorages": [{**filled, **storage}]}


def _detach(call: Call, cluster_id: str, directories: list[str], _: Sequence[Mapping[str, Any]]) -> None:
    mounts = [{"MountDirectory": directory} for directory in directories]
    call("DetachSharedStorages", {"ClusterId": cluster_id, "SharedStorages": mounts})


STORAGE_CALLS = ItemCalls(
    live=mounts_of,
    add="AttachSharedStorages",
    item=_attached,
    remove=_detach,
    course=Course("mounting", "unmounting"),
)
