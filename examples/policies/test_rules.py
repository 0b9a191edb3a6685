"""The rules by themselves, and that a program is under them."""

from __future__ import annotations

import json
from typing import Any

import pulumi
import pytest

import pulumi_ehpc as ehpc
import rules
from pulumi_ehpc.testing import Mocks

GOOD = {"deletionProtection": True, "queues": [{"queueName": "comp", "maxCount": 100}], "addons": None}


def login(source: str) -> list[dict[str, Any]]:
    return [{"name": "Login", "servicesSpec": json.dumps([{"NetworkACL": [{"SourceCidrIp": source}]}])}]


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ({"deletionProtection": None}, "deletionProtection must be true"),
        ({"queues": [{"maxCount": 101}]}, "queues[0].maxCount must be a number that is known, of at most 100 nodes"),
        (
            {"queues": [{"queueName": "comp"}]},
            "queues[0].maxCount must be a number that is known, of at most 100 nodes",
        ),
        ({"addons": login("0.0.0.0/0")}, "addons[0] must not be open to the whole internet"),
        ({"addons": login("192.0.2.1/00")}, "addons[0] must not be open to the whole internet"),
        ({"addons": login("")}, "addons[0] must not be open to the whole internet"),
        ({"addons": login("128.0.0.0/1")}, "addons[0] must not be open to the whole internet"),
        ({"addons": login("::/0")}, "addons[0] must not be open to the whole internet"),
    ],
)
def test_a_cluster_that_breaks_a_rule_is_told(bad: dict[str, Any], said: str) -> None:
    assert rules.broken(rules.CLUSTER, {**GOOD, **bad}) == [said]


def test_a_cluster_that_breaks_none_is_not() -> None:
    assert rules.broken(rules.CLUSTER, {**GOOD, "addons": login("192.0.2.0/24")}) == []


def test_what_comes_later_is_not_taken_for_less() -> None:
    later = pulumi.Output.from_input(20)
    assert rules.broken(rules.QUEUE, {"maxCount": 20}) == []
    assert rules.broken(rules.QUEUE, {"maxCount": later}) != []
    assert rules.broken(rules.CLUSTER, {**GOOD, "queues": later}) == ["queues must be a list that is known"]
    assert rules.broken(rules.CLUSTER, {**GOOD, "addons": later}) == ["addons[0].servicesSpec must be known"]


def test_a_program_is_refused_with_every_sentence() -> None:
    @pulumi.runtime.test
    def program() -> None:
        rules.enforce()
        ehpc.EhpcCluster(
            "render",
            cluster_vpc_id="vpc-1",
            cluster_vswitch_id="vsw-1",
            queues=[ehpc.Queue(queue_name="comp", max_count=pulumi.Output.from_input(20))],
        )

    pulumi.runtime.set_mocks(Mocks())
    with pytest.raises(pulumi.RunError) as refused:
        program()
    assert str(refused.value).splitlines() == [
        "render: deletionProtection must be true",
        "render: queues[0].maxCount must be a number that is known, of at most 100 nodes",
    ]
