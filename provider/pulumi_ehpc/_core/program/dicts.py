"""A TypedDict for each class of inputs, made when a program asks for it: an import has a budget."""

from __future__ import annotations

import functools
import sys
from collections.abc import Awaitable, Mapping, Sequence
from enum import Enum
from typing import Any, Literal

import pulumi

from ..table.fields import Field, fields_of, is_table
from ..table.written import DICT, closed

if sys.version_info >= (3, 11):
    from typing import NotRequired, TypedDict
else:
    from typing_extensions import NotRequired, TypedDict


def named(name: str, module: Mapping[str, Any]) -> Any:
    """QueueDict of a module that has Queue, or AttributeError."""
    cls = module.get(name.removesuffix(DICT)) if name.endswith(DICT) else None
    if not (isinstance(cls, type) and is_table(cls)):
        raise AttributeError(f"module {module['__name__']!r} has no attribute {name!r}")
    return dict_of(cls)


@functools.cache
def dict_of(cls: type) -> Any:
    rows = {field.python: _type(field) for field in fields_of(cls)}
    made: Any = TypedDict(f"{cls.__name__}{DICT}", rows)  # type: ignore[misc]
    made.__module__, made.__doc__ = "pulumi_ehpc", cls.__doc__
    return made


def _type(field: Field) -> Any:
    one: Any = field.kind
    if field.nested:
        one = field.kind | dict_of(field.kind)
    elif field.json:
        one = str | Sequence[Any] | Mapping[str, Any]
    elif values := closed(field):
        one = Literal[values] | Enum
    whole = Sequence[_input(one)] if field.many else Mapping[str, _input(one)] if field.mapping else one  # type: ignore[misc]
    return _input(whole) if field.required else NotRequired[_input(whole | None)]


def _input(value: Any) -> Any:
    """pulumi.Input[value], which names a class that only Pulumi's own module has."""
    return value | Awaitable[value] | pulumi.Output[value]
