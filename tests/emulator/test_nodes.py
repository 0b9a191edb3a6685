"""Compute nodes: made, attached, kept and released, each with a life beside its cluster's."""

from __future__ import annotations

from typing import Any

import pytest
from alibabacloud_ehpc20240730 import models
from alibabacloud_ehpc20240730.client import Client
from alibabacloud_tea_openapi.exceptions import ClientException

from emulator.calls import WINDOW, listed, made
from emulator.in_process import InProcess, running
from emulator.node_calls import COMP, HARDWARE, attach, code, create, delete, keep, rows, states
from emulator.wire import call


def test_by_seconds_a_node_takes_a_quarter_of_them_and_its_release_an_eighth() -> None:
    with running(clock="seconds:8") as emulator:
        client = emulator.sdk()
        cluster = made(client, queues=[COMP])
        emulator.time.passes(8)
        create(client, cluster, count=2)
        seen = []
        for _ in range(3):
            seen.append(states(client, cluster))
            emulator.time.passes(1)
        assert seen == [["uninit"] * 2, ["initing"] * 2, ["running"] * 2]

        first, second = (row.id for row in rows(client, cluster))
        delete(client, cluster, first)
        assert states(client, cluster) == ["releasing", "running"]
        emulator.time.passes(1)
        assert [row.id for row in rows(client, cluster)] == [second]


def test_by_looks_only_lists_that_show_the_node_count() -> None:
    with running(clock="looks:2") as emulator:
        client = emulator.sdk()
        cluster = made(client, queues=[COMP])
        listed(client, cluster), listed(client, cluster)
        (node,) = create(client, cluster)
        listed(client, cluster), rows(client, cluster, queue_names=["other"])
        assert [states(client, cluster) for _ in range(2)] == [["initing"], ["running"]]
        delete(client, cluster, node)
        assert [states(client, cluster) for _ in range(2)] == [["releasing"], []]


def test_nodes_are_what_was_asked_for(client: Client) -> None:
    cluster = made(client, queues=[models.QueueTemplate(queue_name="comp", initial_count=1, hostname_prefix="n")])
    ids = create(client, cluster, count=2, keep_alive="true", v_switch_id="vsw-9", deployment_set_id="ds-1")
    assert [row.hostname for row in rows(client, cluster)] == ["n000", "n001", "n002"]
    new = [row for row in rows(client, cluster) if row.id in ids]
    assert {
        (row.instance_type, row.image_id, row.keep_alive, row.v_switch_id, row.deployment_set_id) for row in new
    } == {("ecs.c7.xlarge", "m-1", True, "vsw-9", "ds-1")}
    assert len({row.ip_address for row in rows(client, cluster)}) == 3
    create(client, cluster, hostname_prefix="gpu", count=1, hostname_suffix="x")
    create(client, cluster, hostnames=["own"])
    assert [row.hostname for row in rows(client, cluster)][3:] == ["gpu000x", "own"]
    names = [row.hostname for row in rows(client, cluster, sort_by="hostname", sequence="Backward")]
    assert names == ["own", "n002", "n001", "n000", "gpu000x"]


def test_a_queues_own_hardware_is_taken_where_none_is_given(client: Client) -> None:
    cluster = made(client, queues=[COMP, models.QueueTemplate(queue_name="big", compute_nodes=[HARDWARE])])
    create(client, cluster, queue_name="big", compute_node=None)
    assert rows(client, cluster)[0].instance_type == "ecs.c7.xlarge"
    with pytest.raises(ClientException) as refused:
        create(client, cluster, compute_node=None)
    assert code(refused) == (400, "MissingParameter")


REFUSED: list[tuple[str, dict[str, Any]]] = [
    ("QueueName", {"queue_name": "none"}),
    ("Count", {"count": 100}),
    ("Count", {"count": 0}),
    ("Count", {"count": 2, "min_count": 2}),
    ("Hostnames", {"count": 2, "hostnames": ["one"]}),
    ("Hostnames", {"hostnames": ["compute000"]}),
    ("HPCInterConnect", {"hpcinter_connect": "rdma"}),
    ("KeepAlive", {"keep_alive": "yes"}),
    ("VSwitchId", {"v_switch_id": "vpc-1"}),
    ("ComputeNode.InstanceType", {"compute_node": models.NodeTemplate(instance_type="ecs.missing")}),
]


@pytest.mark.parametrize(("named", "wanted"), REFUSED)
def test_a_bad_node_is_refused_by_name_and_none_is_made(client: Client, named: str, wanted: dict[str, Any]) -> None:
    cluster = made(client, queues=[models.QueueTemplate(queue_name="comp", initial_count=1)])
    with pytest.raises(ClientException) as refused:
        create(client, cluster, **wanted)
    assert code(refused) == (400, "InvalidParams")
    assert f" {named} " in refused.value.message
    assert len(rows(client, cluster)) == 1


