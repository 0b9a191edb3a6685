"""From what a program writes to the properties that the engine gets: snake_case to state names; and the way back.

Runs in the user's program. What it does not understand goes on as it is: `check` tells about it.
"""

from __future__ import annotations

import functools
import inspect
import json
from collections.abc import Awaitable, Iterable, Mapping, Sequence
from enum import Enum
from typing import Any

import pulumi
from pulumi.output import UNKNOWN as PULUMIS_UNKNOWN
from pulumi.output import Unknown

from ..table.declare import UNNAMED
from ..table.fields import UNKNOWN, Derived, Field, Output, fields_of, first_of, is_table, outputs_of
from ..table.names import python_name, state_name
from ..texts import word
from . import odd
from .foreign import foreign
from .forms import is_told, parts


def properties(cls: type, given: Mapping[Any, Any], path: str = "", depth: int = 0) -> dict[str, Any]:
    """The properties for arguments in snake_case; args classes and dicts alike, Outputs at any depth."""
    # A dict may have the state's names: taken for unknown ones, they would let a password through unmarked.
    table = {name: f for f in fields_of(cls) for name in (f.python, f.state)}
    props: dict[str, Any] = {}
    with odd.together(props) as each:
        if UNNAMED in given:
            example = f"{cls.__name__}({first_of(cls).python}=...)"
            raise odd.refuse(path, f"has values without names: write {example}")
        for given_name, value in (_as_input(cls, given) if is_told(given) else given).items():
            if value is None or given_name == UNNAMED:
                continue
            with each.part():
                name = odd.key(given_name, path)
                here, state = f"{path}.{name}" if path else name, state_name(name)
                if state in props:
                    raise odd.refuse(here, "is given twice, under two spellings")
                props[state] = each.of(_value, table.get(name), value, here, odd.deeper(here, depth))
    return props


def _as_input(cls: type, told: Mapping[str, Any]) -> dict[str, Any]:
    """An output as the input that it stands for: without what only the service knows, and what it told as empty."""
    read_only = {output.python for output in outputs_of(cls)}
    return {name: value for name, value in told.items() if name not in read_only and value not in ("", [], {})}


def _value(field: Field | None, value: Any, path: str, depth: int = 0) -> Any:
    found = _plain(field, value, path, depth)
    return pulumi.Output.secret(found) if field is not None and field.secret and found is not None else found


def _plain(field: Field | None, value: Any, path: str, depth: int) -> Any:
    if isinstance(value, pulumi.Output):
        # A secret stays one.
        return value.apply(lambda known: odd.held(lambda: _value(field, known, path, depth)))
    if isinstance(value, odd.Refused):
        raise value  # What an Output came to.
    if inspect.isawaitable(value):
        return _plain(field, _later(value), path, depth)
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, str):
        return odd.text(value, path)
    if hasattr(value, "get_secret_value"):  # pydantic's
        return _plain(field, pulumi.Output.secret(value.get_secret_value()), path, depth)
    if field is not None and field.json:
        return _json_text(value, path)
    held = parts(value)
    if held is not None:
        if field is not None and field.nested:
            if hasattr(type(value), "_pulumi_input_type") and not is_table(type(value)):
                # As programs carry it over that were generated from what exists, an empty text is none.
                held = _as_input(field.kind, held)
            return properties(type(value) if is_table(type(value)) else field.kind, held, path, depth)
        return _mapping(held, path, depth)
    if isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray, memoryview)):
        return _list(field, value, path, depth)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, (int, float)):
        return odd.number(value, path)
    raise foreign(value, path)


def _list(field: Field | None, items: Sequence[Any], path: str, depth: int) -> list[Any] | None:
    if not items and field is not None and not all(rule.holds([]) for rule in field.rules):
        return None  # So E-HPC answers of a list that is not set and cannot be empty, and so Terraform writes one.
    found: list[Any] = []
    deeper = odd.deeper(path, depth)
    with odd.together(found) as each:
        for index, item in enumerate(items):
            found.append(each.of(_item, field, item, f"{path}[{index}]", deeper))
    return found


def _item(field: Field | None, item: Any, path: str, depth: int) -> Any:
    if item is None and field is not None:
        raise odd.refuse(path, "is None: leave it out of the list")
    return _value(field, item, path, depth)


def _mapping(held: Mapping[Any, Any], path: str, depth: int) -> dict[str, Any]:
    """One whose keys are the program's own."""
    found: dict[str, Any] = {}
    deeper = odd.deeper(path, depth)
    with odd.together(found) as each:
        for given_name, item in held.items():
            with each.part():
                name = odd.key(given_name, path)
                if name in found:
                    raise odd.refuse(path, f"has {word(repr(name))} as a key twice, in two spellings")
                found[name] = each.of(_value, None, item, f"{path}[{name!r}]", deeper)
    return found


def _later(value: Awaitable[Any]) -> pulumi.Output[Any]:
    """Output.from_input would look into what comes, and fails on a dict with odd keys."""
    return pulumi.Output.from_input(None).apply(lambda _: value)


def _json_text(value: Any, path: str) -> Any:
    """Text stays as it is: it is JSON already, or what `check` tells about."""
    with odd.together() as each:  # Of a half of the text nothing can be said.
        sound = each.of(_value, None, value, path)
    if sound is None or isinstance(sound, str):
        return sound
    try:
        return json.dumps(sound)
    except TypeError:  # Outputs inside.
        return pulumi.Output.from_input(sound).apply(lambda known: odd.held(lambda: json.dumps(known, default=_refuse)))


def _refuse(inside: Any) -> Any:
    """What comes later and is no JSON is a refusal."""
    raise inside


def add_outputs(cls: type, rows: Iterable[Field | Output]) -> None:
    """Give a resource a property for each of its values."""
    for row in rows:
        setattr(cls, row.python, _getter(row, Any, row.doc))


def add_derived(cls: type, rows: Iterable[Derived]) -> None:
    """Give a resource a property for each value that follows from another one."""
    for row in rows:
        setattr(cls, row.python, property(functools.partial(_derive, row), doc=row.doc))


def _derive(row: Derived, made: Any) -> pulumi.Output[Any]:
    return getattr(made, row.source).apply(row.told)  # type: ignore[no-any-return]


@functools.cache
def type_outputs(cls: type, rows: tuple[Field | Output, ...]) -> None:
    """Tell Pulumi the types of those properties, when the first resource is declared: an import has a budget."""
    for row in rows:
        getattr(cls, row.python).fget.__annotations__["return"] = pulumi.Output[_kind(row)]  # type: ignore[misc]


def _kind(row: Field | Output) -> Any:
    if isinstance(row, Output):
        return Mapping[str, str] if row.mapping else str
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
