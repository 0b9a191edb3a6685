"""What was not sent, and is answered all the same."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ..actions import Call
from ..variation import Action, Answer, Variant

# The values of the API's examples and documented defaults.
DISK = {"Category": "cloud_essd", "Level": "PL1", "Size": 40}
NODE = {
    "AutoRenew": False,
    "AutoRenewPeriod": 1,
    "Duration": 1,
    "InstanceChargeType": "PostPaid",
    "Period": 1,
    "PeriodUnit": "Month",
    "SpotPriceLimit": 0,
    "SpotStrategy": "NoSpot",
}
HARDWARE = {
    "EnableHt": True,
    "ImageId": "aliyun_3_x64_20G_alibase_20221102.vhd",
    "InstanceType": "ecs.c7.xlarge",
    "SystemDisk": DISK,
}
SERVICE = {"Type": "nis", "Version": "1.0", "Status": "running"}
SERVICES = {
    "Scheduler": {"Type": "slurm22", "Version": "22.05.8", "Status": "running"},
    "DNS": SERVICE,
    "DirectoryService": SERVICE,
}
QUEUE = {
    "AllocationStrategy": "PriorityInstanceType",
    "KeepAliveNodes": [],
    "MaxCountPerCycle": 99,
    "RamRole": "",
    "ReservedNodePoolId": "",
}
HIGHEST = {"MaxCoreCount": 100_000, "MaxCount": 5_000}
MOUNT = {"MountOptions": "-t nfs -o vers=3,nolock,proto=tcp,noresvport", "ProtocolType": "NFS", "StorageDirectory": "/"}


def _under(defaults: Answer) -> Any:
    return lambda given: defaults | given


def _named(answer: Answer) -> Answer:
    return {"ClusterName": answer["ClusterId"]} | answer


def _with_vswitch(call: Call, plain: Action) -> Answer:
    answer = plain(call)
    cluster = call.world.clusters[answer.get("ClusterId") or call.params["ClusterId"]]
    for queue in cluster.queues.values():
        if not queue["VSwitchIds"] and cluster.settings["ClusterVSwitchId"]:
            queue["VSwitchIds"] = [cluster.settings["ClusterVSwitchId"]]
    return answer


def _unlimited(call: Call, plain: Action) -> Answer:
    """What was sent stays what it is, even where it is the default."""
    return plain(replace(call, params=HIGHEST | call.params))


VARIANTS = (
    Variant(
        "nodes-filled",
        says="A node answers the documented defaults of what it was not given: PeriodUnit Month, Duration 1, NoSpot.",
        evidence="documented as defaults of the request; observed against it in GetCluster, for PeriodUnit of a "
        "pay-as-you-go node and SpotStrategy of a subscription: Terraform would plan a replacement",
        answers={
            "GetCluster": {"Manager.ManagerNode": _under(NODE)},
            "GetQueue": {"Queue.ComputeNodes": lambda nodes: [NODE | node for node in nodes]},
            "ListQueues": {"Queues.ComputeNodes": lambda nodes: [NODE | node for node in nodes]},
        },
    ),
    Variant(
        "manager-filled",
        says="GetCluster answers services, image, type and disk of a manager that was not described.",
        evidence="assumed: no test of the Terraform provider leaves any of it out",
        answers={"GetCluster": {"Manager": _under(SERVICES), "Manager.ManagerNode": _under(HARDWARE)}},
    ),
    Variant(
        "category-filled",
        says="ClusterCategory and ClusterMode are answered as Standard and Integrated where they were not sent.",
        evidence="assumed: the Terraform provider always sends both",
        answers={"GetCluster": {"": _under({"ClusterCategory": "Standard", "ClusterMode": "Integrated"})}},
    ),
    Variant(
        "named-by-its-id",
        says="A cluster without a name answers its ID as its name.",
        evidence="assumed: the Terraform provider always sends a name",
        answers={
            "GetCluster": {"": _named},
            "ListClusters": {"Clusters": lambda rows: [_named(row) for row in rows]},
        },
    ),
    Variant(
        "queues-filled",
        says="GetQueue answers a strategy, a count per cycle, and empty values for the rest of what was not sent.",
        evidence="documented: the example of GetQueue has them; nobody reads them without having sent them",
        answers={"GetQueue": {"Queue": _under(QUEUE)}},
    ),
    Variant(
        "queue-vswitches-filled",
        says="A queue without vSwitches answers the cluster's.",
        evidence="assumed; observed against it for CreateQueue and UpdateQueue: Terraform's tests leave the vSwitches "
        "out of one, empty them with the other, and would plan an update",
        does=dict.fromkeys(("CreateCluster", "CreateQueue", "UpdateQueue"), _with_vswitch),
    ),
    Variant(
        "mounts-filled",
        says="A mount of CreateCluster answers options, protocol and directory where it was given none.",
        evidence="documented as defaults of AttachSharedStorages; of CreateCluster nothing is",
        answers={"ListSharedStorages": {"SharedStorages.MountInfo": lambda rows: [MOUNT | row for row in rows]}},
    ),
    Variant(
        "counts-of-its-own",
        says="A cluster without limits answers the highest documented ones, 5000 nodes and 100000 cores.",
        evidence="assumed: the Terraform provider marks both as computed, their values are not known",
        does=dict.fromkeys(("CreateCluster", "UpdateCluster"), _unlimited),
    ),
)
