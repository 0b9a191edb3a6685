"""Look-ups of a program, on the emulator's service: what they answer, how often they ask, and what they say."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pulumi
import pytest
from pulumi.runtime import settings as runtime

import pulumi_ehpc as ehpc
from contract.programs import REQUEST
from in_process import CONFIG, World
from pulumi_ehpc._core.api.gateway import Gateway
from pulumi_ehpc._core.process import another
from pulumi_ehpc.settings import REGION_VARIABLES, resolve

NODE = {"InstanceType": "ecs.c7.xlarge"}
SLURM = {"Type": "SLURM", "Version": "22.05.8"}
QUEUES = [
    {"QueueName": "comp", "InitialCount": 2, "MaxCount": 9, "ComputeNodes": [NODE]},
    {"QueueName": "gpu", "InitialCount": 1, "MaxCount": 2, "ComputeNodes": [NODE]},
]
lookup: Any = ehpc
"""Type checkers know that some of these calls are wrong."""


class Run:
    """The engine of one run, as far as a look-up sees it: it tells one run from another."""


def begin(*, preview: bool = False) -> None:
    runtime.configure(runtime.Settings("project", "stack", monitor=Run(), dry_run=preview))


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """In the program of a stack that is configured for that service."""
    for name in REGION_VARIABLES:
        monkeypatch.delenv(name, raising=False)
    world = World("immediate")
    pulumi.runtime.set_all_config(CONFIG)
    begin()
    with another(world.process()):
        yield world
    pulumi.runtime.set_all_config({})
    runtime.configure(runtime.Settings("project", "stack"))


def cluster(world: World, name: str = "render") -> str:
    at = Gateway(resolve(CONFIG.get, {}), world.process().transport(None))  # type: ignore[misc]
    wanted = {**REQUEST, "ClusterName": name, "Queues": QUEUES, "MaxCount": 9, "Manager": {"Scheduler": SLURM}}
    made: str = at.call("CreateCluster", wanted)["ClusterId"]
    assert "running" in (at.call("GetCluster", {"ClusterId": made})["ClusterStatus"] for _ in range(100))
    world.calls.clear()
    return made


def known(output: Callable[[], pulumi.Output[Any]]) -> tuple[Any, bool, bool]:
    """The value of an Output of a program, whether it is known and whether it is secret."""

    async def ask() -> tuple[Any, bool, bool]:
        made = output()
        return await made.future(), await made.is_known(), await made.is_secret()

    return asyncio.run(ask())


def refused(call: Callable[[], object]) -> str:
    with pytest.raises(pulumi.RunError) as refusal:
        call()
    return str(refusal.value)


def test_the_newest_image_of_an_operating_system_comes_first(world: World) -> None:
    found = ehpc.get_images(os="alibaba cloud linux 3", architecture="x86_64").images
    assert [image.release_date for image in found] == ["2023-07-27", "2022-11-02"]
    newest = ehpc.get_images(os="Alibaba Cloud Linux 3", architecture="x86_64", most_recent=True).images
    assert newest == found[:1]
    assert (newest[0].image_id, newest[0].size) == ("aliyun_3_x64_20G_alibase_20230727.vhd", 20)
    assert [image.image_owner_alias for image in ehpc.get_images().images][-2:] == ["self", "others"]
    (arm,) = ehpc.get_images(instance_type="ecs.c8y.large").images
    assert arm.architecture == "arm64"


def test_no_image_at_all_is_an_empty_list_or_a_sentence_where_one_is_wanted(world: World) -> None:
    assert ehpc.get_images(os="CentOS 6").images == ()
    said = refused(lambda: ehpc.get_images(os="CentOS", architecture="arm64", most_recent=True))
    assert said.startswith(
        "get_images: E-HPC has no image in cn-hangzhou with os='CentOS', architecture='arm64', but it has Alibaba Cloud"
    )
    assert "CentOS 7.6 64 bit (x86_64)" in said
    several = refused(lambda: ehpc.get_images(os="CentOS 7.9", most_recent=True))
    assert "2 images in cn-hangzhou with os='CentOS 7.9' have no date in their IDs" in several


def test_a_cluster_that_exists_is_told_whole(world: World) -> None:
    made = cluster(world)
    told = ehpc.get_cluster(made)
    assert (told.cluster_id, told.cluster_name, told.cluster_status) == (made, "render", "running")
    assert (told.deletion_protection, told.max_count) == (False, 9)
    assert told.manager is not None
    assert told.manager.scheduler == ehpc.GetClusterServiceResult(type="slurm22", version="22.05.8", status="running")
    (row,) = ehpc.get_clusters().clusters
    assert (row.cluster_id, row.running_nodes, row.cluster_name) == (made, 3, "render")
    assert world.calls == ["GetCluster", "ListClusters"]


def test_one_that_is_not_there_is_told_with_those_that_are(world: World) -> None:
    assert ehpc.get_clusters().clusters == ()
    made = cluster(world)
    begin()
    for ask in (ehpc.get_cluster, ehpc.get_nodes):
        said = refused(lambda ask=ask: ask("ehpc-hz-nobodys"))  # type: ignore[misc]
        assert f"there is no cluster ehpc-hz-nobodys in cn-hangzhou: this account has {made} (render) there" in said


def test_clusters_are_chosen_by_id_name_and_state(world: World) -> None:
    first, second = cluster(world, "one"), cluster(world, "two")

    def ids(**wanted: Any) -> list[str]:
        return [row.cluster_id for row in ehpc.get_clusters(**wanted).clusters]

    assert set(ids()) == {first, second}
    assert ids(cluster_names=["two"]) == [second]
    assert ids(cluster_ids=[first, "ehpc-hz-nobodys"]) == [first]
    assert ids(cluster_ids=[]) == ids(cluster_status=["stopped"]) == []


def test_nodes_are_those_of_a_cluster_or_of_its_queues(world: World) -> None:
    made = cluster(world)
    assert [node.queue_name for node in ehpc.get_nodes(made, queue_names=["gpu"]).nodes] == ["gpu"]
    nodes = ehpc.get_nodes(made).nodes
    assert len(nodes) == 3
    assert all(node.ip_address and node.status == "running" for node in nodes)
    assert ehpc.get_nodes(made, status=["stopped"]).nodes == ()


def test_software_add_ons_regions_and_file_systems_are_told(world: World) -> None:
    (mpich,) = ehpc.get_softwares(name="mpich", os_tag="CentOS_7.6_64").softwares
    assert [(one.version, one.latest) for one in mpich.versions] == [("4.0.3", True), ("3.4.3", False)]
    assert ehpc.get_softwares(architecture="arm64").softwares == ()
    (login,) = ehpc.get_addon_templates(addon_names=["Login"], cluster_category="Standard").templates
    assert (login.name, login.version) == ("Login", "1.0")
    regions = ehpc.get_regions().regions
    assert (len(regions), regions[-1].local_name) == (18, "UAE (Dubai)")
    (nas,) = ehpc.get_file_systems(file_system_type="nas", vpc_id="vpc-bp1emulator").file_systems
    assert nas.mount_targets[0].mount_target_domain == "008b63emul-sihc.cn-hangzhou.nas.aliyuncs.com"
    assert ehpc.get_file_systems(vpc_id="vpc-other").file_systems == ()


def test_a_run_asks_the_same_once_however_many_want_it(world: World) -> None:
    def everywhere() -> pulumi.Output[Any]:
        return pulumi.Output.all(*(ehpc.get_images_output(os="CentOS") for _ in range(100)))

    answers, _, _ = known(everywhere)
    assert answers == [ehpc.get_images(os="CentOS")] * 100
    assert world.calls == ["ListAvailableImages"]
    ehpc.get_images(os="CentOS 7.6")
    assert world.calls == ["ListAvailableImages"] * 2
    begin()
    ehpc.get_images(os="CentOS")
    assert world.calls == ["ListAvailableImages"] * 3


def test_those_who_ask_meanwhile_wait_for_the_first_and_hear_of_its_failure(world: World) -> None:
    asking, go = threading.Event(), threading.Event()

    def hold(when: str, _action: str) -> None:
        if when == "before":
            asking.set()
            assert go.wait(30)

    world.boundary = hold
    this_run, place = runtime.get_monitor(), dict(CONFIG)

    def ask() -> str:
        runtime.configure(runtime.Settings("project", "stack", monitor=this_run))
        pulumi.runtime.set_all_config(place)
        return refused(lambda: ehpc.get_cluster("ehpc-hz-nobodys"))

    with ThreadPoolExecutor(8) as threads:
        said = [threads.submit(ask) for _ in range(8)]
        assert asking.wait(30)
        go.set()
    assert len({one.result() for one in said}) == 1
    assert world.calls == ["GetCluster", "ListClusters"]


def test_what_is_not_known_yet_is_asked_nobody(world: World) -> None:
    begin(preview=True)

    async def unknown() -> Any:
        return pulumi.output.UNKNOWN

    def program() -> pulumi.Output[Any]:
        later = pulumi.Output(set(), unknown(), asyncio.ensure_future(_truth(False)))
        return ehpc.get_nodes_output(later, queue_names=["comp"])

    _, is_known, _ = known(program)
    assert not is_known
    assert world.calls == []


async def _truth(told: bool) -> bool:
    return told


def test_an_answer_is_as_secret_as_its_arguments_and_not_as_its_keys(world: World) -> None:
    value, is_known, is_secret = known(lambda: ehpc.get_images_output(os=pulumi.Output.secret("CentOS 7.6")))
    assert (len(value.images), is_known, is_secret) == (1, True, True)
    _, _, is_secret = known(lambda: ehpc.get_images_output(os="CentOS 7.6"))
    assert not is_secret


def test_a_region_of_its_own_goes_before_the_configured_one(world: World) -> None:
    regions: list[str] = []
    process = world.process()
    through = process.transport
    assert through is not None

    def transport(settings: Any) -> Any:
        regions.append(settings.region)
        return through(settings)

    process.transport = transport
    with another(process):
        ehpc.get_clusters()
        ehpc.get_clusters(region="cn-beijing")
        ehpc.get_clusters(region="cn-beijing")
    assert regions == ["cn-hangzhou", "cn-beijing"]
    assert world.calls == ["ListClusters"] * 2


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: lookup.get_images(os=7), "get_images: os must be a text and not an int"),
        (lambda: lookup.get_images(os=" "), "get_images: os is empty: give one, or leave it out"),
        (lambda: lookup.get_images(most_recent="yes"), "get_images: most_recent must be True or False"),
        (lambda: lookup.get_nodes(None), "get_nodes: cluster_id is missing: give it"),
        (lambda: lookup.get_nodes("e", queue_names="comp"), "queue_names must be a list of texts and not a str"),
        (lambda: lookup.get_nodes("e", queue_names=["a", 7]), "queue_names[1] must be a text and not an int"),
        (lambda: lookup.get_clusters(opts={}), "get_clusters: opts cannot be a dict: give pulumi.InvokeOptions(...)"),
        (
            lambda: lookup.get_clusters(opts=pulumi.InvokeOptions(provider="x")),  # type: ignore[arg-type]
            "get_clusters: opts.provider cannot be a str: give a provider, as pulumi_ehpc.Provider(...)",
        ),
        (lambda: lookup.get_clusters(region="Hangzhou!"), "get_clusters: region must be a region ID such as cn-hang"),
        (
            lambda: lookup.get_images(image_owner_alias="mine"),
            "ListAvailableImages for get_images (cn-hangzhou) failed: The specified parameter ImageOwnerAlias is inv",
        ),
    ],
)
def test_a_call_that_means_nothing_is_one_sentence(world: World, call: Callable[[], object], says: str) -> None:
    assert says in refused(call)


def test_an_output_where_the_answer_is_wanted_at_once_names_the_other_function(world: World) -> None:
    async def program() -> str:
        later = pulumi.Output.from_input("CentOS")
        return refused(lambda: lookup.get_images(os=later))

    assert asyncio.run(program()) == "get_images: os is known only later: use get_images_output"
    assert world.calls == []


def test_without_a_region_the_remedy_is_said(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    pulumi.runtime.set_all_config({})
    assert "EHPC_ENDPOINT" not in os.environ
    assert "get_clusters: no region: set it with `pulumi config set ehpc:region" in refused(ehpc.get_clusters)
