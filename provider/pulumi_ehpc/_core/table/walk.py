"""Which items of two lists are the same one: by key where the list has one, else by place. Only this module knows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from .fields import Field, fields_of


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
    row = next(f for f in fields_of(field.kind) if f.state == field.key)
    return lambda item: item.get(row.read, item.get(row.wire))
