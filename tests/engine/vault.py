"""The key of a stack's secrets, kept as HashiCorp Vault keeps it: Pulumi asks for it once a run.

With a passphrase each run of the CLI works out the key anew, which is a third of its time on a small stack.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PROVIDER = "hashivault://tests"
_SEALED = "vault:v1:"


class _Transit(BaseHTTPRequestHandler):
    """Vault's transit engine, of which nobody here hides anything from anybody."""

    protocol_version = "HTTP/1.1"

    def do_PUT(self) -> None:
        given = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if "plaintext" in given:
            told = {"ciphertext": _SEALED + given["plaintext"]}
        else:
            told = {"plaintext": given["ciphertext"].removeprefix(_SEALED)}
        answer = json.dumps({"data": told}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@contextmanager
def running() -> Iterator[dict[str, str]]:
    """In the block it runs; gives the variables by which Pulumi finds it."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Transit) as server:
        server.daemon_threads = True
        serving = threading.Thread(target=server.serve_forever, daemon=True)
        serving.start()
        yield {"VAULT_SERVER_URL": f"http://127.0.0.1:{server.server_port}", "VAULT_SERVER_TOKEN": "none"}
        server.shutdown()
        serving.join()
