"""A cluster's states, with each of the three clocks, and which calls they admit."""

from __future__ import annotations

import pytest
from alibabacloud_ehpc20240730 import models
from alibabacloud_ehpc20240730.client import Client
from alibabacloud_tea_openapi.exceptions import ClientException

from emulator.calls import made, minimal, status
from emulator.changes import CHANGES
from emulator.in_process import InProcess, running


def delete(cluster_id: str) -> models.DeleteClusterRequest:
    return models.DeleteClusterRequest(cluster_id=cluster_id)


def test_by_seconds_a_creation_takes_them_and_a_deletion_half_of_them() -> None:
    with running(clock="seconds:8") as emulator:
        client = emulator.sdk()
        cluster = made(client)
        seen = []
        for _ in range(9):
            seen.append(status(client, cluster))
            emulator.time.passes(1)
        assert seen == ["creating", "uninit", "uninit", "uninit", *["initing"] * 4, "running"]

        client.delete_cluster(delete(cluster))
        emulator.time.passes(3.9)
        assert status(client, cluster) == "releasing"
        emulator.time.passes(0.1)
        with pytest.raises(ClientException) as gone:
            status(client, cluster)
        assert (gone.value.code, gone.value.status_code) == ("ClusterNotFound", 404)
        assert emulator.clusters() == []


def test_by_looks_only_answers_that_show_the_cluster_count() -> None:
    with running(clock="looks:4", quota=5) as emulator:
        client = emulator.sdk()
        cluster, other = made(client), made(client)
        for _ in range(5):
            status(client, other)
            client.list_queues(models.ListQueuesRequest(cluster_id=cluster))
            client.list_clusters(models.ListClustersRequest(cluster_ids=[other]))
        assert [status(client, cluster) for _ in range(4)] == ["uninit", "initing", "initing", "running"]
        listed = client.list_clusters(models.ListClustersRequest(cluster_ids=[other])).body.clusters
        assert listed[0].cluster_status == "running"


def test_by_looks_a_list_that_ends_a_deletion_does_not_show_the_cluster_any_more() -> None:
    with running(clock="looks:2") as emulator:
        client = emulator.sdk()
        cluster = made(client)
        status(client, cluster), status(client, cluster)
        client.delete_cluster(delete(cluster))
        answers = [client.list_clusters(models.ListClustersRequest()).body for _ in range(2)]
        assert [row.cluster_status for row in answers[0].clusters] == ["releasing"]
        assert answers[1].clusters == []
        assert answers[1].total_count == 0


def test_immediately_means_at_the_next_request(emulator: InProcess, client: Client) -> None:
    cluster = made(client)
    assert status(client, cluster) == "running"
    client.delete_cluster(delete(cluster))
    assert emulator.clusters() == []


@pytest.mark.parametrize("seconds", [1, 4, 7])
def test_a_cluster_in_the_making_refuses_to_be_deleted(seconds: int) -> None:
    with running(clock="seconds:8") as emulator:
        client = emulator.sdk()
        cluster = made(client)
        emulator.time.passes(seconds)
        with pytest.raises(ClientException) as refused:
            client.delete_cluster(delete(cluster))
        assert (refused.value.code, refused.value.status_code) == ("InvalidClusterStatus", 403)


def test_a_releasing_cluster_refuses_a_second_deletion() -> None:
    with running(clock="seconds:8") as emulator:
        client = emulator.sdk()
        cluster = made(client)
        emulator.time.passes(8)
        client.delete_cluster(delete(cluster))
        with pytest.raises(ClientException) as refused:
            client.delete_cluster(delete(cluster))
        assert refused.value.code == "InvalidClusterStatus"


@pytest.mark.parametrize("action", CHANGES)
@pytest.mark.parametrize("busy", ["uninit", "creating", "initing", "pending", "stopping", "releasing"])
def test_a_busy_cluster_refuses_a_second_operation(action: str, busy: str) -> None:
    with running(clock="seconds:100") as emulator:
        client = emulator.sdk()
        cluster = made(client, queues=[models.QueueTemplate(queue_name="comp")])
        emulator.change(cluster, ClusterStatus=busy)
        before = emulator.clusters()
        with pytest.raises(ClientException) as refused:
            CHANGES[action](client, cluster)
        assert (refused.value.code, refused.value.status_code) == ("ConflictOpt", 403)
        assert emulator.clusters() == before


@pytest.mark.parametrize("state", ["exception", "stopped"])
def test_a_failed_or_stopped_cluster_takes_an_update_and_a_deletion_but_no_queue(
    emulator: InProcess, client: Client, state: str
) -> None:
    cluster = made(client, deletion_protection=True)
    emulator.change(cluster, ClusterStatus=state)
    with pytest.raises(ClientException) as refused:
        CHANGES["CreateQueue"](client, cluster)
    assert refused.value.code == "InvalidClusterStatus"
    client.update_cluster(models.UpdateClusterRequest(cluster_id=cluster, deletion_protection=False))
    client.delete_cluster(delete(cluster))
    assert emulator.clusters() == []


def test_a_protected_cluster_refuses_to_be_deleted_and_says_why(emulator: InProcess, client: Client) -> None:
    cluster = made(client, deletion_protection=True)
    with pytest.raises(ClientException) as refused:
        client.delete_cluster(delete(cluster))
    assert (refused.value.code, refused.value.status_code) == ("InvalidClusterStatus", 403)
    assert "Deletion protection" in refused.value.message
    assert status(client, cluster) == "running"


def test_the_code_of_that_refusal_can_be_set_because_it_is_not_documented() -> None:
    with running(protection_code="OperationDenied.Protected") as emulator:
        client = emulator.sdk()
        with pytest.raises(ClientException) as refused:
            client.delete_cluster(delete(made(client, deletion_protection=True)))
        assert (refused.value.code, refused.value.status_code) == ("OperationDenied.Protected", 403)


def test_an_account_holds_three_clusters_until_one_is_gone(client: Client) -> None:
    clusters = [made(client) for _ in range(3)]
    with pytest.raises(ClientException) as refused:
        client.create_cluster(minimal())
    assert (refused.value.code, refused.value.status_code) == ("TooManyClusters", 403)
    client.delete_cluster(delete(clusters[0]))
    made(client)


def test_two_accounts_do_not_see_each_other(emulator: InProcess, client: Client) -> None:
    cluster = made(client)
    stranger = emulator.sdk(key="stranger")
    assert stranger.list_clusters(models.ListClustersRequest()).body.total_count == 0
    with pytest.raises(ClientException) as refused:
        stranger.delete_cluster(delete(cluster))
    assert refused.value.code == "ClusterNotFound"
    assert status(client, cluster) == "running"
