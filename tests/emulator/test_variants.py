"""Variants: the service answers as the real one may, too. Each is shown by the test that has its name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from alibabacloud_ehpc20240730 import models
from alibabacloud_ehpc20240730.client import Client
from alibabacloud_tea_openapi.exceptions import ClientException

import ehpc_emulator
from ehpc_emulator.facts import ACTIONS, ERRORS, TYPES
from ehpc_emulator.variants import KNOWN, VARIANTS
from ehpc_emulator.variation import Variant
from emulator.calls import made, shown, status
from emulator.in_process import InProcess, running
from emulator.wire import call
from emulator_process import Emulator

README = Path(ehpc_emulator.__file__).with_name("README.md")


def test_scheduler_slurm22(emulator: InProcess, client: Client) -> None:
    scheduler = models.CreateClusterRequestManagerScheduler(type="SLURM", version="23.02")
    cluster = made(client, manager=models.CreateClusterRequestManager(scheduler=scheduler))
    assert shown(client, cluster)["Manager"]["Scheduler"]["Type"] == "SLURM"
    emulator.vary("scheduler-slurm22")
    assert shown(client, cluster)["Manager"]["Scheduler"]["Type"] == "slurm22"


def test_mounts_nfs3(emulator: InProcess, client: Client) -> None:
    mount = {"file_system_id": "0bd5", "mount_directory": "/data", "mount_target_domain": "0bd5.nas"}
    cluster = made(client, shared_storages=[models.SharedStorageTemplate(**mount, protocol_type="NFS")])
    request = models.ListSharedStoragesRequest(cluster_id=cluster)

    def protocol() -> str:
        (storage,) = client.list_shared_storages(request).body.shared_storages
        return str(storage.mount_info[0].protocol_type)

    assert protocol() == "NFS"
    emulator.vary("mounts-nfs3")
    assert protocol() == "nfs3"


def test_software_of_its_own(emulator: InProcess, client: Client) -> None:
    request = models.ListInstalledSoftwaresRequest(cluster_id=made(client))

    def names() -> list[str]:
        return [
            row.name
            for row in client.list_installed_softwares(request).body.additional_packages.additional_package_infos
        ]

    assert names() == []
    emulator.vary("software-of-its-own")
    assert names() == ["ehpc-agent"]


def test_gone_is_invalid_params(emulator: InProcess, client: Client) -> None:
    emulator.vary("gone-is-invalid-params")
    with pytest.raises(ClientException) as refused:
        status(client, "ehpc-hz-none")
    assert (refused.value.status_code, refused.value.code) == (400, "InvalidParams")
    assert [entry["code"] for entry in emulator.journal()] == ["InvalidParams"]


def test_success_absent(emulator: InProcess, client: Client) -> None:
    emulator.vary("success-absent")
    _, answer = call(emulator, "CreateCluster", {})
    assert set(answer) == {"RequestId", "ClusterId", "TaskId"}


def test_an_injected_error_stays_what_it_is(emulator: InProcess, client: Client) -> None:
    emulator.vary("gone-is-invalid-params")
    emulator.faults({"kind": "error", "code": "ClusterNotFound"})
    with pytest.raises(ClientException) as refused:
        status(client, "ehpc-hz-none")
    assert refused.value.code == "ClusterNotFound"


def test_reset_keeps_the_variants_of_the_command_line() -> None:
    with running(variants=["mounts-nfs3"]) as emulator:
        assert emulator.control("GET", "variants") == {"variants": ["mounts-nfs3"], "known": KNOWN}
        emulator.vary("success-absent", "scheduler-slurm22")
        assert emulator.control("GET", "variants")["variants"] == ["scheduler-slurm22", "success-absent"]
        emulator.reset()
        assert emulator.control("GET", "variants")["variants"] == ["mounts-nfs3"]
        emulator.vary()
        assert emulator.control("GET", "variants")["variants"] == []


def test_the_command_line_takes_several() -> None:
    with Emulator("immediate", "--variant", "mounts-nfs3", "--variant", "success-absent") as emulator:
        assert emulator.control("GET", "variants")["variants"] == ["mounts-nfs3", "success-absent"]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["mounts-nfs3", "queue-cut"], f"there is no variant 'queue-cut'; there are {', '.join(KNOWN)}"),
        ([7], f"there is no variant '7'; there are {', '.join(KNOWN)}"),
        ("mounts-nfs3", "variants takes a list of names; it may be empty"),
        ({}, "variants takes a list of names; it may be empty"),
    ],
)
def test_what_is_no_variant_is_refused_and_nothing_changes(emulator: InProcess, names: Any, said: str) -> None:
    emulator.vary("success-absent")
    assert emulator.raw_control("POST", "variants", names) == (400, {"Message": said})
    assert emulator.control("GET", "variants")["variants"] == ["success-absent"]


@pytest.mark.parametrize("variant", VARIANTS, ids=KNOWN)
def test_a_variant_is_named_evident_and_shown(variant: Variant) -> None:
    assert variant.evidence.split(" ")[0].rstrip(":") in ("documented", "observed", "assumed")
    assert variant.says.endswith(".")
    row = f"| `{variant.name}` | {variant.says} | {variant.evidence} |"
    if row not in README.read_text(encoding="utf-8").splitlines():
        pytest.fail(f"the section Variants of {README} lacks this row:\n{row}")
    test = f"test_{variant.name.replace('-', '_')}"
    if test not in globals():
        pytest.fail(f"no test shows it: write {test} in {__file__}")


def test_the_readme_has_no_other_variants() -> None:
    section = README.read_text(encoding="utf-8").split("\n## Variants\n")[1].split("\n## ")[0]
    names = [line.split("`")[1] for line in section.splitlines() if line.startswith("| `")]
    assert names == KNOWN == list(dict.fromkeys(KNOWN))


@pytest.mark.parametrize("variant", VARIANTS, ids=KNOWN)
def test_a_variant_changes_only_what_there_is(variant: Variant) -> None:
    """A misspelt path or code would change nothing, and nobody would notice."""
    for code, (instead, _) in variant.errors.items():
        assert {code, instead} <= set(ERRORS), "a code that errors.json does not have"
    for action, changes in variant.answers.items():
        for path in changes:
            where = ACTIONS if action == "*" else [action]
            if not any(declared(ACTIONS[name]["answer"], path.split(".")) for name in where):
                pytest.fail(f"no answer to {action} has a {path} in actions.json")


def declared(fields: dict[str, str], path: list[str]) -> bool:
    name, *rest = path
    if name not in fields:
        return False
    return not rest or declared(TYPES.get(fields[name].strip("[]"), {"fields": {}})["fields"], rest)


@pytest.mark.parametrize("name", KNOWN)
def test_every_variant_serves_a_whole_life(emulator: InProcess, client: Client, name: str) -> None:
    emulator.vary(name)
    cluster = made(client, queues=[models.QueueTemplate(queue_name="comp")])
    client.update_cluster(models.UpdateClusterRequest(cluster_id=cluster, max_count=7))
    for action in ("GetCluster", "ListClusters", "ListQueues", "ListSharedStorages", "ListAddons", "ListNodes"):
        assert call(emulator, action, {"ClusterId": cluster} if action != "ListClusters" else {})[0] == 200
    client.delete_cluster(models.DeleteClusterRequest(cluster_id=cluster))
    assert emulator.clusters() == []
