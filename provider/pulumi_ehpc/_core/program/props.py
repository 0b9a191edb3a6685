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

from ..table.fields import Field, Output, fields_of, outputs_of
from ..table.names import state_name


def properties(cls: type, given: Mapping[str, Any]) -> dict[str, Any]:
    """The properties for arguments in snake_case; args classes and dicts alike, Outputs at any depth."""
    # A dict may have the state's names: taken for unknown ones, they would let a password through unmarked.
    table = {name: f for f in fields_of(cls) for name in (f.python, f.state)}
    props: dict[str, Any] = {}
    for name, value in given.items():
        state = state_name(name)
        if state in props and value is not None:
            raise pulumi.RunError(f"{name} is given twice, under two spellings")
        if value is not None:
            props[state] = _value(table.get(name), value, name)
    return props


def _value(field: Field | None, value: Any, path: str) -> Any:
    if isinstance(value, pulumi.Output):
        if field is not None and field.json:
            return value.apply(_json_text)
        # Only what may hold an object has names to translate; a secret stays one.
        nested = field is not None and field.nested
        converted = value.apply(lambda known: _value(field, known, path)) if nested else value
        return pulumi.Output.secret(converted) if field is not None and field.secret else converted
    if isinstance(value, Enum):
        value = value.value
    if field is not None and field.json:
        return _json_text(value)
    if field is not None and field.secret and isinstance(value, str):
        return pulumi.Output.secret(value)
    if isinstance(value, (list, tuple)):
        return [_value(field, item, f"{path}[{index}]") for index, item in enumerate(value)]
    if field is not None and field.nested and hasattr(value, "__fields__"):
        return properties(type(value), vars(value))
    if isinstance(value, Mapping):
        if field is not None and field.nested:
            return properties(field.kind, value)
        return {str(key): _value(None, item, f"{path}[{key!r}]") for key, item in value.items()}
    if value is None or isinstance(value, (str, bool, int, float)) or hasattr(value, "__await__"):
        return value
    raise pulumi.RunError(
        f"{path} cannot be a {type(value).__name__}: give texts, numbers, True or False, lists, dicts"
    )


def _json_text(value: Any) -> Any:
    """Text stays as it is: it is JSON already, or what `check` tells about."""
    if value is None or isinstance(value, str):
        return value
    try:
        return json.dumps(value)
    except TypeError:  # Outputs inside.
        return pulumi.Output.json_dumps(value)


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


@functools.cache
def _output_type(cls: type) -> Any:
    """A declared class as outputs have it: a dict with attributes, as in every package of Pulumi."""
    rows: tuple[Field | Output, ...] = (*fields_of(cls), *outputs_of(cls))
    getters = {row.python: _getter(row, _kind(row) | None) for row in rows}
    return pulumi.output_type(type(cls.__name__, (dict,), {"__init__": _hold, **getters}))


def _hold(self: dict[str, Any], **told: Any) -> None:
    for name, value in told.items():
        if value is not None:
            pulumi.set(self, name, value)


def _getter(row: Field | Output, kind: Any, doc: str | None = None) -> property:
    """Pulumi takes the name and the type of a value from it: the engine itself knows no whole numbers, for one."""

    def value(self: Any) -> Any:
        return pulumi.get(self, row.python if isinstance(self, dict) else row.state)

    value.__name__, value.__doc__, value.__annotations__ = row.python, doc, {"return": kind}
    return property(pulumi.getter(name=row.state)(value))
