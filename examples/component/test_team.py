"""What the component makes of what a team wants, on Pulumi's mocks: milliseconds a test."""

from __future__ import annotations

import json
from typing import Any

import pulumi
import pytest

from pulumi_ehpc.testing import Mocks
from team import Team
from wanted import Network, Queue, User, Wanted, wanted

NETWORK = Network(vpc="vpc-1", vswitch="vsw-1", files="0a1b2c", mount="0a1b2c.cn-hangzhou.nas.aliyuncs.com")
PASSWORDS = {"root": "Sesame-2024", "alice": "Wonder-2024"}


class Newest(Mocks):
    """Answers the look-up of the component too."""

    def call(self, args: pulumi.runtime.MockCallArgs) -> tuple[dict[Any, Any], list[tuple[str, str]] | None]:
        answers = {"ehpc:index/getImages:getImages": {"images": [{"imageId": "centos-newest"}]}}
        return answers[args.token], []


@pytest.fixture(autouse=True)
def mocks() -> None:
    pulumi.runtime.set_mocks(Newest(), project="component")


def team(**also: Any) -> Team:
    return Team("render", Wanted(NETWORK, PASSWORDS, **also))


@pulumi.runtime.test
def test_a_queue_has_its_own_nodes_with_the_newest_image() -> Any:
    found = team(queues={"gpu": Queue("ecs.gn7i-c8g1.2xlarge", most=4)}).queues["gpu"]

    def check(seen: list[Any]) -> None:
        queue_id, most, node = seen
        assert queue_id.endswith(":gpu")
        assert most == 4
        assert (node["instance_type"], node["image_id"]) == ("ecs.gn7i-c8g1.2xlarge", "centos-newest")

    return pulumi.Output.all(found.id, found.max_count, found.compute_nodes[0]).apply(check)


@pulumi.runtime.test
def test_everything_is_in_the_component() -> Any:
    whole = team(queues={"comp": Queue("ecs.c6.xlarge", most=10)}, users={"alice": User("wheel")})

    def check(urns: list[str]) -> None:
        assert all("::example:index:Team$pulumi-python:dynamic/ehpc:" in urn for urn in urns)

    return pulumi.Output.all(whole.cluster.urn, whole.queues["comp"].urn, whole.users["alice"].urn).apply(check)


def configured(**given: Any) -> None:
    network = {"vpc": "vpc-1", "vswitch": "vsw-1", "files": "0a", "mount": "0a.cn-hangzhou.nas.aliyuncs.com"}
    rows = {"network": network, "passwords": PASSWORDS, **given}
    pulumi.runtime.set_all_config({f"component:{key}": json.dumps(value) for key, value in rows.items()})


def test_the_configuration_is_read_as_objects() -> None:
    configured(queues={"comp": {"nodes": "ecs.c6.xlarge", "most": 10}}, users={"alice": {}})
    assert wanted().queues == {"comp": Queue("ecs.c6.xlarge", most=10, least=0)}
    assert wanted().users == {"alice": User("users")}


def test_what_is_misspelt_or_missing_is_said() -> None:
    configured(queues={"comp": {"nodes": "ecs.c6.xlarge", "mots": 10}})
    with pytest.raises(pulumi.RunError, match=r"queues\.comp has no mots: there are nodes, most, least"):
        wanted()
    configured(queues={"comp": {"nodes": "ecs.c6.xlarge"}})
    with pytest.raises(pulumi.RunError, match=r"queues\.comp lacks most: `pulumi config set --path queues\.comp\.most"):
        wanted()


def test_what_e_hpc_would_refuse_fails() -> None:
    @pulumi.runtime.test
    def program() -> None:
        team(queues={"comp": Queue("ecs.c6.xlarge", most=-1)})

    with pytest.raises(pulumi.RunError, match="max_count: must be"):
        program()
