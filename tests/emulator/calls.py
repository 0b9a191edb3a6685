"""The calls that most tests make, by the official SDK."""

from __future__ import annotations

from typing import Any

from alibabacloud_ehpc20240730 import models
from alibabacloud_ehpc20240730.client import Client
from alibabacloud_tea_openapi.utils_models import Config

WINDOW = {"from_": 0, "to": 4_000_000_000}


def sdk(url: str, key: str = "test", secret: str = "test", **options: Any) -> Client:  # noqa: S107
    config = {"access_key_id": key, "access_key_secret": secret, "protocol": "http", **options}
    return Client(Config(endpoint=url.removeprefix("http://"), **config))


def minimal(**more: Any) -> models.CreateClusterRequest:
    """The smallest cluster of the documentation's examples."""
    network = {"cluster_vpc_id": "vpc-1", "cluster_vswitch_id": "vsw-1"}
    return models.CreateClusterRequest(**{"cluster_name": "demo", **network, **more})


def made(client: Client, **more: Any) -> str:
    """The id of a new cluster; with the immediate clock it is running."""
    return str(client.create_cluster(minimal(**more)).body.cluster_id)


def shown(client: Client, cluster_id: str) -> dict[str, Any]:
    """GetCluster's answer as it was on the wire (the model drops what it doesn't know)."""
    return dict(client.get_cluster(models.GetClusterRequest(cluster_id=cluster_id)).body.to_map())


def status(client: Client, cluster_id: str) -> str:
    return str(client.get_cluster(models.GetClusterRequest(cluster_id=cluster_id)).body.cluster_status)


def listed(client: Client, cluster_id: str) -> dict[str, Any]:
    body = client.list_clusters(models.ListClustersRequest(cluster_ids=[cluster_id])).body
    return dict(body.to_map()["Clusters"][0])
