"""What users read of a resource beside its inputs: what only the service knows, and what follows from other outputs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from .names import state_name

UNTOLD = ""
"""The wire name of an output that no answer tells."""


class Role(Enum):
    """What the verbs need to find in a table without knowing its names. A resource may lack any of them."""

    NAME = "the name, made up where it is unset"
    REGION = "the region that the calls go to"
    PROTECTION = "the guard against deletion"
    DESCRIPTION = "the text that carries the mark of a creation"
    STATUS = "the state that it is in"
    CREATED = "when it was made"
    ACCOUNT = "the account that it is in"


@dataclass(eq=False, repr=False)
class Output:
    """A value that only the service knows."""

    wire: str
    doc: str
    role: Role | None = None
    mapping: bool = False
    """It has texts by name; else it is one text."""

    python: str = ""
    state: str = ""


@dataclass(eq=False, repr=False)
class Derived:
    """A value that follows from another output: no state holds it."""

    source: str
    """The output that it follows from, as users write it."""

    told: Callable[[Any], Any]
    """Makes it of that one, as a program has it; None where there is none."""

    kind: str
    """Its type, as annotations have it, without `| None`."""

    doc: str
    python: str = ""


def outputs_of(cls: type) -> tuple[Output, ...]:
    """The rows of a class whose attributes are Output rows."""
    rows = [(name, row) for name, row in vars(cls).items() if isinstance(row, Output)]
    for name, row in rows:
        row.python, row.state = name, state_name(name)
    return tuple(row for _, row in rows)


def derived_of(cls: type) -> tuple[Derived, ...]:
    """What such a class derives."""
    rows = [(name, row) for name, row in vars(cls).items() if isinstance(row, Derived)]
    for name, row in rows:
        row.python = name
    return tuple(row for _, row in rows)
