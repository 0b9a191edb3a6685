"""What `check` would say next of arguments that are refused already: whoever mends them reads everything at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pulumi

from ..resource import Resource
from ..table.fields import UNKNOWN
from ..unknown import plain
from .secret import unplaced


def also_wrong(resource: Resource, props: Any, options: pulumi.ResourceOptions | None) -> Iterator[str]:
    """What else is wrong with the properties, where what is refused stands as UNKNOWN. Nothing of one that is read by
    its ID: it has no arguments."""
    if props is UNKNOWN or (options and options.id):
        return
    from ..logic.check import check, normalise  # Only here: imports have a budget.

    secret = unplaced((options and options.additional_secret_outputs) or ())
    for finding in check(resource.args, normalise(resource.args, plain(props)), secret):
        if not finding.warning:
            yield str(finding)
