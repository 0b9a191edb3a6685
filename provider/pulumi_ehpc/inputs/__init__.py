"""The declarations: what users write, and the one place that knows a field's name."""

from .addon import Addon
from .cluster import EhpcClusterArgs, EhpcClusterOutputs
from .credentials import ClusterCredentials
from .disk import DataDisk, SystemDisk
from .manager import DirectoryService, Dns, Manager, Scheduler
from .node import Node
from .queue import Queue
from .queue_alone import EhpcQueueArgs, EhpcQueueOutputs
from .settings import CustomConfiguration, MonitorSpec, SchedulerSpec
from .software import AdditionalPackage
from .storage import SharedStorage
from .user import EhpcUserArgs, EhpcUserOutputs

__all__ = [
    "AdditionalPackage",
    "Addon",
    "ClusterCredentials",
    "CustomConfiguration",
    "DataDisk",
    "DirectoryService",
    "Dns",
    "EhpcClusterArgs",
    "EhpcClusterOutputs",
    "EhpcQueueArgs",
    "EhpcQueueOutputs",
    "EhpcUserArgs",
    "EhpcUserOutputs",
    "Manager",
    "MonitorSpec",
    "Node",
    "Queue",
    "Scheduler",
    "SchedulerSpec",
    "SharedStorage",
    "SystemDisk",
]


def __getattr__(name: str) -> object:
    """The TypedDict of a class, as QueueDict."""
    from .._core.program import dicts

    return dicts.named(name, globals())
