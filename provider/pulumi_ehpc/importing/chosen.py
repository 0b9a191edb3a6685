"""Of what E-HPC tells of a resource, what a program of it says: what somebody may have chosen. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from typing import Any

from .._core.logic.marks import PLAIN
from .._core.secrecy import tokens_in
from .._core.table.fields import Field, Role, fields_of
from .._core.table.policy import Life

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Secret:
    """A value that a program reads from its configuration, under a key."""

    key: str
    value: str = attribute(repr=False)


def chosen(cls: type, live: Values) -> dict[str, Any]:
    """The inputs, in state names. Left out is what a program that leaves it out has all the same: what is empty, what
    is documented as a default, what E-HPC fills in, and what counts only when it is made.

    live {"maxCount": 4, "growInterval": 2, "clientVersion": "2.1", "clusterStatus": "running"} -> {"maxCount": 4}
    """
    values = {}
    for field in fields_of(cls):
        value = _chosen(field, live.get(field.state))
        if value is not None and (field.required or _says_something(field, value)):
            values[field.state] = value
    return values


def _chosen(field: Field, value: Any) -> Any:
    if field.nested and isinstance(value, Mapping):
        return chosen(field.kind, value)
    if field.nested and isinstance(value, list):
        return [chosen(field.kind, item) for item in value]
    return value


def _says_something(field: Field, value: Any) -> bool:
    policy = field.policy
    if value in ("", [], {}) or policy.filled or field.life is Life.CREATION or not field.readable:
        return False
    if field.role is Role.DESCRIPTION and value.startswith(PLAIN):
        return False  # This package's own, where a program gave none.
    return policy.default is None or bool(value != policy.default)


def filled_in(cls: type, live: Values) -> Iterator[tuple[Field, Any]]:
    """What E-HPC has filled in, or somebody chose: the answer does not tell which."""
    for field in fields_of(cls):
        if field.policy.filled and live.get(field.state) not in (None, ""):
            yield field, live[field.state]


def kept_secret(cls: type, values: Values, prefix: str) -> dict[str, Any]:
    """The values with a Secret for each that may hold a token: `prefix` begins the keys of one resource.

    {"args": "--token=abcdefgh"}, "render" -> {"args": Secret("renderArgs", "--token=abcdefgh")}
    """
    hidden = dict(values)
    for field in fields_of(cls):
        value = values.get(field.state)
        if field.nested and isinstance(value, Mapping):
            hidden[field.state] = kept_secret(field.kind, value, prefix)
        elif field.veiled and isinstance(value, str) and any(tokens_in(value)):
            hidden[field.state] = Secret(prefix + field.state[:1].upper() + field.state[1:], value)
    return hidden


def secrets_in(values: Any, path: str = "") -> Iterator[tuple[str, Secret]]:
    """Each Secret with its path."""
    if isinstance(values, Secret):
        yield path, values
    elif isinstance(values, Mapping):
        for name, value in values.items():
            yield from secrets_in(value, f"{path}.{name}" if path else name)
