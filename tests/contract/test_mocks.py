"""On Pulumi's mocks a program gets the outputs of a real run, and what a preview refuses fails."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import Any

import pulumi
import pytest
from pulumi import dynamic
from pulumi.dynamic.dynamic import serialize_provider
from pulumi.runtime import mocks, rpc

import pulumi_ehpc as ehpc
from account import PASSWORD, VPC, VSWITCH
from contract.host_process import Host
from in_process import World
from in_process import host as served
from pulumi_ehpc.cluster import EhpcClusterProvider
from pulumi_ehpc.queue import EhpcQueueProvider
from pulumi_ehpc.testing import Mocks
from pulumi_ehpc.user import EhpcUserProvider

CLUSTER: dict[str, Any] = {"cluster_vpc_id": VPC, "cluster_vswitch_id": VSWITCH}
CASES: dict[str, tuple[Any, Any, dict[str, Any]]] = {
    "cluster": (ehpc.EhpcCluster, EhpcClusterProvider, CLUSTER),
    "queue": (
        ehpc.EhpcQueue,
        EhpcQueueProvider,
        {"queue_name": "comp", "compute_nodes": [{"instance_type": "ecs.c7"}]},
    ),
    "user": (ehpc.EhpcUser, EhpcUserProvider, {"user_name": "alice", "password": PASSWORD}),
}


def mocked(program: Callable[[], Any], given: mocks.Mocks | None = None, *, preview: bool = False) -> mocks.MockMonitor:
    """What the engine would know after the program."""
    asyncio.set_event_loop(loop := asyncio.new_event_loop())
    # What is left of a program that failed is logged when it is collected, in the middle of whatever runs then.
    loop.set_exception_handler(lambda *_: None)
    monitor = mocks.MockMonitor(given or Mocks())
    mocks.set_mocks(monitor.mocks, preview=preview, monitor=monitor, logger=logging.getLogger("mocked"))
    run: Any = mocks.test
    run(program)()
    return monitor


def shown(values: Mapping[str, Any]) -> dict[str, Any]:
    """What a user sees of a state or of inputs."""
    found = {name: rpc.unwrap_rpc_secret(value) for name, value in values.items() if not name.startswith("__")}
    return {name: value for name, value in found.items() if value is not None}


@pytest.fixture(scope="module")
def real() -> tuple[Host, str]:
    """A host of the real provider on the emulator, with a cluster."""
    host = served(World(pace="immediate"))
    id_, _, _ = host.up({"clusterVpcId": VPC, "clusterVswitchId": VSWITCH})
    return host, id_


def kind(value: Any) -> Any:
    """What it looks like, but for what no two have in common."""
    if isinstance(value, dict):
        return {name: kind(item) for name, item in value.items()}
    if isinstance(value, (bool, int, float)):
        return float(value)
    return (
        len(value) if isinstance(value, str) and value.isdecimal() else value[:4] if isinstance(value, str) else value
    )


@pytest.mark.parametrize("case", CASES)
def test_what_the_service_fills_in_is_there_as_after_a_real_run(real: tuple[Host, str], case: str) -> None:
    host, cluster = real
    made, provider, arguments = CASES[case]
    owner = {} if case == "cluster" else {"cluster_id": cluster}
    host.provider, host.urn = (
        serialize_provider(provider()),
        f"urn:pulumi:dev::project::{made._resource_type_name}::one",
    )
    handed: dict[str, Any] = {}

    class Noted(Mocks):
        def new_resource(self, args: mocks.MockResourceArgs) -> tuple[str | None, dict[Any, Any]]:
            handed.update(shown(args.inputs))
            return super().new_resource(args)

    (registered,) = mocked(lambda: made("one", {**arguments, **owner}).urn, Noted()).resources.values()
    id_, outputs, _ = host.up(handed)
    assert kind(shown(registered.state)) == kind(shown(outputs))
    assert kind(registered.id) == kind(id_)


def test_outputs_have_their_types_and_two_clusters_differ() -> None:
    seen: dict[str, Any] = {}

    def program() -> Any:
        one, two = ehpc.EhpcCluster("one", **CLUSTER), ehpc.EhpcCluster("two", **CLUSTER)
        alice = ehpc.EhpcUser("alice", cluster_id=one.id, user_name="alice", password=PASSWORD)
        return pulumi.Output.all(
            ids=pulumi.Output.all(one.id, two.id),
            node=one.manager.manager_node.instance_id,
            count=one.max_count,
            user=alice.id,
        ).apply(seen.update)

    mocked(program)
    first, second = seen["ids"]
    assert first.startswith("ehpc-hz-")
    assert first != second
    assert seen["node"].startswith("i-")
    assert (type(seen["count"]), seen["user"]) == (int, f"{first}:alice")


@pytest.mark.parametrize("preview", [False, True])
def test_a_misspelt_argument_fails(preview: bool) -> None:
    with pytest.raises(pulumi.RunError) as refused:
        mocked(lambda: ehpc.EhpcCluster("render", {**CLUSTER, "cluster_nam": "render"}).urn, preview=preview)
    assert str(refused.value) == (
        'EhpcCluster "render" is refused:\n  cluster_nam: is not an input of EhpcCluster; did you mean cluster_name?'
    )


def test_a_bad_secret_fails_and_is_not_shown() -> None:
    with pytest.raises(pulumi.RunError) as refused:
        mocked(lambda: ehpc.EhpcUser("a", cluster_id="ehpc-hz-1", user_name="a", password="Sesame").urn)
    assert "password: must have 8 to 30 characters" in str(refused.value)
    assert "Sesame" not in str(refused.value)


def test_what_exists_is_read_by_its_id() -> None:
    monitor = mocked(lambda: ehpc.EhpcCluster.get("render", "ehpc-hz-there").urn)
    (registered,) = monitor.resources.values()
    assert (registered.id, registered.state["clusterStatus"]) == ("ehpc-hz-there", "running")


class Network(pulumi.CustomResource):
    def __init__(self, name: str) -> None:
        super().__init__("cloud:vpc:Network", name, {"cidr": "10.0.0.0/8"})


def test_other_resources_are_answered_for_by_the_users_own_mocks() -> None:
    class Mine(mocks.Mocks):
        def new_resource(self, args: mocks.MockResourceArgs) -> tuple[str | None, dict[Any, Any]]:
            return "vpc-mine", {**args.inputs, "status": "Available"}

        def call(self, args: mocks.MockCallArgs) -> Any:
            return {"zone": args.token.rpartition(":")[-1]}

    def program() -> Any:
        zone = pulumi.runtime.invoke("cloud:vpc:zone", {}).value["zone"]
        return ehpc.EhpcCluster(
            "render", cluster_vpc_id=Network("net").id, cluster_vswitch_id="vsw-1", cluster_name=zone
        )

    program_state = mocked(lambda: program().urn, Mocks(others=Mine())).resources.values()
    (cluster,) = [made.state for made in program_state if "clusterVpcId" in made.state]
    assert (cluster["clusterVpcId"], cluster["clusterName"]) == ("vpc-mine", "zone")


def test_without_mocks_of_their_own_they_get_what_they_were_given() -> None:
    monitor = mocked(lambda: Network("net").urn)
    (registered,) = monitor.resources.values()
    assert (registered.id, registered.state) == ("net-id", {"cidr": "10.0.0.0/8"})


def test_a_look_up_finds_what_it_asked_for() -> None:
    found: list[Any] = []

    def program() -> None:
        images = ehpc.get_images(os="Alibaba Cloud Linux 3", architecture="arm64", most_recent=True)
        found.extend((images.images[0], ehpc.get_cluster("ehpc-hz-1"), ehpc.get_nodes("ehpc-hz-1")))

    mocked(program)
    image, one, nodes = found
    assert (image.architecture, one.cluster_id, nodes.nodes) == ("arm64", "ehpc-hz-1", ())
    assert image.image_id


def test_the_login_node_of_a_mocked_cluster_has_addresses() -> None:
    found: list[Any] = []

    def program() -> Any:
        made = ehpc.EhpcCluster("render", **CLUSTER, addons=[ehpc.Addon(name="Login", version="1.0")])
        return pulumi.Output.all(made.ssh_command, made.login.access_urls, made.account_id).apply(found.extend)

    mocked(program)
    assert (found[0], sorted(found[1])) == ("ssh root@192.0.2.1", ["SSH", "Web Portal"])
    assert found[2]


class Clocks(dynamic.ResourceProvider):
    """One of a program's own, which Pulumi pickles by value."""

    def __init__(self) -> None:
        super().__init__()
        self.zones = {"Europe": {"Germany": {"Berlin": 1}}}

    def create(self, props: dict[str, Any]) -> dynamic.CreateResult:
        return dynamic.CreateResult("noon", props)


class Clock(dynamic.Resource):
    """What that one makes."""


def test_a_dynamic_resource_of_the_programs_own_comes_after_hundreds_of_ours() -> None:
    Clocks.__module__ = "__main__"  # as in a program

    def program() -> None:
        for number in range(300):
            ehpc.EhpcUser(f"user-{number}", cluster_id="ehpc-hz-1", user_name=f"u{number}", password=PASSWORD)
        Clock(Clocks(), "clock", {})

    assert "clock" in str(list(mocked(program).resources))
