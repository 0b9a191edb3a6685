"""Until what was asked for is there: an item that is listed may still be on its way, as software that is installing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ...errors import ResourceError, ServiceError
from ..api.remote import Remote
from ..host.operation import operation
from ..logic.state import Entry
from ..resource import Resource
from ..table.calls import Look
from ..table.course import Stand
from ..table.fields import Field, fields_of
from ..table.walk import answered_key
from ..texts import lasting, word
from .passing import Passing
from .veiled import veil_of

Values = Mapping[str, Any]
COMES_WITHIN, MEANT_WITHIN = 30 * 60.0, 5 * 60.0
"""Seconds for which an item may be on its way, and for which a status may stand that nobody knows the meaning of."""


@dataclass(frozen=True)
class _Item:
    field: Field
    path: str
    status: str
    stand: Stand

    @property
    def told(self) -> str:
        assert self.field.calls is not None, self.path
        doing = self.field.calls.course.adding
        return f"{self.path}: {doing if self.stand is Stand.COMING else self.status}"


def await_arrival(remote: Remote, entry: Entry, look: Look, only: Callable[[str, Values], bool]) -> None:
    """Wait for items of an entry.

    look: what the lists that they stand in told last. only: whether an item of that list is concerned. Raises
    ResourceError for one that failed. One that does not come in time (custom_timeouts, where they say less) is a
    warning: the call that adds it was taken.
    """
    here, say = operation(), Passing(operation())
    clock, begin = here.clock, here.clock.now()
    while coming := [item for item in _items(remote, entry, look, only) if item.stand is not Stand.THERE]:
        _refuse_failed(remote, entry, coming)
        elapsed = clock.now() - begin
        patience = COMES_WITHIN if any(item.stand is Stand.COMING for item in coming) else MEANT_WITHIN
        if elapsed > (min(here.timeout, patience) if here.timeout else patience) * clock.scale:
            _warn(remote, coming, elapsed)
            return
        say("; ".join(item.told for item in coming), elapsed)
        clock.sleep(clock.pause(elapsed))
        try:
            look = {row.wire: remote.items(row, entry.values[row.state]) for row in {item.field for item in coming}}
        except ServiceError as error:
            operation().log(f"{coming[0].told}, and looking at it failed\n  {error}", warning=True)
            return


def tell_failed(remote: Remote, entry: Entry, look: Look) -> None:
    """Say which items of an entry have failed to come, as a look tells."""
    for item in _items(remote, entry, look, lambda _name, _item: True):
        if item.stand is Stand.FAILED:
            operation().log(
                f"{item.path} failed ({item.status}), so it counts as not there: `pulumi up` adds it again; this tells "
                f"what was done: {remote.at.command('logs', remote.id)}",
                warning=True,
            )


def without_failed(resource: Resource, look: Look, wanted: Values) -> dict[str, Any]:
    """A look without those wanted items that have failed to come: they are added anew."""
    left = dict(look)
    for field in fields_of(resource.args):
        if field.calls is not None and field.calls.course.failed and field.wire in left:
            course, find = field.calls.course, answered_key(field)
            again = {field.item_key(item) for item in wanted.get(field.state) or ()}
            rows = left[field.wire]
            left[field.wire] = [row for row in rows if find(row) not in again or course.stand(row) is not Stand.FAILED]
    return left


def _items(remote: Remote, entry: Entry, look: Look, only: Callable[[str, Values], bool]) -> Iterator[_Item]:
    veil = veil_of(remote.resource)
    for field in fields_of(remote.resource.args):
        if field.calls is None or not field.calls.course.there or field.wire not in look:
            continue
        find, named = answered_key(field), entry.answers.label
        rows = {named(field.state, field.key, find(row)): row for row in look[field.wire]}
        for item in entry.values.get(field.state) or ():
            key = field.item_key(item)
            row = rows.get(key)
            if row is not None and only(field.state, item):
                path = veil.path(f"{field.state}[{key}]")
                yield _Item(field, path, word(str(row.get("Status"))), field.calls.course.stand(row))


def _refuse_failed(remote: Remote, entry: Entry, coming: list[_Item]) -> None:
    failed = [item for item in coming if item.stand is Stand.FAILED]
    if failed:
        entry.doubt(dict.fromkeys(item.field.state for item in failed))
        raise ResourceError(
            f"{'; '.join(f'{item.path} failed ({item.status})' for item in failed)}: E-HPC took the call that adds it, "
            "and could not do it\n"
            f"  `pulumi up` tries it again; this tells what was done: {remote.at.command('logs', remote.id)}"
        )


def _warn(remote: Remote, coming: list[_Item], seconds: float) -> None:
    operation().log(
        f"after {lasting(seconds)} E-HPC still tells "
        f"{', '.join(f'{item.path} as {item.status}' for item in coming)}: this run does not wait any longer\n"
        f"  This tells how it is: {remote.at.command('status', remote.id)}",
        warning=True,
    )
