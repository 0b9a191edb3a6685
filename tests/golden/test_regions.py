"""The regions that are known are those for which the installed SDK has an endpoint."""

from __future__ import annotations

from typing import Any

from pulumi_ehpc.regions import REGIONS, address, doubt


def test_they_are_those_of_the_sdk() -> None:
    from alibabacloud_ehpc20240730.client import Client
    from alibabacloud_tea_openapi import utils_models

    client: Any = Client(utils_models.Config(region_id="cn-hangzhou"))
    assert {f"https://{there}": region for region, there in client._endpoint_map.items()} == {
        address(region): region for region in REGIONS
    }
    assert address("xx-new-1") == ""


def test_a_slip_is_told_with_the_right_one_and_what_is_known_is_not_doubted() -> None:
    assert doubt("cn-hangzou").startswith("region: E-HPC is not known to be in cn-hangzou; did you mean cn-hangzhou?")
    assert "it has ap-northeast-1, " in doubt("xx")
    assert doubt("eu-central-1") == ""
