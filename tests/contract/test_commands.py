"""The commands beside a program: whose configuration they take, and that none deletes unasked."""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from account import FAST, KEYS, REGION
from contract.programs import REQUEST
from emulator.in_process import running
from emulator_controls import Controls
from emulator_process import Emulator
from hostile.lying import lying
from pulumi_ehpc.__main__ import main
from pulumi_ehpc._core.api.gateway import Gateway
from pulumi_ehpc._core.api.sdk import Sdk
from pulumi_ehpc._core.logic.marks import generated_name
from pulumi_ehpc.settings import resolve
from pulumi_ehpc.stack_config import StackConfig
from pulumi_ehpc.version import __version__

CLI = """#!/bin/sh
echo "$@" >> asked
[ -f fails ] || [ "$1" != config ] && { echo 'error: no stack selected' >&2; exit 255; }
cat told.json
"""


@pytest.fixture
def service() -> Iterator[Emulator]:
    with Emulator("immediate") as emulator:
        yield emulator


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project's directory with a CLI that tells what a test wrote."""
    (tmp_path / "Pulumi.yaml").write_text("name: project\nruntime: python\n")
    (tmp_path / "pulumi").write_text(CLI)
    (tmp_path / "pulumi").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    for name in ("ALIBABA_CLOUD_REGION_ID", "EHPC_ENDPOINT", *KEYS):
        monkeypatch.delenv(name, raising=False)
    for name, value in FAST.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def configured(project: Path, service: Controls, **more: str) -> None:
    told = {"ehpc:region": "cn-hangzhou", "ehpc:endpoint": service.url, "alicloud:accessKey": "test", **more}
    rows = {key: {"value": value, "secret": False} for key, value in told.items()}
    (project / "told.json").write_text(json.dumps({**rows, "alicloud:secretKey": {"value": "test", "secret": True}}))


def made(service: Controls) -> str:
    (cluster,) = service.clusters()
    id_: str = cluster["ClusterId"]
    return id_


def a_cluster(service: Controls, **more: str) -> str:
    settings = resolve({"ehpc:region": REGION, "ehpc:endpoint": service.url}.get, KEYS)
    Gateway(settings, Sdk(settings)).once("CreateCluster", {**REQUEST, "ClusterName": "farm", **more})
    return made(service)


def test_settings_are_those_of_the_stack(project: Path, service: Emulator, capsys: pytest.CaptureFixture[str]) -> None:
    configured(project, service)
    assert main(["orphans"]) == 0
    assert "No cluster in cn-hangzhou" in capsys.readouterr().out
    for given in (["--stack", "prod", "orphans"], ["orphans", "--stack", "prod"]):
        (project / "asked").unlink()
        assert main(given) == 0
        asked, *_ = (project / "asked").read_text().splitlines()
        assert asked == "config --json --show-secrets --non-interactive --stack prod"


def test_what_is_given_before_or_behind_the_verb_goes_before_the_configuration(
    project: Path, service: Emulator, capsys: pytest.CaptureFixture[str]
) -> None:
    configured(project, service)
    for given in (["--region", "cn-beijing", "orphans"], ["orphans", "--region", "cn-beijing"]):
        assert main(given) == 0
        assert "No cluster in cn-beijing" in capsys.readouterr().out


def test_a_command_that_is_printed_is_about_the_same_stack(
    project: Path, service: Emulator, capsys: pytest.CaptureFixture[str]
) -> None:
    configured(project, service)
    cluster = a_cluster(service, ClusterDescription="Pulumi-ehpc")
    assert main(["--stack", "acme/farm/prod", "orphans"]) == 0
    (command,) = re.findall(r"delete it: python -m pulumi_ehpc (.*)", capsys.readouterr().out)
    assert command.startswith("--stack acme/farm/prod --region ")
    assert main([*shlex.split(command), "--yes"]) == 0
    assert service.clusters() == [], cluster
    assert "--stack acme/farm/prod" in (project / "asked").read_text()


def test_a_finished_cluster_is_never_listed_without_a_caution(
    project: Path, service: Emulator, capsys: pytest.CaptureFixture[str]
) -> None:
    configured(project, service)
    a_cluster(service, ClusterDescription="Pulumi-ehpc")
    (project / "other.json").write_text(json.dumps({"version": 3, "deployment": {"resources": []}}))
    assert main(["orphans", "other.json"]) == 0
    assert (
        "Finished clusters may well be in use: name the `pulumi stack export` file of every" in capsys.readouterr().out
    )


