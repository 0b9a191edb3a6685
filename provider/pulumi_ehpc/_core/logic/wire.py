"""The table between a program's values and what E-HPC is sent and answers. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..table.fields import Field, Role, fields_of, outputs_of
from ..table.policy import Life
from ..table.walk import answered_key, matched
from .answers import NONE, Answers, same

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


def complete(cls: type, live: Values, wanted: Values) -> dict[str, Any]:
    """What a call is sent that resets whatever it is not told: `wanted` over what was just read.

    What was read empty is left out, as the documentation admits no empty list there; so is what no call changes, and
    what no call tells unless it is wanted: a user may have another password by now than the program gave.
    live {"maxCount": 4, "ramRole": "", "initialCount": 2}, wanted {"maxCount": 9} -> {"maxCount": 9}
    """
    values = {}
    for field in fields_of(cls):
        if field.life is Life.UPDATE:
            value = _over(live.get(field.state) if field.readable else None, wanted.get(field.state))
            if value is not None and (field.state in wanted or value not in ("", [], {})):
                values[field.state] = value
    return values


def untold(cls: type, values: Values) -> dict[str, Any]:
    """Of a program's values, those that no call tells: whether they are as they were sent, nobody can know."""
    return {f.state: values[f.state] for f in fields_of(cls) if not f.readable and values.get(f.state) is not None}


def _over(live: Any, wanted: Any) -> Any:
    if isinstance(live, Mapping) and isinstance(wanted, Mapping):
        return {**live, **wanted}
    return live if wanted is None else wanted


def answer(
    cls: type, live: Values, known: Values, answers: Answers = NONE, *, path: str = "", above: Life | None = None
) -> dict[str, Any]:
    """The values in state names after an answer: live where it tells, `known` (a program's) where it does not.

    A live value that means the same as the known one keeps its spelling, so that it is no change, and so does what no
    call changes: "slurm22" answered, "SLURM" known -> "SLURM". What means the same, `answers` remember.
    """
    values = {}
    for field in fields_of(cls):
        given = known.get(field.state)
        told = _either(live, field.read, field.wire) if field.readable else None
        value = given
        if told is not None:
            value = _told(field, told, given, answers, path + field.state, field.life.within(above))
        if value is not None:
            values[field.state] = value
    return values | only_known_there(cls, live)


def only_known_there(cls: type, live: Values) -> dict[str, Any]:
    """The outputs that only the service knows, as far as an answer tells them."""
    return {row.state: live[row.wire] for row in outputs_of(cls) if live.get(row.wire) is not None}


def _told(field: Field, live: Any, known: Any, answers: Answers, path: str, life: Life) -> Any:
    if field.key:
        return answer_items(field, live, known if isinstance(known, list) else [], answers, path)
    if field.nested and not field.many:
        return answer(field.kind, live, known or {}, answers, path=f"{path}.", above=life) if live else known
    given = known if isinstance(known, list) else []
    if field.nested and (known is None or len(live) == len(given)):
        return _told_in_order(field, live, given, answers, path, life)
    value = _converted_list(field, live) if field.many else field.documented(_converted(field, live))
    if known is None or value is None:
        return value if known is None else known
    if life.lasts or same(field, value, known):
        return known
    meant = answers.meant(path, value)
    if meant is None:
        meant = answers.meant(path, field.spelt(value))
    if meant is None and field.nested:
        return _told_in_order(field, live, given, answers, path, life)
    return value if meant is None else meant


def _told_in_order(
    field: Field, live: Sequence[Any], known: Sequence[Any], answers: Answers, path: str, life: Life
) -> list[Any]:
    """The live items of a list without keys."""
    return [
        answer(field.kind, item, before or {}, answers, path=f"{path}[{index}].", above=life)
        for index, item, before in matched(field, live, known)
    ]


def answer_items(
    field: Field, live: Sequence[Any], known: Sequence[Any], answers: Answers = NONE, path: str = ""
) -> list[Any]:
    """The live items of a list with keys, in the known order; strangers follow, but for those that E-HPC has made by
    itself. What it was sent and does not list counts as being there."""
    path = path or field.state
    find = answered_key(field)
    places = {field.item_key(item): place for place, item in enumerate(known)}
    pairs = matched(field, live, known, lambda item: answers.label(path, field.key, find(item)))
    shown = {
        label: answer(field.kind, item, before or {}, answers, path=f"{path}[{label}].", above=field.life)
        for label, item, before in pairs
        if before is not None or not answers.own(f"{path}[{label}]")
    }
    lasting = [item for item in known if answers.unlisted(f"{path}[{field.item_key(item)}]")]
    shown = {field.item_key(item): item for item in lasting} | shown
    return [shown[label] for label in sorted(shown, key=lambda label: places.get(label, len(places)))]


def _converted_list(field: Field, live: Any) -> Any:
    if not isinstance(live, list):
        return live
    return [answer(field.kind, item, {}) if field.nested else _converted(field, item) for item in live]


_BOOLEANS = {"": None} | {
    word: means
    for means, words in ((True, "true 1 yes on enabled enable"), (False, "false 0 no off disabled disable"))
    for word in words.split()
}
"""Texts for booleans; the documented ones are true and false."""


def _either(live: Values, read: str, wire: str) -> Any:
    """What is told by the one name, where that is nothing by the other: lists and single answers differ in them."""
    told = live.get(read)
    return live.get(wire, told) if told is None or told == "" else told


def _converted(field: Field, live: Any) -> Any:
    """The declared type: GetCluster answers some numbers and booleans as texts (SDK models)."""
    if field.kind is bool and isinstance(live, str):
        # Of any other text nobody knows whether it means yes: it tells nothing, and what may be protected is.
        return _BOOLEANS.get(live.strip().casefold(), True if field.role is Role.PROTECTION else None)
    if field.kind is int and isinstance(live, (str, float)):
        try:
            # A state holds numbers as floats.
            return int(live) if float(live) - float(live) == 0 else None
        except (ValueError, OverflowError):
            # No number, as a program's value is: it tells nothing.
            return None
    return live


def given(cls: type, live: Values, known: Values) -> dict[str, Any]:
    """Of live values, what a program that gave `known` would have to give to get them: its keys, live values.

    Items of a keyed list that the program did not give are in, because the list is the whole list. What is used only
    when it is made is as the program gives it: the outputs have what it was made with.
    known {"maxCount": 4, "queues": [a]}, live {"maxCount": 9, "queues": [a, b], "clientVersion": "2"}
    -> {"maxCount": 9, "queues": [a, b]}
    """
    return {
        field.state: _given(field, live.get(field.state), known[field.state])
        for field in fields_of(cls)
        if known.get(field.state) is not None
    }


def _given(field: Field, live: Any, known: Any) -> Any:
    if live is None or field.life is Life.CREATION:
        return known
    if not field.nested:
        return live
    if not field.many:
        return given(field.kind, live, known)
    pairs = matched(field, live, known)
    return [item if before is None else given(field.kind, item, before) for _, item, before in pairs]
