"""One line per field: what a declaration says of an input, and the table read off a declared class.

The rest of the package asks this table and knows no field by name.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar

from .rules import Between, Rule

C = TypeVar("C", bound=type)

if TYPE_CHECKING:
    from pulumi import Input as Input
    from typing_extensions import dataclass_transform

    T = TypeVar("T")
    Nested = Input[T | Mapping[str, Any]]
    """An object: the args class, or a dict with the same snake_case keys."""
    Many = Input[Sequence[Input[T]]]
    ManyNested = Input[Sequence[Input[T | Mapping[str, Any]]]]
else:

    def dataclass_transform(**_):
        return lambda decorator: decorator


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

LOCAL = ""
"""The wire name of an input that is not sent."""


Call = Callable[[str, Mapping[str, Any]], dict[str, Any]]
"""Calls one action of E-HPC: its name and parameters in, its answer out."""


@dataclass(eq=False, repr=False)
class ItemCalls:
    """The calls for single items of a list."""

    live: Callable[[Call, str, Sequence[Mapping[str, Any]]], list[dict[str, Any]]]
    """Reads the items of a cluster, as the table's names have them; gets the items that the program gave."""

    add: str
    item: Callable[[dict[str, Any], dict[str, Any]], dict[str, Any]]
    """The parameters of `add` and `change` for an item, in request names and in answer names."""

    remove: str
    keys: Callable[[list[str]], dict[str, Any]]
    """The parameters of `remove` for the keys of some items."""

    change: str = ""
    """Sets all of an item; empty where an item is changed by removing it and adding it anew."""


@dataclass(eq=False, repr=False)
class Field:
    """A row of the table."""

    wire: str
    life: Life
    doc: str
    required: bool
    rules: tuple[Rule, ...]
    because: str
    read: str
    secret: bool
    same: Callable[[Any, Any], bool] | None
    after_creation: bool
    listed: bool
    service_default: Any
    sticky: bool
    role: Role | None
    key: str
    calls: ItemCalls | None
    python: str = ""
    state: str = ""
    kind: type = str
    many: bool = False
    mapping: bool = False

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


def field(
    wire: str,
    *,
    life: Life,
    doc: str,
    default: Any = ...,
    rules: Sequence[Rule] = (),
    because: str = "",
    read: str | None = None,
    secret: bool = False,
    same: Callable[[Any, Any], bool] | None = None,
    after_creation: bool = False,
    listed: bool = False,
    service_default: Any = None,
    sticky: bool = False,
    role: Role | None = None,
    key: str = "",
    calls: ItemCalls | None = None,
) -> Any:
    """Declare an input.

    wire: its name in the API, literally. life: see Life. doc: one sentence for users.
    default: None makes it optional, leaving it out makes it required.
    because: why a change needs a new cluster; shown in the preview.
    read: its name in answers when that differs, NEVER when no call returns it. listed: only ListClusters does.
    same: when two different values mean the same.
    after_creation: CreateCluster ignores it or lacks it, so UpdateCluster sets it once the cluster runs.
    service_default: what E-HPC documents; a removed argument goes back to it unless it is sticky.
    role: see Role. key: the state name of what tells items of a list apart. calls: how single items change.
    """
    return Field(
        wire, life, doc, default is ..., tuple(rules), because, wire if read is None else read, secret, same,
        after_creation, listed, service_default, sticky, role, key, calls,
    )  # fmt: skip


@dataclass(eq=False, repr=False)
class Output:
    """A value that only the service knows."""

    wire: str
    doc: str
    python: str = ""
    state: str = ""


def state_name(python: str) -> str:
    """The camelCase of a snake_case name, without exceptions."""
    head, *rest = python.split("_")
    return head + "".join(part[:1].upper() + part[1:] for part in rest)


def python_name(state: str) -> str:
    """The snake_case of a state name; what does not look like a state name comes back as it is."""
    if not re.fullmatch(r"[a-z][A-Za-z0-9]*", state):
        return state
    return re.sub(r"(?<!^)([A-Z])", lambda m: "_" + m[1].lower(), state)


@dataclass_transform(kw_only_default=True, eq_default=False, field_specifiers=(field,))
def inputs(cls: C) -> C:
    """Make an args class of declared fields; its instances hold exactly what was given.

    Names that it does not know are kept: `check` refuses them together with everything else that is wrong.
    """
    own = vars(cls)
    fields = list(getattr(cls, "__fields__", ()))
    for name, annotation in own.get("__annotations__", {}).items():
        row = own.get(name)
        if isinstance(row, Field):
            row.python, row.state = name, state_name(name)
            row.kind, row.many, row.mapping = _shape(annotation, cls.__module__)
            fields.append(row)
            setattr(cls, name, None)
    cls.__fields__ = tuple(fields)  # type: ignore[attr-defined]
    cls.__init__ = _keep  # type: ignore[misc]
    cls.__repr__ = _names_only  # type: ignore[assignment]
    return cls


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


_PLAIN: dict[str, type] = {"str": str, "int": int, "float": float, "bool": bool}


def _shape(annotation: str, module: str) -> tuple[type, bool, bool]:
    """Kind, list or not, mapping or not, of an annotation such as "ManyNested[Queue] | None".

    Annotations are texts (`from __future__ import annotations`): resolving them would need pulumi at import.
    """
    words = [word for word in re.findall(r"\w+", annotation) if word not in ("Input", "None")]
    leaf = words[-1]
    kind = _PLAIN.get(leaf) or getattr(sys.modules[module], leaf)
    return kind, words[0] in ("Many", "ManyNested"), words[0] == "Mapping"
