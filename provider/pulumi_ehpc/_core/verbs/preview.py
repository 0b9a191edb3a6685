"""What a preview says about a plan: why the resource is replaced, what has no effect, what is removed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from ...errors import EhpcError
from ..host.operation import operation
from ..logic.plan import Items, Plan
from ..table.calls import Call
from ..table.names import python_path
from ..texts import word


def tell(todo: Plan, noun: str, id_: str, connect: Callable[[], Call]) -> None:
    """Say it in the resource's row. `connect` is called only where something is removed that may hold nodes."""
    log = operation().log
    if any(change.certain for change in todo.replaces):
        # What the old one would have to become, were it not for that, is nothing that happens.
        _tell_replaced(todo, noun)
        return
    if todo.creation:
        _tell_of_no_effect([change.path for change in todo.creation], noun)
    _tell_released(todo, noun)
    for items in todo.items:
        for change in items.changes:
            if change.field.policy.because:
                log(f"{change.path}: {change.field.policy.because}")
        if items.removed:
            _tell_removed(items, id_, connect)
        if items.moved and (items.added or items.removed):
            _tell_moved(items)
    # Last, as the row keeps the last line: what forces it.
    _tell_replaced(todo, noun)


def _tell_replaced(todo: Plan, noun: str) -> None:
    log = operation().log
    for change in todo.replaces:
        if change.certain:
            log(f"{change.path}: needs a new {noun}{': ' if change.because else ''}{change.because}")
        else:
            log(f"{change.path} is not known yet; should it change, the {noun} is replaced", warning=True)


def _tell_released(todo: Plan, noun: str) -> None:
    by_whole: dict[str, list[str]] = {}
    for change in todo.released:
        by_whole.setdefault(todo.sent_with(change.where), []).append(change.path)
    for whole, paths in by_whole.items():
        gone = f"{_and(paths)} {'is' if len(paths) == 1 else 'are'} no longer in the program"
        if whole:
            it = "it" if len(paths) == 1 else "them"
            operation().log(f"{gone}; as {python_path(whole)} is set anew as a whole, E-HPC decides about {it}")
        else:
            operation().log(f"{gone}; the {noun} keeps what it has")


def _tell_of_no_effect(paths: Sequence[str], noun: str) -> None:
    one = len(paths) == 1
    are, this, them = ("is", "this change has", "it") if one else ("are", "these changes have", "them")
    given = ", ".join(f'"{path}"' for path in paths)
    operation().log(
        f"{_and(paths)} {are} used only at the creation, so {this} no effect on what exists: take {them} back, "
        f"put {given} into ignore_changes, or replace the {noun}: pulumi up --replace '{operation().urn}'",
        warning=True,
    )


def _tell_moved(items: Items) -> None:
    """Pulumi shows a list by place, as if each item after one that comes or goes were another."""
    key = items.field.item_key
    steps = [
        f"{_and(map(key, several))} {'is' if len(several) == 1 else 'are'} {how}"
        for several, how in ((items.added, "added"), (items.changed, "changed"), (items.removed, "removed"))
        if several
    ]
    if items.staying:
        stay = "stays as it is" if len(items.staying) == 1 else "stay as they are"
        steps[-1] += f"; {_and(items.staying)} {stay}, at another place of the list"
    operation().log(f"{items.field.python}: {', '.join(steps)}")


def _and(keys: Iterable[Any]) -> str:
    """["a", "b", "c"] -> "a, b and c" """
    *names, last = [word(key) if isinstance(key, str) else "one not named yet" for key in keys]
    return f"{', '.join(names)} and {last}" if names else last


def tell_left(items: Items) -> None:
    """What a creation leaves of one that an interrupted run has begun, until a preview has said it."""
    log = operation().log
    for change in items.changes if not items.in_place else ():
        if not change.field.secret:
            log(f"{change.path} is {change.old!r}; the next preview tells what a change of it takes", warning=True)
    for path in items.paths(items.removed):
        log(f"{python_path(path)} is there too; the next preview tells what its removal takes", warning=True)


def way_on(protected: bool) -> str:
    """What to do about one that failed before it ever ran; `protected`: the program asks for protection."""
    if not protected:
        return "`pulumi up` replaces it, `pulumi destroy` deletes it."
    return (
        "It never ran, so its deletion protection does not keep it, but Pulumi's own `protect` still does. First run: "
        f"pulumi state unprotect '{operation().urn}'. Then `pulumi up` replaces it, `pulumi destroy` deletes it."
    )


def _tell_removed(items: Items, id_: str, connect: Callable[[], Call]) -> None:
    held = _held(items, id_, connect)
    for item in items.removed:
        key = items.field.item_key(item)
        also = f"; {held[key]}" if key in held else ""
        operation().log(f"{items.field.python}[{word(str(key))}] will be removed{also}", warning=True)


def _held(items: Items, id_: str, connect: Callable[[], Call]) -> Mapping[str, str]:
    """What the items hold: the one thing that a preview asks the service, and does without where it cannot."""
    if items.field.calls is None or items.field.calls.held is None:
        return {}
    try:
        return items.field.calls.held(connect(), id_)
    except EhpcError:
        return {}
