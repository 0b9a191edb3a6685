"""Who calls stands in every request: what a report of a problem, or a log of Alibaba's, begins with."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

import pulumi_ehpc
from account import KEYS, configured
from pulumi_ehpc._core.api.sdk import Sdk
from pulumi_ehpc.settings import resolve


class Recorder(BaseHTTPRequestHandler):
    agents: list[str]

    def do_POST(self) -> None:
        self.agents.append(self.headers["User-Agent"])
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing: the test reads what it wants to know."""


@pytest.fixture
def recorder() -> Iterator[tuple[str, list[str]]]:
    agents: list[str] = []
    server = HTTPServer(("127.0.0.1", 0), type("ThisRecorder", (Recorder,), {"agents": agents}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", agents
    server.shutdown()
    server.server_close()


def test_the_version_is_in_the_user_agent(recorder: tuple[str, list[str]]) -> None:
    url, agents = recorder
    Sdk(resolve(configured(url).get, KEYS)).send("ListClusters", {})
    assert [f"pulumi-ehpc/{pulumi_ehpc.__version__}" in agent for agent in agents] == [True]
