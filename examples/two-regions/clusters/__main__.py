"""A cluster in each of two regions, each in an account of its own, in what the stack of the network has there."""

import pulumi

import pulumi_ehpc as ehpc

config = pulumi.Config()
most_nodes: dict[str, int] = config.get_object("mostNodes") or {}

# One is in the account of the environment, the other one in that of a partner. An explicit provider reads nothing of
# the configuration of `ehpc:`, so no default of the stack can move a cluster to another region or account.
providers = {
    "hangzhou": ehpc.Provider("hangzhou", region="cn-hangzhou"),
    "singapore": ehpc.Provider(
        "singapore",
        region="ap-southeast-1",
        access_key=config.require("partnerAccessKey"),
        secret_key=config.require_secret("partnerSecretKey"),
    ),
}
Places = dict[str, dict[str, str]]


def known(places: Places | None) -> Places:
    if not places:
        raise pulumi.RunError(f"two-regions-network/{pulumi.get_stack()} has no places: `pulumi up` there comes first")
    return places


# The stack of the same name of the other program.
network = pulumi.StackReference(f"{pulumi.get_organization()}/two-regions-network/{pulumi.get_stack()}")
places: pulumi.Output[Places] = network.get_output("places").apply(known)


def cluster(place: str, provider: ehpc.Provider) -> ehpc.EhpcCluster:
    there = places[place]
    # An image has another ID in each region: the look-up asks where the cluster will be, as the cluster's account.
    newest = ehpc.get_images(
        os="CentOS 7.6",
        architecture="x86_64",
        image_owner_alias="system",
        most_recent=True,
        opts=pulumi.InvokeOptions(provider=provider),
    )
    node = ehpc.Node(
        instance_type="ecs.c6.xlarge",
        image_id=newest.images[0].image_id,
        system_disk=ehpc.SystemDisk(category="cloud_essd", size=40, level="PL0"),
    )
    return ehpc.EhpcCluster(
        place,
        cluster_vpc_id=there["vpcId"],
        cluster_vswitch_id=there["vswitchId"],
        cluster_credentials=ehpc.ClusterCredentials(password=config.require_secret("password")),
        manager=ehpc.Manager(scheduler=ehpc.Scheduler(type="SLURM", version="22.05.8"), manager_node=node),
        shared_storages=[
            ehpc.SharedStorage(
                mount_directory=directory,
                nas_directory="/",
                file_system_id=there["nasFileSystemId"],
                mount_target_domain=there["nasMountTarget"],
                protocol_type="NFS",
            )
            for directory in ("/home", "/opt")
        ],
        queues=[ehpc.Queue(queue_name="comp", compute_nodes=[node], min_count=0, max_count=most_nodes.get(place, 10))],
        opts=pulumi.ResourceOptions(
            provider=provider,
            # A newer image is for nodes to come; on the manager it would take a new cluster.
            ignore_changes=["manager.manager_node.image_id"],
        ),
    )


clusters = {place: cluster(place, provider) for place, provider in providers.items()}
pulumi.export("clusters", {place: cluster.id for place, cluster in clusters.items()})
