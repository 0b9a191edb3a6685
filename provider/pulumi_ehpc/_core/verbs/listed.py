"""What stands in a list of its owner and is a resource of its own as well, as a queue that a program moves from one to
the other: it is one thing at E-HPC, and whoever lets go of it leaves it to the other one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..host.operation import operation
from ..host.state_file import known, may_have
from ..logic.answers import Answers
from ..logic.plan import Plan, plan
from ..process import process
from ..resource import Resource
from ..table.calls import owner_in
from ..table.fields import fields_of
from ..table.policy import Life
from .veiled import veil_of

Values = Mapping[str, Any]


def heard(resource: Resource, id_: str, wanted: Values) -> None:
    """Hear what the lists of what has this id are to hold: a resource of its own that leaves the program goes later."""
    for row in fields_of(resource.args):
        if row.life is Life.ITEMS:
            items = wanted.get(row.state)
            known_ones = [item for item in items if isinstance(item, Mapping)] if isinstance(items, Sequence) else []
            _keys(id_)[row.state] = {row.item_key(item) for item in known_ones}


def stays_in_list(resource: Resource, id_: str) -> str:
    """What the program has it in now: "the queues of its cluster"; "" where it is in none."""
    within = resource.within
    if within is None or id_.partition(":")[2] not in _keys(owner_in(id_)).get(within.list, ()):
        return ""
    row = next(row for row in fields_of(within.owner.args) if row.state == within.list)
    return f"the {row.python} of its {within.owner.noun}"


def planned(
    resource: Resource, id_: str, before: Values, wanted: Values, given: Sequence[str], answers: Answers
) -> Plan:
    """What has to happen to what has this id (`plan`), without the removal of what is a resource of its own. That is
    said, and what becomes of such a resource where the list takes it over; known only of a state that is a file here.
    """
    todo = plan(resource.args, before, wanted, given, answers)
    urn, veil = operation().urn, veil_of(resource)
    moves = any(items.added or items.removed for items in todo.items)
    state = known(urn) if moves and may_have(urn, f"{id_}:") else None
    ids = state.ids if state else {}
    for items in todo.items:
        own = [one for one in (*items.added, *items.removed) if f"{id_}:{items.field.item_key(one)}" in ids]
        for item, path in zip(own, items.paths(own), strict=True):
            says = f"{veil.path(path)} is a resource of its own in this stack: " + (
                "it is not removed here" if item in items.removed
                else "where that one leaves the program, its entry is dropped, and nothing is deleted"
            )  # fmt: skip
            if says not in operation().run.warned:
                operation().run.warned.add(says)
                operation().log(says)
        items.removed = [item for item in items.removed if item not in own]
    return todo


def _keys(id_: str) -> dict[str, set[str]]:
    return process().keep((heard, id_), dict[str, set[str]])
