"""What an update will leave, as far as anybody can tell before it: the outputs that a preview shows. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..resource import Resource
from ..table.fields import UNKNOWN, Field, fields_of
from ..table.walk import completed, matched
from .by_path import set_paths
from .check import normalise
from .earlier import respelt
from .plan import Plan, plan
from .state import Entry, applied, lasting, without_internal

Values = Mapping[str, Any]


def foreseen(resource: Resource, old: Values, old_inputs: Values, new_inputs: Values) -> dict[str, Any]:
    """The outputs once the new inputs are in force: as the state has them where the plan does not touch them, UNKNOWN
    below what it adds. {} where the update has to look first at what an earlier one has left.

    old {"maxCount": 4, "securityGroupId": "sg-1"}, new_inputs {"maxCount": 9}
    -> {"maxCount": 9, "securityGroupId": "sg-1"}
    """
    table = resource.args
    old = respelt(table, old)
    entry = Entry(old)
    if not entry.known or not entry.finished or entry.uncertain:
        return {}
    before, wanted = (normalise(table, without_internal(values)) for values in (old_inputs, new_inputs))
    todo = plan(table, old, wanted, [*entry.was_set, *set_paths(table, before)], entry.answers)
    wanted |= {change.top: change.new for change in todo.updates if change.top not in wanted}
    kept = _kept(todo, without_internal(old))
    return _told_object(table, kept, applied(table, kept, wanted))


def _kept(todo: Plan, old: Values) -> dict[str, Any]:
    """What is there, without the items that are removed and added anew."""
    kept = dict(old)
    for items in todo.items:
        again = [] if items.in_place else [items.field.item_key(item) for item in items.changed]
        there = old.get(items.field.state) or ()
        kept[items.field.state] = [item for item in there if items.field.item_key(item) not in again]
    return kept


def _told_object(cls: type, before: Values, after: Values) -> dict[str, Any]:
    """The values, with UNKNOWN below what was not there before."""
    inputs = {row.state: row for row in fields_of(cls) if row.state in after}
    return {**after, **{name: _told(row, before.get(name), after[name]) for name, row in inputs.items()}}


def _told(row: Field, before: Any, after: Any) -> Any:
    if before is None or not row.nested or after is UNKNOWN:
        return completed(row, after)
    if isinstance(after, Mapping):
        return _told_object(row.kind, before, after)
    pairs = matched(row, after, lasting(row, before, after))
    return [completed(row, item) if was is None else _told_object(row.kind, was, item) for _, item, was in pairs]
