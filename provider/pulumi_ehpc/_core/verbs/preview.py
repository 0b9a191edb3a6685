"""What a preview says about a plan: why the resource is replaced, what has no effect, what is removed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from ...errors import EhpcError
from ..api.gateway import Gateway
from ..host.operation import operation
from ..logic.plan import Items, Plan
from ..logic.veil import Veil
from ..table.fields import UNKNOWN, Field

Values = Mapping[str, Any]


def tell(todo: Plan, noun: str, id_: str, veil: Veil, connect: Callable[[], Gateway]) -> None:
    """Say it in the resource's row. `connect` is called only where something is removed that may hold nodes."""
    log = operation().log
    if any(change.certain for change in todo.replaces):
        # What the old one would have to become, were it not for that, is nothing that happens.
        _tell_replaced(todo, noun, veil)
        return
    creation = [change for change in todo.creation if change.certain]
    if new := [veil.path(change.where) for change in creation if change.old is None]:
        _tell_of_later(new, noun)
    if changed := [veil.path(change.where) for change in creation if change.old is not None]:
        _tell_of_no_effect(changed, noun)
    _tell_released(todo, noun, veil)
    for items in todo.items:
        for change in items.changes:
            if because := change.field.policy.because:
                doubt = "" if change.certain else " is not known yet; should it change"
                # Whatever is at work in it is without it meanwhile.
                log(f"{veil.path(change.where)}{doubt}: {because}", warning=True)
        if items.removed:
            _tell_removed(items, id_, veil, connect)
        if items.in_doubt:
            names = _and(items.in_doubt, items.field, veil)
            log(
                f"{items.field.python}: a name is not known yet; {names} will be removed, unless it is one of them",
                warning=True,
            )
        elif items.moved and (items.added or items.removed):
            _tell_moved(items, veil)
    for change in todo.updates:
        if change.field.key and change.new is UNKNOWN and change.old:
            names = _and(change.old, change.field, veil)
            log(f"{change.path} is not known yet; of {names} will be removed what is not in it", warning=True)
    # Last, as the row keeps the last line: what forces it.
    _tell_replaced(todo, noun, veil)


def _tell_replaced(todo: Plan, noun: str, veil: Veil) -> None:
    log = operation().log
    for change in todo.replaces:
        if change.certain:
            log(f"{veil.path(change.where)}: needs a new {noun}{': ' if change.because else ''}{change.because}")
        else:
            log(f"{veil.path(change.where)} is not known yet; should it change, the {noun} is replaced", warning=True)


def tell_goes_with(todo: Plan, noun: str, id_: str, veil: Veil) -> None:
    """That the engine deletes it, as something that it names is deleted: to be replaced or, with --target, for good."""
    names = _joined([veil.path(change.where) for change in todo.replaces])
    operation().log(
        f"what {names} names is deleted or replaced: {noun} {id_} is deleted before it, and made anew if that one is",
        warning=True,
    )


def _tell_released(todo: Plan, noun: str, veil: Veil) -> None:
    by_whole: dict[str, list[str]] = {}
    for change in todo.released:
        by_whole.setdefault(todo.sent_with(change.where), []).append(veil.path(change.where))
    for whole, paths in by_whole.items():
        gone = f"{_joined(paths)} {'is' if len(paths) == 1 else 'are'} no longer in the program"
        if whole:
            it = "it" if len(paths) == 1 else "them"
            operation().log(f"{gone}; as {veil.path(whole)} is set anew as a whole, E-HPC decides about {it}")
        else:
            operation().log(f"{gone}; the {noun} keeps what it has")


def _tell_of_no_effect(paths: Sequence[str], noun: str) -> None:
    one = len(paths) == 1
    are, this, them = ("is", "this change has", "it") if one else ("are", "these changes have", "them")
    given = ", ".join(f'"{path}"' for path in paths)
    operation().log(
        f"{_joined(paths)} {are} used only at the creation, so {this} no effect on what exists: take {them} back, "
        f"put {given} into ignore_changes, or replace the {noun}: pulumi up --replace '{operation().urn}'",
        warning=True,
    )


def _tell_of_later(paths: Sequence[str], noun: str) -> None:
    """Of what was not given before: a program is told to give it after an import, whose cluster was made with some."""
    are, count = ("is", "it counts") if len(paths) == 1 else ("are", "they count")
    operation().log(
        f"{_joined(paths)} {are} used only at the creation: nothing changes now, and {count} once the {noun} is "
        "replaced"
    )


def _tell_moved(items: Items, veil: Veil) -> None:
    """Pulumi shows a list by place, as if each item after one that comes or goes were another."""
    row = items.field
    steps = [
        f"{_and(several, row, veil)} {'is' if len(several) == 1 else 'are'} {how}"
        for several, how in ((items.added, "added"), (items.changed, "changed"), (items.removed, "removed"))
        if several
    ]
    if items.staying:
        stay = "stays as it is" if len(items.staying) == 1 else "stay as they are"
        steps[-1] += f"; {_and(items.staying, row, veil)} {stay}, at another place of the list"
    operation().log(f"{items.field.python}: {', '.join(steps)}")


def _and(items: Iterable[Values], row: Field, veil: Veil) -> str:
    """The items of a list by their names."""
    keys = [row.item_key(item) for item in items]
    return _joined([veil.key(row, key) if isinstance(key, str) else "one not named yet" for key in keys])


def _joined(names: Sequence[str]) -> str:
    """["a", "b", "c"] -> "a, b and c" """
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def tell_left(items: Items, veil: Veil) -> None:
    """What a creation leaves of one that an interrupted run has begun, until a preview has said it."""
    log = operation().log
    for change in items.changes if not items.in_place else ():
        if not change.field.secret:
            is_there = f"{veil.path(change.where)} is {veil.value(change.where, change.old)}"
            log(f"{is_there}; the next preview tells what a change of it takes", warning=True)
    for path in items.paths(items.removed):
        log(f"{veil.path(path)} is there too; the next preview tells what its removal takes", warning=True)


def way_on(protected: bool) -> str:
    """What to do about one that failed before it ever ran; `protected`: the program asks for protection."""
    if not protected:
        return f"`pulumi up` replaces it, {deletes_it()} deletes it."
    return (
        "It never ran, so its deletion protection does not keep it, but Pulumi's own `protect` still does. First run: "
        f"pulumi state unprotect '{operation().urn}'. Then `pulumi up` replaces it, {deletes_it()} deletes it."
    )


def deletes_it() -> str:
    """The command that leaves the rest of the stack alone."""
    return f"`pulumi destroy --target '{operation().urn}'`"


def _tell_removed(items: Items, id_: str, veil: Veil, connect: Callable[[], Gateway]) -> None:
    held = _held(items, id_, connect)
    for item in items.removed:
        key = items.field.item_key(item)
        also = f"; {held[key]}" if key in held else ""
        operation().log(f"{items.field.python}[{veil.key(items.field, key)}] will be removed{also}", warning=True)


def _held(items: Items, id_: str, connect: Callable[[], Gateway]) -> Mapping[str, str]:
    """What the items hold: the one thing that a preview asks the service, and does without where it cannot."""
    if items.field.calls is None or items.field.calls.held is None:
        return {}
    try:
        at = connect()
        return items.field.calls.held(at.briefly, id_, items.removed, at.program)
    except EhpcError:
        return {}
