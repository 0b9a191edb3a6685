"""Checks of the calls for mounts: another directory of the same file system, and none that is not there."""

from __future__ import annotations

from typing import Any

from live.check import CENTS, Checks, Finding, NotSeenError, eventually, holds, refused_with, told
from live.subject import Subject

CHECKS = Checks(CENTS, "ehpc_emulator/actions/storages.py")
SCRATCH = "/scratch"


def _mount(subject: Subject, **otherwise: Any) -> dict[str, Any]:
    given = subject.given
    mount = {"FileSystemId": given.file_system, "MountTarget": given.nas, "StorageDirectory": given.directory}
    return {**mount, "MountDirectory": SCRATCH, "ProtocolType": "NFS", "VolumeType": "nas", **otherwise}


def _mounts(subject: Subject) -> dict[str, dict[str, Any]]:
    answer = subject.service.ask("ListSharedStorages", ClusterId=subject.cluster.id)
    mounts = [mount for row in answer.rows("SharedStorages") for mount in row.get("MountInfo") or []]
    return {str(mount.get("MountDirectory")): mount for mount in mounts}


@CHECKS(
    "mount-shows-at-once",
    "What AttachSharedStorages mounts shows at once.",
    doubts=["mounts-settle-slowly"],
    stands="pulumi_ehpc/_core/verbs/settling.py",
)
def _(subject: Subject) -> Finding:
    subject.service.ask("AttachSharedStorages", ClusterId=subject.cluster.id, SharedStorages=[_mount(subject)])
    found = _mounts(subject)
    return holds(SCRATCH in found, f"ListSharedStorages: {sorted(found)}")


def _scratch(subject: Subject) -> dict[str, Any]:
    found = _mounts(subject)
    if SCRATCH not in found:
        raise NotSeenError(f"ListSharedStorages does not show {SCRATCH}")
    return found[SCRATCH]


@CHECKS(
    "options-of-a-later-mount",
    "A mount that is attached without options has those of NFS version 3.",
    stands="ehpc_emulator/defaults.json",
)
def _(subject: Subject) -> Finding:
    def found() -> Finding:
        options = _scratch(subject).get("MountOptions")
        return holds("vers=3" in str(options), f"ListSharedStorages: {SCRATCH}: MountOptions = {options!r}")

    return eventually(found)


@CHECKS("directory-of-a-later-mount", "A mount that is not /home or /opt answers its directory as it was sent.")
def _(subject: Subject) -> Finding:
    directory = _scratch(subject).get("StorageDirectory")
    return holds(
        directory == subject.given.directory, f"ListSharedStorages: {SCRATCH}: StorageDirectory = {directory!r}"
    )


@CHECKS("a-mount-that-is-there", "AttachSharedStorages at a directory where something is mounted is InvalidParams.")
def _(subject: Subject) -> Finding:
    again = {"ClusterId": subject.cluster.id, "SharedStorages": [_mount(subject)]}
    return refused_with(
        "InvalidParams", "AttachSharedStorages", subject.service.refusal("AttachSharedStorages", **again)
    )


@CHECKS(
    "a-file-system-that-is-not-there",
    "AttachSharedStorages of a file system that does not exist is VolumeNotFound.",
    doubts=["volume-is-invalid-params"],
)
def _(subject: Subject) -> Finding:
    target = subject.given.nas.replace(subject.given.file_system, "0missing00", 1)
    mount = _mount(subject, FileSystemId="0missing00", MountTarget=target, MountDirectory="/nowhere")
    error = subject.service.refusal("AttachSharedStorages", ClusterId=subject.cluster.id, SharedStorages=[mount])
    return refused_with("VolumeNotFound", "AttachSharedStorages", error)


@CHECKS(
    "a-mount-that-is-not-there",
    "DetachSharedStorages of what is not mounted is VolumeNotFound.",
    doubts=["volume-is-invalid-params"],
)
def _(subject: Subject) -> Finding:
    mounts = [{"MountDirectory": "/not-mounted"}]
    error = subject.service.refusal("DetachSharedStorages", ClusterId=subject.cluster.id, SharedStorages=mounts)
    return refused_with("VolumeNotFound", "DetachSharedStorages", error)


@CHECKS("a-mount-goes", "DetachSharedStorages takes a mount away.")
def _(subject: Subject) -> Finding:
    mounts = [{"MountDirectory": SCRATCH}]
    error = subject.service.refusal("DetachSharedStorages", ClusterId=subject.cluster.id, SharedStorages=mounts)
    if error:
        return holds(False, told(error))
    return eventually(lambda: _lacks_scratch(sorted(_mounts(subject))))


def _lacks_scratch(mounts: list[str]) -> Finding:
    return holds(SCRATCH not in mounts, f"ListSharedStorages: {mounts}")
