"""Programs that a type checker must accept, each in a way of its own that strangers write."""

from __future__ import annotations

import asyncio
import dataclasses
import json
from collections.abc import Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypedDict

import attrs
import pulumi
from pulumi import automation
from typing_extensions import assert_type

import pulumi_ehpc as ehpc
from pulumi_ehpc.inputs import NodeDict
from pulumi_ehpc.testing import Call, Emulator, Mocks, Problem, StackOf, doubts, problems

config = pulumi.Config()
vpc = pulumi.Output.from_input("vpc-1")


class Network(TypedDict):
    cluster_vpc_id: str
    cluster_vswitch_id: pulumi.Output[str]


NETWORK = Network(cluster_vpc_id="vpc-1", cluster_vswitch_id=vpc)


class Shape(str, Enum):
    SMALL = "ecs.c7.large"
    BIG = "ecs.c7.8xlarge"


class Unit(Enum):
    WEEKS = "Week"


@dataclasses.dataclass
class DiskRecord:
    size: int
    level: str | None = None


@attrs.define
class NodeRecord:
    image_id: str
    system_disk: DiskRecord


class DiskTuple(NamedTuple):
    size: int


def args_classes_everywhere() -> ehpc.EhpcCluster:
    return ehpc.EhpcCluster(
        "whole",
        cluster_vpc_id=vpc,
        cluster_vswitch_id="vsw-1",
        max_count=10,
        deletion_protection=False,
        tags={"team": "render", "cost": pulumi.Output.from_input("42")},
        cluster_credentials=ehpc.ClusterCredentials(password=config.require_secret("password")),
        manager=ehpc.Manager(
            scheduler=ehpc.Scheduler(type="SLURM", version="22.05.8"),
            manager_node=ehpc.Node(
                instance_type="ecs.c7.xlarge",
                system_disk={"category": "cloud_essd", "size": 40},
                data_disks=[ehpc.DataDisk(size=40), {"size": 100}],
                spot_price_limit=0.97,
            ),
        ),
        queues=[
            ehpc.Queue(queue_name="comp", max_count=vpc.apply(len), vswitch_ids=["vsw-1", vpc]),
            {"queue_name": "big"},
        ],
        addons=[
            ehpc.Addon(name="Login", version="1.0", services_spec=[{"ServiceName": "SSH"}], resources_spec='{"a": 1}'),
        ],
        additional_packages=[ehpc.AdditionalPackage(name="mpich"), {"name": "wrf", "version": "4.5.1"}],
        opts=pulumi.ResourceOptions(protect=True),
    )


