"""A class made from EhpcCluster is one: to the engine its clusters are what they were, whatever the class is called."""

from __future__ import annotations

from typing import Any

import pulumi
import pytest
from pulumi import dynamic

import pulumi_ehpc as ehpc
from mocked import Asked, asked

CLUSTER = "pulumi-python:dynamic/ehpc:Cluster"


class House(ehpc.EhpcCluster):
    """What a company's clusters have in common."""


class Small(House):
    """With arguments of its own, as a subclass may have."""

    max_count = 5  # type: ignore[assignment] # a name of ours, for something else

    def __init__(self, name: str, team: str, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1", tags={"team": team}, opts=opts)
        self.team = team


class Mixin:
    kind = "of a mixin"


class Mixed(Mixin, Small):
    pass


class Group(pulumi.ComponentResource):
    def __init__(self, name: str) -> None:
        super().__init__("acme:Group", name)
        self.cluster = Small(f"{name}-cluster", "render", pulumi.ResourceOptions(parent=self))


class Nothing(dynamic.ResourceProvider):
    pass


class Other(dynamic.Resource):
    pass


class Named(dynamic.Resource, module="acme", name="Thing"):
    pass


def types(found: list[Asked]) -> list[tuple[str, str]]:
    return [(one.name, one.type) for one in found if one.type != "pulumi:pulumi:Stack"]


@pytest.mark.parametrize("cls", [House, Small, Mixed])
def test_it_keeps_the_type_at_any_depth(cls: Any) -> None:
    arguments = {"cluster_vpc_id": "v", "cluster_vswitch_id": "w"} if cls is House else {"team": "render"}
    (found,) = asked(lambda: cls("a", **arguments))
    assert found.type == CLUSTER
    assert found.inputs["clusterVpcId"]


def test_two_of_them_stand_beside_other_dynamic_resources_and_in_components() -> None:
    def program() -> None:
        House("house", cluster_vpc_id="v", cluster_vswitch_id="w")
        Other(Nothing(), "other", {})
        Small("small", "render")
        Named(Nothing(), "named", {})
        Group("group")
        ehpc.EhpcCluster("plain", cluster_vpc_id="v", cluster_vswitch_id="w")

    assert sorted(types(asked(program))) == [
        ("group", "acme:Group"),
        ("group-cluster", CLUSTER),
        ("house", CLUSTER),
        ("named", "pulumi-python:dynamic/acme:Thing"),
        ("other", "pulumi-python:dynamic:Resource"),
        ("plain", CLUSTER),
        ("small", CLUSTER),
    ]


def test_its_outputs_are_those_of_a_cluster() -> None:
    seen: list[Any] = []

    def program() -> Any:
        made = House("a", cluster_vpc_id="v", cluster_vswitch_id="w", queues=[{"queue_name": "comp", "max_count": 3}])
        return made.queues.apply(lambda queues: seen.append([queue.max_count for queue in queues or []]))

    asked(program)
    assert seen == [[3]]


def test_get_reads_one_without_what_the_subclass_makes() -> None:
    (found,) = asked(lambda: Small.get("a", "ehpc-hz-7"))
    assert (found.type, found.id, found.inputs) == (CLUSTER, "ehpc-hz-7", {})
    assert isinstance(got(), Small)


def got() -> Any:
    made: list[Any] = []
    asked(lambda: made.append(Small.get("a", "ehpc-hz-7")))
    return made[0]


def test_a_type_of_its_own_is_refused_for_the_cluster_would_be_deleted() -> None:
    with pytest.raises(pulumi.RunError, match="House2 keeps the type of EhpcCluster: leave out module and name"):
        type("House2", (ehpc.EhpcCluster,), {}, module="acme", name="House")
