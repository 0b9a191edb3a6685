"""An emulator in this process, reached over HTTP: its time stands still, and what it holds can be looked at."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alibabacloud_ehpc20240730 import models
from alibabacloud_ehpc20240730.client import Client

from ehpc_emulator.server import Server
from ehpc_emulator.service import Service, Settings
from emulator.calls import sdk
from emulator_controls import Controls

NOON = 1_767_268_800.0  # 2026-01-01T12:00:00Z


class Time:
    """A clock that moves only when a test says so."""

    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> float:
        return self.at

    def passes(self, seconds: float) -> None:
        self.at += seconds


class InProcess(Controls):
    def __init__(self, server: Server, time: Time) -> None:
        super().__init__(server.url)
        self.server = server
        self.time = time

    @property
    def address(self) -> tuple[str, int]:
        host, port = self.url.removeprefix("http://").split(":")
        return host, int(port)

    def sdk(self, key: str = "test", secret: str = "test", **options: Any) -> Client:  # noqa: S107
        return sdk(self.url, key, secret, **options)

    def talk(self, data: bytes, *, close: bool = True) -> bytes:
        """Bytes in, bytes out, as a client that knows no HTTP would."""
        with socket.create_connection(self.address, timeout=10) as connection:
            connection.sendall(data)
            if close:
                connection.shutdown(socket.SHUT_WR)
            answer = b""
            while chunk := connection.recv(65_536):
                answer += chunk
            return answer

    def alive(self) -> bool:
        return bool(self.sdk().list_regions(models.ListRegionsRequest()).status_code == 200)


@contextmanager
def running(*, patience: float = 10.0, **settings: Any) -> Iterator[InProcess]:
    time = Time()
    server = Server(Service(Settings(**settings), now=time), patience=patience)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield InProcess(server, time)
    finally:
        server.stopping.set()
        server.shutdown()
        server.server_close()
        server.service.reset()  # what is still held goes on, in a world that nobody sees any more
        thread.join(10)
