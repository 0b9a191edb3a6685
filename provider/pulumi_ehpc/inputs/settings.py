"""Small settings of a cluster that UpdateCluster knows."""

from __future__ import annotations

from .._core.table.declare import inputs
from .._core.table.fields import Input, part


@inputs
class CustomConfiguration:
    """Post-install script of the cluster. Whether a change runs it again is not documented."""

    script: Input[str] | None = part("Script", doc="URL that it is downloaded from.", veiled=True)
    args: Input[str] | None = part("Args", doc="Arguments of the script, in one text.", veiled=True)


@inputs
class MonitorSpec:
    """Monitoring of the cluster."""

    enable_compute_load_monitor: Input[bool] | None = part(
        "EnableComputeLoadMonitor", doc="Whether the monitoring agent runs on compute nodes."
    )


@inputs
class SchedulerSpec:
    """Switches of the scheduler."""

    enable_topology_awareness: Input[bool] | None = part(
        "EnableTopologyAwareness", doc="Whether the scheduler considers where nodes are."
    )
