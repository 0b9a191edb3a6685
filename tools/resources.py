"""The resources that the generators write for, a line each, and the declared classes that these hold."""

from __future__ import annotations

from typing import NamedTuple

from pulumi_ehpc._core.table.fields import fields_of
from pulumi_ehpc._core.table.names import shown_name
from pulumi_ehpc.inputs import EhpcClusterArgs, EhpcClusterOutputs


class Resource(NamedTuple):
    """What a generator needs to know of a resource."""

    args: type
    outputs: type


RESOURCES = (Resource(EhpcClusterArgs, EhpcClusterOutputs),)


def name_of(resource: Resource) -> str:
    """The class that users write, as EhpcCluster."""
    return shown_name(resource.args)


def declared(*args: type) -> list[type]:
    """Declared classes after all that they hold, each once."""
    held = [kind for cls in args for field in fields_of(cls) if field.nested for kind in declared(field.kind)]
    return list(dict.fromkeys([*held, *args]))