@pytest.mark.parametrize(
    ("action", "params", "refusal", "named"),
    [
        ("CreateNodes", {"QueueName": "comp"}, "MissingParameter", "Count"),
        ("CreateNodes", {"Count": "1"}, "MissingParameter", "QueueName"),
        ("CreateNodes", {"Queuename": "comp"}, "InvalidParams", "Queuename"),
        ("CreateNodes", {"ComputeNode": '{"InstanceTyp": "x"}'}, "InvalidParams", "ComputeNode.InstanceTyp"),
        ("DeleteNodes", {}, "MissingParameter", "InstanceIds"),
        ("DeleteNodes", {"InstanceIds": "i-1"}, "InvalidParams", "InstanceIds"),
        ("UpdateNodes", {"Instances": '[{"KeepAlive": true}]'}, "InvalidParams", "Instances.0.InstanceId"),
        ("AttachNodes", {"ComputeNode": '{"ImageId": "m-1"}'}, "InvalidParams", "ComputeNode.InstanceIds"),
        ("AttachNodes", {}, "MissingParameter", "ComputeNode"),
        ("ListNodes", {"SortBy": "Age"}, "InvalidParams", "SortBy"),
    ],
)
def test_a_call_that_is_wrong_is_refused_by_name(
    emulator: InProcess, client: Client, action: str, params: dict[str, str], refusal: str, named: str
) -> None:
    _, body = call(emulator, action, {"ClusterId": made(client, queues=[COMP]), **params})
    assert (body["Code"], named in body["Message"]) == (refusal, True)


def test_a_queue_can_be_deleted_when_its_nodes_are_gone() -> None:
    with running(clock="seconds:8") as emulator:
        client = emulator.sdk()
        cluster = made(client, queues=[models.QueueTemplate(queue_name="comp", initial_count=2)])
        emulator.time.passes(8)
        ids = [row.id for row in rows(client, cluster)]
        answer = delete(client, cluster, *ids)
        assert answer.task_id == answer.request_id
        request = models.DeleteQueuesRequest(cluster_id=cluster, queue_names=["comp"])
        with pytest.raises(ClientException, match="AgentError"):
            client.delete_queues(request)
        log = models.ListCommonLogsRequest(log_request_id=answer.task_id, **WINDOW)
        assert client.list_common_logs(log).body.logs[0].status == "InProgress"
        emulator.time.passes(1)
        client.delete_queues(request)
        assert client.list_common_logs(log).body.logs[0].status == "Finished"


def test_of_several_nodes_all_are_deleted_or_none_and_each_once() -> None:
    with running(clock="seconds:8") as emulator:
        client = emulator.sdk()
        cluster = made(client, queues=[COMP])
        emulator.time.passes(8)
        (node,) = create(client, cluster)
        with pytest.raises(ClientException) as refused:
            delete(client, cluster, node, "i-none")
        assert code(refused) == (400, "InvalidParams")
        assert states(client, cluster) == ["uninit"]
        delete(client, cluster, node)
        logs = client.list_common_logs(models.ListCommonLogsRequest(**WINDOW)).body.logs
        assert [(row.action, row.status) for row in logs[:2]] == [
            ("DeleteNodes", "InProgress"),
            ("CreateNodes", "Finished"),
        ]
        with pytest.raises(ClientException) as refused:
            delete(client, cluster, node)
        assert code(refused) == (400, "InvalidNodeStatus")


def test_a_running_node_is_kept_alive_and_one_in_the_making_cannot_be_told() -> None:
    with running(clock="seconds:8") as emulator:
        client = emulator.sdk()
        cluster = made(client, queues=[COMP])
        emulator.time.passes(8)
        (node,) = create(client, cluster)
        with pytest.raises(ClientException) as refused:
            keep(client, cluster, node, alive=True)
        assert code(refused) == (400, "InvalidNodeStatus")
        emulator.time.passes(2)
        for alive in (True, False):
            keep(client, cluster, node, alive=alive)
            assert rows(client, cluster)[0].keep_alive is alive


def test_an_instance_is_attached_once(client: Client) -> None:
    cluster = made(client, queues=[COMP])
    attach(client, cluster, "i-1", "i-2")
    assert [(row.id, row.image_id, row.status) for row in rows(client, cluster)] == [
        ("i-1", "m-2", "running"),
        ("i-2", "m-2", "running"),
    ]
    for taken in (["i-2"], ["i-3", "i-3"], ["vm-1"]):
        with pytest.raises(ClientException, match=r"ComputeNode\.InstanceIds"):
            attach(client, cluster, *taken)


def test_a_subscription_outlives_its_place_in_the_cluster(emulator: InProcess, client: Client) -> None:
    cluster = made(client, queues=[COMP])
    paid = models.NodeTemplate(instance_type="ecs.c7.xlarge", instance_charge_type="PrePaid", period=1)
    (node,) = create(client, cluster, compute_node=paid)
    delete(client, cluster, node)
    assert [(left["InstanceId"], left["ClusterId"]) for left in emulator.state()["instances"]] == [(node, cluster)]


def test_a_colleague_starts_breaks_and_removes_a_node(emulator: InProcess, client: Client) -> None:
    cluster = made(client, queues=[COMP])
    node = emulator.add_node(cluster, "comp")
    assert states(client, cluster) == ["running"]
    emulator.change_node(cluster, node, Status="exception", Reason="out of stock", KeepAlive=True)
    (row,) = rows(client, cluster)
    assert (row.status, row.reason, row.keep_alive) == ("exception", "out of stock", True)
    (queue,) = client.list_queues(models.ListQueuesRequest(cluster_id=cluster)).body.queues
    assert (queue.nodes.exception_counts, listed(client, cluster)["Nodes"]["AbnormalCounts"]) == (1, 1)
    wrong: list[Any] = [{"Status": "asleep"}, {"Hostname": "x"}, {"KeepAlive": "yes"}, []]
    for body in wrong:
        assert emulator.raw_control("POST", f"nodes/{cluster}/{node}", body)[0] == 400
    emulator.remove_node(cluster, node)
    assert rows(client, cluster) == []
    assert emulator.raw_control("POST", f"nodes/{cluster}", {"QueueName": "none"})[0] == 400
    assert emulator.raw_control("DELETE", f"nodes/{cluster}/{node}")[0] == 404
