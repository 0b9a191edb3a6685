"""Before E-HPC removes what has to be empty: what is in it goes first, where the last `up` said that it may."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from ...errors import EhpcError, ResourceError, ServiceError
from ..api.remote import Remote
from ..host.operation import operation
from ..logic.plan import Items
from ..logic.state import Entry
from ..resource import Resource
from ..table.calls import Emptying
from ..table.fields import fields_of
from ..table.names import python_name
from ..texts import one_or_more
from .passing import Passing
from .veiled import veil_of

Values = Mapping[str, Any]
EMPTY_WITHIN = 30 * 60.0
"""Seconds for which what was let go may take, unless custom_timeouts says otherwise."""


def empty_items(remote: Remote, items: Items, entry: Entry) -> None:
    """The items that a plan removes. Raises ResourceError."""
    emptying = items.field.calls.emptying if items.field.calls else None
    if not emptying:
        return
    several = list(zip(items.removed, items.paths(items.removed), strict=True))
    allowed = [(item, path) for item, path in several if _may(emptying, item, entry, f"{path}.")]
    for item, path in several:
        if (item, path) not in allowed:
            _refuse(remote, emptying, _within(remote, items, item, entry), veil_of(remote.resource).path(path))
    for item, path in allowed:
        key = items.field.item_key(item)
        change = Items(items.field, changed=[{**item, **emptying.off}], touched={key: set(emptying.off)})
        remote.change(change, entry.answers)
        _empty(remote, emptying, _within(remote, items, item, entry), veil_of(remote.resource).path(path))


def _within(remote: Remote, items: Items, item: Values, entry: Entry) -> tuple[str, str]:
    key = str(items.field.item_key(item))
    return remote.id, entry.answers.listed(items.field.state, items.field.key, key)


def tell_what_keeps_it(remote: Remote, entry: Entry) -> None:
    """Say of an item of another resource, which is to be replaced, what is in it that keeps it from being removed."""
    emptying = _of(remote.resource)
    if emptying and not _may(emptying, entry.values, entry):
        owner, _, key = remote.id.partition(":")
        if there := _there(remote, emptying, (owner, key)):
            flag, by_command = python_name(emptying.flag), emptying.instead(remote.at.program, owner, key, False)
            operation().log(
                f"{remote.called} has {_named(there)}, with which it is not removed\n  Give it {flag}=True for one "
                f"`pulumi up` before this one. Else: {by_command}",
                warning=True,
            )


def empty_itself(remote: Remote, entry: Entry, detail: Mapping[str, Any], *, replaced: bool = False) -> None:
    """A resource that is an item of another one. replaced: no program has it any more. Raises ResourceError."""
    emptying, subject = _of(remote.resource), remote.called
    owner, _, key = remote.id.partition(":")
    if emptying and not _may(emptying, entry.values, entry):
        _refuse(remote, emptying, (owner, key), subject, replaced=replaced)
    elif emptying:
        remote.set_all(emptying.off, detail)
        try:
            _empty(remote, emptying, (owner, key), subject)
        except ServiceError as error:
            # Of a deletion that fails, nothing can be put down in the state: a program that is taken back sees nothing.
            rows = {row.state: row.python for row in fields_of(remote.resource.args)}
            off = " and ".join(f"{rows[name]}={value}" for name, value in emptying.off.items())
            error.effect = f"it has {off} by now: where it is to stay, give both and run `pulumi up --refresh`"
            raise


def _refuse(
    remote: Remote, emptying: Emptying, where: tuple[str, str], subject: str, *, replaced: bool = False
) -> None:
    """E-HPC is documented to refuse what is not empty; whether it does is not known, and what is in it is in use."""
    if there := _there(remote, emptying, where):
        instead = emptying.instead(remote.at.program, *where, not replaced)
        raise ResourceError(f"{subject} has {_named(there)}, so it was not removed\n  {instead}")


def _there(remote: Remote, emptying: Emptying, where: tuple[str, str]) -> Mapping[str, str]:
    with suppress(EhpcError):  # Who may not look, or cannot: the call that removes it decides.
        return emptying.held(remote.at.briefly, *where)
    return {}


def _of(resource: Resource) -> Emptying | None:
    """How the list is emptied that its items stand in."""
    within = resource.within
    lists = fields_of(within.owner.args) if within else ()
    return next((row.calls.emptying for row in lists if within and row.state == within.list and row.calls), None)


def _may(emptying: Emptying, values: Values, entry: Entry, prefix: str = "") -> bool:
    """A flag that the program has taken back is still in the state, and no permission any more."""
    return values.get(emptying.flag) is True and f"{prefix}{emptying.flag}" in entry.was_set


def _empty(remote: Remote, emptying: Emptying, where: tuple[str, str], subject: str) -> None:
    """What comes between the look and the end is let go as well."""
    here, asked = operation(), set[str]()
    clock, begin, say = here.clock, here.clock.now(), Passing(here)
    while there := emptying.held(remote.at.call, *where):
        elapsed = clock.now() - begin
        if elapsed > (here.timeout or EMPTY_WITHIN) * clock.scale:
            raise ResourceError(
                f"{subject} still has {_named(there)} after {elapsed / 60:.0f} minutes, so it was not removed\n"
                "  E-HPC goes on deleting them: run the same command again to wait for the end."
            )
        if new := [id_ for id_ in there if id_ not in asked]:
            here.log(f"{subject}: deletes {_named({id_: there[id_] for id_ in new})} first")
            emptying.release(remote.at.call, where[0], new)
            asked |= set(new)
        else:
            say(f"{subject}: {one_or_more(len(there), 'nodes')} to go", elapsed)
        clock.sleep(clock.pause(elapsed))


def _named(nodes: Mapping[str, str], most: int = 10) -> str:
    """2 nodes: compute000, compute001"""
    names = sorted(nodes.values())
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return f"{one_or_more(len(names), 'nodes')}: {', '.join(names[:most])}{more}"
