"""What `migrate` finds in states of Alibaba's own provider, what it refuses, and the steps that it prints."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from account import FAST, KEYS
from contract.former_states import CLUSTER, LOGIN, QUEUE, stack, terraform
from contract.stand_in_cli import stand_in, state, took
from emulator_process import Emulator
from pulumi_ehpc.__main__ import main
from pulumi_ehpc.importing.forgetting import steps
from pulumi_ehpc.importing.former import Former, of_terraform

Captured = pytest.CaptureFixture[str]
FARM = "module.hpc.alicloud_ehpc_cluster_v2.farm"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    with Emulator("immediate") as service:
        stand_in(tmp_path, service.url)
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
        for name, value in {**KEYS, **FAST}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.chdir(tmp_path)
        yield tmp_path


def refused(capsys: Captured, *words: str) -> str:
    assert main(["migrate", *words]) == 1
    return capsys.readouterr().err


def export(project: Path, *entries: dict[str, Any]) -> str:
    file = project / "other.json"
    file.write_text(json.dumps({"version": 3, "deployment": {"resources": entries}}))
    return file.name


def test_a_stack_without_such_clusters_is_refused(project: Path, capsys: Captured) -> None:
    says = "there is no alicloud:ehpc/clusterV2:ClusterV2 in stack dev: name a file that `pulumi stack export`"
    assert says in refused(capsys)
    assert "in other.json and no alicloud_ehpc_cluster_v2" in refused(capsys, export(project))


def test_a_cluster_that_is_gone_is_named_and_nothing_is_touched(project: Path, capsys: Captured) -> None:
    state(project, *stack("ehpc-hz-gone"))
    assert "there is no cluster ehpc-hz-gone in cn-hangzhou" in refused(capsys)
    assert took(project) == []


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (terraform("ehpc-hz-1", version=3), "is no state of Terraform 0.12 or later: `terraform state pull >"),
        ({**terraform("ehpc-hz-1"), "resources": [{"mode": "managed"}]}, "are not as Terraform writes them"),
        ({"planned_values": {}}, "is no file that `pulumi stack export` wrote: deployment is missing"),
        ("{", "it is no JSON"),
    ],
)
def test_a_file_that_is_neither_is_refused_with_the_reason(
    project: Path, capsys: Captured, content: Any, says: str
) -> None:
    (project / "state.json").write_text(content if isinstance(content, str) else json.dumps(content))
    assert says in refused(capsys, "state.json")


def test_what_the_stack_has_already_is_only_to_be_forgotten(project: Path, capsys: Captured) -> None:
    kind = "pulumi-python:dynamic/ehpc:Cluster"
    moved = {"urn": f"urn:pulumi:dev::clusters::{kind}::farm", "type": kind, "id": "ehpc-hz-1"}
    state(project, *stack("ehpc-hz-1", protect=True), moved)
    assert main(["migrate"]) == 0
    said = capsys.readouterr().out
    assert "The stack has these clusters already." in said
    forget = [line.strip() for line in said.splitlines() if "pulumi state" in line]
    assert forget == [f"pulumi state delete --yes --force {urn}" for urn in (QUEUE, CLUSTER)]


def test_of_another_stack_its_own_commands_are_printed(project: Path, capsys: Captured) -> None:
    kind = "pulumi-python:dynamic/ehpc:Cluster"
    state(project, {"urn": f"urn:pulumi:dev::clusters::{kind}::farm", "type": kind, "id": "ehpc-hz-1"})
    assert main(["migrate", export(project, *stack("ehpc-hz-1"))]) == 0
    assert f"pulumi state delete --yes --stack dev {QUEUE}" in capsys.readouterr().out
    assert main(["migrate", export(project, *stack("ehpc-hz-1", protect=True, dependent=True))]) == 0
    said = capsys.readouterr().out
    assert "Give farm and comp the options retain_on_delete=True, protect=False, and run `pulumi up`, in the" in said
    assert LOGIN in said
    assert "pulumi state" not in said


def test_terraforms_addresses_names_and_dependents() -> None:
    assert of_terraform(terraform("ehpc-hz-1", "ehpc-hz-2"), "state.json") == [
        Former("alicloud_ehpc_queue.comp", "comp", "ehpc-hz-1", queue="comp"),
        *(
            Former(f'{FARM}["{key}"]', f"farm-{key}", cluster, dependents=("alicloud_dns_record.login",))
            for key, cluster in enumerate(("ehpc-hz-1", "ehpc-hz-2"))
        ),
    ]


def test_nothing_in_terraforms_steps_is_done_to_the_cluster() -> None:
    said = steps(of_terraform(terraform("ehpc-hz-1"), "state.json"), file="state.json", terraform=True)
    assert f"1. terraform state rm alicloud_ehpc_queue.comp '{FARM}[\"0\"]'" in said
    assert "Take them out of the configuration" in said
    assert "Give its ID as a text to what refers to it: alicloud_dns_record.login." in said
