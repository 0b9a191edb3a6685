"""The fixtures of pulumi_ehpc, which pytest finds by itself. What one needs is imported where a test asks for it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pulumi_ehpc.testing import Config, Emulator, Program, Stack, StackOf


@pytest.fixture
def ehpc_emulator() -> Iterator[Emulator]:
    """An E-HPC service on this machine, new for each test; the test's environment leads to it, with made-up keys.

    `clusters()` tells what there is, `change(id, MaxCount=40)` is a colleague in the console; `clock`, `faults` and
    `variants` upset a program, and `journal` has what it asked for.
    """
    from pulumi_ehpc.testing import Emulator
    from pulumi_ehpc.testing.environment import of_service, without_foreign

    with Emulator() as service, pytest.MonkeyPatch.context() as environment:
        for variable in os.environ.keys() - without_foreign(os.environ).keys():
            environment.delenv(variable)
        for variable, value in of_service(service.url).items():
            environment.setenv(variable, value)
        yield service


@pytest.fixture
def ehpc_engine() -> Path:
    """The directory of the Pulumi CLI: the one on PATH. Have a fixture of this name for another."""
    from pulumi_ehpc.testing import stack

    found = stack.engine()
    if found is None:
        pytest.fail(stack.NO_ENGINE, pytrace=False)
    return found


@pytest.fixture
def ehpc_stack(
    ehpc_engine: Path,
    ehpc_emulator: Emulator,  # noqa: ARG001 - it makes the environment that all of this runs in
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[StackOf]:
    """Makes stacks on the emulator: ehpc_stack(program), with name="..." and config={...} where they matter.

    program: a function that declares resources, or the directory of a project, of which a copy runs. The same name
    again is the same stack, with another program. Pulumi's home and backend are the test's own.
    """
    from pulumi_ehpc.testing import Stack, processes
    from pulumi_ehpc.testing.environment import of_pulumi

    scratch = tmp_path_factory.mktemp("ehpc-stack")
    home, backend = scratch / "home", scratch / "backend"
    for folder in (home, backend):
        folder.mkdir()

    def made(program: Program | str | Path, name: str = "test", config: Config | None = None) -> Stack:
        return Stack(program, scratch / name, name, config or {})

    with pytest.MonkeyPatch.context() as environment:
        for variable, value in of_pulumi(ehpc_engine, home, backend).items():
            environment.setenv(variable, value)
        yield made
    # Plugins of the engine outlive a run that was ended.
    for pid in processes.started_with("PULUMI_HOME", str(home)):
        processes.kill(pid)
