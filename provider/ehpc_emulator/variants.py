"""Other ways in which the real service may answer, by name: what a client must bear until somebody has looked."""

from __future__ import annotations

from collections.abc import Iterable

from .variation import Variant, absent, spelt

OWN = {"Name": "ehpc-agent", "Version": "1.0", "Status": "Installed"}

VARIANTS = (
    Variant(
        "scheduler-slurm22",
        says="GetCluster answers the scheduler type SLURM as slurm22, whatever its version.",
        evidence="observed for 22.05.8, else assumed: the Terraform provider maps it back whatever the version",
        answers={"GetCluster": {"Manager.Scheduler.Type": spelt(SLURM="slurm22")}},
    ),
    Variant(
        "mounts-nfs3",
        says="ListSharedStorages answers the protocol of a mount as nfs3 where NFS was sent.",
        evidence="documented: the value list of MountInfo.ProtocolType is nfs3, nfs4, cpfs (SDK 2.4.0)",
        answers={"ListSharedStorages": {"SharedStorages.MountInfo.ProtocolType": spelt(NFS="nfs3")}},
    ),
    Variant(
        "software-of-its-own",
        says="ListInstalledSoftwares shows software that nobody has asked for.",
        evidence="assumed: nothing says that the service installs none by itself",
        answers={"ListInstalledSoftwares": {"AdditionalPackages.AdditionalPackageInfos": lambda rows: [*rows, OWN]}},
    ),
    Variant(
        "gone-is-invalid-params",
        says="A cluster that is not there is 400 InvalidParams, not 404 ClusterNotFound.",
        evidence="assumed: the Terraform provider expects either of a queue, and only ClusterNotFound of a cluster",
        errors={"ClusterNotFound": ("InvalidParams", "ClusterId")},
    ),
    Variant(
        "success-absent",
        says="No answer has a Success.",
        evidence="assumed: many of the API's answers have none, and the Terraform provider reads none",
        answers={"*": {"Success": absent}},
    ),
)
KNOWN = [variant.name for variant in VARIANTS]
LISTING = "\n".join(f"{variant.name}\n    {variant.says}\n    {variant.evidence}" for variant in VARIANTS)


class UnknownVariant(ValueError):
    """The text names it and those that there are."""


def chosen(names: Iterable[str]) -> list[Variant]:
    """The variants of these names, in the order of the table."""
    wanted = list(names)
    for name in wanted:
        if name not in KNOWN:
            raise UnknownVariant(f"there is no variant {str(name)[:80]!r}; there are {', '.join(KNOWN)}")
    return [variant for variant in VARIANTS if variant.name in wanted]
