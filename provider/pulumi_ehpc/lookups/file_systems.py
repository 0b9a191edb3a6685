"""`get_file_systems`: the file systems that a cluster can mount (ListAvailableFileSystems)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pulumi

from .._core.program.lookup import LookUp
from .._core.table.calls import Call
from .._core.table.rows import all_rows
from .._core.table.told import each_of, told


@dataclass(frozen=True, kw_only=True)
class GetFileSystemsMountTargetResult:
    """A mount target of a file system (ListAvailableFileSystems: MountTargetList[])."""

    mount_target_domain: str = told("MountTargetDomain", needed=True)
    """Its address, as the mount_target_domain of a SharedStorage takes it."""

    network_type: str | None = told("NetworkType")
    """The kind of network that it is in, as vpc."""

    status: str | None = told("Status")
    """Its state, as Active."""

    vpc_id: str | None = told("VpcId")
    """ID of its VPC."""

    vswitch_id: str | None = told("VSwitchId")
    """ID of its vSwitch."""


@dataclass(frozen=True, kw_only=True)
class GetFileSystemsFileSystemResult:
    """A file system (ListAvailableFileSystems: FileSystemList[])."""

    file_system_id: str = told("FileSystemId", needed=True)
    """Its ID, as the file_system_id of a SharedStorage takes it."""

    file_system_type: str | None = told("FileSystemType")
    """nas or cpfs."""

    protocol_type: str | None = told("ProtocolType")
    """How it is mounted, as NFS or cpfs."""

    storage_type: str | None = told("StorageType")
    """Its kind of storage, as Performance or Capacity."""

    status: str | None = told("Status")
    """Its state, as Running."""

    vpc_id: str | None = told("VpcId")
    """ID of its VPC."""

    create_time: str | None = told("CreateTime")
    """When it was made, as 2024-07-29 15:43:53; of which time zone is not documented."""

    mount_targets: tuple[GetFileSystemsMountTargetResult, ...] = told("MountTargetList")
    """Its mount targets."""


@dataclass(frozen=True, kw_only=True)
class GetFileSystemsResult:
    """The file systems of a region that are as was asked for."""

    file_systems: tuple[GetFileSystemsFileSystemResult, ...]
    """In the order of E-HPC; none where there are none."""


def _file_systems(call: Call, given: Mapping[str, Any], _region: str) -> GetFileSystemsResult:
    rows = all_rows(call, "ListAvailableFileSystems", {}, "FileSystemList", size=50)
    every = each_of(GetFileSystemsFileSystemResult, rows, "ListAvailableFileSystems", "file_system_id")
    kind, vpc = given["file_system_type"], given["vpc_id"]
    found = (one for one in every if kind in (None, one.file_system_type) and (vpc is None or vpc in _vpcs(one)))
    return GetFileSystemsResult(file_systems=tuple(found))


def _vpcs(one: GetFileSystemsFileSystemResult) -> set[str | None]:
    return {one.vpc_id, *(target.vpc_id for target in one.mount_targets)}


_FILE_SYSTEMS = LookUp("get_file_systems", GetFileSystemsResult, _file_systems)


def get_file_systems(
    *,
    file_system_type: str | None = None,
    vpc_id: str | None = None,
    region: str | None = None,
    opts: pulumi.InvokeOptions | None = None,
) -> GetFileSystemsResult:
    """The file systems that a cluster can mount, with their mount targets (ListAvailableFileSystems).

    :param file_system_type: Only those of this kind: nas or cpfs.
    :param vpc_id: Only those that are in this VPC or have a mount target there.
    :param region: Region ID. Unset: from the provider in opts, or the configuration.
    :param opts: The provider or the parent whose provider is used.
    """
    return _FILE_SYSTEMS.now(opts, file_system_type=file_system_type, vpc_id=vpc_id, region=region)


def get_file_systems_output(
    *,
    file_system_type: pulumi.Input[str] | None = None,
    vpc_id: pulumi.Input[str] | None = None,
    region: pulumi.Input[str] | None = None,
    opts: pulumi.InvokeOptions | None = None,
) -> pulumi.Output[GetFileSystemsResult]:
    """`get_file_systems`, of arguments that may be known only later."""
    return _FILE_SYSTEMS.later(opts, file_system_type=file_system_type, vpc_id=vpc_id, region=region)
