"""What there is to choose from: for whoever arms a fault, switches a variant on, or changes a cluster."""

from __future__ import annotations

from typing import Any

from . import facts, nodes
from .clusters import STATUSES
from .stages import CREATION
from .variants import THEMES


def menu() -> dict[str, Any]:
    return {
        "actions": list(facts.ACTIONS),
        "kinds": [{"name": name, **kind} for name, kind in facts.KINDS.items()],
        "codes": {code: row["text"] for code, row in facts.ERRORS.items()},
        "stages": CREATION,
        "variants": [
            {"theme": theme, "name": variant.name, "says": variant.says, "evidence": variant.evidence}
            for theme, variants in THEMES.items()
            for variant in variants
        ],
        "statuses": STATUSES,
        "node_statuses": nodes.STATUSES,
    }
