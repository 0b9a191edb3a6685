"""`get_softwares`: the software that E-HPC can install on a cluster (ListSoftwares)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pulumi

from .._core.program.lookup import LookUp
from .._core.table.calls import Call, Get
from .._core.table.rows import all_rows
from .._core.table.told import each_of, told


@dataclass(frozen=True, kw_only=True)
class GetSoftwaresOsResult:
    """An operating system that a version runs on (ListSoftwares: SupportOsInfos[])."""

    os_tag: str | None = told("OsTag")
    """Its tag, as CentOS_7.6_64."""

    architecture: str | None = told("Architecture")
    """x86_64 or arm64."""


@dataclass(frozen=True, kw_only=True)
class GetSoftwaresVersionResult:
    """A version of a software (ListSoftwares: VersionInfos[])."""

    version: str | None = told("Version")
    """As the version of an AdditionalPackage takes it."""

    latest: bool | None = told("Latest")
    """Whether it is the latest."""

    support_os: tuple[GetSoftwaresOsResult, ...] = told("SupportOs.SupportOsInfos")
    """What it runs on."""


@dataclass(frozen=True, kw_only=True)
class GetSoftwaresSoftwareResult:
    """A software (ListSoftwares: AdditionalPackageInfos[])."""

    name: str = told("Name", needed=True)
    """As the name of an AdditionalPackage takes it."""

    category: str | None = told("Category")
    """What it is, as MPI."""

    description: str | None = told("Description")
    """What it is for."""

    versions: tuple[GetSoftwaresVersionResult, ...] = told("Versions.VersionInfos")
    """Its versions, in the order of E-HPC."""


@dataclass(frozen=True, kw_only=True)
class GetSoftwaresResult:
    """The software that E-HPC can install and that is as was asked for."""

    softwares: tuple[GetSoftwaresSoftwareResult, ...]
    """In the order of E-HPC; none where there is none."""


def _softwares(call: Call, given: Mapping[str, Any], _region: str) -> GetSoftwaresResult:
    system = {"OsTag": given["os_tag"], "Architecture": given["architecture"]}
    told_system = {name: value for name, value in system.items() if value is not None}
    wanted = {
        "Name": given["name"],
        "Category": given["category"],
        "ClusterId": given["cluster_id"],
        "OsInfos": [told_system] if told_system else None,
    }
    rows = all_rows(call, Get("ListSoftwares"), wanted, "AdditionalPackages.AdditionalPackageInfos", size=50)
    return GetSoftwaresResult(softwares=each_of(GetSoftwaresSoftwareResult, rows, "ListSoftwares", "name"))


_SOFTWARES = LookUp("get_softwares", GetSoftwaresResult, _softwares)


def get_softwares(
    *,
    name: str | None = None,
    category: str | None = None,
    cluster_id: str | None = None,
    os_tag: str | None = None,
    architecture: str | None = None,
    region: str | None = None,
    opts: pulumi.InvokeOptions | None = None,
) -> GetSoftwaresResult:
    """The software that E-HPC can install on a cluster, with its versions (ListSoftwares).

    :param name: Only the one of this name, as mpich.
    :param category: Only those of this category, as MPI.
    :param cluster_id: Only those for this cluster.
    :param os_tag: Only those for this operating system, as CentOS_7.6_64.
    :param architecture: Only those for this architecture: x86_64 or arm64.
    :param region: Region ID. Unset: from the provider in opts, or the configuration.
    :param opts: The provider or the parent whose provider is used.
    """
    return _SOFTWARES.now(
        opts, name=name, category=category, cluster_id=cluster_id, os_tag=os_tag, architecture=architecture,
        region=region,
    )  # fmt: skip


def get_softwares_output(
    *,
    name: pulumi.Input[str] | None = None,
    category: pulumi.Input[str] | None = None,
    cluster_id: pulumi.Input[str] | None = None,
    os_tag: pulumi.Input[str] | None = None,
    architecture: pulumi.Input[str] | None = None,
    region: pulumi.Input[str] | None = None,
    opts: pulumi.InvokeOptions | None = None,
) -> pulumi.Output[GetSoftwaresResult]:
    """`get_softwares`, of arguments that may be known only later."""
    return _SOFTWARES.later(
        opts, name=name, category=category, cluster_id=cluster_id, os_tag=os_tag, architecture=architecture,
        region=region,
    )  # fmt: skip
