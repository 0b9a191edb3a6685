"""What stood in a cluster is gone with it, whatever code says that there is no such cluster; no code alone does."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from pulumi.dynamic import ResourceProvider
from pulumi.dynamic.dynamic import serialize_provider

from account import PASSWORD
from contract.host_process import Failed, Host
from contract.programs import SMALL
from ehpc_emulator.variants import chosen
from in_process import World, host
from pulumi_ehpc.queue import EhpcQueueProvider
from pulumi_ehpc.user import EhpcUserProvider

KINDS: dict[str, tuple[type[ResourceProvider], dict[str, Any], str]] = {
    "queue": (EhpcQueueProvider, {"queueName": "comp"}, "GetQueue"),
    "user": (EhpcUserProvider, {"userName": "alice", "password": PASSWORD}, "GetUser"),
}
Made = tuple[str, dict[str, Any], dict[str, Any]]


class Inside:
    """A queue or a user of a cluster."""

    def __init__(self, noun: str) -> None:
        provider, program, self.reads = KINDS[noun]
        self.world = World()
        clusters = host(self.world)
        self.cluster, _, _ = clusters.up({**SMALL, "clusterCredentials": {"password": PASSWORD}})
        urn = f"urn:pulumi:dev::project::pulumi-python:dynamic/ehpc:{noun.title()}::one"
        self.host: Host = replace(clusters, urn=urn, provider=serialize_provider(provider()))
        self.made: Made = self.host.up({"clusterId": self.cluster, **program})

    def refuse(self, action: str, code: str, status: int) -> None:
        fault = {"action": action, "kind": "error", "code": code, "status": status, "times": None}
        self.world.control("POST", "faults", [fault])

    def fails(self, says: str) -> None:
        """Neither verb takes it for gone."""
        with pytest.raises(Failed, match=says):
            self.host.read(*self.made)
        with pytest.raises(Failed, match=says):
            self.host.delete(*self.made[:2])


@pytest.fixture(params=KINDS)
def inside(request: pytest.FixtureRequest) -> Inside:
    return Inside(request.param)


@pytest.mark.parametrize("variants", [(), ("gone-is-invalid-params",), ("gone-is-another-404",)])
def test_a_refresh_forgets_it_and_its_deletion_succeeds(inside: Inside, variants: tuple[str, ...]) -> None:
    inside.world.service.variants = chosen(list(variants))
    inside.world.service.world.clusters.clear()
    inside.world.calls.clear()
    assert inside.host.read(*inside.made)[0] == ""
    assert "GetCluster" in inside.world.calls
    inside.host.delete(*inside.made[:2])


@pytest.mark.parametrize(("code", "status"), [("NoPermission", 403), ("Forbidden.RAM", 403), ("Cluster.Gone", 404)])
def test_another_code_of_its_own_call_is_settled_by_the_cluster(inside: Inside, code: str, status: int) -> None:
    inside.world.service.world.clusters.clear()
    inside.refuse(inside.reads, code, status)
    assert inside.host.read(*inside.made)[0] == ""
    inside.host.delete(*inside.made[:2])


@pytest.mark.parametrize(
    ("code", "status"),
    [("ClusterNotFound", 404), ("InvalidClusterId.NotFound", 404), ("InvalidParams", 400), ("NoPermission", 403)],
)
def test_where_the_cluster_is_there_the_error_stays_as_it_is(inside: Inside, code: str, status: int) -> None:
    for action in (inside.reads, "ListQueues"):
        inside.refuse(action, code, status)
    inside.fails(f"(?s){inside.reads if inside.reads == 'GetUser' else '(Get|List)Queue'}.*{code}")


def test_what_may_not_be_looked_at_is_not_taken_for_gone(inside: Inside) -> None:
    """It may be how E-HPC says it; but with these keys that is how it says anything."""
    inside.world.service.variants = chosen(["gone-is-forbidden"])
    inside.world.service.world.clusters.clear()
    inside.fails(f"(?s)^{inside.reads}.*NoPermission.*ehpc:{inside.reads}")


def test_where_the_list_has_the_cluster_it_is_there(inside: Inside) -> None:
    inside.refuse(inside.reads, "InvalidClusterId.NotFound", 404)
    inside.refuse("ListQueues", "InvalidClusterId.NotFound", 404)
    inside.refuse("GetCluster", "InvalidClusterId.NotFound", 404)
    inside.fails(r"InvalidClusterId\.NotFound")


def test_a_failure_of_that_look_is_told(inside: Inside) -> None:
    inside.world.service.variants = chosen(["gone-is-another-404"])
    inside.world.service.world.clusters.clear()
    inside.refuse("GetCluster", "Forbidden.RAM", 403)
    inside.fails("(?s)^GetCluster.*ehpc:GetCluster")


def test_nothing_is_taken_for_gone_in_another_region(inside: Inside) -> None:
    inside.world.service.variants = chosen(["gone-is-another-404"])
    inside.world.service.world.clusters.clear()
    id_, outs, inputs = inside.made
    with pytest.raises(Failed, match="region"):
        inside.host.read(id_, {**outs, "__region": "cn-beijing"}, inputs)
