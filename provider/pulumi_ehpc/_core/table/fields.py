"""One line per field: what a declaration says of an input, and the table read off a declared class.

The rest of the package asks this table and knows no field by name.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from dataclasses import field as attribute
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar

from .calls import Call as Call
from .calls import ItemCalls
from .names import python_name as python_name
from .names import state_name as state_name
from .rules import Between, Rule

C = TypeVar("C", bound=type)

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


class Life(Enum):
    """What a change of an input means for a cluster that exists. There is no default: each row says it."""

    REPLACE = "needs a new cluster"
    UPDATE = "changes in place"
    ITEMS = "changes item by item, in place"
    CREATION = "is used only when the cluster is made"
    OWNER = "changes as the object that holds it"


class Role(Enum):
    """What the verbs need to find in a table without knowing its names."""

    NAME = "the name, made up where it is unset"
    REGION = "the region that the calls go to"
    PROTECTION = "the guard against deletion"
    DESCRIPTION = "the text that carries the mark of a creation"


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

    _: KW_ONLY
    life: Life
    doc: str
    """One sentence for users, with the unit."""

    rules: Sequence[Rule] = ()
    because: str = ""
    """Why a change needs a new cluster; shown in the preview."""

    read: str = SENT
    """Its name in answers when that differs, NEVER when no call returns it."""

    secret: bool = False
    same: Callable[[Any, Any], bool] | None = None
    """When two different values mean the same: the live one, the program's."""

    after_creation: bool = False
    """CreateCluster ignores it or lacks it, so UpdateCluster sets it once the cluster runs."""

    listed: bool = False
    """Only ListClusters tells it."""

    service_default: Any = None
    """What E-HPC documents; a removed argument goes back to it unless it is sticky."""

    sticky: bool = False
    role: Role | None = None
    key: str = ""
    """The state name of what tells items of a list apart."""

    calls: ItemCalls | None = None
    """How single items change."""

    python: str = attribute(init=False)
    state: str = attribute(init=False)
    kind: type = attribute(init=False)
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
        self.many, self.mapping = words[0] in ("Many", "ManyNested"), words[0] == "Mapping"
        self.json = leaf == "Json"
        self.read = self.wire if self.read == SENT else self.read

    @property
    def nested(self) -> bool:
        return hasattr(self.kind, "__fields__")

    @property
    def readable(self) -> bool:
        return self.read != NEVER

    def equal(self, live: Any, given: Any) -> bool:
        """Whether two plain values mean the same to the service."""
        if live == given or self.same is None or live is None or given is None:
            return bool(live == given)
        return self.same(live, given)

    def item_key(self, item: Any) -> Any:
        """What tells an item of this list from the others, None in a list without keys."""
        return item.get(self.key) if self.key and isinstance(item, Mapping) else None


field: Callable[..., Any] = Field
"""Declares an input: see the attributes of Field."""


def part(wire: str, **row: Any) -> Any:
    """Declare an input of an object that changes as a whole."""
    return Field(wire, life=Life.OWNER, **row)


@dataclass(eq=False, repr=False)
class Output:
    """A value that only the service knows."""

    wire: str
    doc: str
    python: str = ""
    state: str = ""


def inputs(cls: C) -> C:
    """Make an args class of declared fields; its instances hold exactly what was given.

    Names that it does not know are kept: `check` refuses them together with everything else that is wrong.
    """
    fields = list(getattr(cls, "__fields__", ()))
    for name, annotation in vars(cls).get("__annotations__", {}).items():
        row = vars(cls).get(name)
        if isinstance(row, Field):
            row.belong(name, annotation, cls.__module__)
            fields.append(row)
            setattr(cls, name, None)
    cls.__fields__ = tuple(fields)  # type: ignore[attr-defined]
    cls.__init__ = _keep  # type: ignore[misc]
    cls.__repr__ = _names_only  # type: ignore[assignment]
    return of_table(cls)(cls)


class Documentation:
    """A class's docstring, written from the table when somebody reads it: an import has a budget."""

    def __init__(self, summary: str, table: type) -> None:
        self.summary, self.table = summary, table

    def __get__(self, _: object, __: type) -> str:
        from .describe import docstring

        return docstring(self.summary, self.table)


def of_table(table: type) -> Callable[[C], C]:
    """Gives a class a docstring that tells all inputs of a table."""

    def with_docstring(cls: C) -> C:
        cls.__doc__ = Documentation(cls.__doc__ or "", table)  # type: ignore[assignment]
        return cls

    return with_docstring


def fields_of(cls: type) -> tuple[Field, ...]:
    return cls.__fields__  # type: ignore[attr-defined, no-any-return]


def field_of(cls: type, role: Role) -> Field:
    return next(f for f in fields_of(cls) if f.role is role)


def named(cls: type, role: Role) -> str:
    """The state name of the field that has a role."""
    return field_of(cls, role).state


def between_of(cls: type) -> tuple[Between, ...]:
    return getattr(cls, "__between__", ())


def outputs_of(cls: type) -> tuple[Output, ...]:
    """The rows of a class whose attributes are Output rows."""
    rows = [(name, row) for name, row in vars(cls).items() if isinstance(row, Output)]
    for name, row in rows:
        row.python, row.state = name, state_name(name)
    return tuple(row for _, row in rows)


def _keep(self: Any, **given: Any) -> None:
    self.__dict__.update(given)


def _names_only(self: Any) -> str:
    # A value may be secret, so only names are shown.
    return f"{type(self).__name__}({', '.join(f'{name}=...' for name in vars(self))})"


_PLAIN: dict[str, type] = {"str": str, "int": int, "float": float, "bool": bool, "Json": str}
