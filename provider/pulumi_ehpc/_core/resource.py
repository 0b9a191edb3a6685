"""One resource is one value: the verbs, the program's side, the generators and the commands work from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from .table.calls import ResourceCalls
from .table.fields import Field, Output, Role, fields_of, outputs_of
from .table.log import OperationLog

Values = Mapping[str, Any]


@dataclass(eq=False, repr=False)
class Statuses:
    """The states of a resource that takes its time, in lower case. A resource without any runs where it is there."""

    running: frozenset[str] = frozenset({""})
    has_run: frozenset[str] = frozenset({""})
    """It runs, or did."""

    failed: frozenset[str] = frozenset()
    """It will never run."""

    going: frozenset[str] = frozenset()
    """Its deletion is under way."""

    deletable: frozenset[str] = frozenset({""})
    """E-HPC accepts its deletion."""

    under_way: frozenset[str] = frozenset()
    """A creation that did not fail; a later run may go on with it."""

    owners_turn: Mapping[str, str] = field(default_factory=dict)
    """In these E-HPC goes on only after its owner has done something: what that is."""

    @property
    def dead(self) -> frozenset[str]:
        """One that has never run will not."""
        return self.failed | self.going

    @property
    def all(self) -> frozenset[str]:
        """All that are documented."""
        return self.running | self.has_run | self.failed | self.going | self.deletable | self.under_way


@dataclass(eq=False, repr=False)
class Within:
    """That a resource is also an item of a list of another one, whose own program must not have that list."""

    input: str
    """The state name of the input that says which one it is in."""

    owner: Resource
    list: str
    """The state name of the list."""


@dataclass(eq=False, repr=False)
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
    states: Statuses = field(default_factory=Statuses)
    """Left out where it is there as soon as the call that creates it is answered, and gone likewise."""

    create_seconds: float = 60 * 60
    delete_seconds: float = 30 * 60
    """How long that may take, unless custom_timeouts says otherwise."""

    within: Within | None = None
    """What it is an item of."""

    marked: bool = False
    """Its creation is sent with a mark in its description, by which a later one finds what a killed run left; for what
    E-HPC would make twice. It needs Role.NAME, Role.DESCRIPTION, Role.STATUS, Role.CREATED, and `calls.rows`."""

    log: OperationLog | None = None
    """Where the service tells in which stage a creation or a deletion is."""

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
