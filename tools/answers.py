"""The provider's own border: of each action that it sends, what an answer may hold, from the models of the SDK."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from tools import actions

SOURCE = Path(__file__).parents[1] / "provider" / "pulumi_ehpc"
TARGET = SOURCE / "_core" / "api" / "answers.json"


def files() -> dict[Path, str]:
    """The text of answers.json as the installed SDK would have it."""
    oracle = json.loads(actions.files()[actions.TARGET])
    sent = sorted(set(oracle["actions"]) & _texts())
    shapes = {action: _shape(oracle["actions"][action]["answer"], oracle["types"]) for action in sent}
    return {TARGET: json.dumps(shapes, indent=1, ensure_ascii=False) + "\n"}


def _texts() -> set[str]:
    """Every text in the source that may be the name of an action."""
    return {text for file in SOURCE.rglob("*.py") for text in re.findall(r'"([A-Z]\w+)"', file.read_text())}


def _shape(fields: dict[str, str], types: dict[str, Any]) -> dict[str, Any]:
    return {name: _kind(kind, types) for name, kind in fields.items()}


def _kind(kind: str, types: dict[str, Any]) -> Any:
    """A plain type by its name, an object by its fields, a list as a list of one of these."""
    if kind.startswith("["):
        return [_kind(kind[1:-1], types)]
    return _shape(types[kind]["fields"], types) if kind in types else kind
