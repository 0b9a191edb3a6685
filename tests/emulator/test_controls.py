"""The control endpoints: a stable interface that other people's tests are written against."""

from __future__ import annotations

import json
from typing import Any

import pytest
from alibabacloud_ehpc20240730 import models
from alibabacloud_ehpc20240730.client import Client
from alibabacloud_tea_openapi.exceptions import ClientException

from emulator.calls import listed, made, minimal, shown, status
from emulator.in_process import NOON, InProcess, running
from emulator.wire import call, send

CREDENTIALS = models.CreateClusterRequestClusterCredentials


def test_the_journal_has_every_request_in_order(emulator: InProcess, client: Client) -> None:
    created = client.create_cluster(minimal(max_count=3))
    emulator.time.passes(1.5)
    with pytest.raises(ClientException):
        client.get_cluster(models.GetClusterRequest(cluster_id="ehpc-none"))
    call(emulator, "CreateJob", {"ClusterId": "x"})
    entries = emulator.journal()
    assert [(entry["action"], entry["status"], entry["code"]) for entry in entries] == [
        ("CreateCluster", 200, ""),
        ("GetCluster", 404, "ClusterNotFound"),
        ("CreateJob", 404, "InvalidApi.NotFound"),
    ]
    assert set(entries[0]) == {"action", "cluster", "params", "status", "code", "time", "seconds", "request_id"}
    assert [entry["cluster"] for entry in entries] == [created.body.cluster_id, "ehpc-none", "x"]
    assert entries[0]["request_id"] == created.body.request_id
    assert entries[0]["params"]["MaxCount"] == 3
    assert [entry["time"] for entry in entries] == [NOON, NOON + 1.5, NOON + 1.5]


def test_the_control_endpoints_are_not_in_the_journal(emulator: InProcess) -> None:
    emulator.clusters()
    assert emulator.journal() == []


def test_the_journal_is_bounded_and_says_so(emulator: InProcess, client: Client) -> None:
    journal = emulator.control("GET", "journal")
    assert journal == {"requests": [], "dropped": 0, "limit": 10_000}
    emulator.server.service.journal.__init__(limit=3)  # type: ignore[misc]
    for page in range(1, 6):
        client.list_clusters(models.ListClustersRequest(page_number=page))
    journal = emulator.control("GET", "journal")
    assert [entry["params"]["PageNumber"] for entry in journal["requests"]] == [3, 4, 5]
    assert (journal["dropped"], journal["limit"]) == (2, 3)


@pytest.mark.parametrize(
    "params",
    [
        {"ClusterCredentials": '{"Password": "Secret123!", "KeyPairName": "pair"}'},
        {"ClusterCredentials.Password": "Secret123!"},
        {"ClusterCredentials": '{"Password": "Secret123!"'},
        {"ClusterCredentials": '"Secret123!"'},
        {"ClusterCredentials": '{"Password": "Secret123!", "Unknown": 1}'},
        {"clusterCredentials": '{"password": "Secret123!"}'},
        {"Queues": '[{"Password": "Secret123!"}]'},
        {"Password": "Secret123!"},
    ],
)
def test_a_password_is_nowhere_to_be_read(emulator: InProcess, params: dict[str, str]) -> None:
    _, answer = call(emulator, "CreateCluster", params)
    seen = json.dumps([answer, emulator.control("GET", "journal"), emulator.state()])
    assert "Secret123" not in seen
    assert "***" in seen


def test_the_state_tells_what_each_cluster_is(emulator: InProcess, client: Client) -> None:
    cluster = made(
        client,
        cluster_description="for tests",
        max_count=9,
        deletion_protection=True,
        tags=[models.CreateClusterRequestTags(key="team", value="hpc")],
        queues=[models.QueueTemplate(queue_name="comp")],
        shared_storages=[models.SharedStorageTemplate(file_system_id="008b", mount_directory="/home")],
        additional_packages=[models.CreateClusterRequestAdditionalPackages(name="mpich", version="4.0.3")],
        addons=[models.CreateClusterRequestAddons(name="Login", version="1.0")],
        cluster_credentials=CREDENTIALS(password="Secret123!"),
    )
    (entry,) = emulator.clusters()
    assert {name: entry[name] for name in ("ClusterId", "ClusterName", "ClusterStatus", "ClusterDescription")} == {
        "ClusterId": cluster,
        "ClusterName": "demo",
        "ClusterStatus": "running",
        "ClusterDescription": "for tests",
    }
    assert (entry["DeletionProtection"], entry["MaxCount"]) == (True, 9)
    assert entry["Tags"] == [{"Key": "team", "Value": "hpc"}]
    assert [queue["QueueName"] for queue in entry["queues"]] == ["comp"]
    assert [storage["MountDirectory"] for storage in entry["storages"]] == ["/home"]
    assert entry["software"] == [{"Name": "mpich", "Version": "4.0.3"}]
    assert [addon["Name"] for addon in entry["addons"]] == ["Login"]
    assert entry["prepaid_instances"] == []
    assert entry["ClusterCredentials"] == ["password"]


