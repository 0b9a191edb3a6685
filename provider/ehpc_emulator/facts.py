"""The facts, as data: JSON tables beside the code, each row with its source where that isn't plain.

actions.json (generated from the official SDK: parameters and answers), errors.json, limits.json, defaults.json,
catalogue.json, and kinds.json of faults. Behaviour is in Python, knowledge is in the tables.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def _table(name: str) -> dict[str, Any]:
    table: dict[str, Any] = json.loads(Path(__file__).with_name(f"{name}.json").read_text(encoding="utf-8"))
    return table


_ORACLE = _table("actions")
VERSION: str = _ORACLE["version"]
ACTIONS: dict[str, Any] = _ORACLE["actions"]
TYPES: dict[str, Any] = _ORACLE["types"]
ERRORS = _table("errors")
LIMITS = _table("limits")
DEFAULTS = _table("defaults")
CATALOGUE = _table("catalogue")
# Of faults: what the client gets; whether the service does what it was asked to; which fields of a rule, besides
# action, nth and times, mean something for it; the error that stands for it ("" where the rule names one); the one
# action that it is a fault of.
KINDS = _table("kinds")
