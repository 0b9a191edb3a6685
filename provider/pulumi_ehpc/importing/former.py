"""What Alibaba's own provider has of clusters: entries of a Pulumi stack, or of a Terraform state. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..errors import ResourceError
from ..exports import Export

CLUSTER_TYPE, QUEUE_TYPE = "alicloud:ehpc/clusterV2:ClusterV2", "alicloud:ehpc/queue:Queue"
TF_CLUSTER, TF_QUEUE = "alicloud_ehpc_cluster_v2", "alicloud_ehpc_queue"
TF_VERSION = 4
"""Of a state file, since Terraform 0.12."""


@dataclass(frozen=True)
class Former:
    """One entry for a cluster, or for one of its queues."""

    address: str
    """A URN, or an address of Terraform's."""

    name: str
    cluster: str
    """The ID."""

    queue: str = ""
    """The name that E-HPC has for it; "" for a cluster."""

    protected: bool = False
    dependents: tuple[str, ...] = ()
    """What refers to it and stays."""


def of_stack(export: Export) -> list[Former]:
    """Queues first, as they are forgotten: they refer to their clusters."""
    rows = [entry for entry in export.resources if entry.get("type") in (CLUSTER_TYPE, QUEUE_TYPE) and entry.get("id")]
    going = {entry["urn"] for entry in rows}
    stays = [entry for entry in export.resources if entry["urn"] not in going]
    found = [
        Former(
            entry["urn"],
            entry["urn"].rsplit("::", 1)[-1],
            *_ids(entry["id"]),
            bool(entry.get("protect")),
            tuple(other["urn"] for other in stays if _refers(other, entry["urn"])),
        )
        for entry in rows
        if not entry.get("external")
    ]
    return sorted(found, key=lambda former: not former.queue)


def _ids(id_: str) -> tuple[str, str]:
    """ "ehpc-hz-1:comp" -> "ehpc-hz-1", "comp" """
    cluster, _, queue = id_.partition(":")
    return cluster, queue


def _refers(entry: Mapping[str, Any], urn: str) -> bool:
    by_property = [one for several in (entry.get("propertyDependencies") or {}).values() for one in several or ()]
    return urn in [*(entry.get("dependencies") or ()), *by_property, entry.get("parent"), entry.get("deletedWith")]


def is_terraforms(told: Any) -> bool:
    return isinstance(told, Mapping) and "terraform_version" in told


def of_terraform(told: Mapping[str, Any], path: str) -> list[Former]:
    """Raises ResourceError where it is no state that this package understands."""
    if told.get("version") != TF_VERSION or not isinstance(told.get("resources"), list):
        raise ResourceError(
            f"{path} is no state of Terraform 0.12 or later: `terraform state pull > terraform.tfstate` writes one"
        )
    try:
        rows = [_Instance(*row) for row in _instances(told["resources"])]
        found = [_former(one, rows) for one in rows if one.is_ours and not one.told.get("deposed")]
    except (KeyError, TypeError, AttributeError):
        raise ResourceError(f"{path}: its resources are not as Terraform writes them") from None
    return sorted(found, key=lambda former: not former.queue)


@dataclass(frozen=True)
class _Instance:
    address: str
    kind: str
    told: Mapping[str, Any]

    @property
    def is_ours(self) -> bool:
        return self.kind in (TF_CLUSTER, TF_QUEUE)

    def refers(self, to: _Instance) -> bool:
        """Dependencies name a resource without the key of an instance."""
        return to.address.removesuffix(_key(to.told)) in (self.told.get("dependencies") or ())


def _former(one: _Instance, rows: Sequence[_Instance]) -> Former:
    dependents = tuple(other.address for other in rows if not other.is_ours and other.refers(one))
    return Former(one.address, _named(one.address), *_ids(one.told["attributes"]["id"]), dependents=dependents)


def _instances(resources: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Each managed one: its address, its type, and what is told of it."""
    for resource in resources:
        if resource["mode"] != "managed":
            continue
        module = f"{resource['module']}." if resource.get("module") else ""
        for instance in resource["instances"]:
            yield f"{module}{resource['type']}.{resource['name']}{_key(instance)}", resource["type"], instance


def _key(instance: Mapping[str, Any]) -> str:
    """Of one of several that a block makes, as an address has it."""
    key = instance.get("index_key")
    return "" if key is None else f'["{key}"]' if isinstance(key, str) else f"[{key}]"


def _named(address: str) -> str:
    """module.hpc.alicloud_ehpc_cluster_v2.farm["a"] -> farm-a"""
    return re.sub(r'\["?([^"\]]*)"?\]$', r"-\1", re.sub(r".*\balicloud_\w+\.", "", address))
