"""One resource is one value: the verbs, the program's side, the generators and the commands work from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .table.calls import Look, ResourceCalls
from .table.fields import Field, Output, Role, fields_of, outputs_of

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Statuses:
    """The states of a resource that takes its time, in lower case. A resource without any runs where it is there."""

    running: frozenset[str] = frozenset({""})
    failed: frozenset[str] = frozenset()
    """It will never run."""

    going: frozenset[str] = frozenset()
    """Its deletion is under way."""

    deletable: frozenset[str] = frozenset({""})
    """E-HPC accepts its deletion."""

    under_way: frozenset[str] = frozenset()
    """A creation that did not fail; a later run may go on with it."""


@dataclass(frozen=True)
class Limits:
    """Seconds that an operation may take, unless custom_timeouts says otherwise."""

    create: float = 60 * 60
    delete: float = 30 * 60


@dataclass(frozen=True)
class Seen:
    """One look at a resource: what the verbs need to know of it, and the answer as it came."""

    id: str
    answer: Look
    status: str = ""
    """In lower case."""

    name: str = ""
    description: str = ""
    created: str = ""


@dataclass(frozen=True, eq=False)
class Resource:
    """What a resource is. Everything that is its own is said here, or in what is named here.

    QUEUE = Resource("queue", EhpcQueueArgs, EhpcQueueOutputs, QUEUE_CALLS)
    """

    noun: str
    """How sentences call one: "cluster"."""

    args: type
    """The inputs (`@inputs`)."""

    outputs: type
    """What only the service knows: a class of Output rows."""

    calls: ResourceCalls
    states: Statuses = Statuses()
    """Left out where it is there as soon as the call that creates it is answered, and gone likewise."""

    limits: Limits = Limits()
    marked: bool = False
    """Its creation is sent with a mark in its description, by which a later one finds what a killed run left; for what
    E-HPC would make twice. It needs Role.NAME, Role.DESCRIPTION, Role.STATUS, Role.CREATED, and `calls.rows`."""

    @cached_property
    def rows(self) -> tuple[Field | Output, ...]:
        """What a state holds of it, inputs first."""
        return (*fields_of(self.args), *outputs_of(self.outputs))

    def row(self, role: Role) -> Field | Output | None:
        return next((row for row in self.rows if row.role is role), None)

    def given(self, role: Role, values: Values) -> Any:
        """The value under the row with that role, None where it is unset or there is no such row."""
        row = self.row(role)
        return None if row is None else values.get(row.state)

    def under(self, role: Role, value: Any) -> dict[str, Any]:
        """The value under the state name of the row with that role; nothing where there is no such row."""
        row = self.row(role)
        return {} if row is None else {row.state: value}

    def spelt(self, role: Role) -> str:
        """How users write the input with that role."""
        row = self.row(role)
        return row.python if row else role.name.lower()

    def seen(self, id_: str, answer: Look) -> Seen:
        """What an answer of E-HPC tells of a resource."""
        text = {role: _text(self.row(role), answer) for role in _SEEN}
        return Seen(id_, answer, text[Role.STATUS].casefold(), *(text[role] for role in _SEEN[1:]))

    def all_seen(self, rows: Mapping[str, Look]) -> list[Seen]:
        return [self.seen(id_, row) for id_, row in rows.items()]


_SEEN = (Role.STATUS, Role.NAME, Role.DESCRIPTION, Role.CREATED)


def _text(row: Field | Output | None, answer: Look) -> str:
    return "" if row is None else str(answer.get(row.wire) or "")


def oldest_first(seen: Iterable[Seen]) -> list[Seen]:
    return sorted(seen, key=lambda one: one.created)
