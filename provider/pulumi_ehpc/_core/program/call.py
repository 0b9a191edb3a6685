"""How a program calls the class of a resource: what it gave, or what is wrong with the call itself."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any

import pulumi

from ..table.fields import fields_of, first_of
from ..texts import a, word
from . import odd
from .forms import parts


def arguments(table: type, args: Any, more: tuple[Any, ...], by_name: Mapping[str, Any]) -> dict[Any, Any]:
    """Its arguments by name, from an args class, a dict, or names of the call."""
    if isinstance(args, pulumi.Output) or inspect.isawaitable(args):
        name = first_of(table).python
        raise odd.Refused(
            "its arguments cannot be one Output: give each by its name, such as "
            f'{name}=output.apply(lambda all: all["{name}"])'
        )
    held = {} if args is None else parts(args)
    none_unnamed(more if held is not None else (args,), f"{first_of(table).python}=...")
    given = {**(held or {}), **by_name}
    options = [name for name in given if name in _OPTIONS and name not in {row.python for row in fields_of(table)}]
    if options:
        raise odd.Refused(
            *(f"{name} is an option and no input: give opts=pulumi.ResourceOptions({name}=...)" for name in options),
            rest={name: value for name, value in given.items() if name not in options},
        )
    return given


_OPTIONS = frozenset(vars(pulumi.ResourceOptions()))


def none_unnamed(more: tuple[Any, ...], example: str) -> None:
    """Raise Refused for what is given by its place."""
    if more:
        raise odd.Refused(f"its arguments are given by their names, as {example}")


def placed(args: Any, opts: Any) -> tuple[Any, Any]:
    """Arguments and options: these may stand where those do."""
    if not isinstance(args, pulumi.ResourceOptions):
        return args, opts
    if opts is not None:
        raise odd.refuse("opts", "is given twice: give one pulumi.ResourceOptions(...)")
    return None, args


def existing(given: Any, noun: str, owner: str) -> Any:
    """The ID of what exists; what is known only later is looked at then. owner: whose sentences call it."""

    def later(known: Any) -> Any:
        with odd.told_of(owner):
            return _id(known, noun)

    if isinstance(given, pulumi.Output):
        return given.apply(later)
    if inspect.isawaitable(given):
        return pulumi.Output.from_input(None).apply(lambda _: given).apply(later)
    return _id(given, noun)


def _id(given: Any, noun: str) -> str:
    example = f"give a text, as {noun}.id of the program that made it"
    if given is None or (isinstance(given, str) and not given.strip()):
        raise odd.Refused(f"its ID is missing: {example}")
    if not isinstance(given, str):
        kind = "resource" if isinstance(given, pulumi.Resource) else word(type(given).__name__)
        raise odd.Refused(f"its ID cannot be {a(kind)}: {example}")
    return odd.text(given, "its ID")


def owner(kind: str, given: Any) -> str:
    """Whose the sentences are, whatever is given for its name: EhpcCluster "render"."""
    known = isinstance(given, str) and not odd.holds_output(given)
    return f'{kind} "{word(given)}"' if known else f"{kind} (without a name)"


def name(given: Any) -> str:
    wrong = "cannot be empty" if given == "" else "cannot hold an Output" if odd.holds_output(given) else ""
    if not isinstance(given, str):
        wrong = f"cannot be {a(word(type(given).__name__))}"
    if wrong:
        raise odd.refuse("its name in the program", f"{wrong}: give a text that is known at once")
    return odd.text(given, "its name in the program")
