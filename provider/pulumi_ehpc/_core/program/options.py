"""Resource options as a dynamic resource needs them. Runs in the user's program."""

from __future__ import annotations

import re
from typing import Any

import pulumi

from ..resource import Resource
from ..table.paths import Every, Item, Step, steps, written
from . import odd

_PATHS = ("ignore_changes", "replace_on_changes", "additional_secret_outputs", "hide_diffs")


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
            for path in paths:
                with each.part():
                    found = _steps(resource, option, path)
                    inside = [step for step in found[1:] if not isinstance(step, str)]
                    if inside and option == "ignore_changes":
                        of_items.append(written(found))
                        if any(isinstance(step, (Item, Every)) for step in inside):
                            continue
                    for_the_engine.append(written(found))
    return options, of_items


def _steps(resource: Resource, option: str, path: Any) -> list[Step]:
    here = f"opts.{option}: {path}"
    if not isinstance(path, str):
        raise odd.refuse(here, "is no text")
    try:
        found = steps(resource.args, path, resource.outputs)
    except ValueError as error:
        raise odd.refuse(here, str(error)) from None
    if option != "ignore_changes" and any(isinstance(step, Item) for step in found):
        place = re.sub(r"\[[^\]*]*\]", "[*]", path)
        raise odd.refuse(here, f"names an item by its key, which Pulumi does not know here: write {place}")
    return found


def protected(options: pulumi.ResourceOptions, deletion_protection: Any) -> pulumi.ResourceOptions:
    """Deletion protection also for the engine, unless the user has decided about that.

    The engine then refuses a destroy, a rename and a forced replacement in the preview, which a provider never sees.
    """
    if deletion_protection is True and options.protect is None:
        options.protect = True
    return options
