"""What a check is: an assumption about E-HPC, and a look at the real service that confirms or contradicts it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pulumi_ehpc._core.process import process
from pulumi_ehpc.errors import ServiceError

if TYPE_CHECKING:
    from live.subject import Subject

FREE, CENTS = "free", "cents"
"""What a check costs: nothing, it only reads; or its part of one smallest cluster for some minutes."""

CONFIRMED, CONTRADICTED, NOT_SEEN = "confirmed", "contradicted", "not seen"


@dataclass(frozen=True)
class Finding:
    verdict: str
    evidence: str
    """The decisive bit of an answer, with its request id; or why there was nothing to see."""


class NotSeenError(Exception):
    """There is nothing that this check could look at; its text says why."""


@dataclass(frozen=True)
class Check:
    name: str
    cost: str
    assumes: str
    """One sentence."""

    stands: str
    """The file of provider/ that takes it so."""

    doubts: Sequence[str]
    """The emulator's variants that assume otherwise: one of them is to be switched on where it is contradicted."""

    look: Callable[[Subject], Finding]


class Checks(list[Check]):
    """The checks of a module, in the order in which they look: each is a function that this decorates."""

    def __init__(self, cost: str, stands: str) -> None:
        super().__init__()
        self.cost, self.stands = cost, stands

    def __call__(
        self, name: str, assumes: str, *, doubts: Sequence[str] = (), stands: str = ""
    ) -> Callable[[Callable[[Subject], Finding]], Check]:
        def add(look: Callable[[Subject], Finding]) -> Check:
            self.append(Check(name, self.cost, assumes, stands or self.stands, doubts, look))
            return self[-1]

        return add


def holds(right: bool, evidence: str) -> Finding:
    return Finding(CONFIRMED if right else CONTRADICTED, evidence)


def eventually(found: Callable[[], Finding], seconds: float = 60) -> Finding:
    """What is found as soon as it confirms, else after a while: a change may show late, which is a check of its own."""
    clock = process().clock
    end = clock.now() + seconds * clock.scale
    while clock.now() < end:
        with suppress(NotSeenError, ServiceError):
            finding = found()
            if finding.verdict == CONFIRMED:
                return finding
        clock.sleep(5 * clock.scale)
    return found()


def refused_with(code: str, action: str, error: ServiceError | None) -> Finding:
    """Whether a call was refused as it is assumed; error: what became of it, None where it was taken."""
    if error is None:
        return holds(False, f"{action} was taken")
    return holds(error.code == code, told(error))


def told(error: ServiceError) -> str:
    return f"{error.action}: {error.status} {error.code}, {error.text} (request {error.request_id or 'unknown'})"
