"""An emulator in this process, reached over HTTP, and the official SDK pointed at it."""

from __future__ import annotations

import json
import socket
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alibabacloud_ehpc20240730 import models
from alibabacloud_ehpc20240730.client import Client
from alibabacloud_tea_openapi.utils_models import Config

from ehpc_emulator.server import Server
from ehpc_emulator.service import Service, Settings

NOON = 1_767_268_800.0  # 2026-01-01T12:00:00Z
WINDOW = {"from_": 0, "to": 4_000_000_000}


class Time:
    """A clock that moves only when a test says so."""

    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> float:
        return self.at

    def passes(self, seconds: float) -> None:
        self.at += seconds


class Emulator:
    def __init__(self, server: Server, time: Time) -> None:
        self.server = server
        self.url = server.url
        self.time = time

    @property
    def address(self) -> tuple[str, int]:
        host, port = self.url.removeprefix("http://").split(":")
        return host, int(port)

    def sdk(self, key: str = "test", secret: str = "test", **options: Any) -> Client:  # noqa: S107
        config = {"access_key_id": key, "access_key_secret": secret, "protocol": "http", **options}
        return Client(Config(endpoint=self.url.removeprefix("http://"), **config))

    def control(self, method: str, path: str, body: Any = None) -> Any:
        status, answer = self.raw_control(method, path, body)
        assert status == 200, answer
        return answer

    def raw_control(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/_emulator/{path}", data, method=method)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=10) as answer:
                return answer.status, json.loads(answer.read())
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read())

    def journal(self) -> list[dict[str, Any]]:
        return list(self.control("GET", "journal")["requests"])

    def actions(self) -> list[str]:
        return [entry["action"] for entry in self.journal()]

    def state(self) -> list[dict[str, Any]]:
        return list(self.control("GET", "state")["clusters"])

    def arm(self, *rules: dict[str, Any]) -> None:
        self.control("POST", "faults", list(rules))

    def change(self, cluster_id: str, **changes: Any) -> None:
        self.control("POST", f"clusters/{cluster_id}", changes)

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
def running(*, patience: float = 10.0, **settings: Any) -> Iterator[Emulator]:
    time = Time()
    server = Server(Service(Settings(**settings), now=time), patience=patience)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield Emulator(server, time)
    finally:
        server.stopping.set()
        server.shutdown()
        server.server_close()
        thread.join(10)


def minimal(**more: Any) -> models.CreateClusterRequest:
    """The smallest cluster of the documentation's examples."""
    network = {"cluster_vpc_id": "vpc-1", "cluster_vswitch_id": "vsw-1"}
    return models.CreateClusterRequest(**{"cluster_name": "demo", **network, **more})


def made(client: Client, **more: Any) -> str:
    """The id of a new cluster; with the immediate clock it is running."""
    return str(client.create_cluster(minimal(**more)).body.cluster_id)


def shown(client: Client, cluster_id: str) -> dict[str, Any]:
    """GetCluster's answer as it was on the wire (the model drops what it doesn't know)."""
    return dict(client.get_cluster(models.GetClusterRequest(cluster_id=cluster_id)).body.to_map())


def status(client: Client, cluster_id: str) -> str:
    return str(client.get_cluster(models.GetClusterRequest(cluster_id=cluster_id)).body.cluster_status)


def listed(client: Client, cluster_id: str) -> dict[str, Any]:
    body = client.list_clusters(models.ListClustersRequest(cluster_ids=[cluster_id])).body
    return dict(body.to_map()["Clusters"][0])
