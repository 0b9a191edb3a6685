"""The manager: scheduler, name service, account directory, and the node that they run on."""

from __future__ import annotations

from .._core.table.declare import inputs
from .._core.table.fields import Input, Nested, part
from .._core.table.rules import one_of, unsettled
from .node import Node
from .spellings import same_scheduler, same_version

# The list of values is lost on the newest page; NIS is the only one ever documented, and tests send "nis".
_NIS = one_of("NIS", any_case=True)


@inputs
class Scheduler:
    """Job scheduler of the cluster."""

    type: Input[str] | None = part(
        "Type", doc="Kind of scheduler.", same=same_scheduler,
        rules=[one_of("SLURM", "PBS", "OPENGRIDSCHEDULER", "LSF_PLUGIN", "PBS_PLUGIN")],
    )  # fmt: skip
    version: Input[str] | None = part("Version", doc="Version, as 22.05.8.", same=same_version)


@inputs
class Dns:
    """Name service of the cluster."""

    type: Input[str] | None = part(
        "Type",
        doc="Kind of name service.",
        rules=[unsettled(_NIS, "older SDKs and the Terraform provider")],
    )
    version: Input[str] | None = part("Version", doc="Version, as 1.0.", same=same_version)


@inputs
class DirectoryService:
    """Account directory of the cluster."""

    type: Input[str] | None = part(
        "Type",
        doc="Kind of directory service.",
        rules=[unsettled(_NIS, "older SDKs and the Terraform provider; LDAP was documented for API 2018-04-12 only")],
    )
    version: Input[str] | None = part("Version", doc="Version, as 1.0.", same=same_version)


@inputs
class Manager:
    """Management services of the cluster. E-HPC has no call that changes any of them later."""

    scheduler: Nested[Scheduler] | None = part("Scheduler", doc="Job scheduler.")
    dns: Nested[Dns] | None = part("DNS", doc="Name service.")
    directory_service: Nested[DirectoryService] | None = part("DirectoryService", doc="Account directory.")
    manager_node: Nested[Node] | None = part("ManagerNode", doc="Hardware of the manager node.")
