"""One line per field: what a declaration says of an input, and the table read off a declared class.

The rest of the package asks this table and knows no field by name.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as attribute
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from .calls import ItemCalls
from .names import state_name
from .outputs import Derived as Derived
from .outputs import Output as Output
from .outputs import Role as Role
from .outputs import derived_of as derived_of
from .outputs import outputs_of as outputs_of
from .policy import Life, Policy, with_owner
from .rules import Between, Rule

if TYPE_CHECKING:
    from pulumi import Input as Input

    T = TypeVar("T")
    Nested = Input[T | Mapping[str, Any]]
    """An object: the args class, or a dict with the same snake_case keys."""
    Many = Input[Sequence[Input[T]]]
    ManyNested = Input[Sequence[Input[T | Mapping[str, Any]]]]
    Json = Input[str | Sequence[Any] | Mapping[str, Any]]
    """What E-HPC takes as JSON text: a list or a dict with its names, or the text itself."""
else:
    Input = Json = Many = ManyNested = Nested = Any  # annotations stay texts: an import has a budget


class Unknown:
    """A value that is not known before the update; the only instance is UNKNOWN."""

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN = Unknown()

NEVER = ""
"""`read=NEVER`: no call returns this value."""

SENT = "="
"""The name that an answer has for what is sent under that name."""

LOCAL = ""
"""The wire name of an input that is not sent."""


@dataclass(eq=False, repr=False)
class Field:
    """A row of the table. One whose type is not `| None` is required."""

    wire: str
    """Its name in the API, literally."""

    policy: Policy
    """What a change of it means."""

    doc: str
    """One sentence for users, with the unit."""

    rules: Sequence[Rule] = ()
    read: str = SENT
    """Its name in answers when that differs, NEVER when no call returns it."""

    secret: bool = False
    same: Callable[[Any, Any], bool] | None = None
    """When two different values mean the same: the live one, the program's."""

    canonical: Callable[[str, Mapping[str, Any]], str] | None = None
    """Gives the one spelling of a text that has several, from it and the values beside it. It is sent and kept in that
    one, whoever spells it otherwise, and so are keys of items: nothing is taken away and made anew for a spelling."""

    listed: bool = False
    """Only a list tells it (ResourceCalls.rows)."""

    role: Role | None = None
    veiled: bool = False
    """It is no secret, but may hold a token: its words are not shown in messages."""

    python: str = attribute(init=False)
    state: str = attribute(init=False)
    kind: type = attribute(init=False)
    nested: bool = attribute(init=False)
    many: bool = attribute(init=False)
    mapping: bool = attribute(init=False)
    json: bool = attribute(init=False)
    required: bool = attribute(init=False)

    def belong(self, name: str, annotation: str, module: str) -> None:
        """Learn what the class says: its name, and its type, such as "ManyNested[Queue] | None".

        Annotations are texts (`from __future__ import annotations`): resolving them would need pulumi at import.
        """
        words = [word for word in re.findall(r"\w+", annotation) if word != "Input"]
        self.python, self.state, self.required = name, state_name(name), words[-1] != "None"
        leaf = words[-1] if self.required else words[-2]
        self.kind = _PLAIN.get(leaf) or getattr(sys.modules[module], leaf)
        self.nested = hasattr(self.kind, "__fields__")
        self.many, self.mapping = words[0] in ("Many", "ManyNested"), words[0] == "Mapping"
        self.json = leaf == "Json"
        self.read = self.wire if self.read == SENT else self.read

    @property
    def life(self) -> Life:
        return self.policy.life

    @property
    def key(self) -> str:
        """The state name of what tells items of this list apart, "" in a list without keys."""
        return self.policy.key

    @property
    def calls(self) -> ItemCalls | None:
        return self.policy.calls

    @property
    def readable(self) -> bool:
        return self.read != NEVER

    def equal(self, live: Any, given: Any) -> bool:
        """Whether two plain values mean the same to the service. Of listed values no two differ in letter case only."""
        if live == given or UNKNOWN in (live, given) or None in (live, given):
            return bool(live == given)
        live, given = self.spelt(live), self.spelt(given)
        if live == given:
            return True
        if self.values and isinstance(live, str) and isinstance(given, str) and live.casefold() == given.casefold():
            return True
        return self.same is not None and self.same(live, given)

    @property
    def values(self) -> tuple[Any, ...]:
        """What is documented as its values; () where nothing is."""
        return next((rule.allowed for rule in self.rules if rule.allowed), ())

    def documented(self, live: Any) -> Any:
        """A value of the service as the documentation spells it, where that is known: slurm22 -> SLURM"""
        return next((value for value in self.values if self.equal(live, value)), live)

    def spelt(self, value: Any, beside: Mapping[str, Any] | None = None) -> Any:
        """The value in its one spelling: /home/ -> /home"""
        return self.canonical(value, beside or {}) if self.canonical and isinstance(value, str) else value

    @cached_property
    def key_row(self) -> Field:
        """The input that tells items of this list apart."""
        return next(row for row in fields_of(self.kind) if row.state == self.key)

    def item_key(self, item: Any) -> Any:
        """What tells an item of this list from the others, in its one spelling; None in a list without keys."""
        return self.key_row.spelt(item.get(self.key)) if self.key and isinstance(item, Mapping) else None


def field(
    wire: str,
    policy: Policy,
    *,
    doc: str,
    rules: Sequence[Rule] = (),
    read: str = SENT,
    secret: bool = False,
    same: Callable[[Any, Any], bool] | None = None,
    canonical: Callable[[str, Mapping[str, Any]], str] | None = None,
    listed: bool = False,
    role: Role | None = None,
) -> Any:
    """Declare an input: see the attributes of Field.

    max_count: Input[int] | None = field("MaxCount", updates(), doc="Most nodes of the cluster.")
    """
    return Field(wire, policy, doc, rules, read, secret, same, canonical, listed, role)


def part(
    wire: str,
    *,
    doc: str,
    default: Any = None,
    rules: Sequence[Rule] = (),
    read: str = SENT,
    secret: bool = False,
    same: Callable[[Any, Any], bool] | None = None,
    canonical: Callable[[str, Mapping[str, Any]], str] | None = None,
    veiled: bool = False,
) -> Any:
    """Declare an input of an object that changes as a whole."""
    return Field(wire, with_owner(default), doc, rules, read, secret, same, canonical, veiled=veiled)


def fields_of(cls: type) -> tuple[Field, ...]:
    return cls.__fields__  # type: ignore[attr-defined, no-any-return]


def is_table(cls: type) -> bool:
    """Whether it is an args class of this package (`@inputs`), or made from one. Others have a `__fields__` too."""
    return any(isinstance(vars(base).get("__fields__"), tuple) for base in cls.__mro__)


def first_of(cls: type) -> Field:
    """The input that an example names."""
    rows = fields_of(cls)
    return next((row for row in rows if row.required), rows[0])


def between_of(cls: type) -> tuple[Between, ...]:
    return getattr(cls, "__between__", ())


_PLAIN: dict[str, type] = {"str": str, "int": int, "float": float, "bool": bool, "Json": str}
