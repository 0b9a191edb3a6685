"""Which items of two lists are the same one: by key where the list has one, else by place. Only this module knows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from .fields import UNKNOWN, Field, Output, fields_of, outputs_of


def matched(
    field: Field, items: Sequence[Any], others: Sequence[Any], key: Callable[[Any], Any] | None = None
) -> Iterator[tuple[Any, Any, Any]]:
    """Each item with its label and the same item among the others, None where they have none.

    The label is the key, or the place in a list without keys: `queues[comp]`, `dataDisks[0]`. `key` finds it in
    `items` where they are spelt otherwise than the others, which have state names.

    queues by name, [b, c] among [a, b] -> ("b", b, b), ("c", c, None)
    """
    if not field.key:
        for index, item in enumerate(items):
            yield index, item, others[index] if index < len(others) else None
        return
    by_key = {label: other for other in others if isinstance(label := field.item_key(other), str)}
    for item in items:
        label = (key or field.item_key)(item)
        yield label, item, by_key.get(label) if isinstance(label, str) else None


def answered_key(field: Field) -> Callable[[Mapping[str, Any]], Any]:
    """Finds the key in an item of an answer."""
    row = field.key_row
    return lambda item: row.spelt(item.get(row.read, item.get(row.wire)))


def completed(row: Field | Output, value: Any, spelt: str = "state") -> Any:
    """The value with UNKNOWN for all that the service may fill in below it.

    spelt: the names that it has, "state" or "python".
    scheduler {"type": "SLURM"} -> {"type": "SLURM", "version": UNKNOWN}
    """
    if isinstance(row, Output) or not row.nested or not row.readable:
        return value
    if isinstance(value, list):
        return [_completed_one(row.kind, item, spelt) for item in value]
    return _completed_one(row.kind, value, spelt)


def _completed_one(cls: type, value: Any, spelt: str) -> Any:
    if not isinstance(value, Mapping):
        return value
    whole = dict(value)
    rows: tuple[Field | Output, ...] = (*fields_of(cls), *outputs_of(cls))
    for row in rows:
        name = getattr(row, spelt)
        if whole.get(name) is not None:
            whole[name] = completed(row, whole[name], spelt)
        elif isinstance(row, Output) or row.readable:
            whole[name] = UNKNOWN
    return whole
