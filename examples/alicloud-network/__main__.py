"""An E-HPC cluster in an existing VPC and vSwitch that pulumi_alicloud finds by their names, on a NAS file system.

Region and credentials are those of pulumi_alicloud: `pulumi config set alicloud:region cn-hangzhou`.
"""

import re
from collections.abc import Callable
from typing import TypeVar

import pulumi
import pulumi_alicloud as alicloud

import pulumi_ehpc as ehpc

Found = TypeVar("Found")
config = pulumi.Config()
vpc_name, vswitch_name = config.require("vpcName"), config.require("vswitchName")
file_system_id, mount_target = config.require("nasFileSystemId"), config.require("nasMountTarget")
password = config.require_secret("password")
most_nodes = config.get_int("maxNodes")
region = alicloud.config.region
if not region:
    raise pulumi.RunError("there is no region: set it, as in `pulumi config set alicloud:region cn-hangzhou`")


def only(found: list[str], what: str) -> str:
    """The ID of the one that was found; none and several are sentences that say what to do."""
    if not found:
        raise pulumi.RunError(f"there is no {what} in {region}: check the name and alicloud:region")
    if len(found) > 1:
        raise pulumi.RunError(f"there is more than one {what} in {region} ({', '.join(found)}): rename all but one")
    return found[0]


def exactly(name: str) -> str:
    # name_regex finds a name anywhere in another one unless it is told where the name ends.
    return f"^{re.escape(name)}$"


def looked_up(lookup: Callable[[], Found]) -> Found:
    """What alicloud answers; where it cannot (no or wrong credentials, no network), its own sentence."""
    try:
        return lookup()
    except Exception as problem:  # noqa: BLE001 - Pulumi raises nothing more special
        reason = str(problem).rpartition("returned an error: ")[2]
        raise pulumi.RunError(f"looking for the network in {region} failed: {reason}") from None


# Lookups, not Network.get(...): their answers are known in the preview.
vpcs = looked_up(lambda: alicloud.vpc.get_networks(name_regex=exactly(vpc_name)))
vpc_id = only([vpc.id for vpc in vpcs.vpcs], f"VPC named {vpc_name!r}")
vswitches = looked_up(lambda: alicloud.vpc.get_switches(vpc_id=vpc_id, name_regex=exactly(vswitch_name)))
vswitch_id = only([vswitch.id for vswitch in vswitches.vswitches], f"vSwitch named {vswitch_name!r} of VPC {vpc_id}")

newest = ehpc.get_images(os="CentOS 7.6", architecture="x86_64", image_owner_alias="system", most_recent=True)
node = ehpc.Node(
    instance_type="ecs.c6.xlarge",
    image_id=newest.images[0].image_id,
    system_disk=ehpc.SystemDisk(category="cloud_essd", size=40, level="PL0"),
)
cluster = ehpc.EhpcCluster(
    "render",
    cluster_vpc_id=vpc_id,
    cluster_vswitch_id=vswitch_id,
    cluster_credentials=ehpc.ClusterCredentials(password=password),
    manager=ehpc.Manager(scheduler=ehpc.Scheduler(type="SLURM", version="22.05.8"), manager_node=node),
    shared_storages=[
        ehpc.SharedStorage(
            mount_directory=directory,
            nas_directory="/",
            file_system_id=file_system_id,
            mount_target_domain=mount_target,
            protocol_type="NFS",
        )
        for directory in ("/home", "/opt")
    ],
    queues=[
        ehpc.Queue(
            queue_name="comp",
            compute_nodes=[node],
            min_count=0,
            max_count=10 if most_nodes is None else most_nodes,
        )
    ],
    # A newer image is for nodes to come; on the manager it would take a new cluster.
    opts=pulumi.ResourceOptions(ignore_changes=["manager.manager_node.image_id"]),
)

pulumi.export("vpc_id", vpc_id)
pulumi.export("vswitch_id", vswitch_id)
pulumi.export("cluster_id", cluster.id)
pulumi.export("status", cluster.cluster_status)
