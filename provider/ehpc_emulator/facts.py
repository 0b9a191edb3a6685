"""The facts, as data: JSON tables beside the code, each row with its source where that isn't plain.

actions.json (generated from the official SDK: parameters and answers), errors.json, limits.json, defaults.json,
catalogue.json. Behaviour is in Python, knowledge is in the tables.
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
