"""A network, a NAS file system and an E-HPC cluster with a login node: everything is the program's own.

Region and credentials are those of pulumi_alicloud: `pulumi config set alicloud:region cn-hangzhou`.
"""

import pulumi
import pulumi_alicloud as alicloud

import pulumi_ehpc as ehpc

config = pulumi.Config()
name = f"render-{pulumi.get_stack()}"
most_nodes = config.get_int("maxNodes")

vpc = alicloud.vpc.Network("render", vpc_name=name, cidr_block="10.0.0.0/8")
vswitch = alicloud.vpc.Switch(
    "render",
    vswitch_name=name,
    vpc_id=vpc.id,
    cidr_block=config.get("cidr") or "10.0.1.0/24",
    zone_id=config.require("zoneId"),
)
security_group = alicloud.ecs.SecurityGroup("render", security_group_name=name, vpc_id=vpc.id)

group = alicloud.nas.AccessGroup("render", access_group_name=name, access_group_type="Vpc")
rule = alicloud.nas.AccessRule(
    "render", access_group_name=group.access_group_name, source_cidr_ip=vswitch.cidr_block, rw_access_type="RDWR"
)
files = alicloud.nas.FileSystem("render", protocol_type="NFS", storage_type="Performance")
target = alicloud.nas.MountTarget(
    "render",
    file_system_id=files.id,
    access_group_name=group.access_group_name,
    network_type="Vpc",
    vpc_id=vpc.id,
    vswitch_id=vswitch.id,
)

newest = ehpc.get_images(os="CentOS 7.6", architecture="x86_64", image_owner_alias="system", most_recent=True)
node = ehpc.Node(
    instance_type="ecs.c6.xlarge",
    image_id=newest.images[0].image_id,
    system_disk=ehpc.SystemDisk(category="cloud_essd", size=40, level="PL0"),
)
login = ehpc.Addon(
    name="Login",
    version="1.0",
    services_spec=[
        {
            "ServiceName": "SSH",
            "NetworkACL": [{"IpProtocol": "TCP", "Port": 22, "SourceCidrIp": config.require("office")}],
        }
    ],
    resources_spec={
        "EipResource": {"AutoCreate": True},
        "EcsResources": [{"InstanceType": "ecs.c6.xlarge", "EnableHT": True}],
    },
)
cluster = ehpc.EhpcCluster(
    "render",
    cluster_vpc_id=vpc.id,
    cluster_vswitch_id=vswitch.id,
    security_group_id=security_group.id,
    cluster_credentials=ehpc.ClusterCredentials(password=config.require_secret("password")),
    manager=ehpc.Manager(scheduler=ehpc.Scheduler(type="SLURM", version="22.05.8"), manager_node=node),
    shared_storages=[
        ehpc.SharedStorage(
            mount_directory=directory,
            nas_directory="/",
            file_system_id=files.id,
            mount_target_domain=target.mount_target_domain,
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
            vswitch_ids=[vswitch.id],
        )
    ],
    addons=[login],
    deletion_protection=config.get_bool("deletionProtection"),
    opts=pulumi.ResourceOptions(
        # Nodes mount what the rule lets them, and nothing of the cluster refers to it.
        depends_on=[rule],
        # A newer image is for nodes to come; on the manager it would take a new cluster.
        ignore_changes=["manager.manager_node.image_id"],
    ),
)

pulumi.export("vpc_id", vpc.id)
pulumi.export("files", target.mount_target_domain)
pulumi.export("cluster_id", cluster.id)
pulumi.export("ssh_command", cluster.ssh_command)
