"""A test that asks for `ehpc_stack` leads a program through its life on the emulator, with what happened as data."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pulumi
import pytest
from pulumi import automation

import pulumi_ehpc as ehpc
from account import PASSWORD, VPC, VSWITCH
from pulumi_ehpc.testing import Emulator, StackOf


def render(most: int = 10) -> Callable[[], None]:
    """A program of one cluster."""

    def program() -> None:
        password = pulumi.Config().require_secret("password")
        cluster = ehpc.EhpcCluster(
            "render",
            cluster_vpc_id=VPC,
            cluster_vswitch_id=VSWITCH,
            max_count=most,
            cluster_credentials=ehpc.ClusterCredentials(password=password),
        )
        pulumi.export("id", cluster.id)
        pulumi.export("most", cluster.max_count)

    return program


def test_a_function_is_led_through_its_life(ehpc_stack: StackOf, ehpc_emulator: Emulator) -> None:
    config = {"password": automation.ConfigValue(PASSWORD, secret=True)}
    stack = ehpc_stack(render(), config=config)
    assert stack.preview().change_summary == {"create": 2}
    assert (stack.steps, ehpc_emulator.clusters()) == ({"render": "create"}, [])
    stack.up()
    (cluster,) = ehpc_emulator.clusters()
    assert stack.outputs == {"id": cluster["ClusterId"], "most": 10}
    assert any("should mount /home and /opt" in warning for warning in stack.warnings)
    ehpc_emulator.change(cluster["ClusterId"], MaxCount=40)
    stack.refresh()
    stack.preview()
    assert stack.steps == {"render": "update"}

    refused = ehpc_stack(render(-1))
    with pytest.raises(automation.CommandError):
        refused.up()
    (error,) = refused.errors
    assert error.endswith("max_count: must be from 0 to 5000, got -1")
    assert PASSWORD not in str(refused.events)

    stack.destroy()
    assert (stack.steps, ehpc_emulator.clusters()) == ({"render": "delete"}, [])


def smallest() -> None:
    ehpc.EhpcCluster("render", cluster_vpc_id=VPC, cluster_vswitch_id=VSWITCH)


def test_a_run_is_cancelled_from_another_thread(ehpc_stack: StackOf, ehpc_emulator: Emulator) -> None:
    ehpc_emulator.faults.hold("CreateCluster", acted=True)
    stack = ehpc_stack(smallest)
    ended: list[str] = []

    def up() -> None:
        try:
            stack.up()
        except automation.CommandError as error:
            ended.append(str(error))

    run = threading.Thread(target=up)
    run.start()
    assert ehpc_emulator.faults.held() == ["CreateCluster"]
    stack.cancel()
    stack.cancel()
    ehpc_emulator.faults.release()
    run.join(60)
    assert "canc" in ended[0]
    assert not run.is_alive()
