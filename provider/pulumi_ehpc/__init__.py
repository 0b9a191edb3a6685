"""Alibaba Cloud E-HPC clusters for Pulumi programs."""

from typing import TYPE_CHECKING

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
    EhpcQueueArgs,
    EhpcUserArgs,
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
from .queue import EhpcQueue
from .user import EhpcUser
from .version import __version__

if TYPE_CHECKING:
    from .inputs import (
        AdditionalPackageDict,
        AddonDict,
        ClusterCredentialsDict,
        CustomConfigurationDict,
        DataDiskDict,
        DirectoryServiceDict,
        DnsDict,
        EhpcClusterArgsDict,
        EhpcQueueArgsDict,
        EhpcUserArgsDict,
        ManagerDict,
        MonitorSpecDict,
        NodeDict,
        QueueDict,
        SchedulerDict,
        SchedulerSpecDict,
        SharedStorageDict,
        SystemDiskDict,
    )
else:

    def __getattr__(name: str) -> object:
        """The TypedDicts of the inputs, each made when it is asked for."""
        from ._core.program import dicts

        return dicts.named(name, globals())


__all__ = [
    "AdditionalPackage",
    "AdditionalPackageDict",
    "Addon",
    "AddonDict",
    "ClusterCredentials",
    "ClusterCredentialsDict",
    "CustomConfiguration",
    "CustomConfigurationDict",
    "DataDisk",
    "DataDiskDict",
    "DirectoryService",
    "DirectoryServiceDict",
    "Dns",
    "DnsDict",
    "EhpcCluster",
    "EhpcClusterArgs",
    "EhpcClusterArgsDict",
    "EhpcQueue",
    "EhpcQueueArgs",
    "EhpcQueueArgsDict",
    "EhpcUser",
    "EhpcUserArgs",
    "EhpcUserArgsDict",
    "Manager",
    "ManagerDict",
    "MonitorSpec",
    "MonitorSpecDict",
    "Node",
    "NodeDict",
    "Provider",
    "Queue",
    "QueueDict",
    "Scheduler",
    "SchedulerDict",
    "SchedulerSpec",
    "SchedulerSpecDict",
    "SharedStorage",
    "SharedStorageDict",
    "SystemDisk",
    "SystemDiskDict",
    "__version__",
]
