"""Files and arguments of `python -m pulumi_ehpc` that are not what they should be: one sentence, and nothing is asked.

A stack that was read as empty would make orphans of clusters in use.
"""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path
from typing import Any

import pytest

from contract.programs import SMALL
from in_process import CONFIG, World, host
from pulumi_ehpc import __main__ as command_line
from pulumi_ehpc._core.process import another

URN = "urn:pulumi:dev::project::pulumi-python:dynamic/ehpc:Cluster::render"
WRONG: list[Any] = [None, 7, True, "x", [], ["x"], [None], [[]], {}, {"x": 1}]


@pytest.fixture(scope="module")
def world() -> World:
    world = World()
    host(world).up(SMALL)
    return world


@pytest.fixture(autouse=True)
def _account(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EHPC_ENDPOINT", CONFIG["ehpc:endpoint"])
    monkeypatch.setenv("ALIBABA_CLOUD_REGION_ID", "cn-hangzhou")


def run(world: World, *arguments: str) -> int:
    world.calls.clear()
    with another(world.process()):
        return command_line.main(arguments)


def export(**deployment: Any) -> dict[str, Any]:
    return {"version": 3, "deployment": {"manifest": {}, **deployment}}


def wrong_shapes() -> list[Any]:
    operation = {"type": "creating", "resource": {"urn": URN, "inputs": {}}}
    shapes: list[Any] = [*WRONG, {"version": 3}, {"version": 3, "checkpoint": {"latest": {}}}]
    shapes += [{"version": 3, "deployment": wrong} for wrong in WRONG if not isinstance(wrong, dict)]
    versions: list[Any] = [0, 5, "x", [], 2.5]
    shapes += [{**export(resources=[]), "version": version} for version in versions]
    for wrong in WRONG:
        shapes += [export(**{name: wrong}) for name in ("resources", "pending_operations") if wrong]
        shapes.append(export(pending_operations=[{"resource": wrong}]))
        if wrong != "x":
            shapes.append(export(resources=[{"urn": wrong}]))
            shapes += [export(resources=[{"urn": URN, "id": wrong}])] if wrong else []
        if wrong and not isinstance(wrong, dict):
            shapes.append(export(pending_operations=[{**operation, "resource": {"urn": URN, "inputs": wrong}}]))
    return shapes


@pytest.mark.parametrize("shape", wrong_shapes(), ids=repr)
def test_what_is_no_export_at_any_level_is_refused(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str], shape: Any
) -> None:
    file = tmp_path / "stack.json"
    file.write_text(json.dumps(shape))
    assert run(world, "orphans", str(file)) == 1
    said = capsys.readouterr()
    assert said.err.startswith(f"error: {file} is no file that `pulumi stack export` wrote: ")
    assert (said.out, len(said.err.splitlines()), world.calls) == ("", 1, [])


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\x01\xff", b"\x1f\x8b\x08", b"{", b"[" * 200_000, b"\xff\xfe{", b'{"a": ' + b"1" * 5000 + b"}", b"NaN"],
    ids=["empty", "binary", "gzip", "cut", "deep", "half of UTF-16", "a long number", "no number"],
)
def test_what_is_no_json_is_refused(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    file = tmp_path / "stack.json"
    file.write_bytes(content)
    assert run(world, "orphans", str(file)) == 1
    assert f"{file} is no file that `pulumi stack export` wrote: it is no " in capsys.readouterr().err


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
@pytest.mark.parametrize("version", [1, 2, 3, 4])
def test_an_export_is_read_in_each_version_and_encoding(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str], encoding: str, version: int
) -> None:
    (cluster,) = world.clusters()
    file = tmp_path / "stack.json"
    told = {**export(resources=[{"urn": URN, "id": cluster}]), "version": version}
    file.write_text(json.dumps(told), encoding=encoding)
    assert run(world, "orphans", "--json", str(file)) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_a_stack_that_holds_nothing_makes_no_difference(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "stack.json"
    file.write_text(json.dumps(export()))
    assert run(world, "orphans", "--json", str(file)) == 0
    assert [row["id"] for row in json.loads(capsys.readouterr().out)] == list(world.clusters())


def test_what_cannot_be_read_is_said_with_the_reason(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for name, why in (
        ("none", "No such file"),
        ("", "Is a directory"),
        ("loop", "symbolic links"),
        ("x" * 300, "long"),
    ):
        assert run(world, "orphans", str(tmp_path / name)) == 1
        said = capsys.readouterr().err
        assert f"{tmp_path / name} cannot be read: " in said, name
        assert why in said, name


def test_a_pipe_is_read_and_one_without_an_end_is_not(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_text(json.dumps(export())))
    writer.start()
    assert run(world, "orphans", str(pipe)) == 0
    writer.join()
    assert run(world, "orphans", "/dev/zero") == 1
    assert "it has more than 256 MiB" in capsys.readouterr().err


@pytest.mark.parametrize("verb", ["delete", "unprotect"])
@pytest.mark.parametrize("id_", ["", " ", "ehpc 1", "../x", "ehpc-\udcff", "ehpc-\n", "渲染", "ehpc-1;rm"])
def test_what_is_no_id_is_asked_for_nowhere(
    world: World, capsys: pytest.CaptureFixture[str], verb: str, id_: str
) -> None:
    assert run(world, verb, id_) == 1
    assert f"error: {id_!r} is no cluster ID" in capsys.readouterr().err
    assert world.calls == []


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (["--region", "../x"], "region must be a region ID"),
        (["--region", "\udcff"], "region must be a region ID"),
        (["--endpoint", "http://example.com"], "use https"),
        (["--endpoint", "https://a b"], "must be a host name"),
        (["--endpoint", "https://\udcff"], "must be a host name"),
    ],
)
def test_a_place_that_is_none_is_one_sentence(
    world: World, capsys: pytest.CaptureFixture[str], given: list[str], says: str
) -> None:
    assert run(world, *given, "orphans") == 1
    assert says in capsys.readouterr().err
    assert world.calls == []
