"""What the program makes of its configuration, on Pulumi's mocks: milliseconds a test."""

from typing import Any

import pulumi
import pytest

import farm
from pulumi_ehpc.testing import Mocks
from sample import CONFIG


@pytest.fixture(autouse=True)
def mocks() -> None:
    pulumi.runtime.set_mocks(Mocks(), project="farm")


def configured(most: str) -> None:
    pulumi.runtime.set_all_config({f"farm:{name}": value for name, value in {**CONFIG, "most": most}.items()})


@pulumi.runtime.test
def test_each_size_has_a_queue_of_its_own() -> Any:
    configured('{"small": 20, "big": 2}')
    queues = farm.declare()

    def check(seen: list[Any]) -> None:
        assert seen == [["small", 20], ["big", 2]]

    told = [pulumi.Output.all(queue.queue_name, queue.max_count) for queue in queues.values()]
    return pulumi.Output.all(*told).apply(check)


@pulumi.runtime.test
def test_what_the_service_fills_in_is_there() -> Any:
    configured('{"small": 20}')

    def check(queue_id: str) -> None:
        cluster, _, name = queue_id.partition(":")
        assert cluster.startswith("ehpc-")
        assert name == "small"

    return farm.declare()["small"].id.apply(check)


def test_a_queue_that_e_hpc_would_refuse_fails() -> None:
    @pulumi.runtime.test
    def program() -> None:
        configured('{"big": -1}')
        farm.declare()

    with pytest.raises(pulumi.RunError, match="max_count: must be"):
        program()