def one_object_of_arguments() -> None:
    ehpc.EhpcCluster("args", ehpc.EhpcClusterArgs(cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1"))


def one_object_and_options() -> None:
    args = ehpc.EhpcClusterArgs(cluster_vpc_id=vpc, cluster_vswitch_id=vpc)
    ehpc.EhpcCluster("args", args, pulumi.ResourceOptions(retain_on_delete=True))
    ehpc.EhpcCluster("args", args=args, opts=None)


def one_dict_of_arguments() -> None:
    ehpc.EhpcCluster(
        "dict", {"cluster_vpc_id": "vpc-1", "cluster_vswitch_id": vpc, "manager": {"dns": {"type": "NIS"}}}
    )


def options_before_the_names() -> None:
    ehpc.EhpcCluster("x", pulumi.ResourceOptions(), cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1")


def the_name_by_its_name() -> None:
    ehpc.EhpcCluster(resource_name="x", cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1")


def arguments_unpacked_from_a_typed_dict(all_of_them: ehpc.EhpcClusterArgsDict, queue: ehpc.QueueDict) -> None:
    ehpc.EhpcCluster("x", **NETWORK)
    ehpc.EhpcCluster("x", **all_of_them)
    ehpc.Queue(**queue)


def arguments_unpacked_from_a_dict_of_anything(settings: dict[str, Any]) -> None:
    ehpc.EhpcCluster("x", **settings)
    ehpc.EhpcCluster("x", cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1", **settings)
    ehpc.Queue(queue_name="comp", **settings)


def dicts_of_which_nothing_is_known(settings: dict[str, Any], queues: list[dict[str, Any]]) -> None:
    ehpc.EhpcCluster("x", settings)
    ehpc.EhpcCluster("x", **NETWORK, queues=queues, manager=settings)


def what_a_file_or_the_configuration_holds() -> None:
    ehpc.EhpcCluster("x", **NETWORK, queues=json.loads("[]"), manager=config.require_object("manager"))


def a_list_that_grows() -> None:
    queues: list[ehpc.QueueDict] = []
    queues.append({"queue_name": "comp"})
    ehpc.EhpcCluster("x", **NETWORK, queues=queues)


def a_list_of_args_classes() -> None:
    queues = [ehpc.Queue(queue_name=name) for name in ("a", "b")]
    ehpc.EhpcCluster("x", **NETWORK, queues=queues)


def classes_and_dicts_in_one_list(more: list[ehpc.Queue | ehpc.QueueDict]) -> None:
    ehpc.EhpcCluster("x", **NETWORK, queues=[ehpc.Queue(queue_name="a"), {"queue_name": "b"}, *more])
    ehpc.EhpcCluster("x", **NETWORK, queues=more)


def a_comprehension_of_dicts() -> None:
    ehpc.EhpcCluster("x", **NETWORK, queues=[{"queue_name": f"q{n}", "max_count": n} for n in range(3)])


def a_typed_dict_that_is_called() -> None:
    ehpc.Queue(queue_name="comp", compute_nodes=[NodeDict(image_id="m-1"), ehpc.NodeDict(enable_ht=False)])


def a_node_that_two_queues_have() -> None:
    node: ehpc.NodeDict = {"instance_type": "ecs.c7.xlarge", "system_disk": {"size": 40, "level": "PL1"}}
    ehpc.EhpcCluster("x", **NETWORK, queues=[{"queue_name": name, "compute_nodes": [node]} for name in ("a", "b")])


def tuples_for_lists() -> None:
    queue = ehpc.Queue(queue_name="comp", vswitch_ids=("vsw-1", vpc), keep_alive_nodes=())
    ehpc.EhpcCluster("x", **NETWORK, queues=(queue,), addons=())


def sequences_and_mappings(ids: Sequence[str], tags: Mapping[str, str], nodes: Sequence[ehpc.Node]) -> None:
    ehpc.EhpcCluster(
        "x", **NETWORK, tags=tags, queues=[ehpc.Queue(queue_name="a", vswitch_ids=ids, compute_nodes=nodes)]
    )


def none_for_what_is_unset() -> None:
    ehpc.EhpcCluster("x", None, cluster_vpc_id="v", cluster_vswitch_id="w", max_count=None, manager=None, queues=None)
    ehpc.Queue(queue_name="comp", max_count=None, vswitch_ids=None)
    ehpc.Node(system_disk=None, period_unit=None)


def what_may_be_unset_in_the_configuration() -> None:
    ehpc.EhpcCluster(
        "x",
        **NETWORK,
        cluster_name=config.get("name"),
        max_count=config.get_int("max"),
        enable_scale_in=config.get_bool("shrinks"),
    )


def secrets_of_the_configuration() -> None:
    ehpc.ClusterCredentials(password=config.get_secret("password"))
    ehpc.Queue(queue_name="comp", max_count=config.get_secret_int("most"))


def outputs_that_may_be_none() -> None:
    ehpc.Queue(queue_name="comp", max_count=vpc.apply(lambda name: len(name) or None))


def an_output_for_a_whole_object() -> None:
    ehpc.EhpcCluster("x", **NETWORK, manager=vpc.apply(lambda _: ehpc.Manager(scheduler=ehpc.Scheduler(type="SLURM"))))


def an_output_for_a_whole_list() -> None:
    ehpc.EhpcCluster("x", **NETWORK, queues=vpc.apply(lambda name: [ehpc.Queue(queue_name=name)]))
    ehpc.Queue(queue_name="comp", vswitch_ids=vpc.apply(lambda name: [name]))


def an_output_in_a_list() -> None:
    ehpc.EhpcCluster("x", **NETWORK, queues=[vpc.apply(lambda name: ehpc.Queue(queue_name=name)), {"queue_name": vpc}])


def all_of_several_outputs() -> None:
    name = pulumi.Output.all(vpc, config.require_secret("zone")).apply(lambda both: f"{both[0]}-{both[1]}")
    ehpc.EhpcCluster("x", **NETWORK, cluster_name=name)
    ehpc.Queue(queue_name="comp", ram_role=pulumi.Output.concat("role-", vpc))
    ehpc.Queue(queue_name="comp", ram_role=pulumi.Output.format("role-{0}", vpc))


def a_secret() -> None:
    ehpc.ClusterCredentials(password=pulumi.Output.secret("Passw0rd!"))


async def later(text: str) -> str:
    return text


async def a_node() -> ehpc.Node:
    return ehpc.Node(image_id="m-1")


def awaitables(future: asyncio.Future[int]) -> None:
    ehpc.Queue(queue_name=later("comp"), max_count=future, compute_nodes=[a_node()])
    ehpc.SystemDisk(category=later("cloud_essd"))


def f_strings(stack: str) -> None:
    ehpc.Queue(queue_name=f"q{stack}", hostname_prefix=f"{stack}-")


def enums_whose_values_are_texts() -> None:
    ehpc.Node(instance_type=Shape.SMALL, period_unit=Unit.WEEKS)


def texts_of_a_closed_list() -> None:
    unit: Literal["Week", "Month"] = "Week"
    for disk in (ehpc.SystemDisk(category="cloud_ssd"), ehpc.SystemDisk(level="PL3")):
        ehpc.Node(system_disk=disk, period_unit=unit, instance_charge_type="PrePaid", duration=0)


def a_text_of_a_closed_list_that_is_not_known_yet() -> None:
    ehpc.EhpcCluster("x", **NETWORK, cluster_mode=pulumi.Output.from_input(config.require("mode")))
    ehpc.SystemDisk(category=vpc, level=config.get_secret("level"))


def advice_is_no_closed_list(kind: str) -> None:
    ehpc.Dns(type=kind)
    ehpc.Queue(queue_name="comp", allocation_strategy="LowestPrice", inter_connect="erdma")


def a_whole_number_for_a_price() -> None:
    ehpc.Node(spot_price_limit=1)


def dataclasses_named_tuples_and_attrs() -> None:
    ehpc.Node(system_disk=DiskRecord(40))
    ehpc.Node(system_disk=DiskTuple(40), data_disks=[DiskTuple(40), DiskRecord(50)])
    ehpc.Manager(manager_node=NodeRecord("m-1", DiskRecord(40)))
    ehpc.Manager(manager_node=vpc.apply(lambda image: NodeRecord(image, DiskRecord(40))))


def json_in_each_form() -> None:
    ehpc.Addon(name="Login", version="1.0", resources_spec={"EipResource": {"AutoCreate": True}})
    ehpc.Addon(name="Login", version="1.0", services_spec=json.dumps([]), resources_spec=vpc.apply(lambda _: {"a": 1}))


def an_args_object_that_is_changed() -> None:
    queue = ehpc.Queue(queue_name="comp")
    queue.max_count = 10
    queue.compute_nodes = [ehpc.Node(image_id="m-1")]


def outputs_given_back(first: ehpc.EhpcCluster) -> None:
    ehpc.EhpcCluster(
        "second",
        cluster_vpc_id=first.cluster_vpc_id,
        cluster_vswitch_id=first.cluster_vswitch_id,
        cluster_category=first.cluster_category,
        manager=first.manager,
        queues=first.queues,
        shared_storages=first.shared_storages,
        addons=first.addons,
        monitor_spec=first.monitor_spec,
        max_count=first.max_count,
        tags=first.tags,
    )


def parts_of_outputs_given_back(first: ehpc.EhpcCluster) -> None:
    node = first.manager.manager_node
    ehpc.Queue(queue_name=first.queues[0].queue_name, compute_nodes=[node], vswitch_ids=first.queues[0].vswitch_ids)
    ehpc.Node(image_id=node.image_id, system_disk=node.system_disk, data_disks=node.data_disks)
    ehpc.EhpcCluster("x", **NETWORK, queues=[first.queues[0], {"queue_name": "more"}])


def outputs_have_their_types(cluster: ehpc.EhpcCluster) -> None:
    assert_type(cluster.id, pulumi.Output[str])
    assert_type(cluster.max_count, pulumi.Output[int])
    assert_type(cluster.deletion_protection, pulumi.Output[bool])
    assert_type(cluster.cluster_status, pulumi.Output[str])
    assert_type(cluster.manager.manager_node.instance_id, pulumi.Output[str])
    assert_type(cluster.manager.manager_node.system_disk.size, pulumi.Output[int])
    assert_type(cluster.manager.scheduler.type, pulumi.Output[str])
    assert_type(cluster.queues[0].queue_name, pulumi.Output[str])
    assert_type(cluster.queues[0].max_count, pulumi.Output[int])
    assert_type(cluster.queues[0].vswitch_ids[0], pulumi.Output[str])
    assert_type(cluster.queues[-1].compute_nodes[0].image_id, pulumi.Output[str])
    assert_type(cluster.queues[1:][0].queue_name, pulumi.Output[str])


def functions_over_outputs(cluster: ehpc.EhpcCluster) -> None:
    image = cluster.manager.apply(lambda m: (m.manager_node.image_id if m.manager_node else None) or "none")
    assert_type(image, pulumi.Output[str])
    most = cluster.queues.apply(lambda queues: sum(queue.max_count or 0 for queue in queues or []))
    assert_type(most, pulumi.Output[int])
    names = cluster.queues.apply(lambda queues: [queue["queue_name"] for queue in queues or []])
    pulumi.export("names", names)
    nodes = cluster.queues.apply(lambda queues: queues[0].compute_nodes if queues else None)
    ehpc.Queue(queue_name="comp", compute_nodes=nodes)


def exports(cluster: ehpc.EhpcCluster) -> None:
    pulumi.export("id", cluster.id)
    pulumi.export("first", cluster.queues[0])
    pulumi.export("both", pulumi.Output.all(name=cluster.cluster_name, status=cluster.cluster_status))


def a_cluster_that_exists() -> None:
    found = ehpc.EhpcCluster.get("found", "ehpc-hz-1", pulumi.ResourceOptions(protect=True))
    ehpc.EhpcCluster.get("found", vpc, opts=pulumi.ResourceOptions(parent=found))


class RenderCluster(ehpc.EhpcCluster):
    """One as a program has it."""

    def __init__(self, name: str, size: int, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, opts, cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1", max_count=size)


def a_class_of_the_programs_own() -> None:
    assert_type(RenderCluster("x", 3).max_count, pulumi.Output[int])
    assert_type(RenderCluster.get("x", "ehpc-1"), RenderCluster)


def options_that_name_others(cluster: ehpc.EhpcCluster) -> None:
    options = pulumi.ResourceOptions(depends_on=[cluster], custom_timeouts=pulumi.CustomTimeouts(create="2h"))
    ehpc.EhpcCluster("x", **NETWORK, opts=options)


def looks_up_an_image() -> ehpc.Node:
    found = ehpc.get_images(os="CentOS 7.6", architecture="x86_64", most_recent=True)
    assert_type(found, ehpc.GetImagesResult)
    assert_type(found.images[0].image_id, str)
    assert_type(found.images[0].size, int | None)
    return ehpc.Node(image_id=found.images[0].image_id)


def looks_up_an_image_later() -> ehpc.Node:
    found = ehpc.get_images_output(os=config.require("os"), most_recent=pulumi.Output.from_input(True))
    assert_type(found, pulumi.Output[ehpc.GetImagesResult])
    by_apply: pulumi.Output[str] = found.apply(lambda told: told.images[0].image_id)
    ehpc.Node(image_id=found.images[0].image_id)
    return ehpc.Node(image_id=by_apply)


def looks_up_what_exists() -> None:
    there = pulumi.InvokeOptions(provider=ehpc.Provider("there", region="cn-beijing"))
    cluster = ehpc.get_cluster("ehpc-hz-1", opts=there)
    assert cluster.manager is not None
    assert_type(cluster.manager.manager_node, ehpc.GetClusterManagerNodeResult | None)
    names = [row.cluster_name for row in ehpc.get_clusters(cluster_status=("running",)).clusters]
    assert_type(names, list[str | None])
    mine = ehpc.EhpcCluster("mine", cluster_vpc_id=vpc, cluster_vswitch_id="vsw-1")
    after = pulumi.InvokeOutputOptions(depends_on=[mine])
    nodes = ehpc.get_nodes_output(mine.id, queue_names=["comp", vpc], opts=after)
    pulumi.export("addresses", nodes.apply(lambda told: [node.ip_address for node in told.nodes]))
    ehpc.get_file_systems(vpc_id="vpc-1").file_systems[0].mount_targets[0].mount_target_domain.upper()
    assert_type(ehpc.get_softwares(category="MPI").softwares[0].versions[0].support_os[0].os_tag, str | None)
    ehpc.get_addon_templates().templates[0].version.split(".")
    ehpc.get_regions(opts=None).regions[0].region_id.upper()


def arguments_are_asked_about() -> list[Problem]:
    args = ehpc.EhpcUserArgs(cluster_id="ehpc-hz-1", user_name="alice", password=config.require_secret("password"))
    whole: ehpc.EhpcQueueArgsDict = {"cluster_id": "ehpc-hz-1", "queue_name": "comp"}
    found = [*problems(args), *problems(ehpc.EhpcQueue, whole), *doubts(ehpc.EhpcCluster, cluster_vpc_id="vpc-1")]
    assert_type(found[0].path, str)
    return found


class Mine(pulumi.runtime.Mocks):
    def new_resource(self, args: pulumi.runtime.MockResourceArgs) -> tuple[str | None, dict[Any, Any]]:
        return "vpc-1", dict(args.inputs)

    def call(self, args: pulumi.runtime.MockCallArgs) -> tuple[dict[Any, Any], list[tuple[str, str]] | None]:
        return {"zone": args.args["zone"]}, []


class Named(Mocks):
    def new_resource(self, args: pulumi.runtime.MockResourceArgs) -> tuple[str | None, dict[Any, Any]]:
        id_, state = super().new_resource(args)
        return id_, {**state, "clusterName": "render"}


def mocks_are_combined() -> None:
    pulumi.runtime.set_mocks(Mocks(others=Mine()))
    pulumi.runtime.set_mocks(Named())


def a_stack_is_tested(ehpc_stack: StackOf, ehpc_emulator: Emulator) -> None:
    secret = automation.ConfigValue("Sesame-2024", secret=True)
    stack = ehpc_stack(lambda: None, name="dev", config={"vpcId": "vpc-1", "password": secret})
    assert_type(stack.up(parallel=4).outputs["id"].value, Any)
    assert_type(ehpc_stack(Path("project")).preview(diff=True).stdout, str)
    assert_type(stack.errors, list[str])
    assert_type(stack.steps, dict[str, str])
    assert_type(ehpc_emulator.journal[-1], Call)
    ehpc_emulator.clock.pace = "seconds:8"
    ehpc_emulator.clock.advance(8)
    ehpc_emulator.faults.add("CreateCluster", "throttled", times=3)
    ehpc_emulator.variants.use("mounts-nfs3")
    assert_type([call.code for call in ehpc_emulator.journal.of("CreateCluster")], list[str])
