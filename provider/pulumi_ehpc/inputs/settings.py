"""Small settings of a cluster that UpdateCluster knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._core.fields import Life, field, inputs

if TYPE_CHECKING:
    from .._core.fields import Input

__all__ = ["CustomConfiguration", "MonitorSpec", "SchedulerSpec"]


@inputs
class CustomConfiguration:
    """Post-install script of the cluster. Whether a change runs it again is not documented."""

    script: Input[str] | None = field("Script", life=Life.OWNER, default=None, doc="URL that it is downloaded from.")
    args: Input[str] | None = field("Args", life=Life.OWNER, default=None, doc="Arguments of the script.")


@inputs
class MonitorSpec:
    """Monitoring of the cluster."""

    enable_compute_load_monitor: Input[bool] | None = field(
        "EnableComputeLoadMonitor", life=Life.OWNER, default=None,
        doc="Whether the monitoring agent runs on compute nodes.",
    )  # fmt: skip


@inputs
class SchedulerSpec:
    """Switches of the scheduler."""

    enable_topology_awareness: Input[bool] | None = field(
        "EnableTopologyAwareness", life=Life.OWNER, default=None,
        doc="Whether the scheduler considers where nodes are.",
    )  # fmt: skip
