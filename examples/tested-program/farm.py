"""A render farm: one cluster, a queue for each size of node, and those who may log in."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi

import pulumi_ehpc as ehpc

NODES = {"small": "ecs.c7.large", "big": "ecs.c7.8xlarge"}


def network(config: pulumi.Config) -> ehpc.EhpcClusterArgs:
    """A cluster in the network of the configuration."""
    return ehpc.EhpcClusterArgs(
        cluster_name="farm",
        cluster_vpc_id=config.require("vpcId"),
        cluster_vswitch_id=config.require("vswitchId"),
        cluster_credentials=ehpc.ClusterCredentials(key_pair_name=config.require("keyPairName")),
        shared_storages=[
            ehpc.SharedStorage(
                mount_directory=directory,
                file_system_id=config.require("nasFileSystemId"),
                mount_target_domain=config.require("nasMountTarget"),
            )
            for directory in ("/home", "/opt")
        ],
    )


def queue(cluster_id: pulumi.Input[str], size: str, most: int) -> ehpc.EhpcQueueArgs:
    """A queue of nodes of one size, that is empty while no job waits."""
    return ehpc.EhpcQueueArgs(
        cluster_id=cluster_id,
        queue_name=size,
        compute_nodes=[ehpc.Node(instance_type=NODES[size])],
        min_count=0,
        max_count=most,
        enable_scale_in=True,
        enable_scale_out=True,
    )


def declare() -> dict[str, ehpc.EhpcQueue]:
    """The farm of this stack's configuration, its queues by their names."""
    config = pulumi.Config()
    cluster = ehpc.EhpcCluster("farm", network(config))
    most: Mapping[str, int] = config.require_object("most")
    queues = {size: ehpc.EhpcQueue(size, queue(cluster.id, size, count)) for size, count in most.items()}
    pulumi.export("cluster", cluster.id)
    pulumi.export("manager", cluster.manager.manager_node.instance_id)
    return queues
