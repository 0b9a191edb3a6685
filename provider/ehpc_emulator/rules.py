"""Limits on values (limits.json): ranges, lengths, value lists, forms. Documented unless a row says otherwise.

Which things exist is known only by their form: an id with the wrong prefix does not, nor does a name that holds
`missing` or `notfound`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from .errors import ApiError, invalid
from .facts import ACTIONS, LIMITS, TYPES


def _exists(value: str, limit: Any) -> bool:
    there = "missing" not in value.lower() and "notfound" not in value.lower()
    if not there and isinstance(limit, str):
        raise ApiError(limit, value[:80])
    return there


def _has_id(value: Any, prefix: str) -> bool:
    if isinstance(value, list):
        return all(_has_id(item, prefix) for item in value)
    return value.startswith(f"{prefix}-") and _exists(value, True)


def _kinds(value: str, least: int) -> bool:
    kinds = [str.isupper, str.islower, str.isdigit, lambda letter: not letter.isalnum()]
    return sum(any(map(kind, value)) for kind in kinds) >= least


RULES: dict[str, Callable[[Any, Any], bool]] = {
    "between": lambda value, bounds: bounds[0] <= value <= bounds[1],
    "length": lambda value, bounds: bounds[0] <= len(value) <= bounds[1],
    "most": lambda value, count: len(value) <= count,
    # In any case (clients send nis and NIS); empty is what the Terraform provider sends for unset (both observed).
    "oneOf": lambda value, known: value.lower() in {"", *(item.lower() for item in known)},
    "match": lambda value, pattern: bool(re.fullmatch(pattern, value)),
    "exists": _exists,
    "id": _has_id,
    "kinds": _kinds,
}


def check(action: str, values: dict[str, Any]) -> None:
    """Refuse the first value that breaks a rule, naming its path."""
    _check(action, ACTIONS[action]["parameters"], values, "")


def _check(owner: str, kinds: dict[str, str], values: dict[str, Any], prefix: str) -> None:
    limits = LIMITS.get(owner, {})
    if isinstance(limits, str):
        limits = LIMITS[limits]
    for name, limit in limits.items():
        if limit.get("needed") and not values.get(name):
            raise invalid(prefix + name)
    for name, value in values.items():
        limit = limits.get(name, {})
        if not (value == "" and limit.get("emptyToo")) and not all(
            RULES[rule](value, bound) for rule, bound in limit.items() if rule in RULES
        ):
            raise invalid(prefix + name)
        kind = kinds[name].strip("[]")
        if kind in TYPES:
            items = (
                [(f"{place}.", item) for place, item in enumerate(value)] if isinstance(value, list) else [("", value)]
            )
            for place, item in items:
                _check(kind, TYPES[kind]["fields"], item, f"{prefix}{name}.{place}")
    # Documented: a subscription has a length.
    if owner == "NodeTemplate" and values.get("InstanceChargeType") == "PrePaid" and not values.get("Period"):
        raise invalid(f"{prefix}Period")
