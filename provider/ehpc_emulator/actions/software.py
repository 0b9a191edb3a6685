"""Software on a cluster, and what could be installed."""

from __future__ import annotations

from typing import Any

from ..clusters import Cluster
from .call import CATALOGUE, Call, as_text, utc

# An installation takes a quarter of a creation's seconds (assumed); for the other clocks it is done at the next look.
SHARE = 0.25


def installed(package: dict[str, Any], at: float) -> dict[str, Any]:
    return {"Name": package["Name"], "Version": package.get("Version", ""), "Since": at}


def install_softwares(call: Call) -> dict[str, Any]:
    """Another version of an installed package takes its place (assumed)."""
    cluster, now = call.changing(), call.world.clock.time()
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
    def stays(package: dict[str, Any]) -> bool:
        return not any(
            package["Name"] == other["Name"] and other.get("Version", "") in ("", package["Version"])
            for other in leaving
        )

    cluster.packages = list(filter(stays, cluster.packages))


def list_installed_softwares(call: Call) -> dict[str, Any]:
    cluster, clock = call.cluster(), call.world.clock
    known = {software["Name"]: software for software in CATALOGUE["softwares"]}
    rows = []
    for package in cluster.packages:
        looks = int(clock.pace.amount) if clock.pace.kind == "looks" else 1
        ready = cluster.status == "running" and clock.progress(package["Since"], looks, SHARE) >= 1.0
        told = known.get(package["Name"], {})
        rows.append(
            {
                "Name": package["Name"],
                "Version": package["Version"],
                "Status": "Installed" if ready else "Installing",
                "Category": told.get("Category", ""),
                "Description": told.get("Description", ""),
                "Icon": "",
                "CreateTime": utc(package["Since"]),
            }
        )
    shown, paging = call.page(rows, 10)
    return {"AdditionalPackages": {"AdditionalPackageInfos": shown}, **as_text(paging)}


def list_softwares(call: Call) -> dict[str, Any]:
    name, category = call.params.get("Name"), call.params.get("Category")
    rows = [_row(software) for software in CATALOGUE["softwares"] if name in (None, "", software["Name"])]
    rows = [row for row in rows if category in (None, "", row["Category"])]
    shown, paging = call.page(rows, 10)
    return {"AdditionalPackages": {"AdditionalPackageInfos": shown}, **as_text(paging)}


def _row(software: dict[str, Any]) -> dict[str, Any]:
    systems = {"SupportOsInfos": [{"Architecture": "x86_64", "OsTag": tag} for tag in CATALOGUE["os_tags"]]}
    versions = [
        {"Version": version, "Latest": "true" if place == 0 else "false", "SupportOs": systems}
        for place, version in enumerate(software["Versions"])
    ]
    shown = {name: software[name] for name in ("Name", "Category", "Description")}
    return shown | {"Icon": "", "Versions": {"VersionInfos": versions}}
