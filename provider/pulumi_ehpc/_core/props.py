"""From what a program writes to the properties that the engine gets: snake_case to state names, and nothing else.

Runs in the user's program. What it does not understand goes on as it is: `check` tells about it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

import pulumi

from .fields import Field, fields_of, state_name


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
        # Only what may hold an object has names to translate; a secret stays one.
        nested = field is not None and field.nested
        converted = value.apply(lambda known: _value(field, known, path)) if nested else value
        return pulumi.Output.secret(converted) if field is not None and field.secret else converted
    if isinstance(value, Enum):
        value = value.value
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
