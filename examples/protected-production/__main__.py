"""A production cluster: deletion protection, time limits, secrets from the configuration."""

import pulumi

import pulumi_ehpc as ehpc

config = pulumi.Config()

newest = ehpc.get_images(os="CentOS 7.6", architecture="x86_64", image_owner_alias="system", most_recent=True)
system_disk = ehpc.SystemDisk(category="cloud_essd", size=100, level="PL1")


def node(instance_type: str) -> ehpc.Node:
    return ehpc.Node(instance_type=instance_type, image_id=newest.images[0].image_id, system_disk=system_disk)


cluster = ehpc.EhpcCluster(
    "production",
    cluster_vpc_id=config.require("vpcId"),
    cluster_vswitch_id=config.require("vswitchId"),
    # True also sets Pulumi's own `protect`: a destroy, a rename and a replacement are refused in the preview.
    # A plain True or False, not an Output: Pulumi's `protect` has to be known before anything runs.
    deletion_protection=config.get_bool("deletionProtection") is not False,
    cluster_credentials=ehpc.ClusterCredentials(password=config.require_secret("password")),
    manager=ehpc.Manager(
        scheduler=ehpc.Scheduler(type="SLURM", version="22.05.8"),
        manager_node=node("ecs.c7.2xlarge"),
    ),
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
    queues=[
        ehpc.Queue(queue_name="cpu", compute_nodes=[node("ecs.c7.4xlarge")], min_count=2, max_count=50),
        ehpc.Queue(queue_name="gpu", compute_nodes=[node("ecs.gn7i-c8g1.2xlarge")], min_count=0, max_count=8),
    ],
    max_count=60,
    idle_interval=10,
    opts=pulumi.ResourceOptions(
        # E-HPC needs its time for many nodes. A limit that passes loses nothing: the next `pulumi up` waits on.
        custom_timeouts=pulumi.CustomTimeouts(create="90m", update="45m", delete="45m"),
        # The password is used when the cluster is made; a new one in the configuration is no reason for a warning.
        # A newer image is for nodes to come; on the manager it would take a new cluster.
        ignore_changes=["cluster_credentials", "manager.manager_node.image_id"],
    ),
)

pulumi.export("cluster_id", cluster.id)
pulumi.export("status", cluster.cluster_status)
pulumi.export("deletion_protection", cluster.deletion_protection)
