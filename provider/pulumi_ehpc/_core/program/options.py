"""Resource options as a dynamic resource needs them. Runs in the user's program."""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Any

import pulumi

from ..resource import Resource
from ..table.paths import Every, Item, Step, only_told, steps, written
from ..texts import a, word
from . import odd
from .others import of_any

_PATHS = ("ignore_changes", "replace_on_changes", "additional_secret_outputs", "hide_diffs")

_OF_INPUTS = {
    "ignore_changes": "no change of it is ever made, so leave it out",
    "replace_on_changes": "no program changes it, so leave it out",
}
"""Where a path of what only the service knows would do nothing, and why."""


def sound(resource: Resource, opts: Any) -> pulumi.ResourceOptions | None:
    """Those of a dynamic resource. Raises Refused for what Pulumi fails on with a traceback, or takes for another."""
    given = of_any(opts)
    if given is not None:
        with odd.together() as each:
            if given.import_ is not None:
                # Pulumi's host fails on it, before it asks a provider.
                id_ = word(given.import_) if isinstance(given.import_, str) else "ID"
                instead = (
                    "take it out, and `pulumi up` takes on what is there; where that is otherwise than in the program, "
                    f"after `pulumi config set ehpc:adopt {id_}`"
                    if resource.calls.key else
                    f"take it out and run `python -m pulumi_ehpc import {id_}`, which writes the program, too"
                )  # fmt: skip
                each.sentences += odd.refuse(
                    "opts.import_",
                    f"cannot work, as Pulumi imports no dynamic resources: {instead}; "
                    "get(name, id) only reads what exists",
                ).sentences
            for option in _PATHS:
                with each.part():
                    _refuse_no_list(f"opts.{option}", getattr(given, option, None))
    return given


def _refuse_no_list(path: str, given: Any) -> None:
    """A text is a sequence of texts, too."""
    if isinstance(given, str):
        raise odd.refuse(path, f"is a text: give a list of paths, as [{word(repr(given))}]")
    if given is not None and not isinstance(given, (list, tuple, Set)):
        raise odd.refuse(path, f"cannot be {_kind(given)}: give a list of paths that are known at once")


def _kind(given: Any) -> str:
    return "an Output" if odd.holds_output(given) else a(word(type(given).__name__))


def translated(resource: Resource, opts: pulumi.ResourceOptions | None) -> tuple[pulumi.ResourceOptions, list[str]]:
    """The options with paths as the engine writes them, which the SDK translates for generated resources only; and
    those of ignore_changes with an item: the engine knows the items of a list by their places only, and says nothing
    of one that nobody has. `check` does.

    ["max_count", "queues[comp].max_count"] -> ["maxCount"], ['queues["comp"].maxCount']

    Raises Refused for those that name nothing: what they were to keep as it is would be changed, or shown.
    """
    options = pulumi.ResourceOptions.merge(opts, None) if opts else pulumi.ResourceOptions()
    of_items: list[str] = []
    with odd.together() as each:
        for option in _PATHS:
            paths = getattr(options, option, None)
            if paths is None:
                continue
            for_the_engine: list[str] = []
            setattr(options, option, for_the_engine)
            for place, path in enumerate(paths):
                with each.part():
                    found = _steps(resource, option, path, place)
                    inside = [step for step in found[1:] if not isinstance(step, str)]
                    if inside and option == "ignore_changes":
                        of_items.append(written(found))
                        if any(isinstance(step, (Item, Every)) for step in inside):
                            continue
                    for_the_engine.append(written(found))
    return options, of_items


def _steps(resource: Resource, option: str, path: Any, place: int) -> list[Step]:
    if not isinstance(path, str) or odd.holds_output(path):
        raise odd.refuse(f"opts.{option}[{place}]", f"cannot be {_kind(path)}: give a text that is known at once")
    here = f"opts.{option}: {path}"
    try:
        found = steps(resource.args, path, resource.outputs)
    except ValueError as error:
        raise odd.refuse(here, str(error)) from None
    if option in _OF_INPUTS and only_told(resource.args, found):
        raise odd.refuse(here, f"names no input, but what E-HPC tells: {_OF_INPUTS[option]}")
    if option != "ignore_changes" and any(isinstance(step, Item) for step in found):
        every = re.sub(r"\[[^\]*]*\]", "[*]", path)
        raise odd.refuse(here, f"names an item by its key, which Pulumi does not know here: write {every}")
    return found


def protected(options: pulumi.ResourceOptions, deletion_protection: Any) -> pulumi.ResourceOptions:
    """Deletion protection also for the engine, unless the user has decided about that.

    The engine then refuses a destroy, a rename and a forced replacement in the preview, which a provider never sees.
    """
    if deletion_protection is True and options.protect is None:
        options.protect = True
    return options
