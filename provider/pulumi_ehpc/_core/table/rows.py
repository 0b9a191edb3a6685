"""The rows of a list: all of them, from page to page, or an error. Half a list would take away what is there."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ...errors import ODD, UNSTEADY, ServiceError
from .calls import Call


def rows_of(
    answer: Mapping[str, Any], name: str, action: str, *, none: tuple[str, str] = ("TotalCount", "0")
) -> list[dict[str, Any]]:
    """The rows of a list. One that is missing is an empty list only where the answer says so by the value of `none`: an
    answer that tells nothing must not take away what is there (ServiceError)."""
    within: Any = answer
    for step in name.split("."):
        within = (within or {}).get(step)
    if within is None and str(answer.get(none[0])).casefold() != none[1]:
        raise ServiceError(action, ODD, f"in its answer {name} is missing")
    return within or []


MOST_PAGES = 200
"""That many are read of one list, its beginnings anew included: an account has tens of clusters, not thousands."""

LIST_SECONDS = 300.0
"""After them no further page is read."""

RESTARTS = 3
"""So often a list that shrinks while it is read page by page is read again from its beginning."""


def all_rows(
    call: Call,
    action: str,
    parameters: Mapping[str, Any],
    name: str,
    *,
    size: int = 50,
    now: Callable[[], float] = time.monotonic,
) -> list[dict[str, Any]]:
    """What a list holds that comes in pages of that size, its rows under a name (`rows_of`).

    When something goes meanwhile the others move up, and one of them may have moved to a page that was read already:
    then it is read anew. Raises ServiceError for a list that has no end, says the same page twice, or holds less than
    it tells (ShortListError where it does so again and again).
    """
    pages, end = itertools.count(1), now() + LIST_SECONDS

    def read(page: Mapping[str, Any]) -> dict[str, Any]:
        if next(pages) > MOST_PAGES:
            raise ServiceError(action, ODD, f"the list has no end: {MOST_PAGES} pages, and more to come")
        if now() > end:
            raise ServiceError(action, UNSTEADY, f"the list did not end within {LIST_SECONDS / 60:.0f} minutes")
        return call(action, {**parameters, **page})

    short: list[_Short] = []
    while len(short) <= RESTARTS:
        try:
            return _pages(read, name, action, size)
        except _Short as less:
            short.append(less)
    first, *others = map(str, short)
    if first and {first} == set(others):
        raise ShortListError(action, f"the list has held {first}, each of {len(short)} times", short[-1].rows)
    raise ServiceError(action, UNSTEADY, f"the list has held less than it told {len(short)} times")


class ShortListError(ServiceError):
    """A list holds less than it tells, however often it is read: its total is wrong, or these keys are not shown every
    row."""

    def __init__(self, action: str, text: str, rows: Any) -> None:
        self.rows = rows
        """What it holds, in the form in which whoever asks gets a list."""

        super().__init__(action, UNSTEADY, text)


class _Short(Exception):
    """A list ends before its end, with "3 rows of the 4 that it tells"; without a text, it has become shorter."""

    def __init__(self, says: str = "", rows: Sequence[dict[str, Any]] = ()) -> None:
        super().__init__(says)
        self.rows = rows


def token_rows(call: Call, action: str, parameters: Mapping[str, Any], name: str, *, size: int) -> list[dict[str, Any]]:
    """What a list holds whose pages name the next one by a token. Raises ServiceError as `all_rows` does."""
    found: list[dict[str, Any]] = []
    tokens = [""]
    while len(tokens) <= MOST_PAGES:
        answer = call(action, {**parameters, "MaxResults": size, "NextToken": tokens[-1] or None})
        found += rows_of(answer, name, action)
        token = str(answer.get("NextToken") or "")
        if not token:
            if len(found) < total_of(answer, action):
                raise ServiceError(action, UNSTEADY, "the list has held less than it told")
            return found
        if token in tokens:
            raise ServiceError(action, ODD, "the list has no end: it names a page that was read as the next one")
        tokens.append(token)
    raise ServiceError(action, ODD, f"the list has no end: {MOST_PAGES} pages, and more to come")


def total_of(answer: Mapping[str, Any], action: str) -> int:
    """How many rows a list has; the API tells it as a number or as a text."""
    told = str(answer.get("TotalCount") or 0)
    if not told.isdecimal():
        raise ServiceError(action, ODD, "in its answer TotalCount is no count")
    return int(told)


def _pages(
    read: Callable[[Mapping[str, Any]], dict[str, Any]],
    name: str,
    action: str,
    size: int,
) -> list[dict[str, Any]]:
    """The rows of all pages. Raises _Short."""
    pages: list[list[dict[str, Any]]] = []
    held = total = 0
    while True:
        answer = read({"PageNumber": len(pages) + 1, "PageSize": size})
        here, now = rows_of(answer, name, action), total_of(answer, action)
        if now < total:
            raise _Short
        if now > held and not here:
            raise _Short(f"{held} rows of the {now} that it tells", list(itertools.chain.from_iterable(pages)))
        if here and here in pages:
            again = f"{pages.index(here) + 1} and {len(pages) + 1}"
            raise ServiceError(action, ODD, f"the list has the same rows on the pages {again}")
        pages.append(here)
        held += len(here)
        if not here or held >= now:
            return list(itertools.chain.from_iterable(pages))
        total = now
