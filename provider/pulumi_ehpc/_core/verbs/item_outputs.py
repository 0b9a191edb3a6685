"""What only the service knows of an item and no list tells, as the address of a login node."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ...errors import ServiceError
from ..api.remote import Remote
from ..host.operation import operation
from ..logic import wire
from ..logic.plan import Items
from ..table.calls import ItemCalls, Look
from ..table.fields import Field, fields_of, outputs_of
from ..table.walk import matched
from .passing import Passing
from .veiled import veil_of

Values = Mapping[str, Any]
COMES_WITHIN = 60.0
"""Seconds for which a value may be on its way. A wait for one that never comes must not cost more."""


def await_outputs(
    remote: Remote, values: dict[str, Any], only: Callable[[str, Values], bool], listed: Look | None = None
) -> bool:
    """Put them into items, and wait for what is on its way. What was made is not said to have failed for them.

    only: whether an item of that list is concerned. listed: the row of the list, when it is at hand. Whether there were
    any.
    """
    asked = False
    for row, calls in _rows_with_calls(remote):
        if items := values.get(row.state):
            mine = [only(row.state, item) for item in items]
            told = [
                _awaited(remote, row, calls, item, listed) if one else {}
                for one, item in zip(mine, items, strict=True)
            ]  # fmt: skip
            values[row.state] = [{**item, **outputs} for item, outputs in zip(items, told, strict=True)]
            asked |= any(mine)
    return asked


def new_items(several: list[Items]) -> Callable[[str, Values], bool]:
    """Of a plan, those that were added, or removed and added anew."""
    keys = {(items.field.state, items.field.item_key(item)) for items in several for item in items.made}
    rows = {items.field.state: items.field for items in several}
    return lambda name, item: name in rows and (name, rows[name].item_key(item)) in keys


def read_outputs(remote: Remote, values: dict[str, Any], known: Values) -> None:
    """Put them into all items as they are now; as they were known where they cannot be asked for."""
    for row, calls in _rows_with_calls(remote):
        pairs = matched(row, values.get(row.state) or (), known.get(row.state) or ())
        if now := [_read(remote, row, calls, item, before or {}) for _, item, before in pairs]:
            values[row.state] = now


def _rows_with_calls(remote: Remote) -> Iterator[tuple[Field, ItemCalls]]:
    rows = fields_of(remote.resource.args)
    return ((row, row.calls) for row in rows if row.calls is not None and row.calls.outputs is not None)


def _read(remote: Remote, row: Field, calls: ItemCalls, item: Values, before: Values) -> dict[str, Any]:
    try:
        return {**item, **_told(remote, row, calls, item)[0]}
    except ServiceError as error:
        _warn(remote, row, item, str(error))
        names = [output.state for output in outputs_of(row.kind)]
        return {**{name: before[name] for name in names if name in before}, **item}


def _awaited(remote: Remote, row: Field, calls: ItemCalls, item: Values, listed: Look | None = None) -> dict[str, Any]:
    clock, say = operation().clock, Passing(operation())
    begin = clock.now()
    while True:
        try:
            told, lacking = _told(remote, row, calls, item, listed)
        except ServiceError as error:
            _warn(remote, row, item, str(error))
            return {}
        elapsed = clock.now() - begin
        if not lacking:
            return told
        if elapsed > COMES_WITHIN * clock.scale:
            _warn(remote, row, item, f"E-HPC does not tell {lacking} yet")
            return told
        say(f"{_path(remote, row, item)}: waits for {lacking}", elapsed)
        clock.sleep(clock.pause(elapsed))


def _told(
    remote: Remote, row: Field, calls: ItemCalls, item: Values, listed: Look | None = None
) -> tuple[dict[str, Any], str]:
    """The outputs, and what of them is to come."""
    assert calls.outputs is not None, row.wire
    told = calls.outputs(remote.at.call, remote.id, item, _owners(remote, listed))
    return wire.only_known_there(row.kind, told), calls.to_come(told)


def _owners(remote: Remote, listed: Look | None) -> Iterator[Look]:
    """What the list tells of the owner: as it is at hand, and anew where that is not enough."""
    if listed:
        yield listed
    yield remote.listed()


def _warn(remote: Remote, row: Field, item: Values, why: str) -> None:
    operation().log(
        f"{_path(remote, row, item)}: {why}\n  Its outputs are incomplete; `pulumi refresh` asks for them again.",
        warning=True,
    )


def _path(remote: Remote, row: Field, item: Values) -> str:
    return veil_of(remote.resource).path(f"{row.state}[{row.item_key(item)}]")
