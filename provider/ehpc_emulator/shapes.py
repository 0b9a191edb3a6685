"""Answers in their documented shape: the fields that the oracle declares for an action, in its types.

An action may say more than its answer holds; what the service does not return (GetCluster: tags, queues ...) is
cut here, and what it returns as text (GetCluster: MaxCount, DeleteProtection) becomes text here.
"""

from __future__ import annotations

from typing import Any

from .facts import ACTIONS, TYPES


def shaped(action: str, answer: dict[str, Any]) -> dict[str, Any]:
    return _fields(ACTIONS[action]["answer"], answer)


def _fields(kinds: dict[str, str], values: dict[str, Any]) -> dict[str, Any]:
    return {name: _value(kind, values[name]) for name, kind in kinds.items() if values.get(name) is not None}


def _value(kind: str, value: Any) -> Any:
    if kind.startswith("["):
        return [_value(kind[1:-1], item) for item in value]
    if kind in TYPES:
        return _fields(TYPES[kind]["fields"], value)
    if kind == "string" and not isinstance(value, str):
        return str(value).lower() if isinstance(value, bool) else str(value)
    return value
