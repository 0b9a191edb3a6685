"""States that every release has written, under the code of today: nothing to do, nothing lost, nothing made twice."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from account import exported
from emulator_process import Emulator
from engine.harness import Stack, StackOf
from engine.programs import project_of
from engine.released import RELEASES, kept, releases
from pulumi_ehpc.version import __version__

each_release = pytest.mark.parametrize("release", releases())
Imported = Callable[[str], Stack]


@pytest.fixture
def service(release: str, tmp_path: Path) -> Iterator[Emulator]:
    """What E-HPC had when the states were written."""
    with Emulator(state=Path(shutil.copy(RELEASES / release / "service.json", tmp_path))) as emulator:
        yield emulator


@pytest.fixture
def imported(release: str, service: Emulator, stack_of: StackOf, tmp_path: Path) -> Imported:
    """Makes a stack of that release's program, with the state that the release has written."""

    def make(name: str) -> Stack:
        program = (RELEASES / release / "program.py").read_text()
        stack = stack_of(project_of(program, tmp_path / name), name, **exported(service.url))
        stack.run("stack", "import", given=kept(release, name, service.url)).must_work()
        return stack

    return make


def clusters(stack: Stack) -> set[str]:
    """The ids in its state."""
    return {entry["id"] for entry in stack.resources() if entry["type"] == "pulumi-python:dynamic/ehpc:Cluster"}


def test_this_release_has_left_its_states() -> None:
    assert __version__ in releases(), "run `make release-states`"


@each_release
def test_there_is_nothing_to_do_and_all_of_it_is_destroyed(imported: Imported, service: Emulator) -> None:
    stack = imported("finished")
    made = clusters(stack)
    assert made < {cluster["ClusterId"] for cluster in service.clusters()}
    stack.preview("--expect-no-changes").must_work()
    stack.refresh("--skip-preview", "--expect-no-changes").must_work()
    stack.preview("--expect-no-changes").must_work()
    assert service.changing() == []
    stack.destroy("--skip-preview").must_work()
    assert stack.resources() == []
    assert made.isdisjoint(cluster["ClusterId"] for cluster in service.clusters())


@each_release
def test_a_creation_that_took_too_long_is_gone_on_with(imported: Imported, service: Emulator) -> None:
    stack = imported("unfinished")
    (made,) = clusters(stack)
    assert f"cluster {made} is not finished" in stack.preview().must_work().text
    stack.up("--skip-preview").must_work()
    assert "CreateCluster" not in service.actions()
    assert clusters(stack) == {made}
    stack.preview("--expect-no-changes").must_work()


@each_release
def test_a_creation_that_was_killed_is_found_by_its_mark(imported: Imported, service: Emulator) -> None:
    stack = imported("killed")
    refused = stack.up("--skip-preview").must_fail().text
    (made,) = re.findall(r"pulumi config set ehpc:adopt (\w[\w-]+)", refused)
    stack.configure({"ehpc:adopt": made})
    stack.up("--skip-preview").must_work()
    assert "CreateCluster" not in service.actions()
    assert clusters(stack) == {made}
    stack.preview("--expect-no-changes").must_work()
