"""What the service's own log tells of the operations that take their time: creations and deletions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .calls import Call


@dataclass(frozen=True)
class Noted:
    """One operation, as a list of them tells it."""

    id: str
    """Of the resource that it is about."""

    action: str
    request: str
    """By this the log is asked for its steps."""

    at: float
    """When it began, by the service's clock; 0 where that is not told."""

    finished: bool = False
    failed: bool = False

    @property
    def under_way(self) -> bool:
        return not (self.finished or self.failed)


@dataclass(frozen=True)
class Step:
    """What was done in a stage of an operation: "CreateQueues", "CreateQueue"."""

    stage: str
    method: str
    message: str
    at: float
    failed: bool = False

    @property
    def told(self) -> str:
        """in the stage CreateQueues (CreateQueue): out of stock"""
        method = f" ({self.method})" if self.method else ""
        return f"in the stage {self.stage or 'without a name'}{method}: {self.message or 'no reason is told'}"


@dataclass(eq=False, repr=False)
class OperationLog:
    """How it is asked, each by one call."""

    newest: Callable[[Call, str], list[Noted]]
    """The operations on the resource with that id, or on all in the region for "", the newest first."""

    steps: Callable[[Call, str], list[Step]]
    """Those of the operation with that request, as far as it has come."""

    creation: str
    """The action that is noted of a creation."""


def stage_of(steps: Sequence[Step]) -> str:
    """Where an operation is: the stage of its newest step, the one told last of several at once; "" for none."""
    newest = max((step.at for step in steps), default=0.0)
    return next((step.stage for step in reversed(steps) if step.at == newest), "")
