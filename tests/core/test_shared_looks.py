"""All clusters that somebody waits for in one region are looked at with one call."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import pytest

from pulumi_ehpc._core.api.looks import SharedLooks
from pulumi_ehpc._core.logic.seen import Seen, seen
from pulumi_ehpc._core.process import Clock
from pulumi_ehpc._core.table.calls import Call, Look
from pulumi_ehpc.errors import ServiceError
from pulumi_ehpc.resources import CLUSTER

See = Callable[[], Seen | None]
LONG = 30.0
"""Seconds after which a thread that hangs fails its test."""


def rows(call: Call, ids: Sequence[str] = ()) -> dict[str, Look]:
    assert CLUSTER.calls.rows is not None
    return CLUSTER.calls.rows(call, ids)


class Region:
    """The ListClusters of a region, which counts its calls."""

    def __init__(self, *ids: str) -> None:
        self.rows: list[dict[str, Any]] = [{"ClusterId": id_, "ClusterStatus": "creating"} for id_ in ids]
        self.calls: list[dict[str, Any]] = []
        self.failures: list[Exception] = []
        self.time = 100.0

    def call(self, action: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
        assert action == "ListClusters"
        self.calls.append(dict(parameters))
        if self.failures:
            raise self.failures.pop()
        size, page = parameters["PageSize"], parameters.get("PageNumber", 1)
        assert 10 <= size <= 100
        wanted = parameters.get("ClusterIds")
        rows = [row for row in self.rows if wanted is None or row["ClusterId"] in wanted]
        return {"Clusters": rows[(page - 1) * size : page * size], "TotalCount": len(rows)}

    def seen(self, ids: Sequence[str]) -> dict[str, Seen]:
        return {id_: seen(CLUSTER, id_, row) for id_, row in rows(self.call, ids).items()}

    def looks(self) -> SharedLooks:
        return SharedLooks(self.seen, lambda _: None, Clock(now=lambda: self.time, scale=1))


def cluster(id_: str, state: str) -> Seen:
    return seen(CLUSTER, id_, {"ClusterId": id_, "ClusterStatus": state})


def ids(count: int) -> list[str]:
    return [f"ehpc-{number:03}" for number in range(count)]


def watch(stack: ExitStack, looks: SharedLooks, names: list[str]) -> list[See]:
    return [stack.enter_context(looks.watching(name)) for name in names]


def at_once(sees: list[See], ticks: int = 1, between: Callable[[], None] = lambda: None) -> list[list[Seen | None]]:
    """What everybody sees who looks at the same moment, tick by tick, each in a thread of its own."""
    gate = threading.Barrier(len(sees), action=between, timeout=LONG)

    def looking(see: See) -> list[Seen | None]:
        seen = []
        for _ in range(ticks):
            gate.wait()
            seen.append(see())
        return seen

    with ThreadPoolExecutor(len(sees)) as pool:
        return list(pool.map(looking, sees, timeout=LONG))


def test_thirty_who_wait_make_one_call_a_tick() -> None:
    region = Region(*ids(30))

    def tick() -> None:
        region.time += 1

    with ExitStack() as stack:
        seen = at_once(watch(stack, region.looks(), ids(30)), ticks=5, between=tick)
    assert [row.id for mine in seen for row in mine if row] == [id_ for id_ in ids(30) for _ in range(5)]
    assert len(region.calls) == 5


def test_up_to_twenty_are_asked_for_by_their_ids() -> None:
    region = Region(*ids(300))
    with ExitStack() as stack:
        first = watch(stack, region.looks(), ids(20))[0]
        assert first() == cluster("ehpc-000", "creating")
    assert region.calls == [{"ClusterIds": ids(20), "PageSize": 20}]


def test_the_smallest_page_that_the_service_allows_is_ten() -> None:
    region = Region("ehpc-1")
    with region.looks().watching("ehpc-1") as see:
        see()
    assert region.calls == [{"ClusterIds": ["ehpc-1"], "PageSize": 10}]


def test_more_than_twenty_are_looked_for_on_pages_of_a_hundred() -> None:
    region = Region(*ids(250))
    with ExitStack() as stack:
        sees = watch(stack, region.looks(), ids(250)[-21:])
        assert all(see() for see in sees)
    assert region.calls == [{"PageNumber": page, "PageSize": 100} for page in (1, 2, 3)]


def test_none_is_lost_between_two_pages_when_another_one_goes_meanwhile() -> None:
    region = Region(*ids(150))

    def call(action: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
        answer = region.call(action, parameters)
        if len(region.calls) == 1:
            del region.rows[0]
        return answer

    assert set(rows(call)) >= set(ids(150)[1:])


def test_a_look_that_was_just_taken_serves_and_an_old_one_does_not() -> None:
    region = Region("ehpc-1")
    with region.looks().watching("ehpc-1") as see:
        see()
        region.time += 0.5
        see()
        assert len(region.calls) == 1
        region.time += 1
        region.rows[0]["ClusterStatus"] = "running"
        assert see() == cluster("ehpc-1", "running")
        assert len(region.calls) == 2


def test_a_cluster_that_is_watched_later_is_looked_for_at_once() -> None:
    region = Region("ehpc-1", "ehpc-2")
    looks = region.looks()
    with looks.watching("ehpc-1") as one:
        one()
        with looks.watching("ehpc-2") as two:
            assert two() == cluster("ehpc-2", "creating")
            assert one() is not None
        region.time += 5
        one()
    asked = [call["ClusterIds"] for call in region.calls]
    assert asked == [["ehpc-1"], ["ehpc-1", "ehpc-2"], ["ehpc-1"]]


def test_a_cluster_that_two_watch_is_asked_for_until_both_are_done() -> None:
    region = Region("ehpc-1")
    looks = region.looks()
    with looks.watching("ehpc-1") as see:
        with looks.watching("ehpc-1"):
            pass
        assert see() is not None


def test_a_cluster_that_is_not_listed_is_missing() -> None:
    region = Region("ehpc-1")
    with region.looks().watching("ehpc-2") as see:
        assert see() is None


def refused(code: str = "ServiceUnavailable") -> ServiceError:
    return ServiceError("ListClusters", code, "Not now.", status=503)


def caught(see: See, errors: list[Exception]) -> See:
    def look() -> Seen | None:
        try:
            return see()
        except (ServiceError, ConnectionError) as error:
            errors.append(error)
            return None

    return look


@pytest.mark.parametrize("many", [8, 100])
def test_a_look_that_fails_fails_for_all_who_waited_for_it(many: int) -> None:
    region, errors = Region(*ids(many)), list[Exception]()
    failure = refused()
    region.failures = [failure]
    with ExitStack() as stack:
        at_once([caught(see, errors) for see in watch(stack, region.looks(), ids(many))])
    assert [str(error) for error in errors] == [str(failure)] * many
    assert len({id(error) for error in errors}) == many  # each is told about its own resource
    assert len(region.calls) == 1


def test_a_defect_reaches_the_one_who_looked_and_holds_up_nobody() -> None:
    region, errors = Region(*ids(8)), list[Exception]()
    region.failures = [ConnectionError("no network")]
    with ExitStack() as stack:
        seen = at_once([caught(see, errors) for see in watch(stack, region.looks(), ids(8))])
    assert [str(error) for error in errors] == ["no network"]
    assert sum(row is not None for mine in seen for row in mine) == 7
    assert len(region.calls) == 2


def test_after_a_failure_the_next_look_comes_later_each_time() -> None:
    region = Region("ehpc-1")
    region.failures = [refused() for _ in range(8)]
    with region.looks().watching("ehpc-1") as see:
        tried = []
        while region.failures:
            before = len(region.calls)
            with pytest.raises(ServiceError):
                see()
            tried += [region.time] * (len(region.calls) - before)
            region.time += 0.5
        pauses = [later - earlier for earlier, later in itertools.pairwise(tried)]
        assert pauses == [1, 2, 4, 8, 10, 10, 10]
        region.time += 10
        assert see() is not None


def test_one_that_cannot_be_asked_for_leaves_its_turn_to_the_others() -> None:
    region = Region()
    asked: list[str] = []

    def confirm(id_: str) -> Seen:
        asked.append(id_)
        if id_ == "ehpc-1":
            raise refused()
        return cluster(id_, "creating")

    looks = SharedLooks(region.seen, confirm, Clock(now=lambda: region.time, scale=1))
    with looks.watching("ehpc-1") as one, looks.watching("ehpc-2") as two:
        for see in (one, two):
            with pytest.raises(ServiceError):
                see()
        region.time += 0.6
        with pytest.raises(ServiceError):
            one()
        assert two() == cluster("ehpc-2", "creating")
        with pytest.raises(ServiceError):
            one()
    assert asked == ["ehpc-1", "ehpc-2", "ehpc-1"]


def test_among_many_strangers_they_are_asked_for_by_their_ids() -> None:
    region = Region(*ids(3_000))
    with ExitStack() as stack:
        assert all(see() for see in watch(stack, region.looks(), ids(25)))
    # The first page tells how many there are.
    assert [len(call.get("ClusterIds", ())) for call in region.calls] == [0, 20, 5]


def test_the_longer_somebody_waits_the_longer_a_look_serves() -> None:
    region = Region("ehpc-1", "ehpc-2")
    looks = region.looks()
    with looks.watching("ehpc-1") as one, looks.watching("ehpc-2") as two:
        region.time += 200
        for see in (one, two):
            see()
            region.time += 7
        assert len(region.calls) == 1
        region.time += 2
        one()
        assert len(region.calls) == 2
