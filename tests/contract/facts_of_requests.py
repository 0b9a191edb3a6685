"""What there is to say of a request, fact by fact, so that two can be compared."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from contract.recording import Recorded
from ehpc_emulator.facts import ACTIONS

Facts = dict[str, Any]
"""The method, each header, and of each parameter its place and every value in it:
{"method": "POST", "header x-acs-version": "2024-07-30", "place of Queue": "form", "Queue.VSwitchIds[0]": "vsw-1"}"""

PLAIN = ("string", "integer", "boolean", "number")
NEVER_TWICE = ("x-acs-date", "x-acs-signature-nonce", "x-acs-content-sha256", "authorization")
"""Other in each request: their form is compared. Whether a signature is right is asked in tests/emulator."""


def facts(request: Recorded) -> Facts:
    told: Facts = {"method": request.method, "path": request.path}
    for name, value in request.headers.items():
        if name != "content-length":
            told[f"header {name}"] = _form(value) if name in NEVER_TWICE else value
    for place, pairs in (("query", request.query), ("form", request.form)):
        for name, text in pairs:
            told[f"place of {name}"] = place if f"place of {name}" not in told else "more than one"
            told |= values({name: _decoded(request.action, name, text)})
    return told


def values(parameters: Mapping[str, Any]) -> Facts:
    """Every single value by its path; a list or an object without any is a value."""
    return {path: value for name, whole in parameters.items() for path, value in _leaves(name, whole)}


def _leaves(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict) and value:
        for name, inner in value.items():
            yield from _leaves(f"{path}.{name}", inner)
    elif isinstance(value, list) and value:
        for place, inner in enumerate(value):
            yield from _leaves(f"{path}[{place}]", inner)
    else:
        yield path, value


def _decoded(action: str, name: str, text: str) -> Any:
    """Lists and objects travel as JSON text. A text that happens to be JSON is a text."""
    if ACTIONS[action]["parameters"].get(name, "string") in PLAIN:
        return text
    return json.loads(text)


def _form(value: str) -> str:
    numbers = re.sub(r"[0-9a-f]{32,}", lambda found: "x" * len(found[0]), value)
    return re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "YYYY-MM-DDThh:mm:ssZ", numbers)


def differences(ours: Facts, expected: Facts) -> list[str]:
    """Where two differ. True is not 1, and 1 is not 1.0: they are other texts on the wire."""
    told = []
    for name in sorted({*ours, *expected}):
        here, there = (json.dumps(one[name], ensure_ascii=False) if name in one else "-" for one in (ours, expected))
        if here != there:
            told.append(f"{name}: {here}, and not {there}")
    return told
