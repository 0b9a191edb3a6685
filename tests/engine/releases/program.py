"""What the stacks of a release have: `finished` all inputs, `unfinished` a creation that took too long, `killed` one
whose run was killed. `make release-states` runs it with the release and keeps it beside the states."""

from typing import Any

import pulumi

import pulumi_ehpc as ehpc

NETWORK: dict[str, Any] = {"cluster_vpc_id": "vpc-test", "cluster_vswitch_id": "vsw-test"}
DISK = ehpc.SystemDisk(category="cloud_essd", size=40, level="PL0")
DISKS = [
    ehpc.DataDisk(
        category="cloud_essd",
        size=100,
        level="PL1",
        mount_dir="/scratch",
        device="/dev/xvdb",
        delete_with_instance=True,
        snapshot_id="s-test",
    )
]
IMAGE = "centos_7_6_x64_20G_alibase_20211130.vhd"
MANAGER = ehpc.Node(
    instance_type="ecs.c6.xlarge",
    image_id=IMAGE,
    enable_ht=False,
    instance_charge_type="PrePaid",
    period=1,
    period_unit="Month",
    auto_renew=True,
    auto_renew_period=1,
    system_disk=DISK,
    data_disks=DISKS,
)
SPOT = ehpc.Node(
    instance_type="ecs.c7.xlarge",
    image_id=IMAGE,
    enable_ht=True,
    instance_charge_type="PostPaid",
    spot_strategy="SpotWithPriceLimit",
    spot_price_limit=0.5,
    duration=1,
    system_disk=DISK,
    data_disks=DISKS,
)
QUEUE: dict[str, Any] = {
    "compute_nodes": [SPOT],
    "min_count": 0,
    "max_count": 4,
    "max_count_per_cycle": 2,
    "initial_count": 0,
    "enable_scale_in": False,
    "enable_scale_out": True,
    "hostname_prefix": "node",
    "hostname_suffix": "x",
    "inter_connect": "vpc",
    "allocation_strategy": "PriorityInstanceType",
    "ram_role": "of-nodes",
    "vswitch_ids": ["vsw-test"],
}


def finished() -> None:
    ehpc.EhpcCluster(
        "whole",
        **NETWORK,
        region="cn-hangzhou",
        cluster_name="whole",
        cluster_description="of-a-release",
        cluster_category="Standard",
        cluster_mode="Integrated",
        security_group_id="sg-test",
        resource_group_id="rg-test",
        client_version="2.0.47",
        max_count=10,
        max_core_count=1000,
        grow_interval=3,
        idle_interval=7,
        enable_scale_in=True,
        enable_scale_out=False,
        deletion_protection=False,
        cluster_credentials=ehpc.ClusterCredentials(password=pulumi.Output.secret("Sesame-2024")),
        cluster_custom_configuration=ehpc.CustomConfiguration(script="https://example.com/a.sh", args="-v"),
        tags={"cost_center": "42"},
        manager=ehpc.Manager(
            scheduler=ehpc.Scheduler(type="SLURM", version="22.05.8"),
            dns=ehpc.Dns(type="nis", version="1.0"),
            directory_service=ehpc.DirectoryService(type="nis", version="1.0"),
            manager_node=MANAGER,
        ),
        monitor_spec=ehpc.MonitorSpec(enable_compute_load_monitor=True),
        scheduler_spec=ehpc.SchedulerSpec(enable_topology_awareness=True),
        queues=[
            ehpc.Queue(queue_name="comp", **QUEUE),
            ehpc.Queue(
                queue_name="big", compute_nodes=[MANAGER], reserved_node_pool_id="rnp-test", keep_alive_nodes=["i-test"]
            ),
        ],
        shared_storages=[
            ehpc.SharedStorage(
                mount_directory=directory,
                nas_directory="/",
                file_system_id="0a1b2c",
                mount_target_domain="0a1b2c-x.cn-hangzhou.nas.aliyuncs.com",
                protocol_type="NFS",
                mount_options="-t nfs -o vers=3,nolock,proto=tcp,noresvport",
            )
            for directory in ("/home", "/opt")
        ],
        additional_packages=[ehpc.AdditionalPackage(name="mpich", version="4.0.3")],
        addons=[ehpc.Addon(name="Login", version="1.0", services_spec="[]", resources_spec="{}")],
    )
    small = ehpc.EhpcCluster(
        "small",
        **NETWORK,
        is_enterprise_security_group=True,
        cluster_credentials=ehpc.ClusterCredentials(key_pair_name="a-key"),
    )
    ehpc.EhpcQueue("alone", cluster_id=small.id, queue_name="alone", **QUEUE)
    ehpc.EhpcUser(
        "alice", cluster_id=small.id, user_name="alice", group="wheel", password=pulumi.Output.secret("Sesame-2024")
    )
    ehpc.EhpcUser("bob", cluster_id=small.id, user_name="bob", group="users", auth_key="ssh-ed25519 AAAA bob")


def unfinished() -> None:
    ehpc.EhpcCluster(
        "render", **NETWORK, opts=pulumi.ResourceOptions(custom_timeouts=pulumi.CustomTimeouts(create="1s"))
    )


def killed() -> None:
    ehpc.EhpcCluster("render", **NETWORK)


{"finished": finished, "unfinished": unfinished, "killed": killed}[pulumi.get_stack()]()
