"""A state that somebody may have edited by hand: what has no meaning in it is told, and nothing follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...errors import ResourceError
from ..host.operation import operation
from ..logic.earlier import respelt
from ..logic.soundness import flaws, healed
from ..logic.state import Entry, internal, without_internal
from ..resource import Resource

Values = Mapping[str, Any]
BY_REFRESH = "`pulumi refresh` reads it anew."
BY_HAND = (
    "Put it right under the outputs of this resource in what `pulumi stack export` writes, then run "
    "`pulumi stack import`."
)


def sound(resource: Resource, id_: str, outputs: Values) -> Values:
    """The outputs of a state. Raises ResourceError where one has no meaning. Of what something else wrote, nothing is
    believed anyway (`taking_on`)."""
    if not Entry(outputs).known:
        return outputs
    for flaw in flaws(resource.args, outputs):
        remedy = BY_HAND if flaw.internal else BY_REFRESH
        raise ResourceError(f"{resource.noun} {id_}: in its state {flaw}. Nothing was done.\n  {remedy}")
    return respelt(resource.args, outputs)


def mended(resource: Resource, id_: str, outputs: Values) -> Values:
    """The outputs of a state for what asks E-HPC how everything is: one without a meaning is as the program gives it.
    Raises ResourceError where it is one that E-HPC does not know."""
    inputs = healed(resource.args, operation().old_inputs or {}, {})
    known = healed(resource.args, without_internal(outputs), inputs)
    return sound(resource, id_, {**known, **internal(outputs)})
