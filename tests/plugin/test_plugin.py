"""The plugin as a stranger's pytest finds it: by itself, at no cost, and with one sentence for what is missing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

TESTS_NOTHING = """
import sys

def test_nothing(request):
    assert request.config.pluginmanager.has_plugin("pytest_pulumi_ehpc")
    ours = [name for name in sys.modules if name.split(".")[0] in ("pulumi", "grpc", "pulumi_ehpc", "ehpc_emulator")]
    assert ours == []
"""
WANTS_A_STACK = """
def test_a_stack(ehpc_stack):
    pass
"""
ASKS_THE_EMULATOR = """
def test_the_emulator(ehpc_emulator):
    assert ehpc_emulator.clusters() == []
"""


def pytest_of(test: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """A run of somebody who has that test, and no conftest."""
    (folder / "test_mine.py").write_text(test)
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_mine.py"],
        cwd=folder,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
    )


def test_who_does_not_use_it_imports_neither_pulumi_nor_the_emulator(tmp_path: Path) -> None:
    done = pytest_of(TESTS_NOTHING, tmp_path)
    assert done.returncode == 0, done.stdout


def test_who_has_no_engine_reads_what_to_install(tmp_path: Path) -> None:
    done = pytest_of(WANTS_A_STACK, tmp_path, PATH="/nowhere")
    assert done.returncode == 1
    assert "ehpc_stack needs the Pulumi CLI and there is no `pulumi` on PATH: install it" in done.stdout
    assert "Traceback" not in done.stdout


@pytest.mark.skipif(sys.version_info < (3, 11), reason="Python 3.10 always looks into the directory first")
def test_a_file_named_like_a_module_of_python_is_not_in_the_emulators_way(tmp_path: Path) -> None:
    (tmp_path / "socketserver.py").write_text("raise SystemExit(3)\n")
    done = pytest_of(ASKS_THE_EMULATOR, tmp_path)
    assert done.returncode == 0, done.stdout
