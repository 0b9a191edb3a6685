"""Lists that come in pages, from a service that means ill: they come to an end, in few calls, or are refused."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from pulumi_ehpc._core.table.rows import MOST_PAGES, all_rows
from pulumi_ehpc.errors import ServiceError

Page = Callable[[int, int], tuple[list[str], int]]
"""The names on a page and TotalCount, by the number of the page and of the call."""


def read(page: Page, most: int, now: Callable[[], float] = lambda: 0) -> list[str]:
    """The names that a list holds; it takes no more than so many calls."""
    calls = 0

    def call(_action: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
        nonlocal calls
        calls += 1
        assert calls <= most
        names, total = page(parameters["PageNumber"], calls)
        return {"Rows": [{"Name": name} for name in names], "TotalCount": total}

    rows = all_rows(call, "ListThings", {}, "Rows", size=10, now=now)
    return [row["Name"] for row in rows]


def names(page: int) -> list[str]:
    return [f"{page}-{number}" for number in range(10)]


ENDLESS: dict[str, tuple[Page, int, str]] = {
    "a total that goes up and down": (lambda page, call: (names(page), 1000 + call % 2), 9, "than it told 4 times"),
    "a total that goes down after a long way": (
        lambda page, call: (names(page), 10**6 if call % 50 else 5000), MOST_PAGES, "held less than it told|no end"
    ),
    "a total that grows with each page": (lambda page, _call: (names(page), page * 10 + 10), MOST_PAGES, "no end"),
    "one new row a page": (lambda page, _call: (["a", "b", str(page)], 10**9), MOST_PAGES, "no end"),
    "always the same page": (lambda _page, _call: (names(1), 10**9), 2, "same rows on the pages 1 and 2"),
    "every second page the same": (
        lambda page, _call: (names(page % 2), 10**9), 3, "same rows on the pages 1 and 3"
    ),
    "each seventh page the same": (lambda page, _call: (names(page % 7), 10**9), 8, "same rows on the pages 1 and 8"),
    "nothing but one row": (lambda _page, _call: (["a"], 10**9), 2, "same rows"),
}  # fmt: skip


@pytest.mark.parametrize("kind", ENDLESS)
def test_a_list_without_an_end_is_refused(kind: str) -> None:
    page, most, says = ENDLESS[kind]
    with pytest.raises(ServiceError, match=says):
        read(page, most)


def test_a_list_whose_pages_come_slowly_is_given_up() -> None:
    time = itertools.count(0, 25)
    with pytest.raises(ServiceError, match="did not end within 5 minutes"):
        read(lambda page, _: (names(page), 10**9), 13, lambda: next(time))


def test_a_list_that_is_longer_than_it_says_is_read_as_far_as_it_says() -> None:
    assert read(lambda page, _: (names(page), 15), 2) == [*names(1), *names(2)]


def test_rows_of_one_name_are_read_as_often_as_they_are_told() -> None:
    assert read(lambda page, _: (["a"] * (11 - page), 19), 2) == ["a"] * 19


def test_a_list_that_shrinks_once_is_read_again() -> None:
    assert read(lambda page, call: (names(page), 30 if call == 1 else 20), 4) == [*names(1), *names(2)]
