"""One look at a resource: what the verbs need to know of it, and the answer as it came."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..resource import Resource
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


def seen(resource: Resource, id_: str, answer: Look) -> Seen:
    """What an answer of E-HPC tells of a resource."""

    def text(role: Role) -> str:
        row = resource.row(role)
        return "" if row is None else str(answer.get(row.wire) or "")

    status, name, created = (word(text(role)) for role in (Role.STATUS, Role.NAME, Role.CREATED))
    return Seen(id_, answer, status.casefold(), name, text(Role.DESCRIPTION), created)


def oldest_first(several: Iterable[Seen]) -> list[Seen]:
    return sorted(several, key=lambda one: one.created)
