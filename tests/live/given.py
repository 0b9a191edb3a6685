"""What `make live` is told by the environment: what it may cost, and where a cluster may stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from live.check import CENTS, FREE
from pulumi_ehpc.errors import EhpcError

INSTANCE = "ecs.c7.large"
NEEDED = {
    "VPC": "the ID of a VPC",
    "VSWITCH": "the ID of a vSwitch in it",
    "NAS": "the address of a NAS mount target in it, with :/DIRECTORY for one that is there",
}


class GivenError(EhpcError):
    """Something is missing, or nobody has agreed to the bill: nothing was looked at."""


@dataclass(frozen=True)
class Given:
    cost: str
    vpc: str = ""
    vswitch: str = ""
    nas: str = ""
    """A mount target's address."""

    directory: str = "/"
    """Of the file system, there already."""

    instance: str = INSTANCE
    image: str = ""
    """Empty: the first that E-HPC offers."""

    agreed: bool = False

    @classmethod
    def by(cls, environment: Mapping[str, str]) -> Given:
        """Raises GivenError, one sentence that says what to set."""
        cost = environment.get("LIVE", "")
        if cost not in (FREE, CENTS):
            raise GivenError(
                "make live asks the real service: say LIVE=free for the checks that only read, "
                "or LIVE=cents VPC=... VSWITCH=... NAS=... for those on one small cluster that is paid for"
            )
        missing = [f"{name}= ({says})" for name, says in NEEDED.items() if not environment.get(name)]
        if cost == CENTS and missing:
            raise GivenError(f"LIVE=cents makes a cluster and needs to know where: set {', '.join(missing)}")
        target, _, directory = environment.get("NAS", "").partition(":")
        return cls(
            cost,
            environment.get("VPC", ""),
            environment.get("VSWITCH", ""),
            target,
            directory or "/",
            environment.get("INSTANCE") or INSTANCE,
            environment.get("IMAGE", ""),
            environment.get("YES") == "1",
        )

    @property
    def file_system(self) -> str:
        """The address of a mount target is ID-SUFFIX.REGION.nas.aliyuncs.com."""
        return self.nas.split(".")[0].rpartition("-")[0] or self.nas.split(".")[0]

    def bill(self, region: str) -> str:
        return (
            f"This makes one E-HPC cluster in {region} and deletes it again: one {self.instance} as its manager node, "
            "pay-as-you-go, with a system disk of 40 GiB, for ten to twenty minutes. That is an hour of the instance "
            "at most, some US cents to a few tens of them; look its price up for your region. It has no compute nodes, "
            f"no login node and no address of its own. What it writes to {self.nas} (/ehpc-... under / and "
            f"{self.directory}) may stay there and is paid as all that lies there."
        )
