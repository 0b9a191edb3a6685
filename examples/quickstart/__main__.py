"""A small E-HPC cluster in a VPC, a vSwitch and a NAS file system that exist already."""

import pulumi

import pulumi_ehpc as ehpc

config = pulumi.Config()

newest = ehpc.get_images(os="CentOS 7.6", architecture="x86_64", image_owner_alias="system", most_recent=True)
node = ehpc.Node(
    instance_type="ecs.c6.xlarge",
    image_id=newest.images[0].image_id,
    system_disk=ehpc.SystemDisk(category="cloud_essd", size=40, level="PL0"),
)

cluster = ehpc.EhpcCluster(
    "quickstart",
    cluster_category="Standard",
    cluster_mode="Integrated",
    cluster_vpc_id=config.require("vpcId"),
    cluster_vswitch_id=config.require("vswitchId"),
    cluster_credentials=ehpc.ClusterCredentials(password=config.require_secret("password")),
    manager=ehpc.Manager(
        scheduler=ehpc.Scheduler(type="SLURM", version="22.05.8"),
        dns=ehpc.Dns(type="NIS", version="1.0"),
        directory_service=ehpc.DirectoryService(type="NIS", version="1.0"),
        manager_node=node,
    ),
    shared_storages=[
        ehpc.SharedStorage(
            mount_directory=directory,
            nas_directory="/",
            file_system_id=config.require("nasFileSystemId"),
            mount_target_domain=config.require("nasMountTarget"),
            protocol_type="NFS",
        )
        for directory in ("/home", "/opt", "/ehpcdata")
    ],
    queues=[
        ehpc.Queue(
            queue_name="comp",
            compute_nodes=[node],
            min_count=0,
            max_count=10,
            enable_scale_out=True,
            enable_scale_in=True,
        )
    ],
    max_count=10,
    tags={"made-by": "pulumi"},
    # A newer image is for nodes to come; on the manager it would take a new cluster.
    opts=pulumi.ResourceOptions(ignore_changes=["manager.manager_node.image_id"]),
)

pulumi.export("cluster_id", cluster.id)
pulumi.export("cluster_name", cluster.cluster_name)
pulumi.export("status", cluster.cluster_status)
pulumi.export("security_group_id", cluster.security_group_id)