@pytest.mark.parametrize("given", [["policy"], ["orphans"], ["--help"]])
def test_a_reader_that_has_enough_ends_a_command_quietly(project: Path, service: Emulator, given: list[str]) -> None:
    configured(project, service)
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "pulumi_ehpc", *given]
    done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert done.stderr == b""


def test_why_a_stack_told_nothing_is_said_to_whoever_misses_a_setting(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "fails").write_text("")
    assert main(["orphans"]) == 1
    said = capsys.readouterr().err
    assert "error: no region" in said
    assert "`pulumi config` said: no stack selected" in said
    assert main(["--stack", "prod", "--region", "cn-hangzhou", "orphans"]) == 1
    assert "`pulumi config` said: no stack selected" in capsys.readouterr().err


def test_outside_of_a_project_nobody_is_asked(tmp_path: Path) -> None:
    assert StackConfig.of(tmp_path) == StackConfig()
    assert "no Pulumi project" in StackConfig.of(tmp_path, "prod").failure


@pytest.mark.parametrize("typed", ["", "yes\n", "ehpc-hz-other\n"])
def test_a_cluster_is_deleted_only_when_its_id_is_typed(
    project: Path, service: Emulator, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], typed: str
) -> None:
    configured(project, service)
    cluster = a_cluster(service)
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert main(["delete", cluster]) == 1
    said = capsys.readouterr()
    assert f"This deletes cluster {cluster} (farm, running, " in said.out
    assert said.out.endswith("type its ID: \n")
    assert "nothing was deleted. Scripts give --yes" in said.err
    assert made(service) == cluster
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{cluster}\n"))
    assert main(["delete", cluster]) == 0
    assert service.clusters() == []


@pytest.mark.parametrize("odd", [{"MaxCoreCount": -1}, {"Manager": "x"}])
def test_of_an_answer_that_is_odd_in_something_else_no_deletion_hangs_and_a_protected_one_is_refused(
    project: Path, capsys: pytest.CaptureFixture[str], odd: dict[str, Any]
) -> None:
    with running() as service:
        configured(project, service)
        cluster = a_cluster(service)
        service.server.service.variants = lying(GetCluster=lambda answer: {**answer, **odd})
        service.change(cluster, DeletionProtection=True)
        assert main(["delete", "--yes", cluster]) == 1
        assert "has deletion protection, so nothing was deleted" in capsys.readouterr().err
        assert made(service) == cluster
        service.change(cluster, DeletionProtection=False)
        assert main(["delete", "--yes", cluster]) == 0
        assert f"warning: cluster {cluster} is deleted as the list tells it\n  GetCluster" in capsys.readouterr().err
        assert service.clusters() == []


def test_one_that_a_stack_has_is_refused(project: Path, service: Emulator, capsys: pytest.CaptureFixture[str]) -> None:
    configured(project, service)
    cluster = a_cluster(service)
    entry = {"urn": "urn:pulumi:dev::project::pulumi-python:dynamic/ehpc:Cluster::farm", "id": cluster}
    (project / "stack.json").write_text(json.dumps({"version": 3, "deployment": {"resources": [entry]}}))
    assert main(["delete", "--yes", cluster, "stack.json"]) == 1
    assert (
        f"a stack of these files has cluster {cluster}: `pulumi destroy --target URN` deletes it"
        in capsys.readouterr().err
    )
    assert made(service) == cluster


def test_an_export_tells_the_region_and_names_what_is_made_up_for_its_resources(
    project: Path, service: Emulator, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "Pulumi.yaml").unlink()
    for name, value in {**KEYS, "EHPC_ENDPOINT": service.url}.items():
        monkeypatch.setenv(name, value)
    settings = resolve({"ehpc:region": REGION, "ehpc:endpoint": service.url}.get, KEYS)
    urn = "urn:pulumi:dev::project::pulumi-python:dynamic/ehpc:Cluster::farm"
    named = {**REQUEST, "ClusterName": generated_name(urn), "ClusterDescription": "of-the-user"}
    Gateway(settings, Sdk(settings)).once("CreateCluster", named)
    entry = {"urn": urn, "id": "ehpc-hz-other", "outputs": {"__region": REGION}}
    (project / "stack.json").write_text(json.dumps({"version": 3, "deployment": {"resources": [entry]}}))
    assert main(["orphans"]) == 1
    assert ", --region, or the environment variable" in capsys.readouterr().err
    assert main(["orphans", "stack.json"]) == 0
    said = capsys.readouterr().out
    assert made(service) in said
    assert f"its name is the one that is made up for {urn}: look at it before you delete it" in said


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert (ended.value.code, capsys.readouterr().out) == (0, f"pulumi-ehpc {__version__}\n")
