"""Values as Python writes them, laid out as formatters leave it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

WIDTH = 88
"""What formatters take unless told otherwise: a formatted project has nothing to change."""

_STEP = 4


@dataclass(frozen=True)
class Name:
    """Code as it stands."""

    text: str


@dataclass(frozen=True)
class Made:
    """A call: positional arguments, named ones."""

    function: str
    named: Mapping[str, Any]
    positional: tuple[Any, ...] = ()


def code(value: Any, indent: int = 0, around: int = 0) -> str:
    """The expression; `around`: characters that stand before and after it in its line.

    Made("Queue", {"max_count": 4}) -> "Queue(max_count=4)"
    """
    flat = _flat(value)
    parts, opened, closed = _parts(value)
    if not parts or indent + around + len(flat) <= WIDTH:
        return flat
    inner = indent + _STEP
    lines = [f"{' ' * inner}{name}{code(part, inner, len(name) + 1)},\n" for name, part in parts]
    return f"{opened}\n{''.join(lines)}{' ' * indent}{closed}"


def _flat(value: Any) -> str:
    parts, opened, closed = _parts(value)
    if not opened:
        return value.text if isinstance(value, Name) else _text(value) if isinstance(value, str) else repr(value)
    return f"{opened}{', '.join(name + _flat(part) for name, part in parts)}{closed}"


def _parts(value: Any) -> tuple[list[tuple[str, Any]], str, str]:
    """What a value is made of, each with what stands before it, and the two ends; no ends where it has no parts."""
    if isinstance(value, Made):
        named = [(f"{name}=", part) for name, part in value.named.items()]
        return [*(("", part) for part in value.positional), *named], f"{value.function}(", ")"
    if isinstance(value, (list, tuple)):
        return [("", part) for part in value], "[", "]"
    return [], "", ""


def _text(value: str) -> str:
    text = repr(value)
    if text.startswith("'") and '"' not in value:
        return '"' + text[1:-1].replace("\\'", "'") + '"'
    return text
