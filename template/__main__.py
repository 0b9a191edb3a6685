"""An E-HPC cluster in a VPC, a vSwitch and a NAS file system that exist already."""

import pulumi

import pulumi_ehpc as ehpc

config = pulumi.Config()

node = ehpc.Node(
    instance_type="ecs.c6.xlarge",
    image_id="centos_7_6_x64_20G_alibase_20211130.vhd",
    system_disk=ehpc.SystemDisk(category="cloud_essd", size=40, level="PL0"),
)

cluster = ehpc.EhpcCluster(
    "cluster",
    cluster_vpc_id=config.require("vpcId"),
    cluster_vswitch_id=config.require("vswitchId"),
    cluster_credentials=ehpc.ClusterCredentials(password=config.require_secret("password")),
    manager=ehpc.Manager(scheduler=ehpc.Scheduler(type="SLURM", version="22.05.8"), manager_node=node),
    shared_storages=[
        ehpc.SharedStorage(
            mount_directory=directory,
            file_system_id=config.require("nasFileSystemId"),
            mount_target_domain=config.require("nasMountTarget"),
            nas_directory="/",
            protocol_type="NFS",
        )
        for directory in ("/home", "/opt")
    ],
    queues=[ehpc.Queue(queue_name="comp", compute_nodes=[node], min_count=0, max_count=10)],
)

pulumi.export("cluster_id", cluster.id)
pulumi.export("status", cluster.cluster_status)
