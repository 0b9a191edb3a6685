"""Every key of the SDK's models is declared, or left out for a reason: a new release that adds one is told here."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from golden.sdk_models import differences, model, rows
from pulumi_ehpc._core.table.fields import fields_of, outputs_of
from pulumi_ehpc._core.table.policy import Life
from pulumi_ehpc.inputs import AdditionalPackage, Addon, EhpcClusterArgs, EhpcClusterOutputs, Node, Queue, SharedStorage

CALL = "about the call, not about the cluster"
TEXT = "a text of the catalogue for people, not a setting"

LEFT_OUT: dict[str, dict[str, str]] = {
    "CreateCluster": {},
    "UpdateCluster": {"ClusterId": "the resource's id"},
    "GetCluster": {
        "ClusterId": "the resource's id",
        "RequestId": CALL,
        "Manager.DNS.Status": "moves on its own, and cluster_status tells the whole",
        "Manager.DirectoryService.Status": "moves on its own, and cluster_status tells the whole",
        "Manager.Scheduler.Status": "moves on its own, and cluster_status tells the whole",
        "SchedulerSpec.EnablePowerSaving": "no call sets it",
    },
    "QueueTemplate": {},
    "UpdateQueueRequestQueue": {},
    "GetQueueResponseBodyQueue": {
        "CreateTime": "of no use in a program",
        "UpdateTime": "moves with every change",
    },
    "SharedStorageTemplate": {},
    "AttachSharedStoragesRequestSharedStorages": {
        "Location": "OnPremise belongs to hybrid clusters, and CreateCluster has no such key",
        "VolumeType": "follows from the file system's id",
    },
    "ListSharedStoragesResponseBodySharedStoragesMountInfo": {},
    "InstallSoftwaresRequestAdditionalPackages": {},
    "ListInstalledSoftwaresResponseBodyAdditionalPackagesAdditionalPackageInfos": {
        "Category": TEXT,
        "Description": TEXT,
        "Icon": TEXT,
        "CreateTime": "of no use in a program",
        "Status": "tells only whether it is installed at all",
    },
    "CreateClusterRequestAddons": {},
    "InstallAddon": {"ClusterId": "the resource's id"},
    "ListAddonsResponseBodyAddons": {
        "AddonId": "asked for when it is removed",
        "Description": TEXT,
        "Label": TEXT,
        "InstallTime": "of no use in a program",
        "Status": "only Running is known",
    },
}
"""Keys of a model that the table does not have, and why."""
TOLD_AS_TEXT = {"MaxCount", "MaxCoreCount", "DeleteProtection"}
"""Numbers and switches that GetCluster answers as text."""
TOP = fields_of(EhpcClusterArgs)


def assert_whole(cls: type, name: str, declared: Mapping[str, str], part: str = "parameters", how: str = "") -> None:
    """What a class declares is what a model of the SDK has, apart from what is left out for a reason."""
    told = differences(cls, name, model(name, part), declared, LEFT_OUT[name], how)
    assert not told, "\n".join(told)


def test_create_cluster_is_declared_whole() -> None:
    known, later = model("CreateCluster"), model("UpdateCluster")
    assert_whole(EhpcClusterArgs, "CreateCluster", {p: k for p, k in rows(TOP) if p in known or p not in later})


def test_what_only_update_cluster_takes_is_set_after_the_creation() -> None:
    update_only = {path.split(".")[0] for path in model("UpdateCluster").keys() - model("CreateCluster").keys()}
    forgotten = [f.python for f in TOP if f.wire in update_only and not f.policy.after_creation]
    assert not forgotten, f"CreateCluster has no key for {forgotten}: add after_creation=True in inputs/cluster.py"


def test_update_cluster_is_what_changes_in_place() -> None:
    changing = tuple(f for f in TOP if f.life is Life.UPDATE)
    assert_whole(EhpcClusterArgs, "UpdateCluster", dict(rows(changing)), how=" as changing in place")


def test_get_cluster_is_read_whole() -> None:
    elsewhere = {f.wire for f in TOP if f.calls or f.listed}
    outputs = [row.wire for row in outputs_of(EhpcClusterOutputs) if row.wire]
    outputs += [f"Manager.ManagerNode.{row.wire}" for row in outputs_of(Node)]
    read = dict(rows(tuple(f for f in TOP if f.wire not in elsewhere), read=True))
    # No data disks of the manager's node, and its template has one key in other letters than a queue's.
    told = {path: "string" if path in TOLD_AS_TEXT else kind for path, kind in read.items() if ".DataDisks" not in path}
    how = " as an input or as an Output"
    assert_whole(EhpcClusterArgs, "GetCluster", {**told, **dict.fromkeys(outputs, "string")}, "answer", how)


@pytest.mark.parametrize("name", ["QueueTemplate", "UpdateQueueRequestQueue", "GetQueueResponseBodyQueue"])
def test_a_queue_is_declared_whole(name: str) -> None:
    assert_whole(Queue, name, dict(rows(fields_of(Queue))))


def test_a_storage_is_declared_whole() -> None:
    assert_whole(SharedStorage, "SharedStorageTemplate", dict(rows(fields_of(SharedStorage))))
    as_read = dict(rows(fields_of(SharedStorage), read=True))
    assert_whole(SharedStorage, "AttachSharedStoragesRequestSharedStorages", as_read)
    # The answer has the file system's id one level above.
    mounted = {path: kind for path, kind in as_read.items() if path != "FileSystemId"}
    assert_whole(SharedStorage, "ListSharedStoragesResponseBodySharedStoragesMountInfo", mounted)


def test_software_is_declared_whole() -> None:
    declared = dict(rows(fields_of(AdditionalPackage)))
    assert_whole(AdditionalPackage, "InstallSoftwaresRequestAdditionalPackages", declared)
    infos = "ListInstalledSoftwaresResponseBodyAdditionalPackagesAdditionalPackageInfos"
    assert_whole(AdditionalPackage, infos, declared)


def test_an_add_on_is_declared_whole() -> None:
    declared = dict(rows(fields_of(Addon)))
    assert_whole(Addon, "CreateClusterRequestAddons", declared)
    assert_whole(Addon, "ListAddonsResponseBodyAddons", dict(rows(fields_of(Addon), read=True)))
    installed = {f"Addon{path}" if path in ("Name", "Version") else path: kind for path, kind in declared.items()}
    assert_whole(Addon, "InstallAddon", installed)


def test_each_difference_is_told_with_the_file_and_the_line_that_mend_it() -> None:
    sdk = {"ComputeNodes[].ImageId": "string", "Depth": "number", "MaxCount": "integer"}
    told = differences(Queue, "QueueTemplate", sdk, {"MaxCount": "string", "RamRole": "string"}, {"Gone": "old"}, "")
    missing, other, unknown, in_vain, kind = told
    assert "QueueTemplate has ComputeNodes[].ImageId (string)" in missing
    assert "in Node (provider/pulumi_ehpc/inputs/node.py)" in missing
    assert "image_id: Input[str] | None = part(" in missing
    assert "depth = Output(" in other
    assert "declares RamRole, which QueueTemplate does not have" in unknown
    assert "leaves Gone out of QueueTemplate" in in_vain
    assert "MaxCount is integer in QueueTemplate and string in Queue" in kind


def test_everything_that_is_left_out_has_a_reason() -> None:
    assert all(because.strip() for left in LEFT_OUT.values() for because in left.values())
