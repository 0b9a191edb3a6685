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
from ..cluster import EhpcCluster, EhpcClusterProvider
from .chosen import Secret
from .found import Found

TYPE = f"{PACKAGE}:{EhpcCluster._resource_type_name}"
"""Of a cluster, in states."""


def in_stack(stack: str, project: str) -> Callable[[str], str]:
    """The URN of each cluster there, by its name."""
    return lambda name: f"urn:pulumi:{stack}::{project}::{TYPE}::{name}"


_SECRET = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270"}
"""An object with this is a secret, in plain text until the engine has encrypted it (Pulumi's format)."""


def import_file(clusters: Sequence[Found]) -> str:
    """The file's text. It has secrets in plain text."""
    rows = [
        {
            "type": TYPE,
            "name": found.name,
            "id": found.id,
            "inputs": _bag(found.inputs),
            "outputs": _bag(found.entry),
        }
        for found in clusters
    ]
    return json.dumps({"resources": rows}, indent=2, ensure_ascii=False) + "\n"


def _bag(values: Mapping[str, Any]) -> dict[str, Any]:
    provider = serialize_provider(EhpcClusterProvider())
    return {**{name: _told(value) for name, value in values.items()}, PROVIDER_KEY: provider}


def _told(value: Any) -> Any:
    if isinstance(value, Secret):
        return {**_SECRET, "plaintext": json.dumps(value.value)}
    if isinstance(value, Mapping):
        return {name: _told(item) for name, item in value.items()}
    return value
