"""The declarations: what users write, and the one place that knows a field's name."""

from .cluster import EhpcClusterArgs, EhpcClusterOutputs
from .credentials import ClusterCredentials
from .manager import DirectoryService, Dns, Manager, Scheduler
from .node import DataDisk, Node, SystemDisk
from .queue import Queue
from .settings import CustomConfiguration, MonitorSpec, SchedulerSpec
from .storage import SharedStorage

__all__ = [
    "ClusterCredentials",
    "CustomConfiguration",
    "DataDisk",
    "DirectoryService",
    "Dns",
    "EhpcClusterArgs",
    "EhpcClusterOutputs",
    "Manager",
    "MonitorSpec",
    "Node",
    "Queue",
    "Scheduler",
    "SchedulerSpec",
    "SharedStorage",
    "SystemDisk",
]
