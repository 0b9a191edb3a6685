"""What E-HPC fills in of a resource, plausible and the same in every run: for states that no service made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._core.logic.marks import digest, generated_name
from .._core.resource import Resource
from .._core.table.fields import Role, fields_of
from ..resources import CLUSTER, QUEUE, USER

Values = Mapping[str, Any]
_MADE = "2026-01-01T12:00:00.000Z"
# As the emulator answers it: tests/contract/test_mocks.py compares.
_FILLED: dict[Resource, Values] = {
    CLUSTER: {
        "accountId": "1000000000000001",
        "clientVersion": "2.1.0",
        "clusterStatus": "running",
        "createTime": _MADE,
        "deletionProtection": False,
        "ehpcVersion": "2.0.0",
        "enableScaleIn": False,
        "enableScaleOut": False,
        "growInterval": 2,
        "idleInterval": 6,
        "maxCoreCount": 10000,
        "maxCount": 100,
        "modifyTime": _MADE,
        "monitorSpec": {"enableComputeLoadMonitor": False},
        "region": "cn-hangzhou",
        "resourceGroupId": "rg-acfmdefault0001",
        "schedulerSpec": {"enableTopologyAwareness": False},
    },
    QUEUE: {
        "createTime": _MADE,
        "enableScaleIn": False,
        "enableScaleOut": False,
        "hostnamePrefix": "compute",
        "hostnameSuffix": "",
        "initialCount": 0,
        "interConnect": "vpc",
        "maxCount": 1000,
        "minCount": 0,
        "region": "cn-hangzhou",
        "vswitchIds": [],
    },
    USER: {"addTime": _MADE, "group": "users", "region": "cn-hangzhou", "userId": "1001"},
}


def id_of(resource: Resource, urn: str, inputs: Values) -> str:
    """Its ID: what E-HPC calls a cluster, and the names of everything else."""
    if resource.calls.key:
        return resource.calls.key({row.wire: inputs.get(row.state) for row in fields_of(resource.args)})
    return f"ehpc-hz-{digest(urn, 10)}"


def filled(resource: Resource, urn: str, inputs: Values) -> dict[str, Any]:
    """The inputs, and beside them what a program leaves to E-HPC."""
    name = resource.under(Role.NAME, generated_name(urn))
    return _over({**_FILLED[resource], **name, **_own(resource, urn)}, {**inputs, **_addons(resource, urn, inputs)})


def _own(resource: Resource, urn: str) -> dict[str, Any]:
    """What no two have in common."""
    if resource is not CLUSTER:
        return {}
    node = {"instanceId": f"i-bp1{digest(urn, 17)}", "expiredTime": "2099-12-31T15:59Z"}
    return {"securityGroupId": f"sg-bp1{digest(urn, 17)}", "manager": {"managerNode": node}}


def _addons(resource: Resource, urn: str, inputs: Values) -> dict[str, Any]:
    """The add-ons that the program gives, at addresses that nobody has (RFC 5737)."""
    given = inputs.get("addons")
    if resource is not CLUSTER or not isinstance(given, list) or not all(isinstance(one, Mapping) for one in given):
        return {}
    made = {
        "instanceId": f"i-bp2{digest(urn, 17)}",
        "eipId": f"eip-bp1{digest(urn, 17)}",
        "publicIp": "192.0.2.1",
        "accessUrls": {"SSH": "192.0.2.1", "Web Portal": "https://192.0.2.1:12008"},
    }
    return {"addons": [{"addonId": f"{one.get('name')}-{digest(urn, 7)}", **made, **one} for one in given]}


def _over(below: Values, above: Values) -> dict[str, Any]:
    """Objects in both are one; of everything else that above counts."""
    both = {name: (below[name], above[name]) for name in below.keys() & above.keys()}
    merged = {name: _over(*two) for name, two in both.items() if all(isinstance(one, Mapping) for one in two)}
    return {**below, **above, **merged}
