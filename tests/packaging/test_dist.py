"""What an index gets: complete, the same from a checkout and from its sources, and readable there."""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest

from pulumi_ehpc.version import __version__

ROOT = Path(__file__).parents[2]
NAME = f"pulumi_ehpc-{__version__}"
WHEEL = f"{NAME}-py3-none-any.whl"
SOURCES = "https://github.com/pulumi-ehpc/pulumi-ehpc/blob"


def built(place: Path, out: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(out)]
    done = subprocess.run(command, cwd=place, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(ROOT, tmp_path_factory.mktemp("dist"))


def test_the_sources_build_the_wheel_that_the_checkout_builds(dist: Path, tmp_path: Path) -> None:
    with tarfile.open(dist / f"{NAME}.tar.gz") as sources:
        sources.extractall(tmp_path, filter="data")
    again = built(tmp_path / NAME, tmp_path / "again")
    assert (again / WHEEL).read_bytes() == (dist / WHEEL).read_bytes()


def test_the_wheel_has_all_of_the_packages_and_nothing_else(dist: Path) -> None:
    with zipfile.ZipFile(dist / WHEEL) as wheel:
        names = {name for name in wheel.namelist() if ".dist-info/" not in name}
        licences = [name for name in wheel.namelist() if name.endswith("licenses/LICENSE")]
    provider = ROOT / "provider"
    files = (
        path
        for package in ("pulumi_ehpc", "ehpc_emulator", "pytest_pulumi_ehpc")
        for path in (provider / package).rglob("*.*")
    )
    assert names == {path.relative_to(provider).as_posix() for path in files if path.parent.name != "__pycache__"}
    assert {"pulumi_ehpc/py.typed", "ehpc_emulator/py.typed"} <= names
    assert len(licences) == 1


def test_each_link_on_the_page_of_an_index_is_to_a_file_of_this_release(dist: Path) -> None:
    with zipfile.ZipFile(dist / WHEEL) as wheel:
        page = message_from_bytes(wheel.read(f"{NAME}.dist-info/METADATA")).get_payload()
    links = re.findall(r"\]\(([^)]*)\)", str(page))
    ours = [link.removeprefix(f"{SOURCES}/v{__version__}/") for link in links if link.startswith(SOURCES)]
    assert not [link for link in links if not link.startswith("https://")]
    assert ours
    assert not [link for link in ours if not (ROOT / link.split("#")[0]).is_file()]
