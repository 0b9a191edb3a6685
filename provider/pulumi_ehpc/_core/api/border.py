"""The border: an answer as it is documented, whatever came. Nothing behind it ever sees a raw one.

answers.json has the fields of each answer with their types (generated from the SDK's models). A value whose meaning is
plain is brought into its type: "7" for 7, 1 for "1", null for nothing. Any other is refused by its path, and so is a
count below 0.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ..process import process

NOTHING = object()


class MisfitError(ValueError):
    """A value that cannot be what it is documented to be; the text says which one and what came."""


def fitting(action: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """The answer with the fields that it is documented to have. Raises MisfitError."""
    shapes: dict[str, Any] = process().keep("answers.json", _shapes)
    return _object(shapes[action], body, "")


def actions() -> list[str]:
    """The calls that the package can make."""
    return list(_shapes())


def _shapes() -> Any:
    return json.loads(Path(__file__).with_name("answers.json").read_text(encoding="utf-8"))


def _object(shape: Mapping[str, Any], value: Any, path: str) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise _misfit(path, "an object", value)
    prefix = f"{path}." if path else ""
    found = {name: _named(name, kind, value[name], prefix + name) for name, kind in shape.items() if name in value}
    return {name: item for name, item in found.items() if item is not NOTHING}


_COUNTS = re.compile(r"Counts?|Size|Cores|Interval")
_NEGATIVE = re.compile(r"\s*-\s*[\d.].*")


def _named(name: str, shape: Any, value: Any, path: str) -> Any:
    """The value, where it can have that name: what is counted begins at 0, also where a text tells it (GetCluster)."""
    fit = _fit(shape, value, path)
    if _COUNTS.search(name) and _NEGATIVE.fullmatch(str(fit)):
        raise MisfitError(f"{path} is a negative number and not a count")
    return fit


def _fit(shape: Any, value: Any, path: str) -> Any:
    if value is None:
        return NOTHING
    if isinstance(shape, list):
        if not isinstance(value, list):
            raise _misfit(path, "a list", value)
        items = [_fit(shape[0], item, f"{path}[{place}]") for place, item in enumerate(value)]
        return [item for item in items if item is not NOTHING]
    if isinstance(shape, dict):
        return _object(shape, value, path)
    return _PLAIN[shape](value, path)


def _text(value: Any, path: str) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        # Half a character can neither be stored nor sent.
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, (int, float)):
        return str(value)
    raise _misfit(path, "a text", value)


def _whole(value: Any, path: str) -> Any:
    if value == "":
        return NOTHING
    number = _number(value, path)
    if number != int(number):
        raise _misfit(path, "a whole number", value)
    return int(number)


def _number(value: Any, path: str) -> Any:
    if value == "":
        return NOTHING
    try:
        number = float(value) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else None
    except (ValueError, OverflowError):
        number = None
    # Not a number, and infinity, are none.
    if number is None or number - number != 0:
        raise _misfit(path, "a finite one" if isinstance(value, (int, float)) else "a number", value)
    return value if isinstance(value, (int, float)) else number


def _truth(value: Any, path: str) -> Any:
    if value == "":
        return NOTHING
    known = {"true": True, "false": False}.get(str(value).casefold()) if isinstance(value, (str, bool)) else None
    if known is None:
        raise _misfit(path, "true or false", value)
    return known


_PLAIN: dict[str, Callable[[Any, str], Any]] = {
    "string": _text,
    "integer": _whole,
    "number": _number,
    "boolean": _truth,
}


_KINDS = {dict: "an object", list: "a list", str: "a text", bool: "true or false", object: "a number"}


def _misfit(path: str, documented: str, value: Any) -> MisfitError:
    # What came is somebody else's text, so only its kind is shown.
    came = next(name for kind, name in _KINDS.items() if isinstance(value, kind))
    return MisfitError(f"{path or 'the answer'} is {came} and not {documented}")
