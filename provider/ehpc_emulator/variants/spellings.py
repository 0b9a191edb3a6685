"""Values that come back spelt otherwise than they were sent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ..variation import Change, Variant, mapped, spelt

NODE = "Manager.ManagerNode."
OF_QUEUES = {"ListQueues": "Queues.", "GetQueue": "Queue."}
SERVICES = ("Manager.DNS.Type", "Manager.DirectoryService.Type")
# Their letters, as they were sent or as the documentation has them, in another case.
BILLING = mapped({"PostPaid": "Postpaid", "PrePaid": "Prepaid"})


def _both(path: str, change: Change) -> Mapping[str, Mapping[str, Change]]:
    return {"GetCluster": {path: change}, "ListClusters": {f"Clusters.{path}": change}}


def _queues(path: str, change: Change) -> Mapping[str, Mapping[str, Change]]:
    return {action: {where + path: change} for action, where in OF_QUEUES.items()}


def _mounts(path: str, change: Change) -> Mapping[str, Mapping[str, Change]]:
    return {"ListSharedStorages": {f"SharedStorages.MountInfo.{path}": change}}


def _lower(text: str) -> str:
    return text.lower()


def _upper(text: str) -> str:
    return text.upper()


def _options_only(text: str) -> str:
    return text.removeprefix("-t nfs -o ")


def _options_sorted(text: str) -> str:
    head, _, options = text.rpartition(" ")
    return f"{head} {','.join(sorted(options.split(',')))}".strip()


def _one_slash(directory: str) -> str:
    return re.sub("/+", "/", directory)


def _two_slashes(directory: str) -> str:
    return re.sub("/+ehpc-", "//ehpc-", directory)


def _short(version: Any) -> Any:
    return int(float(version)) if re.fullmatch(r"\d+\.0", str(version)) else version


def _bare_host(url: str) -> str:
    return url.removeprefix("https://").partition(":")[0]


VARIANTS = (
    Variant(
        "scheduler-slurm22",
        says="GetCluster answers the scheduler type SLURM as slurm22, whatever its version.",
        evidence="observed for 22.05.8, else assumed: the Terraform provider maps it back whatever the version",
        answers={"GetCluster": {"Manager.Scheduler.Type": spelt(SLURM="slurm22")}},
    ),
    Variant(
        "scheduler-openpbs",
        says="The scheduler type PBS is answered as openpbs.",
        evidence="assumed: SLURM is renamed, of the others nothing is known",
        answers=_both("Manager.Scheduler.Type", spelt(PBS="openpbs")),
    ),
    Variant(
        "scheduler-in-lower-case",
        says="The scheduler type is answered in lower case.",
        evidence="assumed: nis and slurm22 are answered so",
        answers=_both("Manager.Scheduler.Type", _lower),
    ),
    Variant(
        "scheduler-version-cut",
        says="The scheduler version is answered without its last part.",
        evidence="assumed: nothing is known of a version but 22.05.8; observed against it for that one in GetCluster: "
        "Terraform would plan a replacement",
        answers=_both("Manager.Scheduler.Version", lambda version: version.rpartition(".")[0] or version),
    ),
    Variant(
        "services-in-capitals",
        says="GetCluster answers the types of DNS and directory service in capitals.",
        evidence="documented: NIS is the only value of the request (the answer's example has nis); observed against it "
        "where nis was sent: Terraform would plan a replacement",
        answers={"GetCluster": dict.fromkeys(SERVICES, _upper)},
    ),
    Variant(
        "category-in-lower-case",
        says="ClusterCategory and ClusterMode are answered in lower case.",
        evidence="assumed; observed against it in GetCluster: Terraform sends Standard and Integrated, and would plan "
        "a replacement",
        answers={
            "GetCluster": {"ClusterCategory": _lower, "ClusterMode": _lower},
            "ListClusters": {"Clusters.ClusterCategory": _lower, "Clusters.ClusterMode": _lower},
        },
    ),
    Variant(
        "charge-types-otherwise",
        says="Charge types are answered as Postpaid and Prepaid.",
        evidence="assumed: other APIs of the platform spell them so; observed against it for both charge types in "
        "GetCluster and GetQueue: Terraform would plan a replacement, of a queue an update",
        answers={
            "GetCluster": {f"{NODE}InstanceChargeType": BILLING},
            **_queues("ComputeNodes.InstanceChargeType", BILLING),
        },
    ),
    Variant(
        "images-resolved",
        says="An image that was named by its file is answered by the ID that it stands for.",
        evidence="assumed: an image name is an alias of an image in ECS; observed against it in GetCluster and "
        "GetQueue: Terraform would plan a replacement, of a queue an update",
        answers={
            "GetCluster": {f"{NODE}ImageId": lambda image: image.replace(".vhd", "-resolved.vhd")},
            **_queues("ComputeNodes.ImageId", lambda image: image.replace(".vhd", "-resolved.vhd")),
        },
    ),
    Variant(
        "instance-types-in-capitals",
        says="Instance types are answered in capitals.",
        evidence="assumed; observed against it in GetCluster and GetQueue: Terraform would plan a replacement, of a "
        "queue an update",
        answers={"GetCluster": {f"{NODE}InstanceType": _upper}, **_queues("ComputeNodes.InstanceType", _upper)},
    ),
    Variant(
        "interconnect-in-lower-case",
        says="The network of a queue is answered in lower case, eRDMA as erdma.",
        evidence="documented: the value list has eRDMA, the examples have erdma; observed against it where eRDMA was "
        "sent: Terraform would plan an update",
        answers={"GetQueue": {"Queue.InterConnect": _lower}},
    ),
    Variant(
        "mounts-nfs3",
        says="ListSharedStorages answers the protocol of a mount as nfs3 where NFS was sent.",
        evidence="documented: the value list of MountInfo.ProtocolType is nfs3, nfs4, cpfs (SDK 2.4.0); observed "
        "against it for mounts of CreateCluster: Terraform would plan a replacement",
        answers=_mounts("ProtocolType", spelt(NFS="nfs3")),
    ),
    Variant(
        "mount-options-bare",
        says="Mount options are answered without their beginning -t nfs -o.",
        evidence="documented: an example of CreateCluster has vers=3,nolock,noresvport; observed against it for mounts "
        "of CreateCluster: Terraform would plan a replacement",
        answers=_mounts("MountOptions", _options_only),
    ),
    Variant(
        "mount-options-in-order",
        says="Mount options are answered in alphabetical order.",
        evidence="assumed; observed against it for mounts of CreateCluster: Terraform would plan a replacement",
        answers=_mounts("MountOptions", _options_sorted),
    ),
    Variant(
        "home-with-one-slash",
        says="The directory of /home and /opt has one slash before /ehpc-..., also where / was mounted.",
        evidence="assumed: the Terraform provider cuts at /ehpc and compares with what was sent; observed against it "
        "for a mount of /: Terraform would plan a replacement",
        answers=_mounts("StorageDirectory", _one_slash),
    ),
    Variant(
        "home-with-two-slashes",
        says="The directory of /home and /opt has two slashes before ehpc-..., whatever was mounted.",
        evidence="assumed: the Terraform provider cuts at /ehpc and compares with what was sent, the form is unknown",
        answers=_mounts("StorageDirectory", _two_slashes),
    ),
    Variant(
        "addon-version-1",
        says="ListAddons answers the version 1.0 as the number 1.",
        evidence='documented: the example of its zh page has "Version": 1 (may be a slip of its generator)',
        answers={"ListAddons": {"Addons.Version": _short}},
    ),
    Variant(
        "addon-urls-bare",
        says="The URL of a login node's service is answered as its address alone.",
        evidence="assumed; documented against it: the example is https://47.96.xx.xx:12008, of one service",
        answers={
            "GetAddon": {"Addon.ServicesSpec.ServiceAccessUrl": _bare_host},
            "ListClusters": {"Clusters.Addons.ServicesSpec.ServiceAccessUrl": _bare_host},
        },
    ),
    Variant(
        "package-versions-long",
        says="ListInstalledSoftwares answers a version with the build behind it.",
        evidence="assumed: nothing is known of it",
        answers={
            "ListInstalledSoftwares": {
                "AdditionalPackages.AdditionalPackageInfos.Version": lambda version: f"{version}-1" if version else ""
            }
        },
    ),
)
