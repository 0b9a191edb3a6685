"""The awkward parts of the real service, each with the test that is named after it.

What is behind each one (documented, observed, assumed) is in the emulator's README.
"""

from __future__ import annotations

import pytest
from alibabacloud_ehpc20240730 import models
from alibabacloud_ehpc20240730.client import Client
from alibabacloud_tea_openapi.exceptions import ClientException

from emulator.calls import WINDOW, listed, made, shown, status
from emulator.in_process import InProcess, running

SCHEDULER = models.CreateClusterRequestManagerScheduler
MANAGER = models.CreateClusterRequestManager


def mount(directory: str, storage: str = "/") -> models.SharedStorageTemplate:
    return models.SharedStorageTemplate(
        file_system_id="008b", mount_directory=directory, mount_target_domain="008b.nas", nasdirectory=storage
    )


def mounts(client: Client, cluster: str) -> dict[str, str]:
    body = client.list_shared_storages(models.ListSharedStoragesRequest(cluster_id=cluster)).body
    return {mount.mount_directory: mount.storage_directory for fs in body.shared_storages for mount in fs.mount_info}


def test_update_cluster_resets_what_it_is_not_told(client: Client) -> None:
    cluster = made(client, cluster_description="for tests", deletion_protection=True, max_count=7)
    everything = models.UpdateClusterRequest(
        cluster_id=cluster, cluster_name="named", deletion_protection=True, grow_interval=9, idle_interval=8,
        enable_scale_in=True, enable_scale_out=True, max_count=12, max_core_count=99,
        monitor_spec=models.UpdateClusterRequestMonitorSpec(enable_compute_load_monitor=True),
        scheduler_spec=models.UpdateClusterRequestSchedulerSpec(enable_topology_awareness=True),
    )  # fmt: skip
    client.update_cluster(everything)
    before = shown(client, cluster)
    assert (before["GrowInterval"], before["IdleInterval"], before["MaxCount"]) == (9, 8, "12")
    assert before["MonitorSpec"] == {"EnableComputeLoadMonitor": True}

    client.update_cluster(models.UpdateClusterRequest(cluster_id=cluster, cluster_name="renamed"))
    after = shown(client, cluster)
    assert after["ClusterName"] == "renamed"
    assert after["DeleteProtection"] == "false"
    assert (after["GrowInterval"], after["IdleInterval"]) == (2, 6)
    assert not after["EnableScaleIn"]
    assert not after["EnableScaleOut"]
    assert (after["MaxCount"], after["MaxCoreCount"]) == ("100", "10000")
    assert after["MonitorSpec"] == {"EnableComputeLoadMonitor": False}
    assert after["SchedulerSpec"]["EnableTopologyAwareness"] is False
    assert listed(client, cluster)["ClusterDescription"] == ""


def test_update_queue_resets_what_it_is_not_told(client: Client) -> None:
    queue = models.QueueTemplate(queue_name="comp", max_count=10, min_count=1, enable_scale_in=True, ram_role="role")
    cluster = made(client, queues=[queue])
    changed = models.UpdateQueueRequestQueue(queue_name="comp", max_count=12)
    client.update_queue(models.UpdateQueueRequest(cluster_id=cluster, queue=changed))
    after = client.get_queue(models.GetQueueRequest(cluster_id=cluster, queue_name="comp")).body.queue
    assert (after.max_count, after.min_count, after.enable_scale_in, after.ram_role) == (12, 0, False, None)


def test_create_cluster_ignores_the_intervals(client: Client) -> None:
    cluster = made(client, grow_interval=9, idle_interval=8)
    after = shown(client, cluster)
    assert (after["GrowInterval"], after["IdleInterval"]) == (2, 6)


def test_get_cluster_leaves_out_what_only_other_calls_return(client: Client) -> None:
    cluster = made(
        client,
        cluster_description="for tests",
        tags=[models.CreateClusterRequestTags(key="team", value="hpc")],
        queues=[models.QueueTemplate(queue_name="comp")],
        shared_storages=[mount("/home")],
        is_enterprise_security_group=True,
        cluster_credentials=models.CreateClusterRequestClusterCredentials(password="Secret123!"),
    )
    for name in (
        *("ClusterDescription", "Tags", "Queues", "SharedStorages", "AdditionalPackages", "Addons"),
        *("ClusterCredentials", "IsEnterpriseSecurityGroup", "DeletionProtection"),
    ):
        assert name not in shown(client, cluster)
    row = listed(client, cluster)
    assert row["ClusterDescription"] == "for tests"
    assert row["ClusterCredentials"] == ["password"]
    assert "Tags" not in row


