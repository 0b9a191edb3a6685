"""One emulator and some warm host processes for all tests of this folder; one stack of one cluster a test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from contract.host_process import URN
from emulator_process import Emulator
from faults.interleavings import Hosts, Life


@pytest.fixture(scope="session")
def emulator() -> Iterator[Emulator]:
    with Emulator("looks:3", "--quota", "200") as process:
        yield process


@pytest.fixture
def service(emulator: Emulator) -> Emulator:
    emulator.reset()
    return emulator


@pytest.fixture(scope="session")
def hosts(emulator: Emulator, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosts]:
    hosts = Hosts(tmp_path_factory.mktemp("project"), emulator)
    yield hosts
    hosts.close()


@pytest.fixture
def life(hosts: Hosts, service: Emulator, request: pytest.FixtureRequest) -> Life:
    return Life(hosts, service, f"{URN}-{request.node.name}")
