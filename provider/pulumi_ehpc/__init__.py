"""Alibaba Cloud E-HPC clusters for Pulumi programs."""

from .cluster import EhpcCluster
from .inputs import (
    AdditionalPackage,
    Addon,
    ClusterCredentials,
    CustomConfiguration,
    DataDisk,
    DirectoryService,
    Dns,
    EhpcClusterArgs,
    Manager,
    MonitorSpec,
    Node,
    Queue,
    Scheduler,
    SchedulerSpec,
    SharedStorage,
    SystemDisk,
)
from .provider import Provider
from .version import __version__

__all__ = [
    "AdditionalPackage",
    "Addon",
    "ClusterCredentials",
    "CustomConfiguration",
    "DataDisk",
    "DirectoryService",
    "Dns",
    "EhpcCluster",
    "EhpcClusterArgs",
    "Manager",
    "MonitorSpec",
    "Node",
    "Provider",
    "Queue",
    "Scheduler",
    "SchedulerSpec",
    "SharedStorage",
    "SystemDisk",
    "__version__",
]
