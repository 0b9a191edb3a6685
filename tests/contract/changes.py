"""Another value for every input of a cluster that changes in place."""

from __future__ import annotations

from typing import Any

TOPOLOGY = {"EnablePowerSaving": False, "EnableTopologyAwareness": True}  # the first one is read-only
SETTINGS: dict[str, tuple[str, Any, Any]] = {
    "clusterName": ("ClusterName", "renamed", "renamed"),
    "clusterDescription": ("ClusterDescription", "another-farm", "another-farm"),
    "clientVersion": ("ClientVersion", "2.1.7", "2.1.7"),
    "maxCount": ("MaxCount", 20, 20),
    "maxCoreCount": ("MaxCoreCount", 64, 64),
    "deletionProtection": ("DeletionProtection", True, True),
    "growInterval": ("GrowInterval", 5, 5),
    "idleInterval": ("IdleInterval", 11, 11),
    "enableScaleOut": ("EnableScaleOut", True, True),
    "enableScaleIn": ("EnableScaleIn", True, True),
    "monitorSpec": ("MonitorSpec", {"enableComputeLoadMonitor": True}, {"EnableComputeLoadMonitor": True}),
    "schedulerSpec": ("SchedulerSpec", {"enableTopologyAwareness": True}, TOPOLOGY),
    "clusterCustomConfiguration": (
        "ClusterCustomConfiguration",
        {"script": "https://example.com/setup.sh", "args": "-v"},
        {"Script": "https://example.com/setup.sh", "Args": "-v"},
    ),
}
"""Every input that changes in place by its state name: its name at the service, another value, that value as sent."""
NOTHING: dict[str, Any] = {
    **dict.fromkeys(("maxCount", "maxCoreCount", "growInterval", "idleInterval"), 0),
    **dict.fromkeys(("deletionProtection", "enableScaleOut", "enableScaleIn"), False),
    "monitorSpec": {"enableComputeLoadMonitor": False},
    "schedulerSpec": {"enableTopologyAwareness": False},
}
"""Zero and False, for all of them that can be that."""
