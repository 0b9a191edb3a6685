"""States as Alibaba's own provider writes them: the values of ClusterV2 and Queue, in a Pulumi stack and in Terraform.

The names are those of its schema (pulumi_alicloud 4.0.0, terraform-provider-alicloud 1.288); a password stands in both.
"""

from __future__ import annotations

from typing import Any

from account import PASSWORD, VPC, VSWITCH
from contract.stand_in_cli import urn

CLUSTER_TYPE, QUEUE_TYPE = "alicloud:ehpc/clusterV2:ClusterV2", "alicloud:ehpc/queue:Queue"
PROVIDER, PROVIDER_ID = urn("default_4_0_0", "pulumi:providers:alicloud"), "0f1e2d3c-0000-4000-8000-000000000000"
CLUSTER, QUEUE, LOGIN = urn("farm", CLUSTER_TYPE), urn("comp", QUEUE_TYPE), urn("login", "site:index:Login")


def stack(cluster: str, *, protect: bool = False, dependent: bool = False) -> list[dict[str, Any]]:
    """The entries of a program with a ClusterV2, a Queue of it and, at will, a component that depends on it."""
    inputs = {"__defaults": [], "clusterVpcId": VPC, "clusterVswitchId": VSWITCH, "clusterName": "render"}
    common = {"custom": True, "provider": f"{PROVIDER}::{PROVIDER_ID}", "protect": protect}
    by_cluster = {"dependencies": [CLUSTER], "propertyDependencies": {"clusterId": [CLUSTER]}}
    of_queue = {"clusterId": cluster, "queueName": "comp", "maxCount": 4}
    login = {"urn": LOGIN, "type": "site:index:Login", "custom": False, "dependencies": [CLUSTER]}
    rows: list[dict[str, Any]] = [
        {"urn": urn("clusters-dev", "pulumi:pulumi:Stack"), "custom": False, "type": "pulumi:pulumi:Stack"},
        {"urn": PROVIDER, "custom": True, "id": PROVIDER_ID, "type": "pulumi:providers:alicloud",
         "inputs": {"version": "4.0.0"}, "outputs": {"version": "4.0.0"}},
        {**common, "urn": CLUSTER, "type": CLUSTER_TYPE, "id": cluster, "inputs": inputs,
         "outputs": {**inputs, "id": cluster, "createTime": "2026-01-01T12:00:00.000Z"}},
        {**common, **by_cluster, "urn": QUEUE, "type": QUEUE_TYPE, "id": f"{cluster}:comp",
         "inputs": {"__defaults": [], **of_queue}, "outputs": {**of_queue, "id": f"{cluster}:comp"}},
    ]  # fmt: skip
    return [*rows, login] if dependent else rows


def terraform(*clusters: str, version: int = 4) -> dict[str, Any]:
    """A state of a module whose cluster is made `for_each`, of its queue, and of an output that refers to it."""
    instances = [
        {
            "index_key": f"{number}",
            "schema_version": 0,
            "attributes": {
                "id": cluster, "cluster_name": "render", "cluster_vpc_id": VPC, "cluster_vswitch_id": VSWITCH,
                "cluster_credentials": [{"key_pair_name": "", "password": PASSWORD}], "timeouts": None,
            },
            "sensitive_attributes": [],
        }
        for number, cluster in enumerate(clusters)
    ]  # fmt: skip
    common = {"mode": "managed", "provider": 'provider["registry.terraform.io/aliyun/alicloud"]'}
    farm = "module.hpc.alicloud_ehpc_cluster_v2.farm"
    queue = {"schema_version": 0, "attributes": {"id": f"{clusters[0]}:comp"}, "dependencies": [farm]}
    return {
        "version": version, "terraform_version": "1.9.8", "serial": 7, "lineage": "3f2a", "outputs": {},
        "resources": [
            {**common, "mode": "data", "type": "alicloud_zones", "name": "all", "instances": [{"attributes": {}}]},
            {**common, "module": "module.hpc", "type": "alicloud_ehpc_cluster_v2", "name": "farm",
             "instances": instances},
            {**common, "type": "alicloud_ehpc_queue", "name": "comp", "instances": [queue]},
            {**common, "type": "alicloud_dns_record", "name": "login",
             "instances": [{"attributes": {"id": "1"}, "dependencies": [farm]}]},
        ],
    }  # fmt: skip
