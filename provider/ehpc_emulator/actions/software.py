"""Software on a cluster, and what could be installed."""

from __future__ import annotations

from typing import Any

from ..clusters import Cluster
from ..errors import ApiError
from ..facts import CATALOGUE
from .call import Call, utc

# An installation takes a quarter of a creation's seconds (assumed); with the other clocks it is done at once.
SHARE = 0.25


def installed(package: dict[str, Any], at: float) -> dict[str, Any]:
    return {"Name": package["Name"], "Version": package.get("Version", ""), "Since": at}


def install_softwares(call: Call) -> dict[str, Any]:
    """Another version of an installed package takes its place (assumed)."""
    cluster, now = call.changing(), call.world.clock.time()
    if cluster.serverless and not cluster.nodes and not cluster.addons:
        # That it needs a login or a compute node is documented, the code is assumed.
        raise ApiError("Cluster.NotSupported")
    new = [installed(package, now) for package in call.need("AdditionalPackages")]
    _remove(cluster, [{"Name": package["Name"]} for package in new])
    cluster.packages += new
    call.done(cluster)
    return {}


def uninstall_softwares(call: Call) -> dict[str, Any]:
    """A package that isn't there is no error (assumed)."""
    cluster = call.changing()
    _remove(cluster, call.need("AdditionalPackages"))
    call.done(cluster)
    return {}


def _remove(cluster: Cluster, leaving: list[dict[str, Any]]) -> None:
    named = {(package["Name"], package.get("Version", "")) for package in leaving}
    cluster.packages = [
        package
        for package in cluster.packages
        if not named & {(package["Name"], ""), (package["Name"], package["Version"])}
    ]


def list_installed_softwares(call: Call) -> dict[str, Any]:
    cluster, clock = call.cluster(), call.world.clock
    known = {software["Name"]: software for software in CATALOGUE["softwares"]}
    rows = []
    for package in cluster.packages:
        under_way = clock.pace.kind == "seconds" and clock.progress(package["Since"], 0, SHARE) < 1.0
        status = "Installed" if cluster.status == "running" and not under_way else "Installing"
        texts = {"Category": "", "Description": "", "Icon": ""} | known.get(package["Name"], {})
        rows.append(texts | package | {"Status": status, "CreateTime": utc(package["Since"])})
    shown, paging = call.page(rows)
    return {"AdditionalPackages": {"AdditionalPackageInfos": shown}, **paging}


def list_softwares(call: Call) -> dict[str, Any]:
    params, rows = call.params, CATALOGUE["softwares"]
    if params.get("ClusterId"):
        call.cluster()
    for name in ("Name", "Category"):
        rows = [row for row in rows if params.get(name) in (None, "", row[name])]
    shown, paging = call.page([row for row in rows if _runs_on(row, params.get("OsInfos") or [])])
    return {"AdditionalPackages": {"AdditionalPackageInfos": shown}, **paging}


def _runs_on(software: dict[str, Any], systems: list[dict[str, Any]]) -> bool:
    """Whether some version of it supports one of these; a system that is told in part is any that fits (assumed)."""
    versions = software["Versions"]["VersionInfos"]
    known = [info.items() for version in versions for info in version["SupportOs"]["SupportOsInfos"]]
    return not systems or any(wanted.items() <= info for wanted in systems for info in known)
