"""What was asked for, completed by what the service decides (defaults.json)."""

from __future__ import annotations

import copy
from typing import Any

from .facts import DEFAULTS

Tree = dict[str, Any]


def told(given: dict[str, Any]) -> dict[str, Any]:
    """Without empty texts: the Terraform provider sends them for unset (observed)."""
    return {name: value for name, value in given.items() if value != ""}


def node(given: dict[str, Any]) -> dict[str, Any]:
    disk = {name: value for name, value in given.get("SystemDisk", {}).items() if value not in ("", 0)}
    default: Tree = DEFAULTS["node"]
    return default | told(given) | {"SystemDisk": DEFAULTS["disk"] | disk}


def manager(given: dict[str, Any]) -> dict[str, Any]:
    return {name: default | told(given.get(name, {})) for name, default in DEFAULTS["manager"].items()}


def queue(given: dict[str, Any], vswitch: str) -> dict[str, Any]:
    default: Tree = copy.deepcopy(DEFAULTS["queue"])
    return default | {"VSwitchIds": [vswitch] if vswitch else []} | given


def storage(given: dict[str, Any]) -> dict[str, Any]:
    """CreateCluster names two fields otherwise than Attach and List do (documented)."""
    renamed = {"NASDirectory": "StorageDirectory", "MountTargetDomain": "MountTarget"}
    known = {renamed.get(name, name): value for name, value in told(given).items()}
    whole: Tree = DEFAULTS["storage"]["fields"] | known
    kind = known.get("VolumeType") or ("cpfs" if "cpfs" in whole["MountTarget"] else "nas")
    return whole | {"FileSystemType": kind}


def settings(given: dict[str, Any], old: dict[str, Any]) -> dict[str, Any]:
    """The whole updatable set: what is not given falls back to its default, or where it has none to `old`."""
    result = {}
    for name, default in DEFAULTS["updatable"]["fields"].items():
        value = given.get(name)
        if isinstance(default, dict):
            value = default | (value or {})
        result[name] = value if value is not None else old[name] if default is None else default
    return result
