"""`EhpcCluster`, the resource, and `EhpcClusterProvider`, what the state refers to.

The module path and the names of both classes stand in every user's state: they never change.
"""

from __future__ import annotations

from ._core.program.declared import Declared
from ._core.provider import Provider
from .resources import CLUSTER

__all__ = ["EhpcCluster", "EhpcClusterProvider"]


class EhpcClusterProvider(Provider):
    """Pulumi's dynamic provider for `EhpcCluster`."""

    resource = CLUSTER


class EhpcCluster(Declared, module="ehpc", name="Cluster"):
    """An Alibaba Cloud E-HPC cluster. Its arguments are those of `EhpcClusterArgs`; `id` is the cluster's ID.

    A small one with a login node and a queue that grows by demand:

    ```python
    import pulumi_ehpc as ehpc

    node = ehpc.Node(
        instance_type="ecs.c6.xlarge",
        image_id="centos_7_6_x64_20G_alibase_20211130.vhd",
        system_disk=ehpc.SystemDisk(category="cloud_essd", size=40),
    )
    nas = "0a1b2c-xyz.cn-hangzhou.nas.aliyuncs.com"
    cluster = ehpc.EhpcCluster(
        "render",
        cluster_vpc_id="vpc-bp1...",
        cluster_vswitch_id="vsw-bp1...",
        cluster_credentials=ehpc.ClusterCredentials(key_pair_name="my-key"),
        manager=ehpc.Manager(scheduler=ehpc.Scheduler(type="SLURM"), manager_node=node),
        shared_storages=[
            ehpc.SharedStorage(mount_directory=directory, file_system_id="0a1b2c", mount_target_domain=nas)
            for directory in ("/home", "/opt")
        ],
        addons=[
            ehpc.Addon(
                name="Login",
                version="1.0",
                services_spec=[
                    {
                        "ServiceName": "SSH",
                        "NetworkACL": [{"IpProtocol": "TCP", "Port": 22, "SourceCidrIp": "192.168.0.0/16"}],
                    },
                ],
                resources_spec={
                    "EipResource": {"AutoCreate": True},
                    "EcsResources": [{"InstanceType": "ecs.c7.xlarge", "EnableHT": True}],
                },
            )
        ],
        queues=[ehpc.Queue(queue_name="comp", compute_nodes=[node], min_count=0, max_count=20)],
    )
    ```
    """

    resource = CLUSTER
    provided = EhpcClusterProvider
