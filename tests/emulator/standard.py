"""A standard script of calls, so long that every variant shows in what it is answered."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from typing import Any

from ehpc_emulator.facts import ACTIONS
from ehpc_emulator.protocol import Request
from ehpc_emulator.service import Service, Settings
from emulator.in_process import Time
from emulator.wire import headers, query

OPTIONS = "-t nfs -o vers=3,nolock,proto=tcp,noresvport"
MOUNT = {"FileSystemId": "008b", "MountTargetDomain": "008b.nas", "ProtocolType": "NFS", "MountOptions": OPTIONS}
ATTACHED = {"FileSystemId": "0bd5", "MountTarget": "0bd5.nas", "ProtocolType": "NFS", "VolumeType": "nas"}
NODE = {"InstanceType": "ecs.c7.xlarge", "InstanceChargeType": "PostPaid", "ImageId": "centos_7_6_x64.vhd"}
BIG = {
    "QueueName": "big",
    "ComputeNodes": [{**NODE, "InstanceType": f"ecs.c{number}.xlarge"} for number in range(6)],
    "VSwitchIds": [f"vsw-{number}" for number in range(4)],
    "InterConnect": "eRDMA",
    "InitialCount": 1,
}
RICH = {
    "ClusterName": " demo.1 ",
    "ClusterDescription": f"for tests, {'long ' * 12}",
    "ClusterCategory": "Standard",
    "ClusterMode": "Integrated",
    "ClusterVpcId": "vpc-1",
    "ClusterVSwitchId": "vsw-1",
    "ClusterCredentials": {"Password": "Secret123!"},
    "DeletionProtection": True,
    "GrowInterval": 9,
    "MaxCount": 40,
    "Manager": {
        "ManagerNode": {**NODE, "EnableHT": False},
        "Scheduler": {"Type": "SLURM", "Version": "23.02"},
        "DNS": {"Type": "nis", "Version": "1.0"},
    },
    "Queues": [BIG, *({"QueueName": f"q{number}"} for number in range(5))],
    "SharedStorages": [
        {**MOUNT, "MountDirectory": "/home", "NASDirectory": "/"},
        {**MOUNT, "MountDirectory": "/opt", "NASDirectory": "/a"},
    ],
    "AdditionalPackages": [{"Name": "mpich", "Version": "4.0.3"}, {"Name": "gromacs", "Version": ""}],
    "Addons": [{"Name": "Login", "Version": "1.0"}],
    "Tags": [{"Key": "team", "Value": "hpc"}],
}
BARE = {
    "ClusterCategory": "Serverless",
    "Manager": {"Scheduler": {"Type": "PBS", "Version": "20.1"}},
    "SharedStorages": [{"MountDirectory": "/data"}],
    "Tags": [{"key": "team", "value": "hpc"}],
}
READS = (
    "GetCluster",
    "ListQueues",
    "ListSharedStorages",
    "ListInstalledSoftwares",
    "ListAddons",
    "ListNodes",
    "ListUsers",
)


class Play:
    """The service with these variants on, and what it answered so far."""

    def __init__(self, variants: Iterable[str] = (), **settings: Any) -> None:
        self.time = Time()
        self.service = Service(
            Settings(clock="seconds:8", quota=9, seed="1", variants=list(variants), **settings), self.time
        )
        self.answers: list[tuple[str, int, Any]] = []

    def call(self, action: str, method: str = "", **params: Any) -> Any:
        texts = {name: value if isinstance(value, str) else json.dumps(value) for name, value in params.items()}
        method = method or ACTIONS[action]["method"]
        head = {name.lower(): value for name, value in headers(action).items()}
        response = self.service.handle(Request(method, "/", query(texts), head))
        body = json.loads(response.body)
        self.answers.append((action, response.status, body))
        return body

    def read(self, *clusters: str) -> None:
        self.call("ListClusters")
        for cluster in clusters:
            for action in READS:
                self.call(action, ClusterId=cluster)
            self.call("GetQueue", ClusterId=cluster, QueueName="big")

    def put(self, cluster: str, status: str) -> None:
        body = json.dumps({"ClusterStatus": status}).encode()
        self.service.handle(Request("POST", f"/_emulator/clusters/{cluster}", body=body))


def play(play: Play) -> Play:
    """Three clusters, one with everything, one with little, one with nothing: made, read, changed and deleted."""
    ids = [play.call("CreateCluster", **given).get("ClusterId", "none") for given in (RICH, BARE, {})]
    rich, bare, empty = ids
    for seconds in (0, 1, 4):
        play.time.passes(seconds)
        play.read(rich)
        play.call("UpdateCluster", ClusterId=rich, MaxCount=9)
    play.call("DeleteCluster", ClusterId=bare)
    play.time.passes(3)
    play.read(*ids)
    _change(play, rich)
    _users(play, rich)
    _nodes(play, rich)
    play.call("InstallSoftwares", ClusterId=bare, AdditionalPackages=[{"Name": "mpich", "Version": "4.0.3"}])
    play.call("InstallSoftwares", ClusterId=empty, AdditionalPackages=[{"Name": "mpich", "Version": "4.0.3"}])
    play.call("CreateCluster", ClusterName="renamed")
    play.call("GetCluster", ClusterId="ehpc-hz-none")
    play.call("ListInstalledSoftwares", "POST", ClusterId=rich)
    play.call("ListCommonLogs", From=0, To=int(time.time()) + 900)
    for status in ("stopped", "exception"):
        play.put(empty, status)
        play.call("GetCluster", ClusterId=empty)
        play.call("UpdateCluster", ClusterId=empty, MaxCount=3)
        play.call("ListUsers", ClusterId=empty)
    play.call("DeleteCluster", ClusterId=empty)
    _delete(play, rich)
    return play


def _change(play: Play, cluster: str) -> None:
    play.call("UpdateCluster", ClusterId=cluster, MaxCount=7, ClusterName="renamed", DeletionProtection=True)
    play.read(cluster)
    play.call("UpdateCluster", ClusterId=cluster, DeletionProtection=True, ClusterDescription="")
    play.call("CreateQueue", ClusterId=cluster)
    for _ in range(2):
        play.call("CreateQueue", ClusterId=cluster, Queue={"QueueName": "new", "RamRole": "role"})
    play.call("UpdateQueue", ClusterId=cluster, Queue={"QueueName": "new", "MinCount": 1, "ComputeNodes": []})
    play.call("GetQueue", ClusterId=cluster, QueueName="new")
    play.read(cluster)
    play.call("DeleteQueues", ClusterId=cluster, QueueNames=["new"])
    play.call("DeleteQueues", ClusterId=cluster, QueueNames=["big"])
    data = {**ATTACHED, "MountDirectory": "/data", "StorageDirectory": "/"}
    play.call("AttachSharedStorages", ClusterId=cluster, SharedStorages=[data])
    play.read(cluster)
    play.call("DetachSharedStorages", ClusterId=cluster, SharedStorages=[{"MountDirectory": "/home"}])
    play.call("DetachSharedStorages", ClusterId=cluster, SharedStorages=[{"MountDirectory": "/none"}])
    play.call("InstallSoftwares", ClusterId=cluster, AdditionalPackages=[{"Name": "mpich", "Version": "3.4.3"}])
    play.read(cluster)
    play.call("UninstallSoftwares", ClusterId=cluster, AdditionalPackages=[{"Name": "lammps", "Version": ""}])
    addon = {"ClusterId": cluster, "AddonName": "Login", "AddonVersion": "1.0"}
    made = play.call("InstallAddon", **addon, ResourcesSpec="{}", ServicesSpec="[]")
    listed = play.call("ListAddons", ClusterId=cluster).get("Addons") or [made]
    shown = str(listed[0].get("AddonId", "none"))
    play.call("GetAddon", ClusterId=cluster, AddonId=shown)
    play.call("UnInstallAddon", ClusterId=cluster, AddonId=shown)
    play.read(cluster)
    play.time.passes(4)
    play.read(cluster)


def _users(play: Play, cluster: str) -> None:
    known, password = {"ClusterId": cluster, "UserName": "Ada"}, {"Password": "Secret123!"}
    play.call("CreateUsers", ClusterId=cluster, User=[{"UserName": "Ada", "Group": "wheel", **password}])
    play.call("CreateUsers", ClusterId=cluster, User=[{"UserName": "Ada", "Group": "users", **password}])
    play.time.passes(2)
    play.call("GetUser", **known)
    play.call("CreateUsers", ClusterId=cluster, User=[{"UserName": "ada.l", "AuthKey": "ssh-rsa AAAA"}])
    play.time.passes(2)
    play.call("UpdateUser", **known, Group="wheel")
    play.time.passes(2)
    play.call("UpdateUser", **known, **password)
    play.call("GetUser", **known)
    play.read(cluster)
    for _ in range(2):
        play.time.passes(2)
        play.call("DeleteUsers", ClusterId=cluster, User=[{"UserName": "Ada"}])
    play.call("GetUser", **known)


def _nodes(play: Play, cluster: str) -> None:
    hardware = {"InstanceType": "ecs.c7.xlarge"}
    wanted: dict[str, Any] = {"ClusterId": cluster, "QueueName": "lab", "ComputeNode": hardware, "Count": 2}
    play.call("CreateQueue", ClusterId=cluster, Queue={"QueueName": "lab", "MinCount": 1, "MaxCount": 4})
    made = play.call("CreateNodes", **wanted, MinCount=1)
    play.read(cluster)
    play.call("CreateNodes", **wanted)
    play.time.passes(2)
    play.read(cluster)
    play.call("CreateNodes", **wanted)
    play.time.passes(2)
    ids = made.get("InstanceIds") or ["i-none"]
    play.call("UpdateNodes", ClusterId=cluster, Instances=[{"InstanceId": ids[0], "KeepAlive": True}])
    play.call("GetQueue", ClusterId=cluster, QueueName="lab")
    rows = play.call("ListNodes", ClusterId=cluster, QueueNames=["lab"]).get("Nodes") or []
    all_of_them = [row["Id"] for row in rows if "Id" in row] or ids
    for machines in (["i-none"], all_of_them):
        play.call("DeleteNodes", ClusterId=cluster, InstanceIds=machines)
    play.read(cluster)


def _delete(play: Play, cluster: str) -> None:
    play.call("DeleteCluster", ClusterId=cluster)
    play.call("UpdateCluster", ClusterId=cluster, DeletionProtection=False)
    for _ in range(2):
        play.call("DeleteCluster", ClusterId=cluster)
        play.read(cluster)
    play.time.passes(8)
    play.call("GetCluster", ClusterId=cluster)
