"""A cluster that only CI makes and changes. Nothing in it is looked up: a plan holds until it is carried out."""

import pulumi

import pulumi_ehpc as ehpc

config = pulumi.Config()

node = ehpc.Node(
    instance_type="ecs.c6.xlarge",
    # Of the configuration: a newer image is a change that somebody reviews.
    image_id=config.require("imageId"),
    system_disk=ehpc.SystemDisk(category="cloud_essd", size=40, level="PL0"),
)
cluster = ehpc.EhpcCluster(
    "render",
    cluster_vpc_id=config.require("vpcId"),
    cluster_vswitch_id=config.require("vswitchId"),
    cluster_credentials=ehpc.ClusterCredentials(password=config.require_secret("rootPassword")),
    manager=ehpc.Manager(scheduler=ehpc.Scheduler(type="SLURM", version="22.05.8"), manager_node=node),
    shared_storages=[
        ehpc.SharedStorage(
            mount_directory=directory,
            nas_directory="/",
            file_system_id=config.require("nasFileSystemId"),
            mount_target_domain=config.require("nasMountTarget"),
            protocol_type="NFS",
        )
        for directory in ("/home", "/opt")
    ],
    max_count=100,
    queues=[ehpc.Queue(queue_name="comp", compute_nodes=[node], min_count=0, max_count=config.require_int("maxNodes"))],
    # On the manager, a newer image would take a new cluster.
    opts=pulumi.ResourceOptions(ignore_changes=["manager.manager_node.image_id"]),
)

pulumi.export("cluster_id", cluster.id)
