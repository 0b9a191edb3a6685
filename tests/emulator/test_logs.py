"""The operation log: what a cluster went through, and why its creation failed."""

from __future__ import annotations

from typing import Any

import pytest
from alibabacloud_ehpc20240730 import models
from alibabacloud_ehpc20240730.client import Client
from alibabacloud_tea_openapi.exceptions import ClientException

from emulator.calls import WINDOW, made, minimal, status
from emulator.in_process import NOON, InProcess, running

RICH: dict[str, Any] = {
    "queues": [models.QueueTemplate(queue_name="comp")],
    "additional_packages": [models.CreateClusterRequestAdditionalPackages(name="mpich", version="4.0.3")],
    "addons": [models.CreateClusterRequestAddons(name="Login", version="1.0")],
    "shared_storages": [models.SharedStorageTemplate(file_system_id="008b", mount_directory="/home")],
    "cluster_custom_configuration": models.CreateClusterRequestClusterCustomConfiguration(script="http://x/s.sh"),
}


def logs(client: Client, **filters: Any) -> list[Any]:
    return list(client.list_common_logs(models.ListCommonLogsRequest(**WINDOW, **filters)).body.logs)


def steps(client: Client, request_id: str, *, hidden: bool = True) -> list[tuple[str, str, str]]:
    request = models.GetCommonLogDetailRequest(log_request_id=request_id, hidden_process=hidden, **WINDOW)
    detail = client.get_common_log_detail(request).body.log_detail
    return [(stage.stage_name, step.method, step.status) for stage in detail for step in stage.stages]


def test_the_stages_of_a_creation_are_those_of_the_cluster(emulator: InProcess, client: Client) -> None:
    plain = client.create_cluster(minimal(security_group_id="sg-1")).body.request_id
    rich = client.create_cluster(minimal(**RICH)).body.request_id
    client.list_clusters(models.ListClustersRequest())
    assert [stage for stage, _, _ in steps(client, plain)] == ["ConfigNetwork", "CreateManager", "ConfigScheduler"]
    assert list(dict.fromkeys(stage for stage, _, _ in steps(client, rich))) == [
        *("ConfigNetwork", "CreateManager", "MountSharedStorages", "ConfigScheduler", "CreateQueues"),
        *("InstallSoftware", "InstallAddons", "RunScript"),
    ]
    assert {state for _, _, state in steps(client, rich)} == {"Finished"}


def test_progress_shows_results_and_unless_hidden_also_what_has_begun() -> None:
    with running(clock="seconds:8") as emulator:
        client = emulator.sdk()
        created = client.create_cluster(minimal(security_group_id="sg-1")).body
        emulator.time.passes(4)
        assert steps(client, created.request_id) == [("ConfigNetwork", "AuthorizeSecurityGroup", "Finished")]
        assert steps(client, created.request_id, hidden=False) == [
            ("ConfigNetwork", "AuthorizeSecurityGroup", "InProgress"),
            ("ConfigNetwork", "AuthorizeSecurityGroup", "Finished"),
            ("CreateManager", "RunInstances", "InProgress"),
        ]
        (row,) = logs(client, cluster_id=created.cluster_id)
        assert (row.action, row.status) == ("CreateCluster", "InProgress")
        emulator.time.passes(4)
        (row,) = logs(client, action_status="Finished")
        assert (row.request_id, row.message) == (created.request_id, "ok")


@pytest.mark.parametrize("stage", ["ConfigNetwork", "CreateManager", "InstallSoftware", "RunScript"])
def test_a_failed_creation_tells_its_stage_and_message(stage: str) -> None:
    with running(clock="looks:20") as emulator:
        client = emulator.sdk()
        emulator.faults(
            {"kind": "exception", "stage": stage, "message": "OperationDenied.NoStock: no ecs.c7 in zone b"}
        )
        created = client.create_cluster(minimal()).body
        seen = list(dict.fromkeys(status(client, created.cluster_id) for _ in range(25)))
        assert seen[-1] == "exception"
        assert "running" not in seen
        (row,) = logs(client, log_request_id=created.request_id)
        assert (row.status, row.message) == ("Failed", "OperationDenied.NoStock: no ecs.c7 in zone b")
        last = steps(client, created.request_id)[-1]
        assert (last[0], last[2]) == (stage, "Failed")
        request = models.GetCommonLogDetailRequest(log_request_id=created.request_id, **WINDOW)
        failed = client.get_common_log_detail(request).body.log_detail[-1].stages[-1]
        assert failed.log_level == "ERROR"
        assert failed.message == row.message
        client.delete_cluster(models.DeleteClusterRequest(cluster_id=created.cluster_id))


def test_the_log_is_newest_first_and_filtered(emulator: InProcess, client: Client) -> None:
    cluster = made(client)
    client.update_cluster(models.UpdateClusterRequest(cluster_id=cluster))
    client.delete_cluster(models.DeleteClusterRequest(cluster_id=cluster))
    assert [row.action for row in logs(client)] == ["DeleteCluster", "UpdateCluster", "CreateCluster"]
    assert [row.action for row in logs(client, is_reverse=False, page_size=1)] == ["CreateCluster"]
    assert [row.action for row in logs(client, action_name=["UpdateCluster"])] == ["UpdateCluster"]
    assert logs(client, cluster_id="ehpc-other") == []


def test_the_log_knows_its_window_and_its_account(emulator: InProcess, client: Client) -> None:
    made(client)
    before = models.ListCommonLogsRequest(from_=0, to=int(NOON) - 1)
    assert client.list_common_logs(before).body.logs == []
    mine = client.list_common_logs(models.ListCommonLogsRequest(**WINDOW)).body
    theirs = emulator.sdk(key="other").list_common_logs(models.ListCommonLogsRequest(**WINDOW)).body
    assert mine.uid.isdigit()
    assert mine.uid != theirs.uid
    assert theirs.logs == []
    with pytest.raises(ClientException, match="To"):
        client.list_common_logs(models.ListCommonLogsRequest(from_=2, to=1))


def test_the_account_of_a_key_is_the_same_in_every_run() -> None:
    seen = set()
    for _ in range(2):
        with running() as emulator:
            seen.add(emulator.sdk().list_common_logs(models.ListCommonLogsRequest(**WINDOW)).body.uid)
    assert len(seen) == 1
