"""Which backend and whose organisation a stack is of: two of one name in one directory are two places."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from contract.host_process import Failed, Host
from contract.programs import SMALL
from in_process import World, host
from pulumi_ehpc._core.host.backend import backend

TOKEN = "pul-0123456789abcdef"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A directory of a project whose file names no backend, below another project's."""
    (tmp_path / "Pulumi.yaml").write_text("name: other\nbackend: {url: 'file:///others'}\n")
    (tmp_path / "project" / "src").mkdir(parents=True)
    (tmp_path / "project" / "Pulumi.yaml").write_text("name: project\nruntime: python\n")
    return tmp_path / "project"


def logged_in(home: Path, url: Any) -> dict[str, str]:
    """The environment of one who has logged in there."""
    home.mkdir(exist_ok=True)
    told = {"current": url, "accessTokens": {str(url): TOKEN}}
    (home / "credentials.json").write_text(json.dumps(told))
    return {"PULUMI_HOME": str(home)}


def test_it_is_looked_for_in_the_order_of_the_cli(project: Path, tmp_path: Path) -> None:
    environment = logged_in(tmp_path / "home", "s3://login")
    assert backend(environment, str(project / "src")) == "s3://login"
    (project / "Pulumi.yaml").write_text("name: project\nbackend:\n  url: gs://project\n")
    assert backend(environment, str(project / "src")) == "gs://project"
    assert backend({**environment, "PULUMI_BACKEND_URL": "file:///here"}, str(project)) == "file:///here"


def test_another_home_with_the_same_login_is_the_same_backend(project: Path, tmp_path: Path) -> None:
    homes = [logged_in(tmp_path / name, "https://api.example") for name in ("one", "two")]
    by_path = {"PULUMI_CREDENTIALS_PATH": homes[0]["PULUMI_HOME"], "PULUMI_HOME": str(tmp_path / "none")}
    assert {backend(way, str(project)) for way in (*homes, by_path)} == {"https://api.example"}


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", "{", '"text"', '{"current": 1}', '{"current": null}', "[" * 100_000, "\x00\x01", "\ud800"],
    ids=range(10),
)
@pytest.mark.parametrize("name", ["credentials.json", "Pulumi.yaml", "Pulumi.json"])
def test_a_file_that_cannot_be_read_tells_nothing(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, errors="surrogatepass")
    assert backend({"PULUMI_HOME": str(tmp_path)}, str(tmp_path)) == ""


@pytest.mark.parametrize("folder", ["missing", "credentials.json/x"])
def test_a_home_that_is_none_tells_nothing(tmp_path: Path, folder: str) -> None:
    (tmp_path / "credentials.json").mkdir()
    assert backend({"PULUMI_HOME": str(tmp_path / folder)}, str(tmp_path)) == ""
    assert backend({"PULUMI_HOME": str(tmp_path)}, str(tmp_path)) == ""


def test_what_is_secret_in_an_address_is_no_part_of_the_place(tmp_path: Path) -> None:
    urls = [f"postgres://ada:{word}@db.example/pulumi?password={word}&sslmode=require" for word in ("old", "new")]
    first, second = (backend({"PULUMI_BACKEND_URL": url}, str(tmp_path)) for url in urls)
    assert first == second == "postgres://db.example/pulumi?&sslmode=require"


def interrupted(world: World, program: dict[str, Any], name: str = "render", place: str = "") -> str:
    """What a CLI leaves that is killed as soon as its cluster is being made."""
    before = set(world.clusters())

    def boundary(when: str, action: str) -> None:
        world.cli_killed = (when, action) == ("after", "CreateCluster")

    world.boundary = boundary
    with pytest.raises(Failed):
        called(host(world, place=place), name).up(program)
    world.boundary, world.cli_killed = lambda _when, _action: None, False
    (left,) = set(world.clusters()) - before
    return left


def called(process: Host, name: str) -> Host:
    """It serves the cluster that the program calls so."""
    return replace(process, urn=process.urn.replace("::render", f"::{name}"))


def test_a_stack_of_another_organisation_is_another_one() -> None:
    world = World()
    left = interrupted(world, {**SMALL, **of("acme")})
    with pytest.raises(Failed, match=f"begun somewhere else, left cluster {left}"):
        host(world).up({**SMALL, **of("other")})
    id_, outs, inputs = host(world).up({**SMALL, **of("acme")})
    assert id_ == left
    assert "acme" not in json.dumps([outs, inputs])


def test_the_refusal_names_all_that_were_begun_there_and_one_setting_goes_on_with_each(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    world = World()
    left = {name: interrupted(world, SMALL, name) for name in ("one", "two", "three")}
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Failed) as failure:
        called(host(world), "one").up(SMALL)
    (told,) = re.findall(r"With all 3 begun there: pulumi config set ehpc:adopt (\S+)", failure.value.message)
    assert sorted(told.split(",")) == sorted(left.values())
    one_run, done = host(world, told), "ehpc:adopt has done what it was for: pulumi config rm ehpc:adopt"
    for name, id_ in left.items():
        assert done not in world.said.text()
        assert called(one_run, name).up(SMALL)[0] == id_
    assert world.said.text().count(done) == 1
    assert not [text for text in world.said.warnings() if "ignored" in text]


def test_places_with_one_name_are_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    world = World()
    left = interrupted(world, SMALL, place="runners")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Failed, match="pulumi config set ehpc:place NAME makes all of them one place"):
        host(world).up(SMALL)
    assert host(world, place="runners").up(SMALL)[0] == left


def of(organisation: str) -> dict[str, str]:
    """What a program of that organisation's stack declares beside its inputs."""
    return {"__organization": organisation}
