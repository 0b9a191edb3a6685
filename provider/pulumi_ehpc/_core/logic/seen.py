"""One look at a resource: what the verbs need to know of it, and the answer as it came."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..resource import Resource, Statuses
from ..table.calls import Look
from ..table.fields import Role
from ..texts import word


@dataclass(frozen=True)
class Seen:
    id: str
    answer: Look
    status: str = ""
    """In lower case."""

    name: str = ""
    description: str = ""
    created: str = ""

    @property
    def has_state(self) -> bool:
        """Whether its state is told: a state is a word, if an unknown one. A number or nothing is none."""
        return any(map(str.isalpha, self.status))

    def unknown_to(self, states: Statuses) -> bool:
        """Whether its state is told, and none that is documented."""
        return self.has_state and self.status not in states.all

    @property
    def state(self) -> str:
        """As a sentence calls it."""
        return self.status if self.has_state else "in a state that E-HPC does not tell"


def seen(resource: Resource, id_: str, answer: Look) -> Seen:
    """What an answer of E-HPC tells of a resource."""

    def text(role: Role) -> str:
        row = resource.row(role)
        return "" if row is None else str(answer.get(row.wire) or "")

    status, name, created = (word(text(role)) for role in (Role.STATUS, Role.NAME, Role.CREATED))
    return Seen(id_, answer, status.casefold(), name, text(Role.DESCRIPTION), created)


def oldest_first(several: Iterable[Seen]) -> list[Seen]:
    return sorted(several, key=lambda one: one.created)
