"""Lists whose items have calls of their own: what a declaration says of those."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Call = Callable[[str, Mapping[str, Any]], dict[str, Any]]
"""Calls one action of E-HPC: its name and parameters in, its answer out."""


@dataclass(eq=False, repr=False)
class ItemCalls:
    """The calls for single items of a list."""

    live: Callable[[Call, str, Sequence[Mapping[str, Any]]], list[dict[str, Any]]]
    """Reads the items of a cluster, as the table's names have them; gets the items that the program gave."""

    add: str
    item: Callable[[dict[str, Any], dict[str, Any]], dict[str, Any]]
    """The parameters of `add` and `change` for an item, in request names and in answer names."""

    remove: Callable[[Call, str, list[str]], object]
    """Removes the items of a cluster that have these keys."""

    change: str = ""
    """Sets all of an item; empty where an item is changed by removing it and adding it anew."""

    one: Callable[[Call, str, str], dict[str, Any]] | None = None
    """Reads all of one item by its key, for `change`."""

    held: Callable[[Call, str], Mapping[str, str]] | None = None
    """Says of the items by key what a preview tells about a removal."""


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
