"""Pulumi's values and ours: what is not known yet has one instance here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .table.fields import UNKNOWN

_SCALARS = frozenset((str, int, float, bool, type(None)))
"""Nearly all values."""


def plain(value: Any) -> Any:
    """Pulumi's values with UNKNOWN in place of what is not known yet."""
    from pulumi.output import Output, Unknown

    def known(value: Any) -> Any:
        if type(value) in _SCALARS:
            return value
        if isinstance(value, (Unknown, Output)):
            return UNKNOWN
        if isinstance(value, Mapping):
            return {key: known(item) for key, item in value.items()}
        if isinstance(value, (list, tuple)):
            return [known(item) for item in value]
        return value

    return known(value)


def pulumi_values(value: Any) -> Any:
    """The way back of `plain`."""
    from pulumi.output import UNKNOWN as PULUMIS

    if value is UNKNOWN:
        return PULUMIS
    if isinstance(value, Mapping):
        return {key: pulumi_values(item) for key, item in value.items()}
    if isinstance(value, list):
        return [pulumi_values(item) for item in value]
    return value
