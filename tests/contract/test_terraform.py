"""The clusters and queues that Terraform makes, as it was recorded: the emulator takes what it sends and has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from alibabacloud_ehpc20240730 import models

from contract.terraform.recorded import FULL, LEAST, attributes, sent_again
from emulator.in_process import InProcess, running

CLUSTER = {
    "client_version": "ClientVersion", "cluster_category": "ClusterCategory", "cluster_mode": "ClusterMode",
    "cluster_name": "ClusterName", "cluster_vpc_id": "ClusterVpcId", "cluster_vswitch_id": "ClusterVSwitchId",
    "resource_group_id": "ResourceGroupId", "security_group_id": "SecurityGroupId",
}  # fmt: skip
HARDWARE = {
    "auto_renew": "AutoRenew", "auto_renew_period": "AutoRenewPeriod", "duration": "Duration", "image_id": "ImageId",
    "instance_charge_type": "InstanceChargeType", "instance_type": "InstanceType", "period": "Period",
    "period_unit": "PeriodUnit", "spot_price_limit": "SpotPriceLimit", "spot_strategy": "SpotStrategy",
}  # fmt: skip
QUEUE = {
    "enable_scale_in": "EnableScaleIn", "enable_scale_out": "EnableScaleOut", "hostname_prefix": "HostnamePrefix",
    "hostname_suffix": "HostnameSuffix", "initial_count": "InitialCount", "inter_connect": "InterConnect",
    "max_count": "MaxCount", "min_count": "MinCount", "queue_name": "QueueName", "vswitch_ids": "VSwitchIds",
}  # fmt: skip


@pytest.fixture
def service() -> Iterator[InProcess]:
    with running() as emulator:
        yield emulator


def read(service: InProcess, cluster: str) -> dict[str, Any]:
    answer = service.sdk().get_cluster(models.GetClusterRequest(cluster_id=cluster))
    return dict(answer.body.to_map())


def queues(service: InProcess, cluster: str) -> dict[str, dict[str, Any]]:
    (entry,) = (entry for entry in service.clusters() if entry["ClusterId"] == cluster)
    return {queue["QueueName"]: queue for queue in entry["queues"]}


def otherwise(
    state: Mapping[str, Any], live: Mapping[str, Any], names: Mapping[str, str]
) -> dict[str, tuple[Any, Any]]:
    """What Terraform's state has otherwise than the service. It has what nobody tells as "", 0 or false."""
    both = {name: (state[name] or None, live.get(wire) or None) for name, wire in names.items()}
    return {name: values for name, values in both.items() if values[0] != values[1]}


def test_its_clusters_are_made_and_its_state_says_what_the_service_has(service: InProcess) -> None:
    ids = sent_again(service, "made")
    for name, recorded in (("least", LEAST), ("full", FULL)):
        state, live = attributes(ids)[f"cluster_v2.{name}"], read(service, ids[recorded])
        assert otherwise(state, live, CLUSTER) == {}
        (manager,), told = state["manager"], live["Manager"]
        assert otherwise(manager["manager_node"][0], told["ManagerNode"], HARDWARE) == {}
        assert manager["manager_node"][0]["enable_ht"] is told["ManagerNode"]["EnableHt"] is True
        assert told["Scheduler"]["Type"] == "slurm22"  # which its provider takes for SLURM
        told["Scheduler"]["Type"] = "SLURM"
        for part, wire in {"scheduler": "Scheduler", "dns": "DNS", "directory_service": "DirectoryService"}.items():
            assert otherwise(manager[part][0], told[wire], {"type": "Type", "version": "Version"}) == {}


def test_its_queues_are_made_also_with_empty_values_for_what_nobody_gave(service: InProcess) -> None:
    ids = sent_again(service, "made")
    made, states = queues(service, ids[LEAST]), attributes(ids)
    assert sorted(made) == ["autoque1", "cpu", "spot"]
    assert otherwise(states["queue.least"], made["autoque1"], QUEUE) == {}
    for name in ("cpu", "spot"):
        state = states[f"queue.full[{name}]"]
        assert state["id"] == f"{ids[LEAST]}:{name}"
        assert otherwise(state, made[name], QUEUE) == {}
        (node,), (live,) = state["compute_nodes"], made[name]["ComputeNodes"]
        assert otherwise(node, live, HARDWARE) == {}


def test_what_it_changes_is_changed_and_nothing_else(service: InProcess) -> None:
    ids = sent_again(service, "made")
    before = {recorded: read(service, id_) for recorded, id_ in ids.items()}, queues(service, ids[LEAST])
    sent_again(service, "changed", ids)
    after = {recorded: read(service, id_) for recorded, id_ in ids.items()}, queues(service, ids[LEAST])
    assert changed(before[0][FULL], after[0][FULL]) == {"ClusterName", "DeleteProtection"}
    assert changed(before[0][LEAST], after[0][LEAST]) == set()
    assert {name: changed(before[1][name], after[1][name]) for name in after[1]} == {
        "autoque1": set(),
        "cpu": {"EnableScaleIn", "InterConnect", "MaxCount"},
        "spot": {"EnableScaleIn", "InterConnect", "MaxCount"},
    }


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> set[str]:
    names = {name for name in {*before, *after} if before.get(name) != after.get(name)}
    return names - {"RequestId", "ClusterModifyTime", "UpdateTime"}


def test_what_it_destroys_is_gone(service: InProcess) -> None:
    ids = sent_again(service, "changed", sent_again(service, "made"))
    sent_again(service, "destroyed", ids)
    assert service.clusters() == []
