"""What a failed update has left, of which nobody knows: told, and looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from ...errors import GONE, STATE_FORBIDS, EhpcError, ServiceError
from ..api.remote import Remote
from ..host.operation import operation
from ..logic.answers import NONE
from ..logic.state import Entry
from ..logic.veil import Veil
from ..table.calls import Look
from ..table.names import python_path, top
from .arrival import without_failed
from .identity import lists

Values = Mapping[str, Any]


def names_in(entry: Entry) -> str:
    """The inputs concerned, as a user calls them."""
    return ", ".join(python_path(path) for path in entry.uncertain if path == top(path))


def tell_uncertain(entry: Entry, wanted: Values, veil: Veil) -> None:
    """What a preview says of them."""
    log = operation().log
    if names_in(entry):
        log(f"what a failed update has left of {names_in(entry)} is not known: `pulumi up` looks, and mends it")
    for path in entry.uncertain:
        if path != top(path) and top(path) not in wanted:
            log(f"{veil.path(path)} was begun by a failed update; what there is of it will be removed", warning=True)


def told(error: ServiceError, remote: Remote, entry: Entry, subject: str) -> str:
    """A failure, and how the next run goes on after it."""
    noun = remote.resource.noun
    if error.code in STATE_FORBIDS:
        with suppress(EhpcError):
            found = remote.find()
            if found is None:
                error.effect = f"the {noun} is gone"
            elif found.status:
                error.effect = f"the {noun}'s state is {found.status}"
    lines = [error.sentence(subject)]
    if error.code == GONE:
        return lines[0]
    if not (entry.known and entry.finished):
        lines.append(f"The state has the {noun}: `pulumi up` goes on with it.")
    elif entry.uncertain:
        lines.append(
            f"The next `pulumi up` looks at what this has left of {names_in(entry)} and goes on from there, "
            "also where you take the change back."
        )
    return "\n  ".join(lines)


def new_lists(remote: Remote, entry: Entry) -> dict[str, Any]:
    """The lists that a failed update was to begin, each as it was before: empty."""
    return {row.state: [] for row in lists(remote.resource) if entry.begun(row.state)}


def begun_in(remote: Remote, entry: Entry, live: Values) -> Iterator[tuple[str, list[Values], list[str]]]:
    """Of each of these lists its name, what is there beside the items that it was to add, and the paths of those."""
    for row in lists(remote.resource):
        begun = entry.begun(row.state)
        if begun:
            there = {f"{row.state}[{row.item_key(item)}]": item for item in live.get(row.state) or ()}
            others = [item for path, item in there.items() if path not in begun]
            yield row.state, others, [path for path in begun if path in there]


def as_left(remote: Remote, entry: Entry, wanted: Values, detail: Look) -> dict[str, Any]:
    """The inputs concerned as they are now."""
    known, names = {**new_lists(remote, entry), **entry.values, **wanted}, {top(path) for path in entry.uncertain}
    asked = {name: known[name] for name in names if name in known}
    look = without_failed(remote.resource, remote.look(detail, asked), wanted)
    entry.answers.respell(remote.resource.args, entry.values, remote.values(look, {}, NONE))
    live = remote.values(look, asked, entry.answers)
    return {name: live[name] for name in names if name in live}