def test_deletion_protection_is_read_as_delete_protection_and_as_text(client: Client) -> None:
    cluster = made(client, deletion_protection=True)
    assert shown(client, cluster)["DeleteProtection"] == "true"
    assert listed(client, cluster)["DeletionProtection"] is True


def test_get_cluster_counts_in_text_and_list_clusters_in_numbers(client: Client) -> None:
    cluster = made(client, max_count=0, max_core_count=40)
    assert (shown(client, cluster)["MaxCount"], shown(client, cluster)["MaxCoreCount"]) == ("0", "40")
    assert (listed(client, cluster)["MaxCount"], listed(client, cluster)["MaxCoreCount"]) == (0, 40)


def test_list_clusters_numbers_its_pages_in_text(client: Client) -> None:
    body = client.list_clusters(models.ListClustersRequest()).body
    assert (body.page_number, body.page_size) == ("1", 10)


def test_hyper_threading_is_written_enable_ht_in_capitals_and_read_enable_ht(client: Client) -> None:
    node = models.NodeTemplate(instance_type="ecs.c6.xlarge", enable_ht=False)
    cluster = made(client, manager=MANAGER(manager_node=node))
    read = shown(client, cluster)["Manager"]["ManagerNode"]
    assert read["EnableHt"] is False
    assert "EnableHT" not in read
    assert "DataDisks" not in read


@pytest.mark.parametrize(
    ("kind", "version", "read"),
    [("SLURM", "22.05.8", "slurm22"), ("SLURM", "23.02", "SLURM"), ("PBS", "20.1", "PBS")],
)
def test_slurm_of_version_22_is_read_as_slurm22(client: Client, kind: str, version: str, read: str) -> None:
    cluster = made(client, manager=MANAGER(scheduler=SCHEDULER(type=kind, version=version)))
    assert shown(client, cluster)["Manager"]["Scheduler"]["Type"] == read
    assert listed(client, cluster)["Manager"]["Scheduler"]["Type"] == kind


def test_nis_is_read_in_lower_case(client: Client) -> None:
    directory = models.CreateClusterRequestManagerDirectoryService(type="NIS", version="1.0")
    cluster = made(client, manager=MANAGER(directory_service=directory))
    assert shown(client, cluster)["Manager"]["DirectoryService"]["Type"] == "nis"
    assert listed(client, cluster)["Manager"]["DirectoryService"]["Type"] == "NIS"


def test_home_and_opt_are_read_with_a_suffix_that_begins_with_ehpc(client: Client) -> None:
    cluster = made(client, shared_storages=[mount("/home"), mount("/opt", "/a"), mount("/ehpcdata", "/b")])
    read = mounts(client, cluster)
    assert read["/ehpcdata"] == "/b"
    assert read["/opt"].startswith("/a/ehpc")
    # What the Terraform provider does to get back what it sent.
    assert [read[name].split("/ehpc")[0] for name in ("/home", "/opt")] == ["/", "/a"]


def test_unset_inputs_are_filled_by_the_service(client: Client) -> None:
    cluster = str(client.create_cluster(models.CreateClusterRequest()).body.cluster_id)
    read = shown(client, cluster)
    assert read["SecurityGroupId"].startswith("sg-")
    assert read["ResourceGroupId"].startswith("rg-")
    assert read["MaxCount"].isdigit()
    assert read["ClientVersion"]
    assert read["Manager"]["ManagerNode"]["InstanceId"].startswith("i-")


def test_what_was_not_sent_and_is_not_known_to_be_filled_in_is_not_answered(client: Client) -> None:
    """So the Terraform provider's acceptance tests end with an empty plan."""
    node = models.NodeTemplate(
        enable_ht=True, instance_charge_type="PostPaid", image_id="m-1", instance_type="ecs.c6.xlarge", period=0,
        spot_strategy="NoSpot", system_disk=models.NodeTemplateSystemDisk(category="cloud_essd", size=40, level="PL0"),
    )  # fmt: skip
    given = {name: value for name, value in node.to_map().items() if name != "DataDisks"}
    given["EnableHt"] = given.pop("EnableHT")
    read = shown(client, made(client, manager=MANAGER(manager_node=node)))
    assert {*read["Manager"]["ManagerNode"]} - {*given} == {"InstanceId", "ExpiredTime"}
    assert set(read["Manager"]) == {"ManagerNode"}
    assert not {"ClusterCategory", "ClusterMode"} & set(read)


