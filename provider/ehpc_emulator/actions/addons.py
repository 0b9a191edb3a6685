"""Add-ons (service components such as the login node) and their templates."""

from __future__ import annotations

from typing import Any

from .. import defaults
from ..clusters import Cluster
from ..errors import InvalidParams
from ..ids import Ids
from ..protocol import parse_json
from .call import CATALOGUE, Call, log_time

TEMPLATES: list[dict[str, Any]] = CATALOGUE["addons"]


def make(given: dict[str, Any], prefix: str, ids: Ids, at: float) -> dict[str, Any]:
    """An add-on as the cluster keeps it. Specs are sent as JSON text and come back as objects, in another
    shape (documented)."""
    template = _template(given["Name"], given["Version"], f"{prefix}Name")
    resources = _spec(given.get("ResourcesSpec", ""), dict, f"{prefix}ResourcesSpec") or template["ResourcesSpec"]
    services = _spec(given.get("ServicesSpec", ""), list, f"{prefix}ServicesSpec") or template["ServicesSpec"]
    hardware = resources.get("EcsResources")
    if hardware is not None and not (isinstance(hardware, list) and all(isinstance(item, dict) for item in hardware)):
        raise InvalidParams(f"{prefix}ResourcesSpec.EcsResources")
    if not all(isinstance(service, dict) and service.get("ServiceName") for service in services):
        raise InvalidParams(f"{prefix}ServicesSpec.ServiceName")
    node = defaults.node(hardware[0] if hardware else {})
    instance, eip = ids.resource("i"), ids.resource("eip")
    address = f"47.96.{int(eip[-2:], 16)}.{int(eip[-4:-2], 16)}"
    addon = {
        "AddonId": ids.addon(given["Name"], given["Version"]),
        "Name": given["Name"],
        "Version": given["Version"],
        "Label": template["Label"],
        "Description": template["Description"],
        # The only status that the documentation shows; an add-on has it at once (assumed).
        "Status": "Running",
    }
    shown = [_service(service, address) for service in services]
    outline = [{key: item[key] for key in ("ServiceName", "ServiceAccessType", "ServiceAccessUrl")} for item in shown]
    bound = {"EcsInstanceId": instance, "EipInstanceId": eip}
    return {
        "AddonId": addon["AddonId"],
        "Name": addon["Name"],
        "Version": addon["Version"],
        "InstallTime": log_time(at),
        "Listed": addon | {"ResourcesSpec": bound, "ServicesSpec": outline},
        "ResourcesSpec": {"EcsResources": [node], "EipResource": _eip(resources, eip, address)},
        "ServicesSpec": shown,
        "Instance": {"InstanceId": instance, "InstanceType": node["InstanceType"], "ImageId": node["ImageId"]}
        | {"InstanceChargeType": node["InstanceChargeType"]},
    }


def _spec(text: str, kind: type, path: str) -> Any:
    value = parse_json(text, path) if text else kind()
    if not isinstance(value, kind):
        raise InvalidParams(path)
    return value


def _eip(resources: dict[str, Any], eip: str, address: str) -> dict[str, Any]:
    given = resources.get("EipResource")
    charge = {"Bandwidth": "100", "InstanceChargeType": "PostPaid", "InternetChargeType": "PayByTraffic"}
    known = {"AutoCreate": True} | (given if isinstance(given, dict) else {})
    return charge | known | {"EipAddress": address, "EipInstanceId": eip}


def _service(given: dict[str, Any], address: str) -> dict[str, Any]:
    kind = str(given.get("ServiceAccessType", "URL"))
    url = given.get("ServiceAccessUrl") or (f"https://{address}:12008" if kind == "URL" else f"{address}:22")
    return {
        "ServiceName": given["ServiceName"],
        "ServiceAccessType": kind,
        "ServiceAccessUrl": url,
        "NetworkACL": given.get("NetworkACL", []),
        "InputParams": given.get("InputParams", []),
    }


def _template(name: str, version: str, path: str) -> dict[str, Any]:
    for template in TEMPLATES:
        if template["Name"] == name and template["Version"] == version:
            return template
    raise InvalidParams(f"{path} (no such add-on)")


def install_addon(call: Call) -> dict[str, Any]:
    cluster, params = call.changing(), call.params
    if any(addon["Name"] == params["AddonName"] for addon in cluster.addons):
        raise InvalidParams("AddonName (installed already)")
    given = {name: params[name] for name in ("ResourcesSpec", "ServicesSpec")}
    given |= {"Name": params["AddonName"], "Version": params["AddonVersion"]}
    addon = make(given, "Addon", call.world.ids, call.world.clock.time())
    cluster.addons.append(addon)
    call.done(cluster, addon["AddonId"])
    return {"AddonId": addon["AddonId"], "ClusterId": cluster.id}


def uninstall_addon(call: Call) -> dict[str, Any]:
    cluster = call.changing()
    cluster.addons.remove(_addon(cluster, call.params["AddonId"]))
    call.done(cluster, call.params["AddonId"])
    return {}


def get_addon(call: Call) -> dict[str, Any]:
    addon = _addon(call.cluster(), call.params["AddonId"])
    detail = {name: addon[name] for name in ("InstallTime", "ResourcesSpec", "ServicesSpec")}
    return {"Addon": addon["Listed"] | detail | {"Icon": ""}}


def _addon(cluster: Cluster, addon_id: str) -> dict[str, Any]:
    for addon in cluster.addons:
        if addon["AddonId"] == addon_id:
            return addon
    raise InvalidParams("AddonId (no such add-on)")


def list_addons(call: Call) -> dict[str, Any]:
    wanted, names = call.params.get("AddonIds"), ("AddonId", "Name", "Version", "Label", "Description", "Status")
    rows = [
        {name: addon["Listed"][name] for name in names} | {"InstallTime": addon["InstallTime"]}
        for addon in call.cluster().addons
        if not wanted or addon["AddonId"] in wanted
    ]
    shown, paging = call.page(rows, 10)
    return {"Addons": shown, **paging}


def list_addon_templates(call: Call) -> dict[str, Any]:
    wanted, names = call.params.get("AddonNames"), ("Name", "Version", "Label", "Description")
    rows = [
        {name: template[name] for name in names} for template in TEMPLATES if not wanted or template["Name"] in wanted
    ]
    shown, paging = call.page(rows, 20)
    return {"Addons": shown, **paging}


def describe_addon_template(call: Call) -> dict[str, Any]:
    template = _template(call.params["AddonName"], call.params["AddonVersion"], "AddonName")
    _, paging = call.page([template], 20)
    return {"Addon": template | {"Icon": ""}, **paging}
