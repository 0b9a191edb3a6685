"""In what forms a program may write an object: dicts, args classes of this and other packages, plain Python ones."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from ..table.fields import is_table


def parts(value: Any) -> Mapping[Any, Any] | None:
    """What an object holds by name; None where it is no object.

    Taken are dicts, args classes of this package, `@pulumi.input_type` classes such as ClusterV2ManagerArgs,
    dataclasses, named tuples, and models of pydantic and attrs: wherever the names are right.
    """
    cls = type(value)
    if isinstance(value, Mapping):
        return value
    if is_table(cls) or hasattr(cls, "_pulumi_input_type"):
        held: dict[str, Any] = vars(value)
        return held
    if dataclasses.is_dataclass(cls):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, tuple) and hasattr(cls, "_fields"):
        return dict(zip(cls._fields, value, strict=True))
    if hasattr(cls, "__attrs_attrs__"):
        return {row.name: getattr(value, row.name) for row in cls.__attrs_attrs__}
    if hasattr(cls, "model_fields") or hasattr(cls, "__validators__"):  # pydantic 2 and 1
        return dict(value)
    return None


def is_told(given: Mapping[Any, Any]) -> bool:
    """Whether it is an output of some resource, which also holds what only the service knows."""
    return hasattr(type(given), "_pulumi_output_type")
