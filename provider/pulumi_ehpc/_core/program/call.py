"""How a program calls the class of a resource: what it gave, or what is wrong with the call itself."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any

import pulumi

from ..table.fields import first_of
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
    if held is None or more:
        raise odd.Refused(f"its arguments are given by their names, as {first_of(table).python}=...")
    return {**held, **by_name}


def options(opts: Any) -> pulumi.ResourceOptions | None:
    if isinstance(opts, pulumi.ResourceOptions) and opts.import_ is not None:
        # Pulumi's host fails on it with a traceback, before it asks a provider.
        id_ = word(opts.import_) if isinstance(opts.import_, str) else "ID"
        raise odd.refuse(
            "opts.import_",
            "cannot work, as Pulumi imports no dynamic resources: take it out and run `python -m pulumi_ehpc import "
            f"{id_}`, which writes the program, too; get(name, id) only reads what exists",
        )
    if opts is None or isinstance(opts, pulumi.ResourceOptions):
        return opts
    kind = a(word(type(opts).__name__))
    raise odd.refuse(
        "opts", f"cannot be {kind}: give pulumi.ResourceOptions(...), as pulumi.ResourceOptions(protect=True)"
    )


def name(given: Any) -> str:
    wrong = "cannot be empty" if given == "" else "cannot hold an Output" if odd.holds_output(given) else ""
    if not isinstance(given, str):
        wrong = f"cannot be {a(word(type(given).__name__))}"
    if wrong:
        raise odd.refuse("its name in the program", f"{wrong}: give a text that is known at once")
    return odd.text(given, "its name in the program")
