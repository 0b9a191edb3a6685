"""The resources that the generators write for, and the declared classes that these hold."""

from __future__ import annotations

from pulumi_ehpc._core.resource import Resource as Resource
from pulumi_ehpc._core.table.fields import fields_of
from pulumi_ehpc._core.table.names import shown_name
from pulumi_ehpc.resources import RESOURCES as RESOURCES


def name_of(resource: Resource) -> str:
    """The class that users write, as EhpcCluster."""
    return shown_name(resource.args)


def declared(*args: type) -> list[type]:
    """Declared classes after all that they hold, each once."""
    held = [kind for cls in args for field in fields_of(cls) if field.nested for kind in declared(field.kind)]
    return list(dict.fromkeys([*held, *args]))
