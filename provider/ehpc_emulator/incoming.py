"""Bytes to Request: HTTP/1.1 as far as clients need it. What arrives has a longest size and a longest time.

Own parsing instead of http.server's: that answers a malformed request with HTML, has a time limit for each byte but
none for the whole, reads no chunked bodies, and takes repeated headers for one.
"""

from __future__ import annotations

import io
import re
import socket
import time
from typing import Any
from urllib.parse import urlsplit

from .errors import malformed
from .protocol import Request

LONGEST_LINE = 128 * 1024  # eight full queues in a query make 20 kB; the documented need is 64 kB
LARGEST_HEAD = 128 * 1024
MOST_HEADERS = 200
LARGEST_BODY = 4 * 1024 * 1024
HEADER = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\x00-\x08\x0a-\x1f\x7f]*?)[ \t]*\r?\n")


class Dripping(io.RawIOBase):
    """A client's bytes up to a deadline: each may take its time, all of them together may not."""

    def __init__(self, client: socket.socket) -> None:
        self.client = client
        self.deadline = 0.0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self.client.settimeout(left)
        return self.client.recv_into(buffer)


class Incoming:
    """What a client sends, request after request: patience for the first byte, for the head, and for the body."""

    def __init__(self, client: socket.socket, patience: float) -> None:
        self.client = client
        self.patience = patience
        self.raw = Dripping(client)
        self.stream = io.BufferedReader(self.raw)

    def request(self) -> tuple[Request, bool] | None:
        """The next one, and whether the client stays for another; None when it has nothing more to say."""
        line = self._line()
        if line is None:
            return None
        words = line.decode("latin-1").split()
        if len(words) != 3 or not words[2].startswith("HTTP/1."):
            raise malformed("the request line is not METHOD TARGET HTTP/1.1")
        method, target, version = words
        host, path, query = _target(target)
        headers = _headers(self.stream)
        # A proxy's client sends the whole URL, and that counts, whatever Host says (RFC 9112, 3.2.2).
        headers |= {"host": host} if host else {}
        if headers.get("expect", "").lower() == "100-continue":
            self.client.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        self._wait()
        body = _body(self.stream, headers)
        if path == "/" and method not in ("GET", "POST"):
            raise malformed(f"the method {method[:20]} is not supported, GET and POST are", 405)
        connection = headers.get("connection", "").lower()
        keep = "close" not in connection if version != "HTTP/1.0" else "keep-alive" in connection
        return Request(method, path, query, headers, body), keep

    def drain(self) -> None:
        """Take what it still sends, for a moment: closing on unread bytes would cost it the answer."""
        self.client.shutdown(socket.SHUT_WR)
        self._wait(1.0)
        for _ in range(2 * LARGEST_BODY // 65_536):
            if not self.stream.read1(65_536):
                return

    def _line(self) -> bytes | None:
        for _ in range(3):  # some clients end a body with an extra line
            self._wait()
            try:
                if not self.stream.peek(1):
                    return None
            except TimeoutError:
                return None
            self._wait()
            line = self.stream.readline(LONGEST_LINE + 1)
            if len(line) > LONGEST_LINE:
                raise malformed("the request line is longer than 128 KiB", 414)
            if line.strip(b"\r\n"):
                return line
        return None

    def _wait(self, longest: float = float("inf")) -> None:
        self.raw.deadline = time.monotonic() + min(self.patience, longest)


def _target(target: str) -> tuple[str, str, str]:
    """Host (where the target is a whole URL), path and query."""
    if target.startswith("/"):
        path, _, query = target.partition("#")[0].partition("?")
        return "", path, query
    try:
        parts = urlsplit(target)
    except ValueError:
        raise malformed("the request target is no URL") from None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise malformed("the request target is neither a path nor an http URL")
    return parts.netloc, parts.path or "/", parts.query


def _headers(stream: io.BufferedIOBase) -> dict[str, str]:
    """By their lower-case names; one that comes twice has both values, as RFC 9110 has it."""
    headers: dict[str, str] = {}
    left = LARGEST_HEAD
    for _ in range(MOST_HEADERS + 1):
        line = stream.readline(left + 1)
        left -= len(line)
        if left < 0:
            raise malformed("the headers are larger than 128 KiB", 431)
        if line in (b"\r\n", b"\n"):
            return headers
        found = HEADER.fullmatch(line)
        if not found:
            raise malformed("a header line is not NAME: VALUE")
        name, value = found[1].decode().lower(), found[2].decode("latin-1")
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    raise malformed(f"there are more than {MOST_HEADERS} headers", 431)


def _body(stream: io.BufferedIOBase, headers: dict[str, str]) -> bytes:
    length, coding = headers.get("content-length"), headers.get("transfer-encoding")
    if coding is not None:
        if coding.lower() != "chunked" or length is not None:
            raise malformed("Transfer-Encoding must be chunked, and without Content-Length")
        return _chunks(stream)
    length = length if length is not None else "0"
    if not (length.isascii() and length.isdigit()):
        raise malformed("Content-Length must be one whole number, given once")
    if len(length) > 9 or int(length) > LARGEST_BODY:
        raise malformed("the body is larger than 4 MiB", 413)
    return _exactly(stream, int(length))


def _chunks(stream: io.BufferedIOBase) -> bytes:
    body = bytearray()
    while True:
        try:
            size = int(stream.readline(1000).partition(b";")[0], 16)
        except ValueError:
            raise malformed("a chunk does not begin with its size") from None
        if not 0 <= size <= LARGEST_BODY - len(body):
            raise malformed("the body is larger than 4 MiB", 413)
        if not size:
            _headers(stream)  # trailers, which nobody needs
            return bytes(body)
        body += _exactly(stream, size)
        if stream.readline(2) not in (b"\r\n", b"\n"):
            raise malformed("a chunk does not end where its size says")


def _exactly(stream: io.BufferedIOBase, size: int) -> bytes:
    body = stream.read(size) if size else b""
    if len(body) < size:
        raise malformed("the body is shorter than announced")
    return body
