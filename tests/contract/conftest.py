"""One emulator and one host process a test: what it does is seen in the journal, what it says in `host.said`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from account import FAST, KEYS, configured
from contract.host_process import Host, host_process
from emulator_process import Emulator


@pytest.fixture
def service() -> Iterator[Emulator]:
    with Emulator(clock="looks:2") as emulator:
        yield emulator


@pytest.fixture
def python() -> str:
    """The Python that runs the host process, with its Pulumi SDK."""
    return sys.executable


@pytest.fixture
def host(service: Emulator, tmp_path: Path, python: str) -> Iterator[Host]:
    with host_process(tmp_path, configured(service.url), {**KEYS, **FAST}, python) as process:
        yield process
