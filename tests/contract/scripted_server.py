"""A server on loopback that is no E-HPC, and answers each request as a test says."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl


class Asked(BaseHTTPRequestHandler):
    """A request that is being answered."""

    sent: dict[str, str]
    """Its form."""


Serve = Callable[[Asked], None]


@contextmanager
def server(serve: Serve) -> Iterator[str]:
    """For the length of the block, a server on loopback that answers each request like that."""

    class Handler(Asked):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.sent = dict(parse_qsl(body.decode(errors="replace")))
            serve(self)

        def log_message(self, *_: object) -> None:
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=running.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{running.server_port}"
    finally:
        running.shutdown()
        thread.join()
        running.server_close()
