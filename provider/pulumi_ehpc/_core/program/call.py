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
    none_unnamed(more if held is not None else (args,), f"{first_of(table).python}=...")
    return {**(held or {}), **by_name}


def none_unnamed(more: tuple[Any, ...], example: str) -> None:
    """Raise Refused for what is given by its place."""
    if more:
        raise odd.Refused(f"its arguments are given by their names, as {example}")


def options(opts: Any) -> pulumi.ResourceOptions | None:
    """Those of a dynamic resource."""
    given = options_of_any(opts)
    if given is not None and given.import_ is not None:
        # Pulumi's host fails on it with a traceback, before it asks a provider.
        raise odd.refuse(
            "opts.import_",
            "cannot work, as Pulumi imports no dynamic resources: get(name, id) reads what exists, changing nothing",
        )
    return given


def options_of_any(opts: Any) -> pulumi.ResourceOptions | None:
    if opts is None or isinstance(opts, pulumi.ResourceOptions):
        return opts
    kind = a(word(type(opts).__name__))
    raise odd.refuse(
        "opts", f"cannot be {kind}: give pulumi.ResourceOptions(...), as pulumi.ResourceOptions(protect=True)"
    )


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
