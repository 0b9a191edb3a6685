"""HTTP/1.1 over loopback, and nothing else: bytes to Request, Response to bytes.

Own parsing instead of http.server's: it bounds what a client may send, answers every malformed request with one
error in the service's form, and each answer is one write.
"""

from __future__ import annotations

import contextlib
import http.client
import socket
import socketserver
import struct
import threading
from io import BufferedReader
from urllib.parse import urlsplit

from .errors import ApiError, malformed
from .protocol import Request, Response
from .service import Service

LONGEST_LINE = 128 * 1024  # eight full queues in a query make 20 kB; the documented need is 64 kB
MOST_HEADERS = 200
LARGEST_BODY = 4 * 1024 * 1024
PATIENCE = 30.0  # seconds between two bytes of a request
RESET = struct.pack("ii", 1, 0)  # SO_LINGER: close with RST


class Connection(socketserver.BaseRequestHandler):
    server: Server

    def handle(self) -> None:
        self.request.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.request.settimeout(self.server.patience)
        # A client that goes away takes nothing with it.
        with self.request.makefile("rb") as stream, contextlib.suppress(OSError):
            while self._exchange(stream):
                pass

    def _exchange(self, stream: BufferedReader) -> bool:
        """One request and its answer; True when the connection stays open for another."""
        try:
            line = _line(stream)
            if line is None:
                return False
            request, keep = _request(line, stream, self.request)
        except (ApiError, TimeoutError) as failure:
            error = failure if isinstance(failure, ApiError) else malformed("it did not arrive in time", 408)
            self._send(self.server.service.refuse(error, self.server.url), keep=False)
            self._drain()
            return False
        answer = self.server.service.handle(request)
        if answer.delay:
            self.server.stopping.wait(answer.delay)
        if answer.reset:
            self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            return False
        self._send(answer, keep=keep)
        return keep

    def _send(self, answer: Response, *, keep: bool) -> None:
        phrase = http.client.responses.get(answer.status, "Unknown")
        lines = [f"HTTP/1.1 {answer.status} {phrase}", f"Content-Length: {len(answer.body)}"]
        lines += [f"{name}: {value}" for name, value in answer.headers.items()]
        lines.append("Connection: keep-alive" if keep else "Connection: close")
        self.request.sendall("\r\n".join(lines).encode("latin-1", "replace") + b"\r\n\r\n" + answer.body)

    def _drain(self) -> None:
        """Take what the client still sends, for a moment: closing on unread bytes would cost it the answer."""
        with contextlib.suppress(OSError):
            self.request.shutdown(socket.SHUT_WR)
            self.request.settimeout(min(1.0, self.server.patience))
            for _ in range(2 * LARGEST_BODY // 65_536):
                if not self.request.recv(65_536):
                    return


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    request_queue_size = 256

    def __init__(self, service: Service, port: int = 0, patience: float = PATIENCE) -> None:
        self.service = service
        self.patience = patience
        self.stopping = threading.Event()
        super().__init__(("127.0.0.1", port), Connection)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A connection that breaks is the client's affair."""

    def shutdown_request(self, request: socket.socket) -> None:  # type: ignore[override]
        """Close without shutdown(): it would send FIN before the RST that a fault asked for."""
        self.close_request(request)


def _line(stream: BufferedReader) -> bytes | None:
    """The request line; None when the client has nothing more to say."""
    for _ in range(3):  # some clients end a body with an extra line
        try:
            if not stream.peek(1):
                return None
        except TimeoutError:
            return None
        line = stream.readline(LONGEST_LINE + 1)
        if len(line) > LONGEST_LINE:
            raise malformed("the request line is too long", 414)
        if line.strip(b"\r\n"):
            return line
    return None


def _request(line: bytes, stream: BufferedReader, client: socket.socket) -> tuple[Request, bool]:
    words = line.decode("latin-1").split()
    if len(words) != 3 or not words[2].startswith("HTTP/1."):
        raise malformed("the request line")
    method, target, version = words
    headers = _headers(stream)
    path, query = _target(target)
    if headers.get("expect", "").lower() == "100-continue":
        client.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
    body = _body(stream, headers)
    if path == "/" and method not in ("GET", "POST"):
        raise malformed(f"the method {method[:20]} is not supported", 405)
    connection = headers.get("connection", "").lower()
    keep = "close" not in connection if version != "HTTP/1.0" else "keep-alive" in connection
    return Request(method, path, query, headers, body), keep


def _target(target: str) -> tuple[str, str]:
    """Path and query; a proxy client sends the whole URL."""
    try:
        parts = urlsplit(target)
    except ValueError:
        raise malformed("the request target") from None
    if parts.scheme not in ("", "http", "https"):
        raise malformed("the request target")
    return parts.path or "/", parts.query


def _headers(stream: BufferedReader) -> dict[str, str]:
    headers: dict[str, str] = {}
    for _ in range(MOST_HEADERS):
        line = stream.readline(LONGEST_LINE + 1)
        if line in (b"\r\n", b"\n"):
            return headers
        name, colon, value = line.decode("latin-1").partition(":")
        if not line.endswith(b"\n") or not colon or not name or name != name.strip():
            raise malformed("a header line", 431 if len(line) > LONGEST_LINE else 400)
        headers[name.lower()] = value.strip()
    raise malformed("too many headers", 431)


def _body(stream: BufferedReader, headers: dict[str, str]) -> bytes:
    if headers.get("transfer-encoding", "").lower() == "chunked":
        return _chunks(stream)
    length = headers.get("content-length", "0")
    if not (length.isascii() and length.isdigit()) or "transfer-encoding" in headers:
        raise malformed("Content-Length")
    if len(length) > 9 or int(length) > LARGEST_BODY:
        raise malformed("the body is too large", 413)
    return _exactly(stream, int(length))


def _chunks(stream: BufferedReader) -> bytes:
    body = b""
    while True:
        try:
            size = int(stream.readline(100).partition(b";")[0], 16)
        except ValueError:
            raise malformed("a chunk") from None
        if not 0 <= size <= LARGEST_BODY - len(body):
            raise malformed("the body is too large", 413)
        if not size:
            while stream.readline(LONGEST_LINE).strip():
                pass
            return body
        body += _exactly(stream, size)
        if stream.readline(3).strip():
            raise malformed("a chunk")


def _exactly(stream: BufferedReader, size: int) -> bytes:
    body = stream.read(size) if size else b""
    if len(body) < size:
        raise malformed("the body is shorter than announced")
    return body
