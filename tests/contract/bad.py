"""Generates bad programs from the table: a good one with one mistake in it, and where the mistake is."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

from hypothesis import strategies as st

from core.good import Program, programs
from pulumi_ehpc._core.table.fields import Field, fields_of
from pulumi_ehpc._core.table.rules import Each, Rule
from pulumi_ehpc._core.texts import word
from pulumi_ehpc.inputs import EhpcClusterArgs

Place = tuple[str, type, Program]
"""An object of a program: its path, its class, its values."""
Mistake = tuple[Program, str]

WRONG_TYPE: dict[type, list[Any]] = {
    str: [7, True, 1.5, {"a": "b"}],
    int: ["7", True, 2.5, [1]],
    float: ["0.5", True, [1.5]],
    bool: ["true", 1, 0.0, []],
}
TEXTS = [
    "",
    "x",
    "two words",
    "y" * 300,
    "http://x",
    "no/such:value!",
    "{'a': 1}",
    "7",
    "Ab1\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9",
]
NUMBERS = [-1, -1000, 2, 10**6, 10**9]
FRACTIONS = [-0.5, 0.1234, 1e-9]


def places(cls: type, values: Program, path: str = "") -> Iterator[Place]:
    """Every object of a program."""
    yield path, cls, values
    for field in fields_of(cls):
        value = values.get(field.state)
        if field.nested and value is not None:
            here = _join(path, field.python)
            inner = [(f"{here}[{i}]", item) for i, item in enumerate(value)] if field.many else [(here, value)]
            for where, item in inner:
                yield from places(field.kind, item, where)


@st.composite
def mistakes(draw: st.DrawFn) -> Mistake:
    """A program, and the path of the mistake in it."""
    program = copy.deepcopy(draw(programs()))
    place = draw(st.sampled_from(list(places(EhpcClusterArgs, program))))
    possible = [draw_path for kind in KINDS for draw_path in kind(place)]
    where = draw(st.sampled_from(possible))()
    return program, where


def _misspelt(place: Place) -> Iterator[Callable[[], str]]:
    path, cls, values = place
    for field in fields_of(cls):

        def mistake(field: Field = field) -> str:
            values[f"{field.state}X"] = values.pop(field.state, "x")
            return _join(path, f"{field.python}_x")

        if not field.required:
            yield mistake


def _left_out(place: Place) -> Iterator[Callable[[], str]]:
    path, cls, values = place
    for field in fields_of(cls):

        def mistake(field: Field = field) -> str:
            del values[field.state]
            return _join(path, field.python)

        if field.required:
            yield mistake


def _of_the_wrong_type(place: Place) -> Iterator[Callable[[], str]]:
    path, cls, values = place
    for field in fields_of(cls):
        for wrong in _wrong(field):

            def mistake(field: Field = field, wrong: Any = wrong) -> str:
                values[field.state] = wrong
                return _join(path, field.python)

            yield mistake


def _wrong(field: Field) -> list[Any]:
    if field.many:
        return ["a", 3, {"a": "b"}]
    if field.mapping:
        return ["a", 3, ["a"]]
    return ["a", 3, ["a"]] if field.nested else WRONG_TYPE[field.kind]


def _against_a_rule(place: Place) -> Iterator[Callable[[], str]]:
    path, cls, values = place
    for field in fields_of(cls):
        for value in _candidates(field, values):
            broken = next(_broken(field, value), None)
            if broken is not None and not broken[0].warning:

                def mistake(field: Field = field, value: Any = value, where: str = broken[1]) -> str:
                    values[field.state] = value
                    return _join(path, field.python) + where

                yield mistake


def _broken(field: Field, value: Any) -> Iterator[tuple[Rule, str]]:
    """The rules that a value breaks, and where below it."""
    parts = list(value.items()) if field.mapping else []
    for rule in field.rules:
        if rule.each is None and not rule.holds(value):
            yield rule, ""
        for key, item in parts if rule.each else ():
            if not rule.holds(key if rule.each is Each.KEY else item):
                yield rule, f"[{word(repr(key))}]"


def _candidates(field: Field, values: Program) -> list[Any]:
    if field.mapping:
        many = {f"k{n}": "v" for n in range(30)}
        return [many, {"": "v"}, {"aliyun": "v"}, {"k" * 200: "v"}, {"k": "see https://x"}, {"k": "v" * 200}]
    if field.many:
        item = (values.get(field.state) or [{}])[0]
        key = field.key if field.nested else ""
        copies = [{**item, key: f"q{n}"} if key else item for n in range(30)]
        return [[], copies]
    pools: dict[type, list[Any]] = {str: TEXTS, int: NUMBERS, float: FRACTIONS}
    return pools.get(field.kind, [])


def _twice(place: Place) -> Iterator[Callable[[], str]]:
    path, cls, values = place
    for field in fields_of(cls):
        items = values.get(field.state)
        if not (field.key and items):
            continue

        def mistake(field: Field = field, items: list[Program] = items) -> str:
            items.append(copy.deepcopy(items[0]))
            key = next(f.python for f in fields_of(field.kind) if f.state == field.key)
            return f"{_join(path, field.python)}[{len(items) - 1}].{key}"

        yield mistake


KINDS = (_misspelt, _left_out, _of_the_wrong_type, _against_a_rule, _twice)


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
