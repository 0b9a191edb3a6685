"""Add-ons: service components such as the login node."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .._core.table.calls import Call, ItemCalls, Look, need
from .._core.table.course import Course
from .._core.table.declare import inputs
from .._core.table.fields import NEVER, Input, Json, Output, field
from .._core.table.policy import replaces
from .._core.table.rows import all_rows
from .._core.table.rules import INFERRED, Rule, json_text, not_empty, unsettled
from .spellings import same_json, same_version

_ANEW = "E-HPC cannot change an add-on: it is removed and installed anew"


def _begins(sign: str, what: str) -> Rule:
    rule = Rule(f"should be {what}, as in the documented example", lambda v: v.lstrip()[:1] == sign)
    return unsettled(rule, INFERRED)


@inputs
class Addon:
    """A service component of the cluster (CreateCluster: Addons[])."""

    name: Input[str] = field(
        "Name", replaces(), doc="Name, as Login; another name is another add-on.", rules=[not_empty()]
    )
    version: Input[str] = field(
        "Version", replaces(_ANEW), doc="Version, as 1.0.", rules=[not_empty()], same=same_version
    )
    services_spec: Json | None = field(
        "ServicesSpec", replaces(_ANEW), read=NEVER, same=same_json,
        doc="Services: a list of ServiceName, ServiceAccessType, ServiceAccessUrl, NetworkACL, or its JSON text.",
        rules=[json_text(), _begins("[", "a list")],
    )  # fmt: skip
    resources_spec: Json | None = field(
        "ResourcesSpec", replaces(_ANEW), read=NEVER, same=same_json,
        doc="Resources: a dict of EipResource and EcsResources, or its JSON text.",
        rules=[json_text(), _begins("{", "a dict")],
    )  # fmt: skip
    addon_id = Output("AddonId", "ID of the add-on.")
    instance_id = Output("EcsInstanceId", "ID of its ECS instance.")
    eip_id = Output("EipInstanceId", "ID of its EIP (elastic IP address).")
    public_ip = Output("EipAddress", "Its public IP address.")
    access_urls = Output("AccessUrls", "Where its services are reached, by their names, as Web Portal.", mapping=True)


def listed_addons(call: Call, cluster_id: str) -> list[dict[str, Any]]:
    """Every add-on, without addresses."""
    return all_rows(call, "ListAddons", {"ClusterId": cluster_id}, "Addons")


def addon_of(call: Call, cluster_id: str, addon_id: Any) -> dict[str, Any]:
    """What GetAddon tells of one, {} where that is nothing."""
    return call("GetAddon", {"ClusterId": cluster_id, "AddonId": addon_id}).get("Addon") or {}


def eip_of(addon: Mapping[str, Any]) -> Mapping[str, Any]:
    """The elastic IP address that GetAddon tells, {} for none."""
    return (addon.get("ResourcesSpec") or {}).get("EipResource") or {}


def _running(call: Call, cluster_id: str, _: Sequence[Mapping[str, Any]] = ()) -> list[dict[str, Any]]:
    # GetAddon answers with specs of another shape than those that were sent: they are not read.
    return [row for row in listed_addons(call, cluster_id) if need(row, "Name", "ListAddons")]


def _installed(addon: dict[str, Any], _: dict[str, Any]) -> dict[str, Any]:
    # InstallAddon insists on both specs, CreateCluster on none: empty ones leave all to the add-on's template.
    return {
        "AddonName": addon["Name"],
        "AddonVersion": addon["Version"],
        "ServicesSpec": addon.get("ServicesSpec") or "[]",
        "ResourcesSpec": addon.get("ResourcesSpec") or "{}",
    }


def _uninstall(call: Call, cluster_id: str, names: list[str], _: Sequence[Mapping[str, Any]]) -> None:
    for row in _running(call, cluster_id):
        if row.get("Name") in names:
            call("UnInstallAddon", {"ClusterId": cluster_id, "AddonId": need(row, "AddonId", "ListAddons")})


def _access(call: Call, cluster_id: str, item: Mapping[str, Any], clusters: Iterable[Look]) -> dict[str, Any]:
    """What GetAddon tells of it, and of its machine ListClusters alone."""
    addon_id = item.get("addonId")
    if not addon_id:
        return {}
    addon = addon_of(call, cluster_id, addon_id)
    eip = eip_of(addon)
    machine = next(filter(None, (_machine_of(cluster, addon_id) for cluster in clusters)), {})
    services = addon.get("ServicesSpec") or ()
    urls = {str(s.get("ServiceName")): str(s["ServiceAccessUrl"]) for s in services if s.get("ServiceAccessUrl")}
    return {
        "EcsInstanceId": machine.get("EcsInstanceId"),
        "EipInstanceId": eip.get("EipInstanceId") or machine.get("EipInstanceId"),
        "EipAddress": eip.get("EipAddress"),
        "AccessUrls": urls or None,
    }


def _machine_of(cluster: Look, addon_id: str) -> Mapping[str, Any]:
    """What a row of ListClusters tells of its machine, {} where that is not all of it."""
    rows: list[Mapping[str, Any]] = [row for row in cluster.get("Addons") or () if row.get("AddonId") == addon_id]
    machines = [row.get("ResourcesSpec") or {} for row in rows]
    return next((machine for machine in machines if machine.get("EcsInstanceId")), {})


def _to_come(told: Mapping[str, Any]) -> str:
    """Its public address may come later than the add-on."""
    return "its public address" if told.get("EipInstanceId") and not told.get("EipAddress") else ""


ADDON_CALLS = ItemCalls(
    live=_running,
    add="InstallAddon",
    item=_installed,
    remove=_uninstall,
    outputs=_access,
    to_come=_to_come,
    # Only Running is documented, by examples. The others are assumed: as those of software, nodes and clusters.
    course=Course(
        "installing", "uninstalling",
        there=frozenset({"running"}),
        coming=frozenset({"installing", "creating", "initing", "uninit", "pending"}),
        failed=frozenset({"exception"}),
    ),
)  # fmt: skip
