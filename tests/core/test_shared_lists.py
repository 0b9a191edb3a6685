"""A list that many ask for at the same time is read for all of them, and never before one of them came."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from pulumi_ehpc._core.api.lists import SharedLists
from pulumi_ehpc.errors import ServiceError

LONG = 30.0


class Service:
    """A list whose first reading lasts until it is let go."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []
        self.under_way, self.go = threading.Event(), threading.Event()
        self.failure: Exception | None = None

    def rows(self, ids: Sequence[str]) -> Mapping[str, int]:
        self.asked.append(list(ids))
        number = len(self.asked)
        if number == 1:
            self.under_way.set()
            assert self.go.wait(LONG)
        elif self.failure:
            raise self.failure
        return dict.fromkeys(ids or ("a", "b", "c"), number)


def during_the_first(service: Service, *others: Sequence[str]) -> list[Future[Mapping[str, int]]]:
    """What the first is told, and then those who come while it is read for the first."""
    lists, came = SharedLists(service.rows), threading.Barrier(len(others) + 1, timeout=LONG)

    def ask(ids: Sequence[str]) -> Mapping[str, int]:
        came.wait()
        return lists(ids)

    with ThreadPoolExecutor(1 + len(others)) as pool:
        first = pool.submit(lists, ["a"])
        assert service.under_way.wait(LONG)
        told = [first, *(pool.submit(ask, ids) for ids in others)]
        came.wait()
        while not came_all(lists, others):
            pass
        service.go.set()
    return told


def came_all(lists: SharedLists[int], several: Sequence[Sequence[str]]) -> bool:
    """Each of them asks for something else."""
    waits = lists._next
    return {id_ for ids in several for id_ in ids} == waits.ids and waits.all == any(not ids for ids in several)


def test_whoever_comes_while_it_is_read_is_told_what_was_asked_after_he_came() -> None:
    service = Service()
    first, *others = during_the_first(service, ["b"], ["c"], ["d", "e"])
    assert first.result() == {"a": 1}
    assert [set(other.result().values()) for other in others] == [{2}] * 3
    assert service.asked == [["a"], ["b", "c", "d", "e"]]


def test_one_who_wants_all_rows_gets_them_for_everybody() -> None:
    service = Service()
    _, one, all_of_them = during_the_first(service, ["b"], [])
    assert one.result() == all_of_them.result() == {"a": 2, "b": 2, "c": 2}
    assert service.asked == [["a"], []]


def test_a_failure_is_that_of_those_who_waited_for_it_and_of_nobody_else() -> None:
    service = Service()
    service.failure = ConnectionError("no network")
    first, *others = during_the_first(service, ["b"], ["c"])
    assert first.result() == {"a": 1}
    assert [repr(other.exception()) for other in others] == [repr(service.failure)] * 2


def test_what_one_says_of_a_failure_nobody_else_who_waited_for_it_hears() -> None:
    service = Service()
    service.failure = ServiceError("ListClusters", "Throttling", "slow down", request_id="R-1")
    _, *others = during_the_first(service, ["b"], ["c"])
    mine, theirs = (other.exception() for other in others)
    assert isinstance(mine, ServiceError)
    before = str(theirs)
    mine.part = "cluster b"
    assert "cluster b" in str(mine)
    assert str(theirs) == before
    assert "R-1" in before


def test_whoever_comes_later_asks_anew() -> None:
    service = Service()
    service.go.set()
    lists = SharedLists(service.rows)
    assert [lists(["a"])["a"], lists(["a"])["a"]] == [1, 2]


def test_one_who_is_killed_leaves_his_turn_to_the_others() -> None:
    class Killed(BaseException):
        pass

    def rows(ids: Sequence[str]) -> Mapping[str, int]:
        if ids == ["killed"]:
            raise Killed
        return dict.fromkeys(ids, 1)

    lists = SharedLists(rows)
    with pytest.raises(Killed):
        lists(["killed"])
    assert lists(["a"]) == {"a": 1}
