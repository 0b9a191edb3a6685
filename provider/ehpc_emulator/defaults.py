"""What the service fills in where the caller says nothing. Values are assumed, save where a comment says so."""

from __future__ import annotations

from typing import Any

# The complete set that UpdateCluster writes: what a call omits falls back to the value here. That it resets, and
# DeletionProtection false, GrowInterval 2, IdleInterval 6, was observed by the Terraform provider's authors.
# None: the service chooses again (name) or keeps the newest (client version).
UPDATABLE: dict[str, Any] = {
    "ClientVersion": None,
    "ClusterCustomConfiguration": None,
    "ClusterDescription": "",
    "ClusterName": None,
    "DeletionProtection": False,
    "EnableScaleIn": False,
    "EnableScaleOut": False,
    "GrowInterval": 2,
    "IdleInterval": 6,
    "MaxCoreCount": 10_000,
    "MaxCount": 100,
    "MonitorSpec": {"EnableComputeLoadMonitor": False},
    "SchedulerSpec": {"EnableTopologyAwareness": False},
}
LATEST_CLIENT = "2.1.0"
EHPC_VERSION = "2.0.0"
RESOURCE_GROUP = "rg-acfmdefault0001"
CATEGORY = "Standard"
MODE = "Integrated"

SCHEDULER = {"Type": "SLURM", "Version": "22.05.8"}
NAME_SERVICE = {"Type": "NIS", "Version": "1.0"}
NODE: dict[str, Any] = {
    "AutoRenew": False,
    "AutoRenewPeriod": 1,
    "Duration": 1,
    "EnableHT": True,
    "ImageId": "aliyun_3_x64_20G_alibase_20221102.vhd",
    "InstanceChargeType": "PostPaid",
    "InstanceType": "ecs.c7.xlarge",
    "Period": 1,
    "PeriodUnit": "Month",
    "SpotPriceLimit": 0,
    "SpotStrategy": "NoSpot",
}
SYSTEM_DISK = {"Category": "cloud_essd", "Level": "PL0", "Size": 40}
QUEUE: dict[str, Any] = {
    "AllocationStrategy": "PriorityInstanceType",
    "ComputeNodes": [],
    "EnableScaleIn": False,
    "EnableScaleOut": False,
    "HostnamePrefix": "compute",
    "HostnameSuffix": "",
    "InitialCount": 0,
    "InterConnect": "vpc",
    "KeepAliveNodes": [],
    "MaxCount": 1000,
    "MaxCountPerCycle": 99,
    "MinCount": 0,
    "RamRole": "",
    "ReservedNodePoolId": "",
    "VSwitchIds": [],
}
# Documented as the default of AttachSharedStorages.
MOUNT_OPTIONS = "-t nfs -o vers=3,nolock,proto=tcp,noresvport"


def node(given: dict[str, Any]) -> dict[str, Any]:
    """A node template with nothing left open; empty texts count as unset."""
    told = {name: value for name, value in given.items() if value != ""}
    disk = {name: value for name, value in given.get("SystemDisk", {}).items() if value not in ("", 0)}
    return NODE | told | {"SystemDisk": SYSTEM_DISK | disk}
