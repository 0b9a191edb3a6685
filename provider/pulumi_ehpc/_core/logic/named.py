"""What E-HPC's texts name by its own paths, as the program spells it. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..table.fields import Field, fields_of
from ..table.names import top
from ..texts import word

Sent = Mapping[str, Any]
_PATH = re.compile(r"[A-Z]\w*(?:\.\w+|\[\w*\])*", re.ASCII)
_SOME = ("", "N", "n", "X", "x")
"""Where a text has one of these for a place, it is about any."""

_MOST = 5
"""Paths that one line names."""


def named(cls: type, text: str, sent: Sent, part: str = "", *, one_word: bool = True) -> str:
    """The inputs that a text names, "" for none.

    part: what the call was about, "queues[comp]". one_word: whether a word alone may be a path; any text may have one.
    Queues.0.ComputeNodes.0.InstanceType -> queues[comp].compute_nodes[0].instance_type
    """
    found: dict[str, None] = {}
    for told in _PATH.findall(text):
        steps = re.findall(r"\w+|(?<=\[)(?=\])", told)
        if len(steps) > 1 or one_word:
            found |= dict.fromkeys(filter(None, [_one(cls, steps, told, sent, part)]))
    return _listed(list(found))


def under(cls: type, wire: str, sent: Sent, part: str = "") -> str:
    """The inputs of a call that have a name of the API, wherever they stand: "ImageId"."""
    kind, inside = _within(cls, sent, part)
    every = _under(kind, wire, inside, part) if part and inside else _under(cls, wire, sent, "")
    return _listed(list(dict.fromkeys(every)))


def _listed(paths: Sequence[str]) -> str:
    more = f" and {len(paths) - _MOST} more" if len(paths) > _MOST else ""
    return ", ".join(paths[:_MOST]) + more


def _one(cls: type, steps: Sequence[str], told: str, sent: Sent, part: str) -> str:
    """A path may count its places from 0, as JSON does, or from 1, as older calls of the platform do: where both fit
    nobody knows, and both are told."""
    start: tuple[type, Sequence[str], Sent, str] = (cls, steps, sent, "")
    if part and not _field(cls, steps[0]):
        kind, inside = _within(cls, sent, part)
        own = steps if _field(kind, steps[0]) else steps[1:]
        start = (kind, own, inside, part)
    table, rest, values, path = start
    if not rest or not _field(table, rest[0]):
        return ""
    bases = (0,) if re.search(r"\[\d", told) else (0, 1)
    fitting = dict.fromkeys(found for base in bases if (found := _walk(table, rest, values, base, path)))
    if len(fitting) > 1:
        return f"{' or '.join(fitting)} (E-HPC counts from 0 or from 1)"
    return next(iter(fitting), None) or _walk(table, rest, values, None, path) or ""


def _within(cls: type, sent: Sent, part: str) -> tuple[type, Sent]:
    """The table of an item that a call is about, and the item as it was sent: `Queue` of UpdateQueue, or all of it."""
    field = next((row for row in fields_of(cls) if row.python == top(part) and row.nested), None)
    if field is None:
        return cls, {}
    inside = [value for name, value in sent.items() if isinstance(value, Mapping) and not _field(field.kind, name)]
    if field.wire in sent and len(sent[field.wire]) == 1:
        inside = sent[field.wire]
    return field.kind, inside[0] if inside else sent


def _walk(cls: type, steps: Sequence[str], sent: Any, base: int | None, path: str) -> str | None:
    """The path below one that leads along the steps as far as they are known; None where a place does not fit."""
    field = _field(cls, steps[0]) or _near(cls, steps[0])
    if field is None:
        return path
    here = f"{path}.{field.python}" if path else field.python
    value, rest = _value(field, sent), steps[1:]
    if field.many or field.mapping:
        placed = bool(rest) and (rest[0].isdecimal() or rest[0] in _SOME)
        if not rest and field.nested:
            return here
        items = value if isinstance(value, list) else []
        place = int(rest[0]) - base if placed and base is not None and rest[0].isdecimal() else None
        if place is not None and not 0 <= place < len(items):
            return None
        if place is None and len(items) == 1:
            place = 0
        value, rest = None if place is None else items[place], rest[1:] if placed else rest
        if rest or placed:
            here += "[...]" if place is None else f"[{_label(field, value, place)}]"
    return _walk(field.kind, rest, value, base, here) if rest and field.nested else here


def _field(cls: type, name: str) -> Field | None:
    """The row that has this name in requests or in answers."""
    names = ((row, {row.wire, row.read} - {""}) for row in fields_of(cls))
    return next((row for row, known in names if name.casefold() in map(str.casefold, known)), None)


def _near(cls: type, name: str) -> Field | None:
    """The one row whose name begins like this: MountDir for MountDirectory."""
    rows = [row for row in fields_of(cls) if len(name) > 3 and row.wire.casefold().startswith(name.casefold())]
    return rows[0] if len(rows) == 1 else None


def _value(field: Field, sent: Any) -> Any:
    return sent.get(field.wire, sent.get(field.read)) if isinstance(sent, Mapping) else None


def _label(field: Field, item: Any, place: int) -> str:
    """What stands in brackets, as everywhere in messages: the key of an item, or its place."""
    if not isinstance(item, Mapping):
        return str(place)
    if field.mapping:
        return word(repr(item.get("key")))
    return word(str(_value(field.key_row, item))) if field.key else str(place)


def _under(cls: type, wire: str, sent: Any, path: str) -> Iterator[str]:
    for field in fields_of(cls):
        value, here = _value(field, sent), f"{path}.{field.python}" if path else field.python
        if value is None:
            continue
        if field.wire == wire or (field.json and _in_json(wire, value)):
            yield here
        elif field.nested and field.many and isinstance(value, list):
            for place, item in enumerate(value):
                yield from _under(field.kind, wire, item, f"{here}[{_label(field, item, place)}]")
        elif field.nested:
            yield from _under(field.kind, wire, value, here)


def _in_json(wire: str, text: Any) -> bool:
    return f'"{wire}"' in (text if isinstance(text, str) else json.dumps(text))
