"""Every test gets an emulator of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from alibabacloud_ehpc20240730.client import Client

from emulator.in_process import InProcess, running


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """The SDK ignores NO_PROXY: with a proxy set it would look for the emulator there."""
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def emulator() -> Iterator[InProcess]:
    """Immediate: what is asked for is there at the next request."""
    with running() as emulator:
        yield emulator


@pytest.fixture
def client(emulator: InProcess) -> Client:
    return emulator.sdk()
