"""A state as an earlier release may have written it, with values that this one spells otherwise. Pure."""

from __future__ import annotations

import re
from typing import Any

from ..table.fields import fields_of
from .check import normalise
from .state import ANSWERS, SET, UNCERTAIN, UNSEEN, Values, internal, without_internal


def respelt(cls: type, outputs: Values) -> dict[str, Any]:
    """A state's outputs as this release spells them, the paths to items in what is noted beside them too."""
    values = normalise(cls, without_internal(outputs)) | internal(outputs)
    for key in (SET, UNCERTAIN):
        if key in values:
            values[key] = [_respelt_path(cls, path) for path in values[key] or ()]
    for key in (ANSWERS, UNSEEN):
        if key in values:
            values[key] = {_respelt_path(cls, path): noted for path, noted in (values[key] or {}).items()}
    return values


def _respelt_path(cls: type, path: str) -> str:
    """sharedStorages[/home/].protocolType -> sharedStorages[/home].protocolType"""
    found = re.fullmatch(r"(\w+)\[([^\]]*)\](.*)", path)
    if not found:
        return path
    row = next((row for row in fields_of(cls) if row.key and row.state == found[1]), None)
    return f"{found[1]}[{row.key_row.spelt(found[2])}]{found[3]}" if row else path
