"""`Team`: a cluster with its queues and its users, as one component."""

from __future__ import annotations

import pulumi

import pulumi_ehpc as ehpc
from wanted import Network, Wanted


class Team(pulumi.ComponentResource):
    """All that a team needs to compute. The providers of its options are those of everything in it."""

    cluster: ehpc.EhpcCluster
    queues: dict[str, ehpc.EhpcQueue]
    users: dict[str, ehpc.EhpcUser]

    def __init__(self, name: str, wanted: Wanted, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("example:index:Team", name, None, opts)
        # With the component as its parent, a look-up asks where the component's resources will be.
        newest = ehpc.get_images(
            os="CentOS 7.6",
            architecture="x86_64",
            image_owner_alias="system",
            most_recent=True,
            opts=pulumi.InvokeOptions(parent=self),
        )
        image = newest.images[0].image_id
        passwords = pulumi.Output.secret(wanted.passwords)
        self.cluster = ehpc.EhpcCluster(
            name,
            cluster_vpc_id=wanted.network.vpc,
            cluster_vswitch_id=wanted.network.vswitch,
            cluster_credentials=ehpc.ClusterCredentials(password=passwords["root"]),
            manager=ehpc.Manager(
                scheduler=ehpc.Scheduler(type="SLURM", version="22.05.8"), manager_node=_node("ecs.c6.xlarge", image)
            ),
            shared_storages=[_storage(directory, wanted.network) for directory in ("/home", "/opt")],
            # A newer image is for nodes to come; on the manager it would take a new cluster.
            opts=pulumi.ResourceOptions(parent=self, ignore_changes=["manager.manager_node.image_id"]),
        )
        # What stands in a cluster goes with it: `deleted_with` spares `pulumi destroy` to take it out one by one.
        within = pulumi.ResourceOptions(parent=self, deleted_with=self.cluster)
        self.queues = {
            queue: ehpc.EhpcQueue(
                f"{name}-{queue}",
                cluster_id=self.cluster.id,
                queue_name=queue,
                compute_nodes=[_node(row.nodes, image)],
                min_count=row.least,
                max_count=row.most,
                opts=within,
            )
            for queue, row in wanted.queues.items()
        }
        self.users = {
            user: ehpc.EhpcUser(
                f"{name}-{user}",
                cluster_id=self.cluster.id,
                user_name=user,
                group=row.group,
                password=passwords[user],
                opts=within,
            )
            for user, row in wanted.users.items()
        }
        self.register_outputs({"cluster_id": self.cluster.id})


def _node(instance_type: str, image: str) -> ehpc.Node:
    disk = ehpc.SystemDisk(category="cloud_essd", size=40, level="PL0")
    return ehpc.Node(instance_type=instance_type, image_id=image, system_disk=disk)


def _storage(directory: str, network: Network) -> ehpc.SharedStorage:
    return ehpc.SharedStorage(
        mount_directory=directory,
        nas_directory="/",
        file_system_id=network.files,
        mount_target_domain=network.mount,
        protocol_type="NFS",
    )
