"""The calls about compute nodes, by the official SDK."""

from __future__ import annotations

from typing import Any

from alibabacloud_ehpc20240730 import models
from alibabacloud_ehpc20240730.client import Client

HARDWARE = models.NodeTemplate(instance_type="ecs.c7.xlarge", image_id="m-1")
COMP = models.QueueTemplate(queue_name="comp")


def create(client: Client, cluster: str, **wanted: Any) -> list[str]:
    given = {"queue_name": "comp", "compute_node": HARDWARE, "count": 1, **wanted}
    body = client.create_nodes(models.CreateNodesRequest(cluster_id=cluster, **given)).body
    assert body.success is True
    return list(body.instance_ids)


def delete(client: Client, cluster: str, *ids: str) -> Any:
    return client.delete_nodes(models.DeleteNodesRequest(cluster_id=cluster, instance_ids=list(ids))).body


def keep(client: Client, cluster: str, node: str, *, alive: bool) -> None:
    row = models.UpdateNodesRequestInstances(instance_id=node, keep_alive=alive)
    client.update_nodes(models.UpdateNodesRequest(cluster_id=cluster, instances=[row]))


def attach(client: Client, cluster: str, *ids: str) -> None:
    node = models.AttachNodesRequestComputeNode(image_id="m-2", instance_ids=list(ids))
    client.attach_nodes(models.AttachNodesRequest(cluster_id=cluster, queue_name="comp", compute_node=node))


def rows(client: Client, cluster: str, **filters: Any) -> list[Any]:
    return list(client.list_nodes(models.ListNodesRequest(cluster_id=cluster, **filters)).body.nodes)


def states(client: Client, cluster: str) -> list[str]:
    return [row.status for row in rows(client, cluster)]


def code(refused: Any) -> tuple[int, str]:
    return refused.value.status_code, refused.value.code
