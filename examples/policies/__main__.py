"""A cluster under the rules of `rules.py`. What is not said in the configuration breaks them."""

import pulumi

import pulumi_ehpc as ehpc
import rules

rules.enforce()  # before anything is declared

config = pulumi.Config()
node = ehpc.Node(instance_type="ecs.c6.xlarge")
cluster = ehpc.EhpcCluster(
    "render",
    cluster_vpc_id="vpc-bp1example",
    cluster_vswitch_id="vsw-bp1example",
    cluster_credentials=ehpc.ClusterCredentials(key_pair_name="my-key"),
    deletion_protection=config.get_bool("deletionProtection"),
    shared_storages=[
        ehpc.SharedStorage(
            mount_directory=directory,
            file_system_id="0example",
            mount_target_domain="0example-abc.cn-hangzhou.nas.aliyuncs.com",
        )
        for directory in ("/home", "/opt")
    ],
    addons=[
        ehpc.Addon(
            name="Login",
            version="1.0",
            services_spec=[
                {
                    "ServiceName": "SSH",
                    "NetworkACL": [
                        {"IpProtocol": "TCP", "Port": 22, "SourceCidrIp": config.get("office") or "0.0.0.0/0"}
                    ],
                }
            ],
            resources_spec={
                "EipResource": {"AutoCreate": True},
                "EcsResources": [{"InstanceType": "ecs.c6.xlarge", "EnableHT": True}],
            },
        )
    ],
)
ehpc.EhpcQueue(
    "comp",
    cluster_id=cluster.id,
    queue_name="comp",
    compute_nodes=[node],
    max_count=config.get_int("mostNodes") or 1000,
)
