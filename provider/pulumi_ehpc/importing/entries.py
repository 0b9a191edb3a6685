"""The file of `pulumi import --file`: clusters with their inputs and outputs, so that nobody has to read them.

Pulumi's host asks a dynamic resource for `__provider` before it reads one, which an import by ID does not tell: with
inputs *and* outputs the engine (3.254) skips the read, and only `check` is called. The other way, an entry added to
`pulumi stack export`, would have to make up the stack, its provider and that one's configuration as well; this way the
engine makes them, under its own lock, and refuses what does not fit.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pulumi.dynamic.dynamic import PROVIDER_KEY, serialize_provider

from .._core.program.explicit import PACKAGE
from .._core.resource import Resource
from ..cluster import EhpcCluster
from ..queue import EhpcQueue
from ..resources import CLUSTER, QUEUE
from .chosen import Secret
from .found import Found

DECLARED: dict[Resource, Any] = {CLUSTER: EhpcCluster, QUEUE: EhpcQueue}


def type_of(resource: Resource) -> str:
    """As states have it."""
    return f"{PACKAGE}:{DECLARED[resource]._resource_type_name}"


TYPE = type_of(CLUSTER)


def in_stack(stack: str, project: str, resource: Resource = CLUSTER) -> Callable[[str], str]:
    """The URN of each one there, by its name."""
    return lambda name: f"urn:pulumi:{stack}::{project}::{type_of(resource)}::{name}"


_SECRET = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270"}
"""An object with this is a secret, in plain text until the engine has encrypted it (Pulumi's format)."""


def import_file(clusters: Sequence[Found]) -> str:
    """The file's text. It has secrets in plain text."""
    rows = [
        {
            "type": type_of(found.resource),
            "name": found.name,
            "id": found.id,
            "inputs": _bag(found, found.inputs),
            "outputs": _bag(found, found.entry),
        }
        for found in clusters
    ]
    return json.dumps({"resources": rows}, indent=2, ensure_ascii=False) + "\n"


def _bag(found: Found, values: Mapping[str, Any]) -> dict[str, Any]:
    provider = serialize_provider(DECLARED[found.resource].provided())
    return {**{name: _told(value) for name, value in values.items()}, PROVIDER_KEY: provider}


def _told(value: Any) -> Any:
    if isinstance(value, Secret):
        return {**_SECRET, "plaintext": json.dumps(value.value)}
    if isinstance(value, Mapping):
        return {name: _told(item) for name, item in value.items()}
    return value
