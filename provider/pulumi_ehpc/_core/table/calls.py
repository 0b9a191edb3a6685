"""What a declaration says of the calls of E-HPC that make, read, change and remove it, or single items of a list.

Each is a function over `Call`, so that a declaration needs neither a network nor the SDK.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...errors import UNSUCCESSFUL, ServiceError

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
class ResourceCalls:
    """The calls for a resource as a whole."""

    create: Callable[[Call, dict[str, Any]], str]
    """Makes one from the parameters of its inputs; gives its id (`id_in`)."""

    read: Callable[[Call, str], Look | None]
    """Reads all of one by its id; None where there is none."""

    delete: Callable[[Call, str], object]
    update: Callable[[Call, str, dict[str, Any]], object] | None = None
    """Sets all of it that changes in place: what it is not told, E-HPC resets. None where nothing does."""

    why: Callable[[Call, str], str] = lambda _call, _id: ""
    """Why it failed, in the service's words; "" where it says nothing."""

    rows: Callable[[Call, Sequence[str]], dict[str, Look]] | None = None
    """The rows of a list by id, of these resources or of all in the region. It is asked for what only a list tells,
    for many that are waited for at once, and for marks."""


@dataclass(eq=False, repr=False)
class ItemCalls:
    """The calls for single items of a list."""

    live: Callable[[Call, str, Sequence[Mapping[str, Any]]], list[dict[str, Any]]]
    """Reads the items by the id of their owner, as the table's names have them; gets those that the program gave."""

    add: str
    item: Callable[[dict[str, Any], dict[str, Any]], dict[str, Any]]
    """The parameters of `add` and `change` for an item, in request names and in answer names."""

    remove: Callable[[Call, str, list[str]], object]
    """Removes the items that have these keys."""

    change: str = ""
    """Sets all of an item; empty where an item is changed by removing it and adding it anew."""

    one: Callable[[Call, str, str], dict[str, Any]] | None = None
    """Reads all of one item by its key, for `change`."""

    held: Callable[[Call, str], Mapping[str, str]] | None = None
    """Says of the items by key what a preview tells about a removal."""


def id_in(answer: Mapping[str, Any], key: str, action: str) -> str:
    """The id of what was made. An answer that tells none counts as no answer (ServiceError)."""
    if not answer.get(key):
        raise ServiceError(action, UNSUCCESSFUL, f"the answer names no {key.removesuffix('Id').lower()}")
    return str(answer[key])


def all_rows(
    call: Call, action: str, cluster_id: str, rows: Callable[[dict[str, Any]], list[dict[str, Any]] | None]
) -> list[dict[str, Any]]:
    """What a list that comes in pages holds for a cluster. `rows` finds the rows of a page in its answer."""
    found: list[dict[str, Any]] = []
    page = 1
    while True:
        answer = call(action, {"ClusterId": cluster_id, "PageNumber": page, "PageSize": 50})
        here = rows(answer) or []
        found += here
        if not here or len(found) >= int(answer.get("TotalCount") or 0):
            return found
        page += 1
