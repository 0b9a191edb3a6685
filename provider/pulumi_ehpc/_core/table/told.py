"""What a look-up answers: frozen dataclasses whose fields say where an answer of E-HPC has their values."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from ...errors import ODD, UNSTEADY, ServiceError
from ..texts import word
from .names import state_name

R = TypeVar("R")
WIRE = "wire"
_Find = Callable[[Mapping[str, Any], "dataclasses.Field[Any]"], Any]


def told(wire: str, *, needed: bool = False) -> Any:
    """A field of a result.

    wire: its name in answers, after those of the objects that it stands in: "TotalResources.Cpu".
    needed: an answer without it makes no sense; any other field is None where E-HPC does not tell it, a list empty.
    """
    default = dataclasses.MISSING if needed else None
    return dataclasses.field(default=default, metadata={WIRE: wire})


def of_answer(cls: type[R], answer: Mapping[str, Any], action: str) -> R:
    """A result, from what an action answered. Raises ServiceError where a value is missing, or is another than said."""

    def find(within: Mapping[str, Any], field: dataclasses.Field[Any]) -> Any:
        value: Any = within
        for step in field.metadata[WIRE].split("."):
            value = (value or {}).get(step)
        if value in (None, "") and field.default is dataclasses.MISSING:
            raise ValueError(f"{field.metadata[WIRE]} is missing")
        return value

    try:
        return _built(cls, answer, find)
    except ValueError as error:
        raise ServiceError(action, ODD, f"in its answer {error}") from None


def each_of(cls: type[R], rows: Iterable[Mapping[str, Any]], action: str, *key: str) -> tuple[R, ...]:
    """The results of a list's rows. key: the fields by which a row is itself; one that is there twice came while the
    list was changing (ServiceError)."""
    found = tuple(of_answer(cls, row, action) for row in rows)
    names: set[str] = set()
    for one in found:
        name = " ".join(str(getattr(one, field)) for field in key)
        if name in names:
            raise ServiceError(action, UNSTEADY, f"the list has {word(name)} twice")
        names.add(name)
    return found


def of_mock(cls: type[R], answer: Mapping[str, Any]) -> R:
    """A result, from what a test's mocks answered: by Pulumi's names (imageId) or by the program's (image_id)."""
    return _built(cls, answer, lambda within, field: within.get(state_name(field.name), within.get(field.name)))


def _built(cls: type[R], answer: Mapping[str, Any], find: _Find) -> R:
    hints = typing.get_type_hints(cls)
    fields = dataclasses.fields(cls)  # type: ignore[arg-type]
    return cls(**{field.name: _value(hints[field.name], find(answer, field), field.name, find) for field in fields})


def _value(hint: Any, value: Any, name: str, find: _Find) -> Any:
    if typing.get_origin(hint) is tuple:
        return tuple(_value(typing.get_args(hint)[0], item, name, find) for item in value or ())
    if value is None:
        return None
    kind = next(one for one in typing.get_args(hint) if one is not type(None)) if _optional(hint) else hint
    if dataclasses.is_dataclass(kind):
        return _built(typing.cast("type[Any]", kind), value, find)
    return _from_text(kind, value, name) if isinstance(value, str) and kind is not str else value


def _optional(hint: Any) -> bool:
    return typing.get_origin(hint) in (typing.Union, types.UnionType)


def _from_text(kind: type, text: str, name: str) -> Any:
    """Some answers tell numbers and switches as texts (documented); an empty one tells nothing."""
    if not text:
        return None
    if kind is bool:
        return text.casefold() == "true"
    try:
        return kind(text)
    except ValueError:
        raise ValueError(f"{name} is no number") from None
