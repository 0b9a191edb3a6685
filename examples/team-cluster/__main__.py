"""A cluster for a team: a login node, queues and users from the configuration, and how to log in."""

import pulumi

import pulumi_ehpc as ehpc

config = pulumi.Config()

# The newest image of the region: an ID that is written by hand is of one region, and ages.
images = ehpc.get_images(
    os="Alibaba Cloud Linux 3", architecture="x86_64", image_owner_alias="system", most_recent=True
)
node = ehpc.Node(
    instance_type="ecs.c6.xlarge",
    image_id=images.images[0].image_id,
    system_disk=ehpc.SystemDisk(category="cloud_essd", size=40, level="PL0"),
)
office = config.require("office")  # The addresses that may reach the login node, as 198.51.100.0/24.
login = ehpc.Addon(
    name="Login",
    version="1.0",
    services_spec=[
        {
            "ServiceName": "SSH",
            "NetworkACL": [{"IpProtocol": "TCP", "Port": 22, "SourceCidrIp": office}],
        },
        {
            "ServiceName": "Web Portal",
            "ServiceAccessType": "URL",
            "NetworkACL": [{"IpProtocol": "TCP", "Port": 12008, "SourceCidrIp": office}],
        },
    ],
    resources_spec={
        "EipResource": {"AutoCreate": True},
        "EcsResources": [{"InstanceType": "ecs.c6.xlarge", "ImageId": images.images[0].image_id, "EnableHT": True}],
    },
)

cluster = ehpc.EhpcCluster(
    "team",
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
    addons=[login],
    # A newer image is for new compute nodes: for its sake neither the cluster nor the login node is made anew.
    opts=pulumi.ResourceOptions(ignore_changes=["manager.manager_node.image_id", "addons"]),
)

# What stands in a cluster goes with it: `deleted_with` spares `pulumi destroy` to take it out one by one.
within = pulumi.ResourceOptions(deleted_with=cluster)
queues: dict[str, int] = config.require_object("queues")
for name, most in queues.items():
    ehpc.EhpcQueue(
        name,
        cluster_id=cluster.id,
        queue_name=name,
        compute_nodes=[node],
        min_count=0,
        max_count=most,
        enable_scale_out=True,
        enable_scale_in=True,
        delete_nodes=True,  # A queue that is taken out of the configuration goes with its nodes; jobs on them end.
        opts=within,
    )

groups: dict[str, str] = config.require_object("users")
passwords: pulumi.Output[dict[str, str]] = config.require_secret_object("passwords")
for name, group in groups.items():
    ehpc.EhpcUser(
        name,
        cluster_id=cluster.id,
        user_name=name,
        group=group,  # type: ignore[arg-type]
        password=passwords[name],
        opts=within,
    )

pulumi.export("cluster_id", cluster.id)
pulumi.export("ssh_command", cluster.ssh_command)
pulumi.export("portal", cluster.login.access_urls["Web Portal"])
