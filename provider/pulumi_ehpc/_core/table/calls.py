"""What a declaration says of the calls of E-HPC that make, read, change and remove it, or single items of a list.

Each is a function over `Call`, so that a declaration needs neither a network nor the SDK.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ...errors import ODD, UNSUCCESSFUL, ServiceError
from .course import Course

Call = Callable[[str, Mapping[str, Any]], dict[str, Any]]
"""Calls one action of E-HPC: its name and parameters in, its answer out."""


class Get(str):
    """The name of an action that E-HPC serves by GET alone; every other one is POSTed.

    The official SDK POSTs wherever the API takes that, so one that it GETs is refused otherwise.
    """

    __slots__ = ()


Look = Mapping[str, Any]
"""What one call tells of a resource, in the names of answers."""


@dataclass(eq=False, repr=False)
class Several:
    """Calls for several that have the same owner (`owner_in`). They may be repeated."""

    create: Callable[[Call, Sequence[Mapping[str, Any]]], object]
    delete: Callable[[Call, Sequence[str]], object]
    most: int
    """So many one call takes."""


@dataclass(eq=False, repr=False)
class ResourceCalls:
    """The calls for a resource as a whole."""

    create: Callable[[Call, dict[str, Any]], str]
    """Makes one from the parameters of its inputs; gives its id (`id_in`)."""

    read: Callable[[Call, str], Look | None]
    """Reads all of one by its id; None where there is none, or where `listed` settles it."""

    delete: Callable[[Call, str], object]
    update: Callable[[Call, str, dict[str, Any]], object] | None = None
    """Sets all of it that changes in place: what it is not told, E-HPC resets. None where nothing does."""

    why: Callable[[Call, str], str] = lambda _call, _id: ""
    """Why it failed, in the service's words; "" where it says nothing."""

    never_ran: Callable[[Call, str], bool] = lambda _call, _id: False
    """Whether the service says for certain that its creation failed; False in doubt."""

    key: Callable[[Mapping[str, Any]], str] | None = None
    """The id that the parameters of its inputs decide, so that one may be there before it is made. None where E-HPC
    gives the id."""

    several: Several | None = None
    """For what may be made and deleted by the dozen: it needs `key`. Asked in place of `create` and `delete`."""

    listed: Callable[[Call, Sequence[str]], Mapping[str, Look]] | None = None
    """Reads those of these that a list has; all have the same owner. It settles whether one is there that `read` does
    not find, where how E-HPC says so is not documented."""

    rows: Callable[[Call, Sequence[str]], dict[str, Look]] | None = None
    """The rows of a list by id, of these resources or of all in the region. It is asked for what only a list tells,
    for many that are waited for at once, and for marks. Raises ShortListError, with the rows in the same form, where
    all were asked for and it holds less than it tells."""


@dataclass(eq=False, repr=False)
class Emptying:
    """What has to go before E-HPC removes an item, where a program says that it may."""

    flag: str
    """The state name of the input that says so. It is not sent."""

    off: Mapping[str, Any]
    """Inputs of the item, in state names, by which nothing new comes."""

    held: Callable[[Call, str, str], dict[str, str]]
    """What is in the item with that key of an owner: ids, and how users call them."""

    release: Callable[[Call, str, Sequence[str]], object]
    """Lets go of what has these ids."""

    instead: Callable[[str, str, str, bool], str]
    """What users do about it where no program says that it may go: by how a command line begins, of the same two, and
    whether a program may yet say so."""


@dataclass(eq=False, repr=False)
class ItemCalls:
    """The calls for single items of a list."""

    live: Callable[[Call, str, Sequence[Mapping[str, Any]]], list[dict[str, Any]]]
    """Reads the items by the id of their owner, as the table's names have them; gets those that the program gave."""

    add: str
    item: Callable[[dict[str, Any], dict[str, Any]], dict[str, Any]]
    """The parameters of `add` and `change` for an item, in request names and in answer names."""

    remove: Callable[[Call, str, list[str], Sequence[Mapping[str, Any]]], object]
    """Removes the items that have these keys; gets those that the program has, where they are added anew after it."""

    change: str = ""
    """Sets all of an item; empty where an item is changed by removing it and adding it anew."""

    one: Callable[[Call, str, str], dict[str, Any]] | None = None
    """Reads all of one item by its key, for `change`."""

    outputs: Callable[[Call, str, Mapping[str, Any], Iterable[Look]], dict[str, Any]] | None = None
    """Tells of an item, as a state has it, what only the service knows and `live` does not tell; by calls of its own,
    so it is asked once the item is there. Gets what a list tells of the owner too, the newest last: each may take a
    call."""

    to_come: Callable[[Mapping[str, Any]], str] = lambda _: ""
    """What of that is on its way yet, "" for nothing."""

    held: Callable[[Call, str, Sequence[Mapping[str, Any]], str], Mapping[str, str]] | None = None
    """Says of these items by key what a preview tells about their removal."""

    emptying: Emptying | None = None
    course: Course = field(default_factory=Course)


def owner_in(id_: str) -> str:
    """What something is in that has a key of its own there.

    "ehpc-hz-a1b2c3:comp" -> "ehpc-hz-a1b2c3"
    """
    return id_.partition(":")[0]


def id_in(answer: Mapping[str, Any], key: str, action: str, form: str = r"\S+") -> str:
    """The id of what was made. An answer that tells none of that form counts as no answer (ServiceError)."""
    found = str(answer.get(key) or "")
    if not re.fullmatch(form, found):
        raise ServiceError(action, UNSUCCESSFUL, f"the answer names no {key.removesuffix('Id').lower()}")
    return found


def need(answer: Mapping[str, Any], name: str, action: str) -> Any:
    """A value that an answer makes no sense without (ServiceError)."""
    if answer.get(name) in (None, ""):
        raise ServiceError(action, ODD, f"in its answer {name} is missing")
    return answer[name]
