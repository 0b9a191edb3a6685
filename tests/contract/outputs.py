"""What is compared of a cluster's outputs."""

from __future__ import annotations

from typing import Any


def public(bag: dict[str, Any]) -> dict[str, Any]:
    """What a user sees, without the time of the last change: the call that ends a creation or update moves it."""
    return {name: value for name, value in bag.items() if not name.startswith("__") and name != "modifyTime"}


def holds(outs: Any, given: Any) -> bool:
    """Whether everything that the program gave is in the outputs; the service adds values of its own."""
    if isinstance(given, dict):
        return all(name in outs and holds(outs[name], value) for name, value in given.items())
    if isinstance(given, list):
        return len(outs) == len(given) and all(map(holds, outs, given))
    return bool(outs == given)
