"""An outage costs all who wait together what it costs one, in calls and in time; and every wait has an end."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import pytest

from hostile.turns import Turns
from pulumi_ehpc._core.api.gateway import Gateway
from pulumi_ehpc._core.api.remote import Remote
from pulumi_ehpc._core.api.transport import LOST, NOT_JSON, UNREACHABLE, BrokenError, Reply
from pulumi_ehpc._core.api.wait import End, Outcome, Waiter, created, deleted
from pulumi_ehpc._core.process import Process, another
from pulumi_ehpc._core.verbs.watch import waits
from pulumi_ehpc.errors import ServiceError
from pulumi_ehpc.resources import CLUSTER
from pulumi_ehpc.settings import resolve

Answer = Callable[[str, Mapping[str, str]], Reply]
SETTINGS = {"ehpc:region": "cn-hangzhou", "ehpc:accessKey": "a", "ehpc:secretKey": "b"}
LONG_AGO = 205.0
"""Seconds after which everybody looks every ten seconds only."""


def unreachable(_action: str) -> Reply:
    raise BrokenError(UNREACHABLE)


def lost(_action: str) -> Reply:
    raise BrokenError(LOST)


def no_json(_action: str) -> Reply:
    raise BrokenError(NOT_JSON)


def unavailable(_action: str) -> Reply:
    return Reply(503, {"Code": "ServiceUnavailable", "Message": "Try later."})


def throttled(_action: str) -> Reply:
    return Reply(429, {"Code": "Throttling.User", "Message": "Too many."}, retry_after=3)


OUTAGES = [unreachable, lost, no_json, unavailable, throttled]


@dataclass
class Region:
    """Clusters that are made for ever, and a service that stops to answer some calls after a while."""

    clusters: int
    out: Callable[[str], Reply]
    actions: frozenset[str] = frozenset({"ListClusters", "GetCluster"})
    listed: bool = True
    turns: Turns = field(default_factory=Turns)
    calls: list[tuple[float, str]] = field(default_factory=list)
    """Those of the outage."""

    over: float = float("inf")
    """When the service answers again."""

    def __post_init__(self) -> None:
        self.begin = self.turns.now + LONG_AGO

    @property
    def ids(self) -> list[str]:
        return [f"ehpc-{number:03}" for number in range(self.clusters)]

    def send(self, action: str, form: Mapping[str, str]) -> Reply:
        if action in self.actions and self.begin <= self.turns.now < self.over:
            self.calls.append((self.turns.now, action))
            return self.out(action)
        state = "running" if self.turns.now >= self.over else "creating"
        if action == "GetCluster":
            return Reply(200, {"ClusterId": form["ClusterId"], "ClusterStatus": state})
        rows = [{"ClusterId": id_, "ClusterStatus": state} for id_ in self.ids if self.listed]
        return Reply(200, {"Clusters": rows, "TotalCount": len(rows)})

    def wait(self, waiter: Waiter | None = None) -> list[Outcome | ServiceError]:
        """How the wait of each cluster ends."""
        clock = self.turns.clock()
        at = Gateway(resolve(SETTINGS.get, {}), self, clock=clock)

        def one(id_: str) -> Outcome:
            with waits(Remote(at, CLUSTER, id_)) as await_:
                return await_(waiter or created(CLUSTER))

        with another(Process(clock=clock)):
            return self.turns.all_at_once([functools.partial(one, id_) for id_ in self.ids])

    @property
    def seconds(self) -> float:
        """How long the outage had lasted when the last one gave up."""
        return self.turns.now - self.begin


@pytest.mark.parametrize(("out", "many"), [*((out, 8) for out in OUTAGES), (unavailable, 100)])
def test_an_outage_costs_many_who_wait_what_it_costs_one(out: Callable[[str], Reply], many: int) -> None:
    calls = {}
    for clusters in (1, many):
        region = Region(clusters, out)
        ends = region.wait()
        assert {end.action for end in ends if isinstance(end, ServiceError)} == {"ListClusters"}
        assert not [end for end in ends if not isinstance(end, ServiceError)]
        assert 50 < region.seconds < 75, "one minute of patience, and a pause"
        calls[clusters] = len(region.calls)
    assert calls[1] < 12
    assert calls[many] <= calls[1] + 12


@pytest.mark.parametrize(("out", "many"), [*((out, 8) for out in OUTAGES), (unavailable, 100)])
def test_what_the_list_does_not_show_is_asked_for_by_few_in_an_outage(out: Callable[[str], Reply], many: int) -> None:
    calls = {}
    for clusters in (1, many):
        region = Region(clusters, out, frozenset({"GetCluster"}), listed=False)
        assert {type(end) for end in region.wait()} == {ServiceError}
        assert 50 < region.seconds < 75
        calls[clusters] = len(region.calls)
    assert calls[many] <= calls[1] + 12


@pytest.mark.parametrize("out", OUTAGES)
@pytest.mark.parametrize("clusters", [1, 8])
def test_an_outage_of_half_a_minute_ends_no_wait(clusters: int, out: Callable[[str], Reply]) -> None:
    region = Region(clusters, out)
    region.over = region.begin + 30
    ends = region.wait()
    assert [end.end for end in ends if isinstance(end, Outcome)] == [End.SUCCEEDED] * clusters
    assert region.seconds < 55


def test_one_that_cannot_be_asked_for_holds_up_no_other() -> None:
    region = Region(8, unavailable, listed=False)
    region.over = region.begin
    send = region.send

    def poisoned(action: str, form: Mapping[str, str]) -> Reply:
        return unavailable(action) if form.get("ClusterId") == "ehpc-003" else send(action, form)

    region.send = poisoned  # type: ignore[method-assign]
    ends = region.wait()
    assert [isinstance(end, ServiceError) for end in ends] == [id_ == "ehpc-003" for id_ in region.ids]


def test_a_refusal_of_the_list_is_asked_for_no_second_time_by_those_who_wait() -> None:
    region = Region(100, lambda _: Reply(403, {"Code": "NoPermission", "Message": "No."}))
    ends = region.wait()
    assert {end.code for end in ends if isinstance(end, ServiceError)} == {"NoPermission"}
    assert region.seconds < 12
    assert len(region.calls) < 12


@pytest.mark.parametrize("out", OUTAGES)
def test_the_account_is_asked_for_by_one(out: Callable[[str], Reply]) -> None:
    spent, calls = {}, {}
    for many in (1, 8, 100):
        region = Region(0, out, frozenset({"ListCommonLogs"}))
        region.begin = begin = region.turns.now

        def passing(_woken: Any, seconds: float, region: Region = region) -> None:
            region.turns.now += seconds

        at = Gateway(resolve(SETTINGS.get, {}), region, clock=region.turns.clock())
        at.clock = type(at.clock)(now=at.clock.now, wait=passing, scale=1)

        def ask(_number: int, at: Gateway = at) -> ServiceError:
            with pytest.raises(ServiceError) as failure:
                _ = at.account
            return failure.value

        with ThreadPoolExecutor(many) as pool:
            assert len(set(pool.map(ask, range(many)))) == 1, "the same failure"
        spent[many], calls[many] = region.turns.now - begin, len(region.calls)
    assert max(spent.values()) <= 75
    assert max(calls.values()) < 60


def test_a_deletion_goes_on_after_an_outage() -> None:
    region = Region(8, lost)
    region.over = region.begin + 45
    send = region.send

    def gone(action: str, form: Mapping[str, str]) -> Reply:
        if region.turns.now < region.over:
            return send(action, form)
        if action == "GetCluster":
            return Reply(404, {"Code": "ClusterNotFound", "Message": "There is none."})
        return Reply(200, {"Clusters": [], "TotalCount": 0})

    region.send = gone  # type: ignore[method-assign]
    assert [end.end for end in region.wait(deleted(CLUSTER)) if isinstance(end, Outcome)] == [End.SUCCEEDED] * 8
