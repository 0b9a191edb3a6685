"""`get_cluster`: a cluster that exists (GetCluster)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pulumi

from .._core.program.lookup import LookUp
from .._core.table.calls import Call
from .._core.table.told import of_answer, told
from ..errors import ResourceError, ServiceError
from ..resources import CLUSTER
from .clusters import listed_clusters
from .manager import GetClusterManagerResult
from .said import some


@dataclass(frozen=True, kw_only=True)
class GetClusterResult:
    """A cluster (GetCluster)."""

    cluster_id: str = told("ClusterId", needed=True)
    """Its ID, as ehpc-hz-a1b2c3."""

    cluster_name: str | None = told("ClusterName")
    """Its name."""

    cluster_status: str | None = told("ClusterStatus")
    """Its state, as running."""

    cluster_category: str | None = told("ClusterCategory")
    """Standard or Serverless."""

    cluster_mode: str | None = told("ClusterMode")
    """Integrated, Hybrid or Custom."""

    cluster_vpc_id: str | None = told("ClusterVpcId")
    """ID of its VPC."""

    cluster_vswitch_id: str | None = told("ClusterVSwitchId")
    """ID of its vSwitch."""

    security_group_id: str | None = told("SecurityGroupId")
    """ID of its security group."""

    resource_group_id: str | None = told("ResourceGroupId")
    """ID of its resource group."""

    manager: GetClusterManagerResult | None = told("Manager")
    """Scheduler, services and manager node."""

    max_count: int | None = told("MaxCount")
    """Most compute nodes."""

    max_core_count: int | None = told("MaxCoreCount")
    """Most vCPUs of all compute nodes together."""

    enable_scale_out: bool | None = told("EnableScaleOut")
    """Whether it starts nodes by demand."""

    enable_scale_in: bool | None = told("EnableScaleIn")
    """Whether it releases idle nodes."""

    grow_interval: int | None = told("GrowInterval")
    """Minutes between two rounds of scaling out."""

    idle_interval: int | None = told("IdleInterval")
    """Minutes for which a node is idle before it is released."""

    enable_compute_load_monitor: bool | None = told("MonitorSpec.EnableComputeLoadMonitor")
    """Whether the load of compute nodes is monitored."""

    enable_topology_awareness: bool | None = told("SchedulerSpec.EnableTopologyAwareness")
    """Whether the scheduler knows the network's topology."""

    enable_power_saving: bool | None = told("SchedulerSpec.EnablePowerSaving")
    """Whether the scheduler saves power."""

    deletion_protection: bool | None = told("DeleteProtection")
    """Whether a deletion of it is refused."""

    client_version: str | None = told("ClientVersion")
    """Version of its E-HPC client."""

    ehpc_version: str | None = told("EhpcVersion")
    """Version of E-HPC, as 2.0.0."""

    create_time: str | None = told("ClusterCreateTime")
    """When it was made, UTC."""

    modify_time: str | None = told("ClusterModifyTime")
    """When it was changed last, UTC."""


def no_such_cluster(call: Call, id_: str, region: str) -> ResourceError:
    try:
        names = [f"{row.get('ClusterId')} ({row.get('ClusterName')})" for row in listed_clusters(call)]
        there = f"this account has {some(names) or 'none'} there"
    except ServiceError:
        there = "which clusters are there is not told"
    return ResourceError(f"there is no cluster {id_} in {region}: {there}. Give the ID of one that is, or its region")


def _cluster(call: Call, given: Mapping[str, Any], region: str) -> GetClusterResult:
    id_ = given["cluster_id"]
    answer = CLUSTER.calls.read(call, id_)
    if answer is None:
        raise no_such_cluster(call, id_, region)
    return of_answer(GetClusterResult, {"ClusterId": id_, **answer}, "GetCluster")


_CLUSTER = LookUp("get_cluster", GetClusterResult, _cluster, needed=frozenset({"cluster_id"}))


def get_cluster(
    cluster_id: str, *, region: str | None = None, opts: pulumi.InvokeOptions | None = None
) -> GetClusterResult:
    """A cluster that exists, as it is right now (GetCluster). `EhpcCluster.get` reads one as a resource, queues too.

    :param cluster_id: Its ID, as ehpc-hz-a1b2c3. One that is not there is an error that names those that are.
    :param region: Region ID. Unset: from the provider in opts, or the configuration.
    :param opts: The provider or the parent whose provider is used.
    """
    return _CLUSTER.now(opts, cluster_id=cluster_id, region=region)


def get_cluster_output(
    cluster_id: pulumi.Input[str],
    *,
    region: pulumi.Input[str] | None = None,
    opts: pulumi.InvokeOptions | None = None,
) -> pulumi.Output[GetClusterResult]:
    """`get_cluster`, of arguments that may be known only later."""
    return _CLUSTER.later(opts, cluster_id=cluster_id, region=region)
