"""An E-HPC cluster in an existing VPC and vSwitch that pulumi_alicloud finds by their names.

Region and credentials are those of pulumi_alicloud: `pulumi config set alicloud:region cn-hangzhou`.
"""

import re

import pulumi
import pulumi_alicloud as alicloud

import pulumi_ehpc as ehpc

config = pulumi.Config()
vpc_name, vswitch_name = config.require("vpcName"), config.require("vswitchName")
region = alicloud.config.region or "the region of the environment"


def only(found: list[str], what: str, name: str) -> str:
    """The ID of the one that was found; none and several are sentences that say what to do."""
    if not found:
        raise pulumi.RunError(f"there is no {what} named {name!r} in {region}: check the name and alicloud:region")
    if len(found) > 1:
        raise pulumi.RunError(f"{what} {name!r} is not unique in {region}: {', '.join(found)}; rename all but one")
    return found[0]


def exactly(name: str) -> str:
    return f"^{re.escape(name)}$"


vpcs = alicloud.vpc.get_networks(name_regex=exactly(vpc_name))
vpc_id = only([vpc.id for vpc in vpcs.vpcs], "VPC", vpc_name)
vswitches = alicloud.vpc.get_switches(vpc_id=vpc_id, name_regex=exactly(vswitch_name))
vswitch_id = only([vswitch.id for vswitch in vswitches.vswitches], f"vSwitch of {vpc_id}", vswitch_name)

cluster = ehpc.EhpcCluster(
    "render",
    cluster_vpc_id=vpc_id,
    cluster_vswitch_id=vswitch_id,
    cluster_credentials=ehpc.ClusterCredentials(password=config.require_secret("password")),
    manager=ehpc.Manager(scheduler=ehpc.Scheduler(type="SLURM", version="22.05.8")),
    queues=[ehpc.Queue(queue_name="comp", min_count=0, max_count=10)],
)

pulumi.export("vpc_id", vpc_id)
pulumi.export("cluster_id", cluster.id)
pulumi.export("status", cluster.cluster_status)
