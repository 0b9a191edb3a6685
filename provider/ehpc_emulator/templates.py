"""What was asked for, completed by what the service decides (defaults.json)."""

from __future__ import annotations

import copy
from typing import Any

from .facts import DEFAULTS

Tree = dict[str, Any]


def default(group: str) -> Tree:
    """What the service fills in of such a thing: a copy, and without what it does not answer."""
    fields = copy.deepcopy(DEFAULTS[group]["fields"])
    return {name: value for name, value in fields.items() if value is not None}


def told(given: Tree) -> Tree:
    """Without empty texts: the Terraform provider sends them for unset (observed)."""
    return {name: value for name, value in given.items() if value != ""}


def node(given: Tree) -> Tree:
    told_of_it = given.get("SystemDisk", {})
    disk = default("disk") | {name: value for name, value in told_of_it.items() if value not in ("", 0)}
    made = default("node") | told(given)
    return made | {"SystemDisk": disk} if disk else made


def manager(given: Tree) -> Tree:
    """Its services; the node is its own affair."""
    services = {name: told(service) for name, service in given.items() if name != "ManagerNode"}
    return {name: service for name, service in services.items() if service}


def queue(given: Tree) -> Tree:
    return default("queue") | given


def storage(given: Tree) -> Tree:
    """CreateCluster names two fields otherwise than Attach and List do (documented)."""
    renamed = {"NASDirectory": "StorageDirectory", "MountTargetDomain": "MountTarget"}
    known = {renamed.get(name, name): value for name, value in told(given).items()}
    kind = known.get("VolumeType") or ("cpfs" if "cpfs" in known.get("MountTarget", "") else "nas")
    return known | {"FileSystemType": kind}


def attached(given: Tree) -> Tree:
    return storage(default("attached") | told(given))


def settings(given: Tree, old: Tree) -> Tree:
    """The whole updatable set: what is not given falls back to its default, or where it has none to `old`."""
    result = {}
    for name, fallback in DEFAULTS["updatable"]["fields"].items():
        value = given.get(name)
        if isinstance(fallback, dict):
            value = fallback | (value or {})
        result[name] = value if value is not None else old[name] if fallback is None else fallback
    return result
