"""The table between a program's values and what E-HPC is sent and answers. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..table.fields import Field, fields_of, outputs_of
from ..table.walk import answered_key, matched

Values = Mapping[str, Any]


def request(cls: type, values: Values, *, as_read: bool = False) -> dict[str, Any]:
    """The parameters for values in state names; unset ones are left out.

    as_read: with the names that answers use (AttachSharedStorages has those).
    """
    return {
        (field.read if as_read and field.readable else field.wire): _sent(field, values[field.state], as_read)
        for field in fields_of(cls)
        if field.wire and values.get(field.state) is not None
    }


def _sent(field: Field, value: Any, as_read: bool) -> Any:
    if field.mapping:
        # Lower-case keys: Alibaba's Terraform provider sends these because Key/Value were refused.
        return [{"key": key, "value": item} for key, item in value.items()]
    if field.nested and field.many:
        return [request(field.kind, item, as_read=as_read) for item in value]
    return request(field.kind, value, as_read=as_read) if field.nested else value


def answer(cls: type, live: Values, known: Values) -> dict[str, Any]:
    """The values in state names after an answer: live where it tells, `known` (a program's) where it does not.

    A live value that means the same as the known one keeps its spelling, so that it is no change:
    "slurm22" answered, "SLURM" known -> "SLURM".
    """
    values = {}
    for field in fields_of(cls):
        given = known.get(field.state)
        told = live.get(field.read, live.get(field.wire)) if field.readable else None
        value = given if told is None else _told(field, told, given)
        if value is not None:
            values[field.state] = value
    return values | only_known_there(cls, live)


def only_known_there(cls: type, live: Values) -> dict[str, Any]:
    """The outputs that only the service knows, as far as an answer tells them."""
    return {row.state: live[row.wire] for row in outputs_of(cls) if live.get(row.wire) is not None}


def _told(field: Field, live: Any, known: Any) -> Any:
    if field.many:
        return answer_items(field, live, known if isinstance(known, list) else [])
    return _told_one(field, live, known)


def answer_items(field: Field, live: Sequence[Any], known: Sequence[Any]) -> list[Any]:
    """The live items, in the known order where they have keys; strangers follow."""
    pairs = list(matched(field, live, known, answered_key(field) if field.key else None))
    if field.key:
        places = {field.item_key(item): place for place, item in enumerate(known)}
        pairs.sort(key=lambda pair: places.get(pair[0], len(places)))
    return [_told_one(field, item, before) for _, item, before in pairs]


def _told_one(field: Field, live: Any, known: Any) -> Any:
    if field.nested:
        return answer(field.kind, live, known if isinstance(known, Mapping) else {}) if live else known
    value = _converted(field, live)
    return known if known is not None and field.equal(value, known) else value


def _converted(field: Field, live: Any) -> Any:
    """The declared type: GetCluster answers some numbers and booleans as texts (SDK models)."""
    if field.kind is bool and isinstance(live, str):
        return live.casefold() == "true"
    if field.kind is int and isinstance(live, (str, float)):
        try:
            return int(live)
        except ValueError:
            return live
    return live


def given(cls: type, live: Values, known: Values) -> dict[str, Any]:
    """Of live values, what a program that gave `known` would have to give to get them: its keys, live values.

    Items of a keyed list that the program did not give are in, because the list is the whole list:
    known {"maxCount": 4, "queues": [a]}, live {"maxCount": 9, "queues": [a, b], "clientVersion": "2"}
    -> {"maxCount": 9, "queues": [a, b]}
    """
    return {
        field.state: _given(field, live.get(field.state, known[field.state]), known[field.state])
        for field in fields_of(cls)
        if known.get(field.state) is not None
    }


def _given(field: Field, live: Any, known: Any) -> Any:
    if not field.nested:
        return live
    if not field.many:
        return given(field.kind, live, known)
    pairs = matched(field, live, known)
    return [item if before is None else given(field.kind, item, before) for _, item, before in pairs]
