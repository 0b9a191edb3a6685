"""Add-ons (service components such as the login node) and their templates."""

from __future__ import annotations

from typing import Any

from .. import templates
from ..clusters import Cluster
from ..errors import invalid
from ..facts import CATALOGUE
from ..ids import Ids
from ..protocol import parse_json
from .call import Call, log_time

PRIVATE = "10.0.0.250"


def make(given: dict[str, Any], prefix: str, ids: Ids, at: float) -> dict[str, Any]:
    """An add-on as the cluster keeps it. Specs are sent as JSON text and come back as objects, in another
    shape (documented)."""
    template = _template(given["Name"], given["Version"], f"{prefix}Name")
    resources = _spec(given, "ResourcesSpec", dict, prefix) or template["ResourcesSpec"]
    services = _spec(given, "ServicesSpec", list, prefix) or template["ServicesSpec"]
    hardware = _objects(resources.get("EcsResources", []), f"{prefix}ResourcesSpec.EcsResources")
    eip, instance = _eip(resources.get("EipResource"), ids), ids.resource("i")
    address = eip.get("EipAddress", PRIVATE)
    node = {"DataDisks": [], "InstanceId": instance, "PrivateIpAddress": PRIVATE}
    return template | {
        "AddonId": ids.addon(given["Name"], given["Version"]),
        "InstallTime": log_time(at),
        # The only status that the documentation shows; an add-on has it at once (assumed).
        "Status": "Running",
        "ResourcesSpec": {
            "EcsInstanceId": instance,
            "EcsResources": [node | templates.node(hardware[0] if hardware else {})],
            "EipInstanceId": eip.get("EipInstanceId"),
            "EipResource": eip,
        },
        "ServicesSpec": [_service(service, address) for service in _objects(services, f"{prefix}ServicesSpec")],
    }


def _spec(given: dict[str, Any], name: str, kind: type, prefix: str) -> Any:
    value = parse_json(given[name], prefix + name) if given.get(name) else kind()
    if not isinstance(value, kind):
        raise invalid(prefix + name)
    return value


def _objects(value: Any, path: str) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise invalid(path)
    return value


def _eip(given: Any, ids: Ids) -> dict[str, Any]:
    """Its public address, a new one or the one that is named. Who wants neither reaches it in the VPC (assumed)."""
    eip = templates.default("eip") | (given if isinstance(given, dict) else {})
    made = ids.resource("eip")
    if not eip["AutoCreate"] and not eip.get("EipInstanceId"):
        return eip
    address = f"47.96.{int(made[-2:], 16)}.{int(made[-4:-2], 16)}"
    return {"EipInstanceId": made} | eip | {"EipAddress": address}


def _service(given: dict[str, Any], address: str) -> dict[str, Any]:
    """SSH is reached at the address alone (assumed), all else by a URL (documented with the port 12008)."""
    kind = str(given.get("ServiceAccessType") or "URL")
    rules = [rule for rule in given.get("NetworkACL") or [] if isinstance(rule, dict)]
    port = next((rule["Port"] for rule in rules if "Port" in rule), 12008)
    url = str(given.get("ServiceAccessUrl") or (address if kind == "SSH" else f"https://{address}:{port}"))
    name = str(given.get("ServiceName", ""))
    return {"ServiceName": name, "ServiceAccessType": kind, "ServiceAccessUrl": url, "NetworkACL": rules}


def _template(name: str, version: str, path: str) -> dict[str, Any]:
    for template in CATALOGUE["addons"]:
        if (template["Name"], template["Version"]) == (name, version):
            return dict(template)
    raise invalid(f"{path} (no such add-on)")


def install_addon(call: Call) -> dict[str, Any]:
    cluster, params = call.changing(), call.params
    if any(addon["Name"] == params["AddonName"] for addon in cluster.addons):
        raise invalid("AddonName (installed already)")
    given = params | {"Name": params["AddonName"], "Version": params["AddonVersion"]}
    addon = make(given, "", call.world.ids, call.world.clock.time())
    cluster.addons.append(addon)
    call.done(cluster, addon["AddonId"])
    return {"AddonId": addon["AddonId"], "ClusterId": cluster.id}


def un_install_addon(call: Call) -> dict[str, Any]:
    cluster = call.changing()
    cluster.addons.remove(_addon(cluster, call.params["AddonId"]))
    call.done(cluster, call.params["AddonId"])
    return {}


def get_addon(call: Call) -> dict[str, Any]:
    return {"Addon": _addon(call.cluster(), call.params["AddonId"])}


def _addon(cluster: Cluster, addon_id: str) -> dict[str, Any]:
    for addon in cluster.addons:
        if addon["AddonId"] == addon_id:
            return addon
    raise invalid("AddonId (no such add-on)")


def list_addons(call: Call) -> dict[str, Any]:
    wanted = call.params.get("AddonIds")
    shown, paging = call.page([row for row in call.cluster().addons if not wanted or row["AddonId"] in wanted])
    return {"Addons": shown, **paging}


def list_addon_templates(call: Call) -> dict[str, Any]:
    wanted = call.params.get("AddonNames")
    shown, paging = call.page([row for row in CATALOGUE["addons"] if not wanted or row["Name"] in wanted], 20)
    return {"Addons": shown, **paging}


def describe_addon_template(call: Call) -> dict[str, Any]:
    template = _template(call.params["AddonName"], call.params["AddonVersion"], "AddonName")
    _, paging = call.page([template], 20)
    return {"Addon": template, **paging}
