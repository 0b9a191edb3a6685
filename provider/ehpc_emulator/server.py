"""HTTP/1.1 over loopback, and nothing else: a thread for each connection, an answer is one write, but a stream."""

from __future__ import annotations

import contextlib
import http.client
import socket
import socketserver
import struct
import threading
from collections.abc import Iterator

from . import callers
from .errors import ApiError, malformed
from .incoming import Incoming
from .protocol import Response, json_response
from .service import Service

PATIENCE = 20.0  # seconds: for the first byte of a request, for its head, for its body, and for taking the answer
# Below the 256 files that macOS gives a process. Only who keeps us waiting counts: what is held is released over a
# connection of its own.
MOST_WAITING = 200
MOST_STREAMS = 30
RESET = struct.pack("ii", 1, 0)  # SO_LINGER: close with RST


class Connection(socketserver.BaseRequestHandler):
    server: Server

    def handle(self) -> None:
        self.request.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        incoming = Incoming(self.request, self.server.patience)
        # A client that goes away takes nothing with it.
        with contextlib.suppress(OSError):
            while self._exchange(incoming):
                pass

    def _exchange(self, incoming: Incoming) -> bool:
        """One request and its answer; True when the connection stays open for another."""
        service, url = self.server.service, self.server.url
        try:
            with self.server.waiting(self.request):
                received = incoming.request()
        except (ApiError, TimeoutError) as failure:
            error = failure if isinstance(failure, ApiError) else malformed("it did not arrive in time", 408)
            self._send(service.refuse(error, url), keep=False)
            with self.server.waiting(self.request):
                incoming.drain()
            return False
        if received is None:
            return False
        request, keep = received
        refusal = callers.refusal(request, url)
        answer = service.refuse(refusal, url) if refusal else service.handle(request)
        if answer.delay:
            self.server.stopping.wait(answer.delay)
        if answer.reset:
            self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            return False
        if answer.stream and request.method != "HEAD":
            self._stream(answer, answer.stream(self.server.stopping))
            return False
        self._send(answer, keep=keep, bare=request.method == "HEAD")
        return keep

    def _stream(self, answer: Response, body: Iterator[bytes]) -> None:
        """A body whose end is the connection's; a client that takes nothing for as long as we are patient is let go."""
        with self.server.streaming() as granted:
            if not granted:
                text = f"{MOST_STREAMS} pages are open already, close one"
                self._send(json_response(503, {"Message": text}), keep=False)
                return
            self._send(answer, keep=False)
            for part in body:
                self._write(part)

    def _send(self, answer: Response, *, keep: bool, bare: bool = False) -> None:
        phrase = http.client.responses.get(answer.status, "Unknown")
        lines = [f"HTTP/1.1 {answer.status} {phrase}"]
        lines += [] if answer.stream else [f"Content-Length: {len(answer.body)}"]
        lines += [f"{name}: {value}" for name, value in answer.headers.items()]
        lines.append("Connection: keep-alive" if keep else "Connection: close")
        head = "\r\n".join(lines).encode("latin-1", "replace") + b"\r\n\r\n"
        self._write(head if bare else head + answer.body)

    def _write(self, data: bytes) -> None:
        """Only a client that does not take it at once keeps us waiting: many answers at once let nobody go."""
        sent = 0
        self.request.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            sent = self.request.send(data)
        self.request.settimeout(self.server.patience)
        if sent < len(data):
            with self.server.waiting(self.request):
                self.request.sendall(data[sent:])


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    request_queue_size = 1024

    def __init__(self, service: Service, port: int = 0, patience: float = PATIENCE) -> None:
        self.service = service
        self.patience = patience
        self.stopping = threading.Event()
        self._waiting: dict[socket.socket, None] = {}  # the one that has waited longest first
        self._lock = threading.Lock()
        self._streams = threading.BoundedSemaphore(MOST_STREAMS)
        super().__init__(("127.0.0.1", port), Connection)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    @contextlib.contextmanager
    def waiting(self, client: socket.socket) -> Iterator[None]:
        """For this client's bytes, or for it to take ours. Where too many keep us waiting, the first is let go."""
        with self._lock:
            self._waiting[client] = None
            if len(self._waiting) > MOST_WAITING:
                self._let_go()
        try:
            yield
        finally:
            with self._lock:
                self._waiting.pop(client, None)

    @contextlib.contextmanager
    def streaming(self) -> Iterator[bool]:
        """Whether there is room for one more that stays."""
        granted = self._streams.acquire(blocking=False)
        try:
            yield granted
        finally:
            if granted:
                self._streams.release()

    def _let_go(self) -> None:
        """End whom we have waited for longest: its thread reads an end, and closes."""
        for client in self._waiting:
            del self._waiting[client]
            with contextlib.suppress(OSError):
                client.shutdown(socket.SHUT_RDWR)
            return

    def get_request(self) -> tuple[socket.socket, object]:
        try:
            return super().get_request()
        except OSError:  # no file is left for it: with the next turn of the loop one is
            with self._lock:
                self._let_go()
            self.stopping.wait(0.01)
            raise

    def handle_error(self, request: object, client_address: object) -> None:
        """A connection that breaks is the client's affair."""

    def shutdown_request(self, request: socket.socket) -> None:  # type: ignore[override]
        """Close without shutdown(): it would send FIN before the RST that a fault asked for."""
        self.close_request(request)
