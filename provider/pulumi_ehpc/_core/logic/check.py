"""The table and a program's values: what is wrong with them, and what they are in one spelling. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..secrecy import STARS
from ..table.fields import UNKNOWN, Field, between_of, fields_of
from ..table.names import python_name, python_path, within, without_places
from ..table.paths import unknown_name
from ..table.rules import Between, Each, Rule
from ..texts import a, word


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, told in the user's own names."""

    path: str
    says: str
    warning: bool = False
    at_creation: bool = False
    """Whether it is no advice of one that has been made."""

    def __str__(self) -> str:
        return f"{self.path}: {self.says}"


def normalise(cls: type, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as a program means them: no nulls, whole numbers whole, what has several spellings in one. What has
    the wrong type stays."""
    table = {f.state: f for f in fields_of(cls)}
    return {
        name: _normal(table[name], value, values) if name in table else value
        for name, value in values.items()
        if value is not None
    }


def _normal(field: Field, value: Any, beside: Mapping[str, Any]) -> Any:
    if field.many and isinstance(value, (list, tuple)):
        return [_normal_one(field, item, beside) for item in value]
    if field.mapping and isinstance(value, Mapping):
        return {key: item for key, item in value.items() if item is not None}
    return _normal_one(field, value, beside)


def _normal_one(field: Field, value: Any, beside: Mapping[str, Any]) -> Any:
    if field.nested:
        return normalise(field.kind, value) if isinstance(value, Mapping) else value
    # Every number arrives as a float.
    if field.kind is int and isinstance(value, float) and value.is_integer():
        return int(value)
    return field.spelt(value, beside)


Hides = Callable[[str], bool]
"""Whether a path leads to a secret, or to what holds one: nothing of its value is shown."""


def check(cls: type, values: Mapping[str, Any], secret: Collection[str] = ()) -> list[Finding]:
    """Everything that is wrong with normalised values; what is not yet known is passed over.

    secret: the paths that the program gave as secrets, in state names and without places or keys.
    """
    named = [python_path(path) for path in secret]

    def hides(path: str) -> bool:
        plain = without_places(path)
        return any(within(plain, one) or within(one, plain) for one in named)

    return list(_object("", cls, values, hides))


def _object(path: str, cls: type, values: Mapping[str, Any], hides: Hides) -> Iterator[Finding]:
    table = {f.state: f for f in fields_of(cls)}
    for name in values:
        if name not in table:
            yield Finding(_join(path, word(python_name(name))), unknown_name(cls, name))
    for field in table.values():
        here = _join(path, field.python)
        value = values.get(field.state)
        if value is None:
            if field.required:
                yield Finding(here, f"is missing. {field.doc}")
        elif value is not UNKNOWN:
            yield from _value(here, field, value, hides)
    by_python = {f.python: f for f in table.values()}
    for rule in between_of(cls):
        operands = [values.get(by_python[name].state) for name in rule.names]
        if all(_comparable(by_python[n], v) for n, v in zip(rule.names, operands, strict=True)):
            says = rule.verdict(operands, secret=any(hides(_join(path, name)) for name in rule.names))
            if says:
                yield replace(_broken(_join(path, rule.names[0]), rule, says), at_creation=rule.at_creation)


def _value(path: str, field: Field, value: Any, hides: Hides) -> Iterator[Finding]:
    yield from _elements(path, field, value, hides)
    secret = field.secret or hides(path)
    for here, rules, ruled in _ruled(path, field, value, secret):
        broken = [(rule, says) for rule in rules if (says := rule.verdict(ruled, secret=secret))]
        if broken:
            yield _broken(here, *broken[0])


def _ruled(path: str, field: Field, value: Any, secret: bool) -> Iterator[tuple[str, list[Rule], Any]]:
    """What rules may look at, and which: the value, and of a mapping each key and each value."""
    if field.mapping and isinstance(value, dict):
        yield path, [rule for rule in field.rules if not rule.each], value
        for key, item in value.items():
            here = f"{path}[{STARS if secret else word(repr(key))}]"
            yield here, [rule for rule in field.rules if rule.each is Each.KEY], key
            if isinstance(item, field.kind):
                yield here, [rule for rule in field.rules if rule.each is Each.VALUE], item
    elif _comparable(field, value):
        yield path, list(field.rules), value


def _broken(path: str, rule: Rule | Between, says: str) -> Finding:
    """A warning tells where it is from: whoever reads it has to judge it."""
    return Finding(path, f"{says} ({rule.source})" if rule.warning else says, rule.warning)


def _elements(path: str, field: Field, value: Any, hides: Hides) -> Iterator[Finding]:
    """What is wrong with the value itself, or with each element of a list or mapping."""
    if field.many and isinstance(value, list):
        named = [(f"{path}[{index}]", item) for index, item in enumerate(value)]
        yield from _twice(path, field, value)
    elif field.mapping and isinstance(value, dict):
        shown = {key: STARS if hides(path) else word(repr(key)) for key in value}
        named = [(f"{path}[{shown[key]}]", item) for key, item in value.items()]
    elif field.many or field.mapping:
        yield Finding(path, f"must be {'a list' if field.many else 'a dict of texts'}, got {_kind_name(value)}")
        return
    else:
        named = [(path, value)]
    for here, item in named:
        if item is not UNKNOWN:
            yield from _one(here, field, item, hides)


def _one(path: str, field: Field, value: Any, hides: Hides) -> Iterator[Finding]:
    if value is None:
        yield Finding(path, "is None: leave it out of the list")
    elif field.nested:
        if isinstance(value, Mapping):
            yield from _object(path, field.kind, value, hides)
        else:
            yield Finding(path, f"must be {a(field.kind.__name__)} or a dict, got {_kind_name(value)}")
    elif not _fits(field.kind, value):
        shown = _kind_name(value) if field.secret or hides(path) else _shown(field.kind, value)
        yield Finding(path, f"must be {_WANTED[field.kind]}, got {shown}")


def _twice(path: str, field: Field, items: list[Any]) -> Iterator[Finding]:
    seen: dict[Any, int] = {}
    for index, item in enumerate(items):
        key = field.item_key(item)
        if not isinstance(key, str):
            continue
        if key in seen:
            name = python_name(field.key)
            yield Finding(f"{path}[{index}].{name}", f"is the same as {path}[{seen[key]}].{name}; each must differ")
        seen.setdefault(key, index)


_WANTED = {str: "a text", int: "a whole number", float: "a number", bool: "True or False"}

_READ = {
    int: (re.compile(r"-?\d{1,18}", re.ASCII), "`int(...)` or `config.require_int`"),
    float: (re.compile(r"-?\d{1,18}(\.\d{1,18})?", re.ASCII), "`float(...)` or `config.require_float`"),
    bool: (re.compile(r"true|false", re.IGNORECASE), "`config.require_bool`"),
}
"""How a text that is such a value is made one: what a configuration tells is a text."""


def _shown(kind: type, value: Any) -> str:
    if kind is int and isinstance(value, float):
        return str(value)
    text, reads = _READ.get(kind, (None, ""))
    if text and isinstance(value, str) and text.fullmatch(value):
        return f"the text '{value}': {reads} reads it as one"
    return _kind_name(value)


def _fits(kind: type, value: Any) -> bool:
    if kind is float:
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if kind is int:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, kind)


def _comparable(field: Field, value: Any) -> bool:
    """Whether rules may look at the value: unset, or known and of the declared type."""
    if value is None:
        return True
    if value is UNKNOWN:
        return False
    if field.mapping:
        return isinstance(value, dict)
    if field.many:
        return isinstance(value, list)
    return field.nested or _fits(field.kind, value)


def _kind_name(value: Any) -> str:
    if isinstance(value, bool):
        return "True or False"
    if isinstance(value, (int, float)):
        return "a number"
    names = {"str": "a text", "list": "a list", "dict": "a dict"}
    kind = type(value).__name__
    return names.get(kind, kind)


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
