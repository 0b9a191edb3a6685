"""An engine that is there (making one takes minutes, so `make test` does that beforehand), an emulator, a program."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import warm
from emulator_process import Emulator
from engine import toolchain, vault
from engine.harness import Stack, StackOf
from engine.programs import Program

HERE = Path(__file__).parent
NO_ENGINE = "no Pulumi engine: `make test` brings one (python tests/engine/toolchain.py does too)"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker("engine")


@pytest.fixture(scope="session")
def engine() -> Path:
    """The directory of the engine's programs."""
    found = toolchain.find()
    if found:
        return found
    if _in_ci():
        pytest.fail(NO_ENGINE)
    pytest.skip(NO_ENGINE)


@pytest.fixture
def ehpc_engine(engine: Path) -> Path:
    return engine


@pytest.fixture
def python(request: pytest.FixtureRequest) -> str:
    """The Python of programs and providers: a warm one, unless a mark says that they have to start anew."""
    return sys.executable if request.node.get_closest_marker("anew") else warm.python()


@pytest.fixture(scope="session")
def secrets() -> Iterator[dict[str, str]]:
    with vault.running() as variables:
        yield variables


@pytest.fixture
def stack_of(engine: Path, python: str, secrets: dict[str, str], tmp_path: Path) -> Iterator[StackOf]:
    """Makes stacks of projects by directory; whatever still runs at the end of the test is ended."""
    stacks: list[Stack] = []

    def make(directory: Path, name: str = "test", **variables: str) -> Stack:
        given = {"PULUMI_PYTHON_CMD": python, **secrets, **variables}
        stacks.append(Stack(directory, engine, tmp_path / "scratch", name, given, vault.PROVIDER))
        return stacks[-1]

    yield make
    for stack in stacks:
        stack.close()


@pytest.fixture
def service(request: pytest.FixtureRequest) -> Iterator[Emulator]:
    """An emulator at which everything is there at once, unless a mark says otherwise: emulator("looks:3")."""
    mark = request.node.get_closest_marker("emulator")
    with Emulator(*mark.args if mark else ()) as emulator:
        yield emulator


@pytest.fixture
def program(service: Emulator, stack_of: StackOf, tmp_path: Path) -> Program:
    return Program(tmp_path / "program", service, stack_of)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = _skipped(terminalreporter)
    if skipped:
        verdict = "with CI=true that is a failed run" if _in_ci() else NO_ENGINE
        terminalreporter.write_line(f"ENGINE TESTS SKIPPED: {skipped}; {verdict}", red=True, bold=True)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if _in_ci() and reporter and _skipped(reporter) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _in_ci() -> bool:
    return os.environ.get("CI") == "true"


def _skipped(reporter: pytest.TerminalReporter) -> int:
    folder = HERE.relative_to(reporter.config.rootpath).as_posix()
    return sum(report.nodeid.startswith(f"{folder}/") for report in reporter.stats.get("skipped", []))
