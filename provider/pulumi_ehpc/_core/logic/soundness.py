"""Whether a state is as this package writes it: people edit what `pulumi stack export` gives them. Pure.

A value of another type has no meaning that could be guessed without harm: half of them decide about a deletion.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..table.fields import Field, fields_of
from ..table.names import top
from .answers import is_pair
from .state import (
    ACCOUNT,
    ANSWERS,
    ENDPOINT,
    EVER_RUNNING,
    FINISHED,
    KEYS,
    REGION,
    SECRET,
    SET,
    UNCERTAIN,
    UNSEEN,
    Values,
)


@dataclass(frozen=True)
class Flaw:
    """A value that is not what it has to be."""

    path: str
    documented: str
    came: Any

    @property
    def internal(self) -> bool:
        return self.path.startswith("__")

    @property
    def top(self) -> str:
        return top(self.path)

    def __str__(self) -> str:
        return f"{self.path} is {_kind(self.came)} and not {self.documented}"


def flaws(cls: type, values: Values) -> Iterator[Flaw]:
    """What is wrong with a state's outputs, internal ones first. What is null counts as missing, as for the engine.

    {"__finished": "no", "maxCount": []} -> "__finished is a text and not true or false", "maxCount is a list and ..."
    """
    for key, (sound, documented) in _INTERNAL.items():
        if values.get(key) is not None and not sound(values[key]):
            yield Flaw(key, documented, values[key])
    yield from _object(cls, values, "")


def healed(cls: type, values: Values, instead: Values) -> dict[str, Any]:
    """The values without those that have a flaw; what there is instead of one takes its place."""
    wrong = {flaw.top for flaw in flaws(cls, values)}
    return {
        name: instead[name] if name in wrong else value
        for name, value in values.items()
        if name not in wrong or name in instead
    }


def _object(cls: type, values: Values, prefix: str) -> Iterator[Flaw]:
    for field in fields_of(cls):
        value = values.get(field.state)
        if value is not None:
            yield from _value(field, value, prefix + field.state)


def _value(field: Field, value: Any, path: str) -> Iterator[Flaw]:
    if field.many:
        if not isinstance(value, list):
            yield Flaw(path, "a list", value)
            return
        for index, item in enumerate(value):
            yield from _one(field, item, f"{path}[{index}]")
    elif field.mapping:
        if not isinstance(value, Mapping):
            yield Flaw(path, "an object", value)
            return
        for name, item in value.items():
            yield from _one(field, item, f"{path}.{name}")
    else:
        yield from _one(field, value, path)


def _one(field: Field, value: Any, path: str) -> Iterator[Flaw]:
    if not field.nested:
        sound, documented = _PLAIN[field.kind]
        if not sound(value):
            yield Flaw(path, documented, value)
    elif not isinstance(value, Mapping):
        yield Flaw(path, "an object", value)
    else:
        # Nothing tells apart what has no key, and the call that removes one would be sent another.
        if field.key and not value.get(field.key):
            yield Flaw(f"{path}.{field.key}", "a text", value.get(field.key))
        yield from _object(field.kind, value, f"{path}.")


def _kind(value: Any) -> str:
    kinds = {Mapping: "an object", list: "a list", bool: "true or false", str: "another text", object: "a number"}
    return "missing" if value is None else next(name for kind, name in kinds.items() if isinstance(value, kind))


def _truth(value: Any) -> bool:
    return isinstance(value, bool)


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _some_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _whole(value: Any) -> bool:
    return _number(value) and float(value).is_integer()


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_text, value))


def _object_like(value: Any) -> bool:
    return isinstance(value, Mapping)


def _pairs(value: Any) -> bool:
    return isinstance(value, Mapping) and all(map(is_pair, value.values()))


Sound = tuple[Callable[[Any], bool], str]
_PLAIN: dict[type, Sound] = {
    str: (_text, "a text"),
    bool: (_truth, "true or false"),
    int: (_whole, "a whole number"),
    float: (_number, "a number"),
}
_INTERNAL: dict[str, Sound] = {
    SET: (_texts, "a list of texts"),
    FINISHED: (_truth, "true or false"),
    EVER_RUNNING: (_truth, "true or false"),
    REGION: (_some_text, "a region ID"),
    ACCOUNT: (_text, "an account ID"),
    ENDPOINT: (_some_text, "an address"),
    KEYS: (_text, "the sign of keys"),
    ANSWERS: (_pairs, "an object of pairs with sent and answer"),
    UNCERTAIN: (_texts, "a list of texts"),
    UNSEEN: (_object_like, "an object"),
    SECRET: (_texts, "a list of texts"),
}
