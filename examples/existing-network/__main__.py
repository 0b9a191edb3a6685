"""An E-HPC cluster in an existing VPC, vSwitch, security group and NAS file system, all given by their IDs."""

import pulumi

import pulumi_ehpc as ehpc

config = pulumi.Config()

# What exists already: the key of the configuration, what its value is, and how such a value looks.
EXISTING = (
    ("vpcId", "the ID of the VPC", "vpc-bp1..."),
    ("vswitchId", "the ID of a vSwitch in that VPC", "vsw-bp1..."),
    ("securityGroupId", "the ID of a security group in that VPC", "sg-bp1..."),
    ("nasFileSystemId", "the ID of the NAS file system", "0a1b2c..."),
    ("nasMountTarget", "the address of its mount target in that VPC", "0a1b2c...cn-hangzhou.nas.aliyuncs.com"),
    ("keyPairName", "the name of an ECS key pair for root", "my-key"),
)
missing = [
    f"{key} is not set: give {what}, as in `pulumi config set {key} {example}`"
    for key, what, example in EXISTING
    if not config.get(key)
]
if missing:
    raise pulumi.RunError("\n".join(missing))

vswitch_id = config.require("vswitchId")
most_nodes = config.get_int("maxNodes")
newest = ehpc.get_images(os="CentOS 7.6", architecture="x86_64", image_owner_alias="system", most_recent=True)
# Plain dicts with the same names do as well as the classes: see the other examples. Editors check one by its type.
node: ehpc.NodeDict = {
    "instance_type": "ecs.c6.xlarge",
    "image_id": newest.images[0].image_id,
    "system_disk": {"category": "cloud_essd", "size": 40, "level": "PL0"},
}

cluster = ehpc.EhpcCluster(
    "render",
    cluster_vpc_id=config.require("vpcId"),
    cluster_vswitch_id=vswitch_id,
    security_group_id=config.require("securityGroupId"),
    cluster_credentials={"key_pair_name": config.require("keyPairName")},
    manager={
        "scheduler": {"type": "SLURM", "version": "22.05.8"},
        "dns": {"type": "NIS", "version": "1.0"},
        "directory_service": {"type": "NIS", "version": "1.0"},
        "manager_node": node,
    },
    shared_storages=[
        {
            "mount_directory": directory,
            "nas_directory": "/",
            "file_system_id": config.require("nasFileSystemId"),
            "mount_target_domain": config.require("nasMountTarget"),
            "protocol_type": "NFS",
        }
        for directory in ("/home", "/opt", "/ehpcdata")
    ],
    queues=[
        {
            "queue_name": "comp",
            "compute_nodes": [node],
            "min_count": 0,
            "max_count": 20 if most_nodes is None else most_nodes,
            "vswitch_ids": [vswitch_id],
        }
    ],
    # A newer image is for nodes to come; on the manager it would take a new cluster.
    opts=pulumi.ResourceOptions(ignore_changes=["manager.manager_node.image_id"]),
)

pulumi.export("cluster_id", cluster.id)
pulumi.export("cluster_name", cluster.cluster_name)
pulumi.export("status", cluster.cluster_status)
