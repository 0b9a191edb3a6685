"""Values that anybody may have written, into a file or a control request: of the declared types, or refused by name."""

from __future__ import annotations

import types
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Kind = TypeVar("Kind")


def rebuilt(kind: type[Kind], entry: Any) -> Kind:
    """The dataclass that was saved as this dictionary."""
    name, hints = kind.__name__.lower(), get_type_hints(kind)
    for key, value in checked(dict[str, Any], entry, name).items():
        if key not in hints:
            raise ValueError(f"there is no {name}.{key[:80]}")
        checked(hints[key], value, f"{name}.{key}")
    return kind(**entry)


def checked(hint: Any, value: Any, name: str) -> Any:
    if not _is(hint, value):
        raise ValueError(f"{name} is not of type {hint.__name__ if isinstance(hint, type) else hint}")
    return value


def _is(hint: Any, value: Any) -> bool:
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return any(_is(one, value) for one in inner)
    if origin is dict:
        return isinstance(value, dict) and all(
            _is(inner[0], key) and _is(inner[1], item) for key, item in value.items()
        )
    if origin is list:
        return isinstance(value, list) and all(_is(inner[0], item) for item in value)
    return hint is Any or type(value) is hint or (hint is float and type(value) is int)