def test_a_queue_without_vswitches_has_none_and_one_with_many_is_listed_with_three(client: Client) -> None:
    nodes = [models.NodeTemplate(instance_type=f"ecs.c{number}.xlarge") for number in range(6)]
    switches = [f"vsw-{number}" for number in range(4)]
    big = models.QueueTemplate(queue_name="big", compute_nodes=nodes, v_switch_ids=switches)
    cluster = made(client, queues=[models.QueueTemplate(queue_name="small"), big])
    rows = client.list_queues(models.ListQueuesRequest(cluster_id=cluster)).body.queues
    assert [(len(row.compute_nodes), len(row.v_switch_ids)) for row in rows] == [(0, 0), (5, 3)]
    whole = client.get_queue(models.GetQueueRequest(cluster_id=cluster, queue_name="big")).body.queue
    assert (len(whole.compute_nodes), len(whole.v_switch_ids)) == (6, 4)


def test_a_serverless_cluster_without_nodes_takes_no_software(client: Client) -> None:
    package = [models.InstallSoftwaresRequestAdditionalPackages(name="mpich", version="4.0.3")]
    bare = made(client, cluster_category="Serverless")
    with pytest.raises(ClientException) as refused:
        client.install_softwares(models.InstallSoftwaresRequest(cluster_id=bare, additional_packages=package))
    assert refused.value.code == "Cluster.NotSupported"
    login = [models.CreateClusterRequestAddons(name="Login", version="1.0")]
    cluster = made(client, cluster_category="Serverless", addons=login)
    client.install_softwares(models.InstallSoftwaresRequest(cluster_id=cluster, additional_packages=package))


def test_subscription_nodes_outlive_their_cluster(emulator: InProcess, client: Client) -> None:
    paid = models.NodeTemplate(instance_type="ecs.c6.xlarge", instance_charge_type="PrePaid", period=1)
    free = models.QueueTemplate(queue_name="comp", initial_count=2)
    cluster = made(client, manager=MANAGER(manager_node=paid), queues=[free])
    (held,) = emulator.clusters()[0]["prepaid_instances"]
    client.delete_cluster(models.DeleteClusterRequest(cluster_id=cluster))
    left = emulator.state()
    assert left["clusters"] == []
    assert left["instances"] == [{**held, "ClusterId": cluster}]


def test_a_missing_queue_is_an_invalid_parameter(client: Client) -> None:
    with pytest.raises(ClientException) as refused:
        client.get_queue(models.GetQueueRequest(cluster_id=made(client), queue_name="none"))
    assert (refused.value.code, refused.value.status_code) == ("InvalidParams", 400)


def test_a_queue_with_nodes_is_not_deleted(emulator: InProcess, client: Client) -> None:
    cluster = made(client, queues=[models.QueueTemplate(queue_name="comp", initial_count=1)])
    with pytest.raises(ClientException) as refused:
        client.delete_queues(models.DeleteQueuesRequest(cluster_id=cluster, queue_names=["comp"]))
    assert (refused.value.code, refused.value.status_code) == ("AgentError", 406)
    assert [queue["QueueName"] for queue in emulator.clusters()[0]["queues"]] == ["comp"]


def test_nothing_makes_a_creation_idempotent(client: Client) -> None:
    assert made(client) != made(client)
    assert client.list_clusters(models.ListClustersRequest(cluster_names=["demo"])).body.total_count == 2


def test_the_log_of_a_creation_is_found_by_the_request_id_of_create_cluster() -> None:
    with running(clock="seconds:8") as emulator:
        client = emulator.sdk()
        created = client.create_cluster(models.CreateClusterRequest()).body
        assert created.task_id == created.request_id
        emulator.time.passes(8)
        assert status(client, created.cluster_id) == "running"
        request = models.GetCommonLogDetailRequest(log_request_id=created.request_id, **WINDOW)
        detail = client.get_common_log_detail(request).body
        assert (detail.action, detail.cluster_id) == ("CreateCluster", created.cluster_id)
        assert detail.log_detail[0].stage_name == "ConfigNetwork"
        assert detail.log_detail[0].stages[0].method == "CreateSecurityGroup"