def test_reset_brings_back_the_start_the_clock_and_the_ids_included() -> None:
    with running(clock="looks:2", seed="7") as emulator:
        client = emulator.sdk()
        first = made(client)
        emulator.faults({"kind": "500"})
        emulator.control("POST", "clock", {"clock": "immediate", "advance": 5})
        emulator.reset()
        assert emulator.control("GET", "clock") == {"clock": "looks:2", "now": NOON}
        assert (emulator.clusters(), emulator.journal()) == ([], [])
        assert made(client) == first


def test_the_clock_can_be_changed_and_moved_on() -> None:
    with running(clock="seconds:8") as emulator:
        client = emulator.sdk()
        cluster = made(client)
        assert emulator.control("POST", "clock", {"advance": 4})["now"] == NOON + 4
        assert status(client, cluster) == "initing"
        assert emulator.control("POST", "clock", {"clock": "immediate"})["clock"] == "immediate"
        assert status(client, cluster) == "running"


@pytest.mark.parametrize("body", [{"clock": "fast"}, {"clock": "looks:0"}, {"advance": -1}, {"other": 1}, [], 7])
def test_a_bad_clock_is_refused(emulator: InProcess, body: Any) -> None:
    code, answer = emulator.raw_control("POST", "clock", body)
    assert code == 400
    assert answer["Message"]


def test_a_colleague_changes_a_cluster_in_the_console(emulator: InProcess, client: Client) -> None:
    cluster = made(client)
    emulator.change(
        cluster,
        MaxCount=40,
        DeletionProtection=True,
        ClusterDescription="hands off",
        Queues=[{"QueueName": "theirs", "InitialCount": 2}],
        SharedStorages=[{"FileSystemId": "0bd5", "MountDirectory": "/theirs"}],
        AdditionalPackages=[{"Name": "mpich", "Version": "4.0.3"}],
    )
    assert (shown(client, cluster)["MaxCount"], shown(client, cluster)["DeleteProtection"]) == ("40", "true")
    row = listed(client, cluster)
    assert (row["ClusterDescription"], row["AdditionalPackages"][0]["Name"]) == ("hands off", "mpich")
    queues = client.list_queues(models.ListQueuesRequest(cluster_id=cluster)).body.queues
    assert [(queue.queue_name, queue.nodes.running_counts) for queue in queues] == [("theirs", 2)]
    emulator.change(cluster, ClusterStatus="exception")
    assert status(client, cluster) == "exception"
    emulator.change(cluster, ClusterStatus="releasing")
    assert emulator.clusters() == []


def test_an_accident_removes_a_cluster_at_once(emulator: InProcess, client: Client) -> None:
    cluster = made(client, deletion_protection=True)
    emulator.remove(cluster)
    with pytest.raises(ClientException, match="ClusterNotFound"):
        status(client, cluster)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"MaxCnt": 1}, "'MaxCnt' can't be changed"),
        ({"MaxCount": "40"}, "MaxCount must be of the type of"),
        ({"ClusterStatus": "asleep"}, "ClusterStatus must be one of"),
        ([], "the body"),
    ],
)
def test_a_change_that_makes_no_sense_is_refused_and_nothing_is_changed(
    emulator: InProcess, client: Client, changes: Any, said: str
) -> None:
    cluster = made(client)
    before = emulator.clusters()
    code, answer = emulator.raw_control("POST", f"clusters/{cluster}", changes)
    assert code == 400
    assert said in answer["Message"] or answer["Message"]
    assert emulator.clusters() == before


def test_what_is_not_there_is_404_and_what_is_not_taken_405(emulator: InProcess) -> None:
    assert emulator.raw_control("GET", "nothing")[0] == 404
    assert emulator.raw_control("GET", "clusters")[0] == 404
    assert emulator.raw_control("POST", "clusters/ehpc-none", {})[0] == 404
    assert emulator.raw_control("DELETE", "journal")[0] == 405
    assert emulator.raw_control("GET", "reset")[0] == 405


def test_what_is_no_json_is_refused(emulator: InProcess) -> None:
    head = {"Content-Type": "application/json"}
    for body in (b"{", b"\xff", b"[" * 200_000, b"NaN"):
        code, _, answer = send(emulator, "POST", "/_emulator/faults", head, body)
        assert (code, answer["Message"]) == (400, "the body must be JSON")


@pytest.mark.parametrize(
    "wrong",
    [
        {"Queues": [{}]},
        {"Queues": [7]},
        {"Queues": [{"QueueName": 7}]},
        {"SharedStorages": ["/home"]},
        {"AdditionalPackages": [{"Version": "1"}]},
        {"Tags": [{"Key": 1}]},
    ],
)
def test_a_change_is_made_whole_or_not_at_all(emulator: InProcess, client: Client, wrong: Any) -> None:
    cluster = made(client)
    before = emulator.clusters()
    code, answer = emulator.raw_control("POST", f"clusters/{cluster}", {"ClusterName": "renamed", **wrong})
    assert code == 400
    assert answer["Message"]
    assert emulator.clusters() == before
