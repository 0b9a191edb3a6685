"""Pulumi's values and ours: what is not known yet has one instance here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .table.fields import UNKNOWN


def plain(value: Any) -> Any:
    """Pulumi's values with UNKNOWN in place of what is not known yet."""
    from pulumi.output import Output, Unknown

    if isinstance(value, (Unknown, Output)):
        return UNKNOWN
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


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
