"""A server that goes on and on, wherever in its answer, holds nobody longer than the time for a whole answer."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from pulumi_ehpc._core.api.transport import LOST, BrokenError
from pulumi_ehpc._core.api.web import TOO_LATE, exchange, session

Serve = Callable[[socket.socket, threading.Event], None]
SECONDS = 0.6
OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"


def endless(begin: bytes, piece: bytes, pause: float = 0.03) -> Serve:
    """After the beginning, the same piece for ever."""

    def serve(client: socket.socket, closed: threading.Event) -> None:
        client.sendall(begin)
        while not closed.wait(pause):
            client.sendall(piece)

    return serve


ENDLESS = {
    "no byte": endless(b"", b""),
    "the status line": endless(b"HTTP/1.1 200 ", b"O"),
    "headers": endless(OK, b"X: y\r\n"),
    "interim answers": endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "interim answers in haste": endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100, 0),
    "a body of a known length": endless(OK + b"Content-Length: 100000\r\n\r\n", b"x"),
    "a body until it closes": endless(OK + b"Connection: close\r\n\r\n", b"x"),
    "chunks": endless(CHUNKED, b"1\r\nx\r\n"),
    "the length of a chunk": endless(CHUNKED, b"0"),
    "trailers": endless(CHUNKED + b"0\r\n", b"X: y\r\n"),
}

BROKEN = {
    "a status that is none": b"HTTP/1.1 xyz\r\n\r\n",
    "too many headers": OK + b"X: y\r\n" * 500 + b"\r\n",
    "too long a header": OK + b"X: " + b"y" * 100_000 + b"\r\n\r\n",
    "a body that breaks off": OK + b"Content-Length: 100\r\n\r\n{",
    "a chunk that breaks off": CHUNKED + b"5\r\n{",
    "a chunk without a length": CHUNKED + b"zz\r\n{}",
}


@pytest.fixture
def served() -> Iterator[Callable[[Serve], str]]:
    """The address of a server that answers each connection so."""
    closed = threading.Event()
    listening = socket.create_server(("127.0.0.1", 0))

    def address(serve: Serve) -> str:
        threading.Thread(target=accept, args=(serve,), daemon=True).start()
        return f"127.0.0.1:{listening.getsockname()[1]}"

    def accept(serve: Serve) -> None:
        while not closed.is_set():
            try:
                client, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=(serve, client), daemon=True).start()

    def answer(serve: Serve, client: socket.socket) -> None:
        try:
            client.recv(65536)
            serve(client, closed)
        except OSError:
            pass  # the other side has left
        finally:
            client.close()

    yield address
    closed.set()
    listening.close()


@pytest.mark.parametrize("what", ENDLESS)
def test_an_answer_without_an_end_ends_in_time(served: Callable[[Serve], str], what: str) -> None:
    begin = time.monotonic()
    with pytest.raises(BrokenError) as ended:
        exchange(session(), "POST", f"http://{served(ENDLESS[what])}/", {}, b"x", SECONDS)
    assert (ended.value.kind, ended.value.says) == (LOST, TOO_LATE)
    assert time.monotonic() - begin < SECONDS + 2


@pytest.mark.parametrize("what", BROKEN)
def test_an_answer_that_is_no_http_is_a_lost_one(served: Callable[[Serve], str], what: str) -> None:
    at = served(lambda client, _: client.sendall(BROKEN[what]))
    with pytest.raises(BrokenError) as ended:
        exchange(session(), "POST", f"http://{at}/", {}, b"x", 10)
    assert ended.value.kind == LOST


def test_where_a_redirect_leads_is_not_read_without_an_end(served: Callable[[Serve], str]) -> None:
    elsewhere = b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n\r\n"
    at = served(endless(elsewhere, b" " * 65536, 0))
    with pytest.raises(BrokenError) as ended:
        exchange(session(), "POST", f"http://{at}/", {}, b"x", 10)
    assert ended.value.says == "answered more than 32 MiB"


def test_a_proxy_without_an_end_ends_in_time(served: Callable[[Serve], str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", f"http://{served(endless(OK, b'X: y' + bytes([13, 10])))}")
    begin = time.monotonic()
    with pytest.raises(BrokenError) as ended:
        exchange(session(), "POST", "https://ehpc.example/", {}, b"x", SECONDS)
    assert ended.value.kind == LOST
    assert time.monotonic() - begin < SECONDS + 2


def test_a_connection_that_was_cut_is_not_used_again(served: Callable[[Serve], str]) -> None:
    short = OK + b"Content-Length: 2\r\n\r\n{}"
    answers: Iterator[Serve] = iter([endless(OK, b"X: y\r\n"), lambda client, _: client.sendall(short)])
    at, by = served(lambda client, closed: next(answers)(client, closed)), session()
    with pytest.raises(BrokenError):
        exchange(by, "POST", f"http://{at}/", {}, b"x", SECONDS)
    assert exchange(by, "POST", f"http://{at}/", {}, b"x", 10).content == b"{}"
