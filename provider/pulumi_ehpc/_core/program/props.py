"""From what a program writes to the properties that the engine gets: snake_case to state names; and the way back.

Runs in the user's program. What it does not understand goes on as it is: `check` tells about it.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any

import pulumi
from pulumi.output import UNKNOWN as PULUMIS_UNKNOWN
from pulumi.output import Unknown

from ..table.fields import UNKNOWN, Field, Output, fields_of, outputs_of
from ..table.names import python_name, state_name
from . import odd


def properties(cls: type, given: Mapping[str, Any], path: str = "", depth: int = 0) -> dict[str, Any]:
    """The properties for arguments in snake_case; args classes and dicts alike, Outputs at any depth."""
    # A dict may have the state's names: taken for unknown ones, they would let a password through unmarked.
    table = {name: f for f in fields_of(cls) for name in (f.python, f.state)}
    props: dict[str, Any] = {}
    for given_name, value in given.items():
        name = odd.key(given_name, path)
        here, state = f"{path}.{name}" if path else name, state_name(name)
        if state in props and value is not None:
            raise odd.refuse(here, "is given twice, under two spellings")
        if value is not None:
            props[state] = _value(table.get(name), value, here, odd.deeper(here, depth))
    return props


def _value(field: Field | None, value: Any, path: str, depth: int = 0) -> Any:
    if hasattr(value, "__await__") and not isinstance(value, pulumi.Output):
        value = pulumi.Output.from_input(value)
    if isinstance(value, pulumi.Output):
        # A secret stays one.
        converted = value.apply(lambda known: _value(field, known, path, depth))
        return pulumi.Output.secret(converted) if field is not None and field.secret else converted
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, str):
        given = odd.text(value, path)
        return pulumi.Output.secret(given) if field is not None and field.secret else given
    if field is not None and field.json:
        return _json_text(value, path)
    if isinstance(value, (list, tuple)):
        deeper = odd.deeper(path, depth)
        return [_value(field, item, f"{path}[{index}]", deeper) for index, item in enumerate(value)]
    if field is not None and field.nested and hasattr(value, "__fields__"):
        return properties(type(value), vars(value), path, depth)
    if isinstance(value, Mapping):
        if field is not None and field.nested:
            return properties(field.kind, value, path, depth)
        named = {odd.key(name, path): item for name, item in value.items()}
        deeper = odd.deeper(path, depth)
        return {name: _value(None, item, f"{path}[{name!r}]", deeper) for name, item in named.items()}
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, (int, float)):
        return odd.number(value, path)
    raise odd.other(value, path)


def _json_text(value: Any, path: str) -> Any:
    """Text stays as it is: it is JSON already, or what `check` tells about."""
    sound = _value(None, value, path)
    if sound is None or isinstance(sound, str):
        return sound
    try:
        return json.dumps(sound)
    except TypeError:  # Outputs inside.
        return pulumi.Output.from_input(sound).apply(json.dumps)


def add_outputs(cls: type, rows: Iterable[Field | Output]) -> None:
    """Give a resource a property for each of its values."""
    for row in rows:
        setattr(cls, row.python, _getter(row, Any, row.doc))


@functools.cache
def type_outputs(cls: type, rows: tuple[Field | Output, ...]) -> None:
    """Tell Pulumi the types of those properties, when the first resource is declared: an import has a budget."""
    for row in rows:
        getattr(cls, row.python).fget.__annotations__["return"] = pulumi.Output[_kind(row)]  # type: ignore[misc]


def _kind(row: Field | Output) -> Any:
    if isinstance(row, Output):
        return str
    one = _output_type(row.kind) if row.nested else row.kind
    return list[one] if row.many else Mapping[str, one] if row.mapping else one  # type: ignore[valid-type]


def typed(row: Field | Output, value: Any, spelt: str = "state") -> Any:
    """A plain value as outputs have it. spelt: the names that it has, "state" or "python"."""
    if isinstance(value, Unknown) or value is UNKNOWN:
        return PULUMIS_UNKNOWN
    if isinstance(row, Output) or value is None:
        return value
    if isinstance(value, list):
        return [typed(row, item, spelt) for item in value]
    if row.nested and isinstance(value, Mapping):
        told = {inner.python: (inner, value.get(getattr(inner, spelt))) for inner in _rows(row.kind)}
        return _output_type(row.kind)(**{name: typed(inner, item, spelt) for name, (inner, item) in told.items()})
    return int(value) if row.kind is int and isinstance(value, float) and value.is_integer() else value


def _rows(cls: type) -> tuple[Field | Output, ...]:
    return (*fields_of(cls), *outputs_of(cls))


@functools.cache
def _output_type(cls: type) -> Any:
    """A declared class as outputs have it: a dict with attributes, as in every package of Pulumi."""
    getters = {row.python: _getter(row, _kind(row) | None) for row in _rows(cls)}
    return pulumi.output_type(
        type(cls.__name__, (dict,), {"__init__": _hold, "__missing__": _by_state_name, **getters})
    )


def _hold(self: dict[str, Any], **told: Any) -> None:
    for name, value in told.items():
        if value is not None:
            pulumi.set(self, name, value)


def _by_state_name(self: dict[str, Any], name: Any) -> Any:
    """What is asked for as a state, a diff or an exported output spells it."""
    known = python_name(name) if isinstance(name, str) else name
    if known == name or known not in self:
        raise KeyError(name)
    return self[known]


def _getter(row: Field | Output, kind: Any, doc: str | None = None) -> property:
    """Pulumi takes the name and the type of a value from it: the engine itself knows no whole numbers, for one."""

    def value(self: Any) -> Any:
        return pulumi.get(self, row.python if isinstance(self, dict) else row.state)

    value.__name__, value.__doc__, value.__annotations__ = row.python, doc, {"return": kind}
    return property(pulumi.getter(name=row.state)(value))
