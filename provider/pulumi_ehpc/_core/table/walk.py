"""Which items of two lists are the same one: by key where the list has one, else by place. Only this module knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
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


def respelt(known: Collection[Any], told: Collection[Any]) -> dict[str, str]:
    """The keys that are told in another spelling, each with that one: "/home" with "/HOME", "comp" with "Comp ".

    Only where one known key is missing and one stranger is alike: of several nobody knows which is which.
    """
    missing, strangers = (
        _by_letters(key for key in some if key not in others) for some, others in ((known, told), (told, known))
    )
    return {
        keys[0]: strangers[letters][0]
        for letters, keys in missing.items()
        if len(keys) == 1 and len(strangers.get(letters, ())) == 1
    }


def _by_letters(keys: Iterable[Any]) -> dict[str, list[str]]:
    """By what two spellings of one name have in common: their letters and digits, in lower case."""
    found: dict[str, list[str]] = {}
    for key in keys:
        if isinstance(key, str) and (letters := re.sub(r"[\W_]+", "", key).casefold()):
            found.setdefault(letters, []).append(key)
    return found


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
