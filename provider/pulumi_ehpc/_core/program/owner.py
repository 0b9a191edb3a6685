"""A resource that is also an item of a list of another one: a program has either the list or such resources."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pulumi

from ..resource import Resource, Within
from ..table.names import python_name
from . import odd

GIVEN = "_ehpc_given"
"""Under this name a resource of a program knows the names of its own inputs."""


def apart(resource: Resource, props: Mapping[str, Any], owner: str) -> dict[str, Any]:
    """The properties; the program fails where what the resource is in lists its items itself. owner: whose it is."""
    within = resource.within
    inside = props.get(within.input) if within else None
    if within is None or not isinstance(inside, pulumi.Output):
        return dict(props)
    looked: pulumi.Output[Any] = pulumi.Output.from_input(_look(within, inside, owner))
    return {**props, within.input: pulumi.Output.all(looked, inside).apply(lambda both: both[1])}


async def _look(within: Within, inside: pulumi.Output[Any], owner: str) -> None:
    for one in await inside.resources():
        if getattr(one, "resource", None) is within.owner and within.list in getattr(one, GIVEN, ()):
            name = python_name(within.list)
            noun = f'{type(one).__name__} "{one.pulumi_resource_name}"'
            raise odd.Refused(
                f"{owner} is in {noun}, which has {name} of its own: a list that is given is the whole list, and would "
                f"remove this one. Take {name} out there, or put this one into it"
            )
