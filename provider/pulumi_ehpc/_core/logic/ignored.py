"""What `ignore_changes` names by the key of an item, or for each item: the engine knows only places. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..table.fields import UNKNOWN, Field, fields_of
from ..table.paths import Every, Item, Key, Step, shown, steps
from ..table.walk import matched
from ..texts import word

_NONE = object()
"""Where there is no value."""


def as_before(cls: type, path: str, olds: Mapping[str, Any], news: Mapping[str, Any]) -> dict[str, Any]:
    """The new inputs with the old value at a path, without one where there was none.

    queues[comp].maxCount, [{comp, 5}], [{gpu, 1}, {comp, 9}] -> [{gpu, 1}, {comp, 5}]
    """
    kept: dict[str, Any] = _below(cls, steps(cls, path), olds, news)
    return kept


def _below(cls: type, path: Sequence[Step], old: Any, new: Any) -> Any:
    """A value of the class; `path` begins with a name."""
    if not path:
        return old
    if not isinstance(old, Mapping) or not isinstance(new, Mapping):
        return new
    name, *rest = path
    row = _row(cls, name)
    if row is None:
        return new
    return _put(new, row.state, _value(row, rest, old.get(row.state, _NONE), new.get(row.state, _NONE)))


def _row(cls: type, name: Step) -> Field | None:
    """None for what only the service sets: a program changes nothing about it."""
    return next((row for row in fields_of(cls) if row.state == name), None)


def _value(row: Field, path: Sequence[Step], old: Any, new: Any) -> Any:
    """A value of the row; `path` begins with a place or a key where the row has several values."""
    if not path:
        return old
    step, *rest = path
    if row.many and isinstance(old, list) and isinstance(new, list):
        return _items(row, step, rest, old, new)
    if row.mapping and isinstance(old, Mapping) and isinstance(new, Mapping) and isinstance(step, Key):
        return _put(new, step.text, old.get(step.text, _NONE))
    return new if row.many or row.mapping or _NONE in (old, new) else _below(row.kind, path, old, new)


def _items(row: Field, step: Step, path: Sequence[Step], olds: list[Any], news: list[Any]) -> list[Any]:
    def meant(label: Any) -> bool:
        return isinstance(step, Every) or label == (step.text if isinstance(step, Item) else step)

    kept = []
    for label, new, old in matched(row, news, olds):
        if not meant(label) or (old is None and (path or isinstance(step, Every))):
            kept.append(new)
        elif old is not None:
            kept.append(_below(row.kind, path, old, new) if path else old)
    if not path and not isinstance(step, int):
        kept += [old for label, old, new in matched(row, olds, news) if meant(label) and new is None]
    return kept


def _put(values: Mapping[str, Any], name: str, value: Any) -> dict[str, Any]:
    """The values with this one among them, or without it."""
    if value is _NONE:
        return {key: held for key, held in values.items() if key != name}
    return {**values, name: value}


def no_such_item(cls: type, path: str, inputs: Iterable[Mapping[str, Any]]) -> str:
    """What to say of a path with the key or the place of an item that none of the inputs has; "" of any other path. A
    key of a mapping need not be there: it may be one that only others set.

    queues[cmop].maxCount -> "queues has no cmop, but comp, gpu"
    """
    values: list[Any] = list(inputs)
    row: Field | None = None
    here: list[Step] = []
    for step in steps(cls, path):
        if isinstance(step, str):
            row = _row(cls, step)
            values = [value.get(step) for value in values if isinstance(value, Mapping)]
            if row is None or UNKNOWN in values:
                return ""
            cls = row.kind
        elif row and isinstance(step, (Item, int)):
            items = [one for several in values for one in _labelled(row, several, isinstance(step, int))]
            name = step if isinstance(step, int) else step.text
            values = [item for label, item in items if label == name]
            if not values and not any(label is UNKNOWN for label, _ in items):
                there = ", ".join(dict.fromkeys(word(str(label)) for label, _ in items if label is not None))
                return f"{shown(here)} has no {word(str(name))}" + (f", but {there}" if there else "")
        elif isinstance(step, Every):
            values = [item for several in values if isinstance(several, list) for item in several]
        else:
            return ""
        here.append(step)
    return ""


def _labelled(row: Field, several: Any, places: bool) -> Iterator[tuple[Any, Any]]:
    """What the program calls the items of a list by, and these."""
    if isinstance(several, list):
        for place, item in enumerate(several):
            yield place if places else row.item_key(item), item
