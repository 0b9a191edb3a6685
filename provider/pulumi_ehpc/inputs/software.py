"""Software that E-HPC installs on the cluster's nodes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .._core.table.calls import Call, Get, ItemCalls, need
from .._core.table.course import Course, Stand
from .._core.table.declare import inputs
from .._core.table.fields import Input, field
from .._core.table.policy import replaces
from .._core.table.rows import all_rows
from .._core.table.rules import not_empty
from .spellings import same_version

# All of its statuses that are documented, but for Uninstalled: that one is not listed here.
_COURSE = Course(
    "installing", "uninstalling",
    there=frozenset({"installed"}), coming=frozenset({"installing"}), failed=frozenset({"exception"}),
)  # fmt: skip


def _same_version(live: str, given: str) -> bool:
    return given in ("", live) or same_version(live, given)


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


def installed_software(call: Call, cluster_id: str) -> list[dict[str, Any]]:
    """Every version of every package."""
    where = "AdditionalPackages.AdditionalPackageInfos"
    rows = all_rows(call, Get("ListInstalledSoftwares"), {"ClusterId": cluster_id}, where)
    return [row for row in rows if need(row, "Name", "ListInstalledSoftwares") and row.get("Status") != "Uninstalled"]


def _packages(call: Call, cluster_id: str, given: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Each package once. Of several versions the one counts that the program has, in whatever order they are listed;
    where it has none of them, one that is installed."""

    def counts(row: Mapping[str, Any]) -> tuple[bool, bool, str]:
        return _is_of(row, given), _COURSE.stand(row) is Stand.THERE, _version(row)

    found: dict[str, dict[str, Any]] = {}
    for row in installed_software(call, cluster_id):
        found[row["Name"]] = max(found.get(row["Name"], row), row, key=counts)
    return list(found.values())


def _is_of(row: Mapping[str, Any], given: Sequence[Mapping[str, Any]]) -> bool:
    """Whether it is one of these packages of a program, in that version."""
    return any(
        package.get("name") == row["Name"] and _same_version(_version(row), package.get("version") or "")
        for package in given
    )


def _version(row: Mapping[str, Any]) -> str:
    return row.get("Version") or ""


def _uninstall(call: Call, cluster_id: str, names: list[str], again: Sequence[Mapping[str, Any]]) -> None:
    # The call wants the installed version, which is not the one that the program has now: that one may be there beside
    # it, and stays.
    rows = [row for row in installed_software(call, cluster_id) if row["Name"] in names and not _is_of(row, again)]
    if rows:
        packages = [{"Name": row["Name"], "Version": _version(row)} for row in rows]
        call(Get("UninstallSoftwares"), {"ClusterId": cluster_id, "AdditionalPackages": packages})


PACKAGE_CALLS = ItemCalls(
    live=_packages,
    add=Get("InstallSoftwares"),
    item=lambda package, _: {"AdditionalPackages": [package]},
    remove=_uninstall,
    course=_COURSE,
)
