"""Add-ons: service components such as the login node."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .._core.table.calls import Call, ItemCalls, all_rows, need
from .._core.table.declare import inputs
from .._core.table.fields import NEVER, Input, Json, field
from .._core.table.policy import replaces
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


def _running(call: Call, cluster_id: str, _: Sequence[Mapping[str, Any]] = ()) -> list[dict[str, Any]]:
    # GetAddon answers with specs of another shape than those that were sent: they are not read.
    rows = all_rows(call, "ListAddons", {"ClusterId": cluster_id}, "Addons")
    return [row for row in rows if need(row, "Name", "ListAddons")]


def _installed(addon: dict[str, Any], _: dict[str, Any]) -> dict[str, Any]:
    # InstallAddon insists on both specs, CreateCluster on none: empty ones leave all to the add-on's template.
    return {
        "AddonName": addon["Name"],
        "AddonVersion": addon["Version"],
        "ServicesSpec": addon.get("ServicesSpec") or "[]",
        "ResourcesSpec": addon.get("ResourcesSpec") or "{}",
    }


def _uninstall(call: Call, cluster_id: str, names: list[str]) -> None:
    for row in _running(call, cluster_id):
        if row.get("Name") in names:
            call("UnInstallAddon", {"ClusterId": cluster_id, "AddonId": need(row, "AddonId", "ListAddons")})


ADDON_CALLS = ItemCalls(live=_running, add="InstallAddon", item=_installed, remove=_uninstall)
