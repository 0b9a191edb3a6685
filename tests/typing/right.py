"""Programs that a type checker must accept: args classes and dicts, nested ones too, and outputs with their types."""

import pulumi
from typing_extensions import assert_type

import pulumi_ehpc as ehpc

config = pulumi.Config()
vpc = pulumi.Output.from_input("vpc-1")

whole = ehpc.EhpcCluster(
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
    queues=[ehpc.Queue(queue_name="comp", max_count=vpc.apply(len), vswitch_ids=["vsw-1", vpc]), {"queue_name": "big"}],
    addons=[
        ehpc.Addon(name="Login", version="1.0", services_spec=[{"ServiceName": "SSH"}], resources_spec='{"a": 1}'),
    ],
    additional_packages=[ehpc.AdditionalPackage(name="mpich"), {"name": "wrf", "version": "4.5.1"}],
    opts=pulumi.ResourceOptions(protect=True),
)
from_args = ehpc.EhpcCluster("args", ehpc.EhpcClusterArgs(cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1"))
from_dict = ehpc.EhpcCluster(
    "dict", {"cluster_vpc_id": "vpc-1", "cluster_vswitch_id": "vsw-1", "manager": {"dns": {"type": "NIS"}}}
)
found = ehpc.EhpcCluster.get("found", "ehpc-hz-1", pulumi.ResourceOptions(protect=True))

assert_type(whole.max_count, pulumi.Output[int])
assert_type(whole.cluster_status, pulumi.Output[str])
assert_type(found.deletion_protection, pulumi.Output[bool])


def image_of(cluster: ehpc.EhpcCluster) -> pulumi.Output[str]:
    return cluster.manager.apply(lambda m: (m.manager_node.image_id if m.manager_node else None) or "none")


def most_nodes(cluster: ehpc.EhpcCluster) -> pulumi.Output[int]:
    return cluster.queues.apply(lambda queues: sum(queue.max_count or 0 for queue in queues or []))


pulumi.export("image", image_of(found))
pulumi.export("nodes", most_nodes(from_args))
pulumi.export("first", from_dict.queues[0])
