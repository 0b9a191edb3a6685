"""The manager of a cluster, as `get_cluster` and `get_clusters` tell it."""

from __future__ import annotations

from dataclasses import dataclass

from .._core.table.told import told


@dataclass(frozen=True, kw_only=True)
class GetClusterServiceResult:
    """A service of the manager (GetCluster: Manager.Scheduler, DNS, DirectoryService)."""

    type: str | None = told("Type")
    """Its kind as E-HPC spells it: slurm22 or nis."""

    version: str | None = told("Version")
    """Its version: 22.05.8 of a scheduler, 1.0 of the others."""

    status: str | None = told("Status")
    """Its state, as running; get_clusters does not tell it."""


@dataclass(frozen=True, kw_only=True)
class GetClusterSystemDiskResult:
    """The system disk of the manager node (GetCluster: Manager.ManagerNode.SystemDisk)."""

    category: str | None = told("Category")
    """Its kind, as cloud_essd."""

    size: int | None = told("Size")
    """Its size in GiB."""

    level: str | None = told("Level")
    """Its performance level, as PL0."""


@dataclass(frozen=True, kw_only=True)
class GetClusterManagerNodeResult:
    """The manager node (GetCluster: Manager.ManagerNode)."""

    instance_id: str | None = told("InstanceId")
    """ID of its ECS instance."""

    instance_type: str | None = told("InstanceType")
    """ECS instance type, as ecs.c6.xlarge."""

    image_id: str | None = told("ImageId")
    """ID of its image."""

    system_disk: GetClusterSystemDiskResult | None = told("SystemDisk")
    """Its system disk."""

    enable_ht: bool | None = told("EnableHt")
    """Whether hyper-threading is on."""

    instance_charge_type: str | None = told("InstanceChargeType")
    """PostPaid (by use) or PrePaid (a subscription)."""

    period: int | None = told("Period")
    """How many of period_unit a subscription lasts."""

    period_unit: str | None = told("PeriodUnit")
    """Week, Month or Year."""

    auto_renew: bool | None = told("AutoRenew")
    """Whether a subscription renews itself."""

    auto_renew_period: int | None = told("AutoRenewPeriod")
    """For how many of period_unit it does."""

    expired_time: str | None = told("ExpiredTime")
    """When a subscription ends, UTC."""

    spot_strategy: str | None = told("SpotStrategy")
    """How it is bid for, as NoSpot."""

    spot_price_limit: float | None = told("SpotPriceLimit")
    """The most that is bid for an hour."""

    duration: int | None = told("Duration")
    """Hours for which a spot instance is not taken back."""


@dataclass(frozen=True, kw_only=True)
class GetClusterManagerResult:
    """The manager (GetCluster: Manager)."""

    scheduler: GetClusterServiceResult | None = told("Scheduler")
    """The scheduler."""

    dns: GetClusterServiceResult | None = told("DNS")
    """The name service."""

    directory_service: GetClusterServiceResult | None = told("DirectoryService")
    """The account directory."""

    manager_node: GetClusterManagerNodeResult | None = told("ManagerNode")
    """The node that they run on."""


@dataclass(frozen=True, kw_only=True)
class GetClustersManagerResult:
    """The manager as the list has it (ListClusters: Manager)."""

    scheduler: GetClusterServiceResult | None = told("Scheduler")
    """The scheduler."""

    dns: GetClusterServiceResult | None = told("DNS")
    """The name service."""

    directory_service: GetClusterServiceResult | None = told("DirectoryService")
    """The account directory."""
