"""Software that E-HPC installs on the cluster's nodes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .._core.table.calls import Call, Get, ItemCalls, all_rows, need
from .._core.table.course import Course
from .._core.table.declare import inputs
from .._core.table.fields import Input, field
from .._core.table.policy import replaces
from .._core.table.rules import not_empty
from .spellings import same_version


def _same_version(live: str, given: str) -> bool:
    return given == "" or same_version(live, given)


@inputs
class AdditionalPackage:
    """Software of E-HPC's catalogue, installed on the cluster (CreateCluster: AdditionalPackages[])."""

    name: Input[str] = field(
        "Name", replaces(), doc="Name, as mpich; another name is another package.", rules=[not_empty()]
    )
    version: Input[str] | None = field(
        "Version", replaces("the old version is uninstalled, the new one installed"),
        doc="Version, as 4.0.3. Unset: E-HPC chooses one.", same=_same_version,
    )  # fmt: skip


def installed_software(call: Call, cluster_id: str, _: Sequence[Mapping[str, Any]] = ()) -> list[dict[str, Any]]:
    where = "AdditionalPackages.AdditionalPackageInfos"
    rows = all_rows(call, Get("ListInstalledSoftwares"), {"ClusterId": cluster_id}, where)
    return [row for row in rows if need(row, "Name", "ListInstalledSoftwares") and row.get("Status") != "Uninstalled"]


def _uninstall(call: Call, cluster_id: str, names: list[str]) -> None:
    # The call wants the installed version, which is not the one that the program has now.
    rows = [row for row in installed_software(call, cluster_id) if row.get("Name") in names]
    if rows:
        packages = [{"Name": row["Name"], "Version": row.get("Version") or ""} for row in rows]
        call(Get("UninstallSoftwares"), {"ClusterId": cluster_id, "AdditionalPackages": packages})


PACKAGE_CALLS = ItemCalls(
    live=installed_software,
    add=Get("InstallSoftwares"),
    item=lambda package, _: {"AdditionalPackages": [package]},
    remove=_uninstall,
    # All of its statuses that are documented, but for Uninstalled: that one is not listed here.
    course=Course(
        "installing", "uninstalling",
        there=frozenset({"installed"}), coming=frozenset({"installing"}), failed=frozenset({"exception"}),
    ),
)  # fmt: skip
