"""How an item of a list comes and goes: what sentences say of it meanwhile, and by which status it is there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any


class Stand(Enum):
    THERE = "it is there"
    COMING = "it is on its way"
    FAILED = "it will not come"
    ODD = "it has a status that is not documented"


@dataclass(frozen=True)
class Course:
    """Statuses are in lower case. Without any, an item is there as soon as it is listed."""

    adding: str = "adding"
    removing: str = "removing"
    there: frozenset[str] = frozenset()
    coming: frozenset[str] = frozenset()
    failed: frozenset[str] = frozenset()

    def stand(self, row: Mapping[str, Any]) -> Stand:
        """Of an item, as a list tells it. Nothing that is not told is waited for."""
        status = str(row.get("Status") or "").casefold()
        if not (self.there and status) or status in self.there:
            return Stand.THERE
        if status in self.failed:
            return Stand.FAILED
        return Stand.COMING if status in self.coming else Stand.ODD
