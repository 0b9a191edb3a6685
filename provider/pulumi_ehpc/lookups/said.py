"""How a look-up that finds nothing says what was asked for and what there is instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .._core.texts import word

_MOST = 10


def asked(given: Mapping[str, Any]) -> str:
    """os='CentOS', architecture='arm64'"""
    return ", ".join(f"{name}={word(repr(value))}" for name, value in given.items() if value is not None)


def some(names: Iterable[str]) -> str:
    """The first of these, each once, and how many more there are."""
    every = [word(name) for name in dict.fromkeys(names)]
    more = f" and {len(every) - _MOST} more" if len(every) > _MOST else ""
    return ", ".join(every[:_MOST]) + more
