"""A server on loopback that takes down every request and has an answer to all of them."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Recorded:
    """One request as it came over the wire. Names of headers are in lower case."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: str

    @property
    def action(self) -> str:
        return self.headers.get("x-acs-action", "")

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> list[tuple[str, str]]:
        return parse_qsl(urlsplit(self.target).query, keep_blank_values=True)

    @property
    def form(self) -> list[tuple[str, str]]:
        return parse_qsl(self.body, keep_blank_values=True)


@dataclass
class Recorder:
    url: str
    requests: list[Recorded] = field(default_factory=list)


@contextmanager
def recording(answer: Callable[[str], Any] = lambda _action: {}) -> Iterator[Recorder]:
    """For the length of the block: what it records, and what it answers to an action."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # an answer in one piece: the client waits for the second one otherwise

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            headers = {name.lower(): value for name, value in self.headers.items()}
            recorder.requests.append(Recorded(self.command, self.path, headers, body))
            says = json.dumps(answer(recorder.requests[-1].action)).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(says)))
            self.end_headers()
            self.wfile.write(says)

        def do_GET(self) -> None:
            self.do_POST()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Nothing: the test reads what it wants to know."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        # Connections are kept open: whoever holds one must not hold up the end.
        server.daemon_threads, server.block_on_close = True, False
        recorder = Recorder(f"http://127.0.0.1:{server.server_port}")
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield recorder
        server.shutdown()
