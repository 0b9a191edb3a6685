"""Values of types that E-HPC has nothing for, each refused with what to give in its place."""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import Any

import pulumi

from ..texts import a, word
from . import odd


def foreign(value: Any, path: str) -> odd.Refused:
    """The sentence about a value of that type."""
    if isinstance(value, pulumi.Resource):
        name = getattr(value, "pulumi_resource_name", "")
        return odd.refuse(path, f"cannot be a resource ({word(str(name))}): give its .id, or the output that is meant")
    if isinstance(value, type):
        name = value.__name__
        return odd.refuse(path, f"cannot be the class {word(name)}: make one, as {word(name)}(...)")
    kind = type(value).__name__
    return odd.refuse(path, f"cannot be {a(word(kind))}: {_instead(value, kind)}")


def _instead(value: Any, kind: str) -> str:
    if isinstance(value, (pulumi.Asset, pulumi.Archive)):
        return "E-HPC takes no files, give a text"
    if isinstance(value, (bytes, bytearray)):
        return "give texts, as value.decode()"
    # NumPy's and its like's; none of them is imported for it.
    if hasattr(value, "dtype") and hasattr(value, "tolist"):
        return "give value.tolist()" if getattr(value, "ndim", 0) else "give value.item()"
    if kind == "Decimal":
        return "give a number, as float(value)"
    if hasattr(value, "__fspath__"):
        return "give a text, as str(value)"
    if isinstance(value, Set):
        return "give a list, as sorted(value)"
    if isinstance(value, Iterable):
        return "give a list, as list(value)"
    if any("__str__" in vars(base) for base in type(value).__mro__[:-1]):
        return "give a text, as str(value)"
    if callable(value):
        return "give what it returns"
    return "give texts, numbers, True or False, lists, dicts"
