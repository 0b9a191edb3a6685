"""What a change of an input means for what exists already: one value a row, made by the function that names it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from .calls import ItemCalls
from .names import state_name


class Life(Enum):
    """The kinds of policies."""

    REPLACE = "needs a new one"
    UPDATE = "changes in place"
    ITEMS = "changes item by item, in place"
    CREATION = "is used only when it is made"
    OWNER = "changes as the object that holds it"

    def within(self, above: Life | None) -> Life:
        """What it means inside of an input with that life: an item that needs a new one is changed item by item."""
        if above is None:
            return self
        remade = above is Life.ITEMS and self is Life.REPLACE
        return above if remade or self is Life.OWNER else self

    @property
    def lasts(self) -> bool:
        """No call changes it."""
        return self in (Life.REPLACE, Life.CREATION)


@dataclass(eq=False, repr=False)
class Policy:
    """Rows are given one by `replaces`, `updates`, `items`, `creation_only` or `with_owner`, which take what fits."""

    life: Life
    because: str = ""
    default: Any = None
    sticky: bool = False
    after_creation: bool = False
    filled: bool = False
    key: str = ""
    calls: ItemCalls | None = None

    @property
    def removed(self) -> Any:
        """What an input of the resource goes back to that the program gives no longer; None: it stays as it is."""
        return self.default if self.life is Life.UPDATE and not self.sticky else None


def replaces(because: str = "", *, filled: bool = False) -> Policy:
    """A change needs a new resource, or a new item; `because` says why and is shown in the preview.

    filled: where it is unset E-HPC chooses a value, so what is there need not be anybody's choice.
    """
    return Policy(Life.REPLACE, because=because, filled=filled)


def updates(*, default: Any = None, sticky: bool = False, after_creation: bool = False, filled: bool = False) -> Policy:
    """A change is made in place.

    default: what E-HPC documents, and what a removed argument goes back to.
    sticky: a removed argument stays as it is all the same.
    after_creation: the call that creates ignores or lacks it, so it is set once the resource runs.
    filled: as of `replaces`.
    """
    return Policy(Life.UPDATE, default=default, sticky=sticky, after_creation=after_creation, filled=filled)


def items(key: str, calls: ItemCalls) -> Policy:
    """A list whose items have `calls` of their own; `key` is the Python name of the input that tells them apart."""
    return Policy(Life.ITEMS, key=state_name(key), calls=calls)


def creation_only() -> Policy:
    """Used when the resource is made; a later change has no effect, and the preview says so."""
    return Policy(Life.CREATION)


def with_owner(default: Any = None) -> Policy:
    """A change means what a change of the object means that holds it."""
    return Policy(Life.OWNER, default=default)
