"""Programs that a type checker must accept: what pulumi_alicloud has goes in, and what it takes comes out."""

from pulumi_alicloud import ehpc as official

import pulumi_ehpc as ehpc


def args_classes_of_the_official_package() -> None:
    disk = official.ClusterV2ManagerManagerNodeSystemDiskArgs(size=40)
    ehpc.EhpcCluster(
        "x",
        cluster_vpc_id="vpc-1",
        cluster_vswitch_id="vsw-1",
        manager=official.ClusterV2ManagerArgs(
            scheduler=official.ClusterV2ManagerSchedulerArgs(type="SLURM"),
            manager_node=official.ClusterV2ManagerManagerNodeArgs(image_id="m-1", system_disk=disk),
        ),
        queues=[official.ClusterV2QueueArgs(queue_name="comp"), {"queue_name": "big"}],
        cluster_credentials=official.ClusterV2ClusterCredentialsArgs(password="Passw0rd!"),
        shared_storages=[
            official.ClusterV2SharedStorageArgs(
                file_system_id="fs", mount_directory="/home", mount_target_domain="nas", nas_directory="/"
            )
        ],
        addons=[official.ClusterV2AddonArgs(name="Login", version="1.0")],
        additional_packages=[official.ClusterV2AdditionalPackageArgs(name="mpich", version="4.0.3")],
        monitor_spec=official.ClusterV2MonitorSpecArgs(enable_compute_load_monitor=True),
    )


def all_arguments_in_its_class() -> None:
    login = official.ClusterV2ClusterCredentialsArgs(key_pair_name="key")
    ehpc.EhpcCluster("x", official.ClusterV2Args(cluster_credentials=login, shared_storages=[], cluster_vpc_id="v"))


def outputs_for_another_package(cluster: ehpc.EhpcCluster) -> None:
    official.ClusterV2ManagerManagerNodeArgs(image_id=cluster.manager.manager_node.image_id, system_disk=None)
