"""A hostile service and one host process a test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from account import FAST, configured
from contract.host_process import Host, host_process
from hostile.canaries import KEYS
from hostile.server import Hostile, hostile


@pytest.fixture
def service() -> Iterator[Hostile]:
    with hostile() as service:
        yield service


@pytest.fixture
def host(service: Hostile, tmp_path: Path) -> Iterator[Host]:
    with host_process(tmp_path, configured(service.url), {**KEYS, **FAST}) as process:
        yield process
