"""Every key of the SDK's models is declared, or left out for a reason: a new release that adds one is told here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from pulumi_ehpc._core.table.fields import Field, Life, fields_of, outputs_of
from pulumi_ehpc.inputs import AdditionalPackage, Addon, EhpcClusterArgs, EhpcClusterOutputs, Node, Queue, SharedStorage
from tools import actions

SDK: dict[str, Any] = json.loads(actions.files()[actions.TARGET])
KINDS = {str: "string", int: "integer", bool: "boolean", float: "number"}
PAGING = "a page of a list, not a value"
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


def keys(fields: dict[str, str], above: str = "") -> Iterator[tuple[str, str]]:
    """The path and scalar type of everything in a model."""
    for name, kind in fields.items():
        plain, here = kind.strip("[]"), f"{above}{name}{'[]' if kind.startswith('[') else ''}"
        if plain in SDK["types"]:
            yield from keys(SDK["types"][plain]["fields"], f"{here}.")
        else:
            yield here, plain


def model(name: str, part: str = "parameters") -> dict[str, str]:
    """A model, or the request or answer of an action, by path."""
    fields = SDK["actions"][name][part] if name in SDK["actions"] else SDK["types"][name]["fields"]
    return dict(keys(fields))


def rows(fields: tuple[Field, ...], *, read: bool = False, above: str = "") -> Iterator[tuple[str, str]]:
    """The path and scalar type of what the table sends, or reads."""
    for field in fields:
        name = field.read if read else field.wire
        here = f"{above}{name}{'[]' if field.many or field.mapping else ''}"
        if not name:
            continue
        if field.nested:
            yield from rows(fields_of(field.kind), read=read, above=f"{here}.")
        elif field.mapping:
            yield from ((f"{here}.{part}", "string") for part in ("Key", "Value"))
        else:
            yield here, KINDS[field.kind]


def missing(name: str, declared: dict[str, str], part: str = "parameters") -> dict[str, Any]:
    """How the model and the table differ, apart from what is left out."""
    sdk, because = model(name, part), LEFT_OUT[name]
    return {
        "not declared": sorted(set(sdk) - set(declared) - set(because)),
        "unknown to the SDK": sorted(set(declared) - set(sdk)),
        "left out in vain": sorted(set(because) - set(sdk) | set(because) & set(declared)),
        "of another type": {k: (sdk[k], declared[k]) for k in set(sdk) & set(declared) if sdk[k] != declared[k]},
    }


NOTHING: dict[str, Any] = {"not declared": [], "unknown to the SDK": [], "left out in vain": [], "of another type": {}}
TOP = fields_of(EhpcClusterArgs)


def test_create_cluster_is_declared_whole() -> None:
    found = missing("CreateCluster", dict(rows(TOP)))
    update_only = [
        path for path in dict(rows(TOP)) if path in model("UpdateCluster") and path not in model("CreateCluster")
    ]
    assert found == {**NOTHING, "unknown to the SDK": sorted(update_only)}
    assert all(f.after_creation for f in TOP for path in update_only if path.split(".")[0] == f.wire)


def test_update_cluster_is_what_changes_in_place() -> None:
    assert missing("UpdateCluster", dict(rows(tuple(f for f in TOP if f.life is Life.UPDATE)))) == NOTHING


def test_get_cluster_is_read_whole() -> None:
    outputs = {row.wire: "string" for row in outputs_of(EhpcClusterOutputs)}
    elsewhere = {f.wire for f in TOP if f.calls or f.listed}
    outputs |= {f"Manager.ManagerNode.{row.wire}": "string" for row in outputs_of(Node)}
    declared = {**dict(rows(tuple(f for f in TOP if f.wire not in elsewhere), read=True)), **outputs}
    # No data disks of the manager's node, and its template has one key in other letters than a queue's.
    told = {path: kind for path, kind in declared.items() if ".DataDisks" not in path}
    found = missing("GetCluster", told, "answer")
    texts = {"MaxCount": ("string", "integer"), "MaxCoreCount": ("string", "integer")}
    assert found == {**NOTHING, "of another type": {**texts, "DeleteProtection": ("string", "boolean")}}


@pytest.mark.parametrize("name", ["QueueTemplate", "UpdateQueueRequestQueue", "GetQueueResponseBodyQueue"])
def test_a_queue_is_declared_whole(name: str) -> None:
    assert missing(name, dict(rows(fields_of(Queue)))) == NOTHING


def test_a_storage_is_declared_whole() -> None:
    assert missing("SharedStorageTemplate", dict(rows(fields_of(SharedStorage)))) == NOTHING
    as_read = dict(rows(fields_of(SharedStorage), read=True))
    assert missing("AttachSharedStoragesRequestSharedStorages", as_read) == NOTHING
    # The answer has the file system's id one level above.
    mounted = {path: kind for path, kind in as_read.items() if path != "FileSystemId"}
    assert missing("ListSharedStoragesResponseBodySharedStoragesMountInfo", mounted) == NOTHING


def test_software_is_declared_whole() -> None:
    declared = dict(rows(fields_of(AdditionalPackage)))
    assert missing("InstallSoftwaresRequestAdditionalPackages", declared) == NOTHING
    infos = "ListInstalledSoftwaresResponseBodyAdditionalPackagesAdditionalPackageInfos"
    assert missing(infos, declared) == NOTHING


def test_an_add_on_is_declared_whole() -> None:
    declared = dict(rows(fields_of(Addon)))
    assert missing("CreateClusterRequestAddons", declared) == NOTHING
    assert missing("ListAddonsResponseBodyAddons", dict(rows(fields_of(Addon), read=True))) == NOTHING
    installed = {f"Addon{path}" if path in ("Name", "Version") else path: kind for path, kind in declared.items()}
    assert missing("InstallAddon", installed) == NOTHING


def test_everything_that_is_left_out_has_a_reason() -> None:
    assert all(because.strip() for left in LEFT_OUT.values() for because in left.values())
