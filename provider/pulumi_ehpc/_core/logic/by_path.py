"""Every value of a resource under its path. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..table.fields import fields_of
from ..table.walk import matched

Values = Mapping[str, Any]


def set_paths(cls: type, values: Values) -> list[str]:
    """The state path of everything that a program gives: "manager.scheduler.type", "queues[compute].maxCount"."""
    return [path for path in by_path(cls, values) if not path.endswith("]")]


def by_path(cls: type, values: Values, prefix: str = "") -> dict[str, Any]:
    """Each value under its state path, whole objects, lists and items too."""
    found: dict[str, Any] = {}
    for field in fields_of(cls):
        value = values.get(field.state)
        if value is None:
            continue
        here = f"{prefix}{field.state}"
        found[here] = value
        if field.nested and isinstance(value, Mapping):
            found |= by_path(field.kind, value, f"{here}.")
        elif field.nested and isinstance(value, list):
            for label, item, _ in matched(field, value, ()):
                if isinstance(item, Mapping):
                    found[f"{here}[{label}]"] = item
                    found |= by_path(field.kind, item, f"{here}[{label}].")
    return found
