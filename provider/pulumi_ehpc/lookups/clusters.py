"""`get_clusters`: the clusters of an account in a region (ListClusters)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pulumi

from .._core.program.lookup import LookUp, texts
from .._core.table.calls import Call
from .._core.table.told import each_of, told
from ..resources import CLUSTER
from .manager import GetClustersManagerResult


@dataclass(frozen=True, kw_only=True)
class GetClustersAddonServiceResult:
    """A service of an add-on (ListClusters: Addons[].ServicesSpec[])."""

    service_name: str | None = told("ServiceName")
    """Its name, as SSH or Web Portal."""

    service_access_type: str | None = told("ServiceAccessType")
    """How it is reached, as URL."""

    service_access_url: str | None = told("ServiceAccessUrl")
    """Where it is reached."""


@dataclass(frozen=True, kw_only=True)
class GetClustersAddonResult:
    """An add-on of a cluster (ListClusters: Addons[])."""

    addon_id: str | None = told("AddonId")
    """Its ID."""

    name: str | None = told("Name")
    """Its name, as Login."""

    version: str | None = told("Version")
    """Its version, as 1.0."""

    status: str | None = told("Status")
    """Its state, as Running."""

    ecs_instance_id: str | None = told("ResourcesSpec.EcsInstanceId")
    """ID of the ECS instance that it runs on."""

    eip_instance_id: str | None = told("ResourcesSpec.EipInstanceId")
    """ID of its public address (EIP)."""

    services: tuple[GetClustersAddonServiceResult, ...] = told("ServicesSpec")
    """Its services, with their addresses."""


@dataclass(frozen=True, kw_only=True)
class GetClustersPackageResult:
    """A software of a cluster (ListClusters: AdditionalPackages[])."""

    name: str | None = told("Name")
    """Its name, as gromacs."""

    version: str | None = told("Version")
    """Its version."""


@dataclass(frozen=True, kw_only=True)
class GetClustersClusterResult:
    """A cluster of the list (ListClusters: Clusters[])."""

    cluster_id: str = told("ClusterId", needed=True)
    """Its ID, as ehpc-hz-a1b2c3."""

    cluster_name: str | None = told("ClusterName")
    """Its name."""

    cluster_description: str | None = told("ClusterDescription")
    """Its description."""

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

    cluster_credentials: tuple[str, ...] = told("ClusterCredentials")
    """How root logs in: password, keypair or both; never what opens it."""

    manager: GetClustersManagerResult | None = told("Manager")
    """Scheduler and services."""

    addons: tuple[GetClustersAddonResult, ...] = told("Addons")
    """Its add-ons, as a login node."""

    additional_packages: tuple[GetClustersPackageResult, ...] = told("AdditionalPackages")
    """Its software."""

    running_nodes: int | None = told("Nodes.RunningCounts")
    """How many compute nodes run."""

    creating_nodes: int | None = told("Nodes.CreatingCounts")
    """How many are being made."""

    abnormal_nodes: int | None = told("Nodes.AbnormalCounts")
    """How many are out of order."""

    normal_users: int | None = told("Users.NormalCounts")
    """How many users it has without sudo."""

    sudo_users: int | None = told("Users.SudoCounts")
    """How many have sudo."""

    max_count: int | None = told("MaxCount")
    """Most compute nodes."""

    max_core_count: int | None = told("MaxCoreCount")
    """Most vCPUs of all compute nodes together."""

    used_core_time: float | None = told("ClusterUsedCoreTime")
    """What its nodes have computed so far, in core hours."""

    deletion_protection: bool | None = told("DeletionProtection")
    """Whether a deletion of it is refused."""

    ehpc_version: str | None = told("EhpcVersion")
    """Version of E-HPC, as 2.0.0."""

    create_time: str | None = told("ClusterCreateTime")
    """When it was made, UTC."""

    modify_time: str | None = told("ClusterModifyTime")
    """When it was changed last, UTC."""


@dataclass(frozen=True, kw_only=True)
class GetClustersResult:
    """The clusters of the account in a region that are as was asked for."""

    clusters: tuple[GetClustersClusterResult, ...]
    """In the order of E-HPC; none where there are none."""


def listed_clusters(call: Call, ids: Sequence[str] = ()) -> list[Mapping[str, Any]]:
    rows = CLUSTER.calls.rows
    assert rows is not None
    return list(rows(call, ids).values())


def _clusters(call: Call, given: Mapping[str, Any], _region: str) -> GetClustersResult:
    ids, names, states = given["cluster_ids"], given["cluster_names"], given["cluster_status"]
    # An empty list asks for none; E-HPC would take it for all.
    rows = [] if ids == () else listed_clusters(call, ids or ())
    found = each_of(GetClustersClusterResult, rows, "ListClusters", "cluster_id")
    wanted = (
        cluster
        for cluster in found
        if (ids is None or cluster.cluster_id in ids)
        and (names is None or cluster.cluster_name in names)
        and (states is None or cluster.cluster_status in states)
    )
    return GetClustersResult(clusters=tuple(wanted))


_CLUSTERS = LookUp(
    "get_clusters", GetClustersResult, _clusters,
    {"cluster_ids": texts, "cluster_names": texts, "cluster_status": texts},
)  # fmt: skip


def get_clusters(
    *,
    cluster_ids: list[str] | tuple[str, ...] | None = None,
    cluster_names: list[str] | tuple[str, ...] | None = None,
    cluster_status: list[str] | tuple[str, ...] | None = None,
    region: str | None = None,
    opts: pulumi.InvokeOptions | None = None,
) -> GetClustersResult:
    """The clusters of the account in a region (ListClusters).

    :param cluster_ids: Only these.
    :param cluster_names: Only those of these names; several may have the same.
    :param cluster_status: Only those in one of these states, as ["running"].
    :param region: Region ID. Unset: from the provider in opts, or the configuration.
    :param opts: The provider or the parent whose provider is used.
    """
    return _CLUSTERS.now(
        opts, cluster_ids=cluster_ids, cluster_names=cluster_names, cluster_status=cluster_status, region=region
    )


def get_clusters_output(
    *,
    cluster_ids: pulumi.Input[Sequence[pulumi.Input[str]]] | None = None,
    cluster_names: pulumi.Input[Sequence[pulumi.Input[str]]] | None = None,
    cluster_status: pulumi.Input[Sequence[pulumi.Input[str]]] | None = None,
    region: pulumi.Input[str] | None = None,
    opts: pulumi.InvokeOptions | None = None,
) -> pulumi.Output[GetClustersResult]:
    """`get_clusters`, of arguments that may be known only later."""
    return _CLUSTERS.later(
        opts, cluster_ids=cluster_ids, cluster_names=cluster_names, cluster_status=cluster_status, region=region
    )
