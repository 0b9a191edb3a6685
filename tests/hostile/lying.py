"""Answers of the emulator that are changed on their way: by variants that no user can switch on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ehpc_emulator.variation import Answer, Variant

Lie = Callable[[Answer], Answer]


def lying(**lies: Lie) -> list[Variant]:
    """By action, what its answer becomes."""
    return [Variant("lies", "", "", {action: {"": lie} for action, lie in lies.items()})]


def in_state(state: Any) -> list[Variant]:
    """Every cluster is told to be in that state, by itself and in the list."""

    def changed(row: Answer) -> Answer:
        return {**row, "ClusterStatus": state}

    return lying(
        GetCluster=changed, ListClusters=lambda answer: {**answer, "Clusters": [*map(changed, answer["Clusters"])]}
    )


UNLOGGED = lying(ListCommonLogs=lambda answer: {**answer, "Logs": [], "TotalCount": 0})
"""The operation log tells nothing."""
