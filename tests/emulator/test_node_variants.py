"""What a program may meet with compute nodes, in variants."""

from __future__ import annotations

import pytest
from alibabacloud_ehpc20240730 import models
from alibabacloud_ehpc20240730.client import Client
from alibabacloud_tea_openapi.exceptions import ClientException

from emulator.calls import made
from emulator.in_process import InProcess, running
from emulator.node_calls import COMP, code, create, delete, keep, rows


def test_the_last_of_several_nodes_may_fail(emulator: InProcess, client: Client) -> None:
    cluster = made(client, queues=[COMP])
    emulator.vary("node-fails")
    create(client, cluster, count=2)
    assert [(row.status, bool(row.reason)) for row in rows(client, cluster)] == [
        ("running", False),
        ("exception", True),
    ]


def test_a_short_stock_makes_as_many_as_are_wanted_at_least(emulator: InProcess, client: Client) -> None:
    cluster = made(client, queues=[COMP])
    emulator.vary("nodes-short")
    assert len(create(client, cluster, count=5, min_count=2)) == len(rows(client, cluster)) == 2


def test_nodes_are_started_again_until_the_queue_has_its_least(emulator: InProcess, client: Client) -> None:
    cluster = made(client, queues=[models.QueueTemplate(queue_name="comp", initial_count=2, min_count=1)])
    emulator.vary("nodes-started-again")
    before = [row.id for row in rows(client, cluster)]
    delete(client, cluster, *before)
    (after,) = rows(client, cluster)
    assert after.id not in before


def test_a_kept_node_may_refuse_to_go(emulator: InProcess, client: Client) -> None:
    cluster = made(client, queues=[COMP])
    emulator.vary("nodes-kept", "nodes-kept-by-their-queue")
    (node,) = create(client, cluster)
    keep(client, cluster, node, alive=True)
    queue = client.get_queue(models.GetQueueRequest(cluster_id=cluster, queue_name="comp")).body.queue
    assert queue.keep_alive_nodes == ["compute000"]
    with pytest.raises(ClientException) as refused:
        delete(client, cluster, node)
    assert code(refused) == (400, "InvalidNodeStatus")
    keep(client, cluster, node, alive=False)
    delete(client, cluster, node)
    assert rows(client, cluster) == []


def test_nodes_may_be_taken_one_call_at_a_time() -> None:
    with running(clock="seconds:8", variants=["nodes-one-at-a-time"]) as emulator:
        client = emulator.sdk()
        cluster = made(client, queues=[COMP])
        emulator.time.passes(8)
        (node,) = create(client, cluster)
        with pytest.raises(ClientException, match="ConflictOpt"):
            delete(client, cluster, node)
        emulator.time.passes(2)
        delete(client, cluster, node)
