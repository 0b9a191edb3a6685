"""The manager: scheduler, name service, account directory, and the node that they run on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._core.fields import Life, field, inputs
from .._core.rules import one_of, undocumented
from .node import Node

if TYPE_CHECKING:
    from .._core.fields import Input, Nested

__all__ = ["DirectoryService", "Dns", "Manager", "Scheduler"]


def _same_type(live: str, given: str) -> bool:
    return live.casefold() == given.casefold()


def _same_scheduler(live: str, given: str) -> bool:
    # GetCluster answers "slurm22" for SLURM (observed by the authors of Alibaba's Terraform provider).
    return live.casefold().rstrip("0123456789.") == given.casefold()


@inputs
class Scheduler:
    """Job scheduler of the cluster."""

    type: Input[str] | None = field(
        "Type", life=Life.OWNER, default=None, same=_same_scheduler, doc="Kind of scheduler.",
        rules=[one_of("SLURM", "PBS", "OPENGRIDSCHEDULER", "LSF_PLUGIN", "PBS_PLUGIN")],
    )  # fmt: skip
    version: Input[str] | None = field("Version", life=Life.OWNER, default=None, doc="Version, as 22.05.8.")


@inputs
class Dns:
    """Name service of the cluster."""

    # The list of values is lost on the newest page; NIS is the only one ever documented, and tests send "nis".
    type: Input[str] | None = field(
        "Type", life=Life.OWNER, default=None, same=_same_type, doc="Kind of name service.",
        rules=[undocumented(one_of("NIS", any_case=True))],
    )  # fmt: skip
    version: Input[str] | None = field("Version", life=Life.OWNER, default=None, doc="Version, as 1.0.")


@inputs
class DirectoryService:
    """Account directory of the cluster."""

    type: Input[str] | None = field(
        "Type", life=Life.OWNER, default=None, same=_same_type, doc="Kind of directory service.",
        rules=[undocumented(one_of("NIS", any_case=True))],
    )  # fmt: skip
    version: Input[str] | None = field("Version", life=Life.OWNER, default=None, doc="Version, as 1.0.")


@inputs
class Manager:
    """Management services of the cluster. E-HPC has no call that changes any of them later."""

    scheduler: Nested[Scheduler] | None = field("Scheduler", life=Life.OWNER, default=None, doc="Job scheduler.")
    dns: Nested[Dns] | None = field("DNS", life=Life.OWNER, default=None, doc="Name service.")
    directory_service: Nested[DirectoryService] | None = field(
        "DirectoryService", life=Life.OWNER, default=None, doc="Account directory."
    )
    manager_node: Nested[Node] | None = field(
        "ManagerNode", life=Life.OWNER, default=None, doc="Hardware of the manager node."
    )
