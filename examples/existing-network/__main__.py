"""An E-HPC cluster in an existing VPC, vSwitch, security group and NAS file system, all given by their IDs."""

import pulumi

import pulumi_ehpc as ehpc

config = pulumi.Config()


def existing(key: str, what: str, example: str) -> str:
    """The ID of something that exists already; a missing one is a sentence that says what to do."""
    value = config.get(key)
    if not value:
        raise pulumi.RunError(f"{key} is not set: give the ID of {what}, as `pulumi config set {key} {example}`")
    return value


vpc_id = existing("vpcId", "the existing VPC", "vpc-bp1...")
vswitch_id = existing("vswitchId", "an existing vSwitch in that VPC", "vsw-bp1...")
security_group_id = existing("securityGroupId", "an existing security group in that VPC", "sg-bp1...")
file_system_id = existing("nasFileSystemId", "the existing NAS file system", "0a1b2c...")
mount_target = existing("nasMountTarget", "its mount target in that VPC", "0a1b2c-xyz.cn-hangzhou.nas.aliyuncs.com")

cluster = ehpc.EhpcCluster(
    "render",
    cluster_vpc_id=vpc_id,
    cluster_vswitch_id=vswitch_id,
    security_group_id=security_group_id,
    cluster_credentials={"key_pair_name": existing("keyPairName", "an existing ECS key pair", "my-key")},
    manager={
        "scheduler": {"type": "SLURM", "version": "22.05.8"},
        "dns": {"type": "NIS", "version": "1.0"},
        "directory_service": {"type": "NIS", "version": "1.0"},
        "manager_node": {
            "instance_type": "ecs.c6.xlarge",
            "image_id": "centos_7_6_x64_20G_alibase_20211130.vhd",
            "system_disk": {"category": "cloud_essd", "size": 40, "level": "PL0"},
        },
    },
    shared_storages=[
        {
            "mount_directory": directory,
            "nas_directory": "/",
            "file_system_id": file_system_id,
            "mount_target_domain": mount_target,
            "protocol_type": "NFS",
        }
        for directory in ("/home", "/opt", "/ehpcdata")
    ],
    queues=[{"queue_name": "comp", "min_count": 0, "max_count": 20, "vswitch_ids": [vswitch_id]}],
)

pulumi.export("cluster_id", cluster.id)
pulumi.export("cluster_name", cluster.cluster_name)
pulumi.export("status", cluster.cluster_status)
