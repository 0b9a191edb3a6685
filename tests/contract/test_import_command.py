"""What `import` refuses before it touches anything, and what it asks; and the files that it writes alone."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from account import FAST, KEYS, VPC
from contract.programs import REQUEST
from contract.stand_in_cli import stand_in, state, took, urn
from emulator_process import Emulator
from pulumi_ehpc.__main__ import main
from pulumi_ehpc._core.api.gateway import gateway
from pulumi_ehpc.settings import resolve

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def service() -> Iterator[Emulator]:
    with Emulator("immediate") as emulator:
        yield emulator


@pytest.fixture
def project(service: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    stand_in(tmp_path, service.url)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    for name, value in {**KEYS, **FAST}.items():
        monkeypatch.setenv(name, value)
    for name in ("ALIBABA_CLOUD_REGION_ID", "EHPC_ENDPOINT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def made(service: Emulator, **more: Any) -> str:
    call = gateway(resolve({"ehpc:region": "cn-hangzhou", "ehpc:endpoint": service.url}.get, KEYS)).call
    return str(call("CreateCluster", {**REQUEST, "ClusterName": "farm", **more})["ClusterId"])


def refused(capsys: Captured, *words: str) -> str:
    assert main(["import", *words]) == 1
    return capsys.readouterr().err


def entry(id_: str, name: str = "farm", **more: Any) -> Mapping[str, Any]:
    return {"urn": urn(name), "id": id_, "type": "pulumi-python:dynamic/ehpc:Cluster", **more}


def test_one_that_the_stack_has_is_refused(project: Path, service: Emulator, capsys: Captured) -> None:
    cluster = made(service)
    state(project, dict(entry(cluster)))
    assert f"the stack has cluster {cluster} already, as {urn('farm')}" in refused(capsys, cluster)
    alicloud = urn("farm", "alicloud:ehpc/clusterV2:ClusterV2")
    state(project, {"urn": alicloud, "id": cluster, "type": "alicloud:ehpc/clusterV2:ClusterV2"})
    assert "`python -m pulumi_ehpc migrate` moves it" in refused(capsys, cluster)
    assert took(project) == []


def test_a_queue_or_user_comes_by_its_program(project: Path, capsys: Captured) -> None:
    assert "after `pulumi config set ehpc:adopt ehpc-hz-1:comp`" in refused(capsys, "ehpc-hz-1:comp")


def test_a_name_that_the_stack_has_is_refused(project: Path, service: Emulator, capsys: Captured) -> None:
    cluster = made(service)
    state(project, dict(entry("ehpc-hz-other")))
    said = refused(capsys, f"farm={cluster}")
    assert f"the stack has a cluster farm already: give another name, as farm-2={cluster}" in said


def test_one_that_is_only_read_by_the_stack_is_not_held(project: Path, service: Emulator, capsys: Captured) -> None:
    cluster = made(service)
    state(project, dict(entry(cluster, external=True)))
    assert "nobody expected import" in refused(capsys, cluster)


def test_an_id_that_there_is_not_is_refused(project: Path, capsys: Captured) -> None:
    assert "error: there is no cluster ehpc-hz-none in cn-hangzhou" in refused(capsys, "ehpc-hz-none")
    assert "'no id' is no cluster ID, as ehpc-hz-a1b2c3" in refused(capsys, "no id")
    said = refused(capsys, "ehpc-hz-1:alice")
    assert "'ehpc-hz-1:alice' is no cluster ID but that of a queue or a user: declare it in the program" in said
    assert "`pulumi config set ehpc:adopt ehpc-hz-1:alice`" in said
    assert "name clusters by their IDs, or give --all: one of the two" in refused(capsys)
    assert "one of the two" in refused(capsys, "--all", "ehpc-hz-none")


def test_pending_operations_are_refused_with_the_remedy(project: Path, service: Emulator, capsys: Captured) -> None:
    state(project, pending_operations=[{"type": "creating", "resource": dict(entry("", "half"))}])
    said = refused(capsys, made(service))
    assert urn("half") in said
    assert "`pulumi refresh --yes --clear-pending-creates`" in said


def test_an_unfinished_creation_is_left_to_its_stack(project: Path, service: Emulator, capsys: Captured) -> None:
    mark = "pulumi-0123456789-01234567-01234567"
    said = refused(capsys, made(service, ClusterDescription=mark))
    assert "is an unfinished creation of some Pulumi stack: `pulumi up` there goes on with it" in said


def test_one_that_does_not_run_yet_is_refused(project: Path, service: Emulator, capsys: Captured) -> None:
    service.change_clock("seconds:1000")
    assert "import it when it runs" in refused(capsys, made(service))


def test_what_no_program_may_say_is_refused_with_the_rule(project: Path, service: Emulator, capsys: Captured) -> None:
    cluster = made(service)
    service.change(cluster, MaxCount=9999)
    said = refused(capsys, cluster)
    assert f"cluster {cluster} cannot be imported, for its program would be refused:\n  max_count: must be" in said


def test_one_of_another_stack_takes_an_explicit_yes(
    project: Path, service: Emulator, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster = made(service, ClusterDescription="Pulumi-clusters-prod-farm")
    for typed in ("", "no\n"):
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        assert main(["import", cluster]) == 1
        said = capsys.readouterr()
        assert "was made by another Pulumi stack, as its description says (Pulumi-clusters-prod-farm)" in said.out
        assert "`pulumi state delete URN --stack OTHER`" in said.out
        assert "nothing was imported" in said.err
    monkeypatch.setattr("sys.stdin", io.StringIO("yes\n"))
    assert "nobody expected import" in refused(capsys, cluster)
    assert "nobody expected import" in refused(capsys, cluster, "--yes")


def test_one_that_this_stack_made_and_lost_comes_back_unasked(
    project: Path, service: Emulator, capsys: Captured
) -> None:
    assert "nobody expected import" in refused(capsys, made(service, ClusterDescription="Pulumi-clusters-dev-farm"))


def test_all_leaves_out_what_other_stacks_have(project: Path, service: Emulator, capsys: Captured) -> None:
    free, foreign = made(service), made(service, ClusterDescription="Pulumi-clusters-prod-farm")
    held = made(service)
    state(project, dict(entry(held)))
    said = refused(capsys, "--all")
    assert f"left out: cluster {foreign} was made by another Pulumi stack, as its description says (Pulumi-" in said
    assert (free in said, held in said) == (False, False)
    state(project, dict(entry(held)), dict(entry(free, "free")))
    assert main(["import", "--all"]) == 0
    assert "No cluster in cn-hangzhou is to be imported." in capsys.readouterr().out


def test_a_program_that_exists_is_overwritten_only_where_somebody_says_so(
    project: Path, service: Emulator, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = project / "mine.py"
    mine.write_text("mine = 1\n")
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))
    cluster = made(service)
    assert "mine.py is as it was" in refused(capsys, cluster, "--out", "mine.py")
    assert "there is no folder" in refused(capsys, cluster, "--out", "none/mine.py")
    assert (mine.read_text(), took(project)) == ("mine = 1\n", [])
    assert main(["import", cluster, "--program", "mine.py", "--yes"]) == 0
    assert 'ehpc.EhpcCluster(\n    "farm",' in mine.read_text()


def test_a_program_and_an_import_file_alone_touch_no_stack(project: Path, service: Emulator, capsys: Captured) -> None:
    cluster = made(service, ClusterCustomConfiguration={"Args": "--token=9f8e7d6c5b4a"})
    assert main(["import", f"render={cluster}", "--program", "-", "--file", "import.json"]) == 0
    said = capsys.readouterr()
    assert 'cluster_name="farm"' in said.out
    assert "pulumi config set --secret renderArgs" in said.err
    assert "pulumi import --file import.json --generate-code=false --protect=true" in said.err
    (row,) = json.loads((project / "import.json").read_text())["resources"]
    assert (row["id"], row["name"], row["inputs"]["clusterVpcId"]) == (cluster, "render", VPC)
    assert (project / "import.json").stat().st_mode & 0o077 == 0
    assert took(project) == []
    (project / "Pulumi.yaml").unlink()
    assert main(["--region", "cn-hangzhou", "--endpoint", service.url, "import", cluster, "--program", "alone.py"]) == 0
    assert "ehpc.EhpcCluster(" in (project / "alone.py").read_text()


@pytest.mark.parametrize(
    ("file", "text", "says"),
    [
        ("version", "v3.253.1\n", "`pulumi` is v3.253, and only 3.254 and later can import a cluster"),
        ("Pulumi.yaml", "name: clusters\nruntime: nodejs\n", "a cluster needs a project with `runtime: python`"),
        ("Pulumi.yaml", "name: [\n", "does not tell name and runtime of a Pulumi project"),
    ],
)
def test_what_cannot_work_is_refused_first(
    project: Path, service: Emulator, capsys: Captured, file: str, text: str, says: str
) -> None:
    (project / file).write_text(text)
    assert says in refused(capsys, made(service))


def test_an_endpoint_that_the_stack_does_not_ask_is_refused(project: Path, service: Emulator, capsys: Captured) -> None:
    said = refused(capsys, made(service), "--endpoint", service.url.replace("127.0.0.1", "localhost"))
    assert "`pulumi config set ehpc:endpoint http://localhost:" in said
