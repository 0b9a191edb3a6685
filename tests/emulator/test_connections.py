"""Slow, idle, many and hasty clients: each is answered or let go, and none keeps the others waiting."""

from __future__ import annotations

import contextlib
import http.client
import resource
import signal
import socket
from collections.abc import Iterator

import pytest
from alibabacloud_ehpc20240730 import models

from ehpc_emulator.server import MOST_WAITING
from emulator.calls import made, sdk
from emulator.in_process import InProcess, running
from emulator.wire import headers
from emulator_process import Emulator

HOST = b"Host: 127.0.0.1\r\n"
LINES = HOST + "".join(f"{name}: {value}\r\n" for name, value in headers("ListRegions").items()).encode()
LIST = b"POST / HTTP/1.1\r\n" + LINES + b"\r\n"


def dripped(address: tuple[str, int], first: bytes, drop: bytes) -> bytes:
    """What comes back to a client that sends `first`, and then one drop after the other for as long as it may."""
    answer = b""
    with socket.create_connection(address, timeout=10) as connection:
        connection.sendall(first)
        connection.settimeout(0.02)
        for _ in range(500):
            with contextlib.suppress(TimeoutError):
                answer = connection.recv(65_536)
                break
            connection.sendall(drop)
    return answer


@pytest.mark.parametrize(
    ("first", "drop"),
    [
        (b"G", b"E"),
        (b"GET / HTTP/1.1\r\na: ", b"b"),
        (b"GET / HTTP/1.1\r\n", b"a: b\r\n"),
        (b"POST / HTTP/1.1\r\n" + LINES + b"Content-Length: 100000\r\n\r\n", b"x"),
        (b"POST / HTTP/1.1\r\n" + LINES + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (b"POST / HTTP/1.1\r\n" + LINES + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"a: b\r\n"),
    ],
)
def test_a_client_that_drips_is_let_go_although_it_never_stops(first: bytes, drop: bytes) -> None:
    with running(patience=0.3) as emulator:
        answer = dripped(emulator.address, first, drop)
        assert answer.startswith(b"HTTP/1.1 408 ")
        assert b"did not arrive in time" in answer
        assert emulator.alive()


def test_a_client_that_takes_no_answer_is_let_go() -> None:
    with running(patience=0.3) as emulator:
        made(emulator.sdk(), queues=[models.QueueTemplate(queue_name="q", initial_count=500)])
        with socket.create_connection(emulator.address, timeout=10) as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            with pytest.raises((ConnectionError, TimeoutError)):
                connection.sendall((b"GET /_emulator/state HTTP/1.1\r\n" + HOST + b"\r\n") * 1_000_000)
        assert emulator.alive()


@contextlib.contextmanager
def crowd(address: tuple[str, int], count: int) -> Iterator[list[socket.socket]]:
    """Clients that say nothing, half a word, or half a body, and stay."""
    half = (b"", b"POST / HT", b"POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nx")
    with contextlib.ExitStack() as stay:
        clients = []
        for number in range(count):
            client = stay.enter_context(socket.create_connection(address, timeout=10))
            client.sendall(half[number % 3])
            clients.append(client)
        yield clients


def port_of(emulator: Emulator) -> tuple[str, int]:
    return "127.0.0.1", int(emulator.url.rpartition(":")[2])


def test_five_hundred_idle_clients_do_not_stop_the_others() -> None:
    with Emulator() as emulator, crowd(port_of(emulator), 500) as clients:
        client = sdk(emulator.url)
        assert client.list_regions(models.ListRegionsRequest()).body.total_count == 18
        assert len({made(client) for _ in range(3)}) == 3
        assert len(emulator.clusters()) == 3
        # Those that have waited longest went first, with an end or, in the middle of a word, with an error.
        assert clients[0].recv(65_536) == b""
        assert emulator.ended_by(signal.SIGINT) == (0, "")


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="only Linux limits another process")
def test_neither_do_they_where_files_are_few() -> None:
    with Emulator() as emulator:
        client = sdk(emulator.url)
        first = made(client)
        resource.prlimit(emulator.pid, resource.RLIMIT_NOFILE, (32, 32))
        with crowd(port_of(emulator), 500):
            assert len({first, made(client), made(client)}) == 3


def test_a_client_that_works_keeps_its_connection_while_idle_ones_come(emulator: InProcess) -> None:
    connection = http.client.HTTPConnection(*emulator.address, timeout=10)
    ours = None
    for _ in range(5):
        with crowd(emulator.address, MOST_WAITING // 2):
            connection.request("POST", "/", headers=headers("ListRegions"))
            answer = connection.getresponse()
            assert (answer.status, answer.getheader("Connection")) == (200, "keep-alive")
            answer.read()
            ours = ours or connection.sock
            assert connection.sock is ours
    connection.close()


def test_more_held_requests_than_may_wait_can_still_be_released(emulator: InProcess) -> None:
    emulator.faults({"action": "ListRegions", "kind": "hold", "times": None})
    with contextlib.ExitStack() as stay:
        count = MOST_WAITING + 10
        clients = [stay.enter_context(socket.create_connection(emulator.address, timeout=10)) for _ in range(count)]
        for client in clients:
            client.sendall(LIST)
        held = 0
        while held < count:
            held = len(emulator.held())
        emulator.clear_faults()
        assert all(client.recv(65_536).startswith(b"HTTP/1.1 200 ") for client in clients)


def test_requests_that_come_at_once_are_answered_in_their_order(emulator: InProcess) -> None:
    body = (
        b"POST /_emulator/clock HTTP/1.1\r\n" + HOST + b"Content-Type: application/json\r\nContent-Length: 14\r\n\r\n"
    )
    last = b"GET /_emulator/held HTTP/1.1\r\nConnection: close\r\n" + HOST + b"\r\n"
    answer = emulator.talk(LIST + body + b'{"advance": 5}' + LIST + last + LIST)
    parts = answer.split(b"HTTP/1.1 ")[1:]
    assert [part[:3] for part in parts] == [b"200"] * 4
    assert [b"Regions" in part for part in parts] == [True, False, True, False]
    assert (b'"clock"' in parts[1], b'"held"' in parts[3]) == (True, True)


def test_nothing_is_read_after_what_was_malformed(emulator: InProcess) -> None:
    answer = emulator.talk(b"POST / HTTP/1.1\r\nContent-Length: 5, 5\r\n\r\n" + LIST)
    assert answer.count(b"HTTP/1.1 ") == 1
    assert emulator.journal() == []


def test_a_head_alone_has_no_body(emulator: InProcess) -> None:
    answer = emulator.talk(b"HEAD /_emulator/state HTTP/1.1\r\n" + HOST + b"\r\n" + LIST)
    first, _, second = answer.partition(b"\r\n\r\n")
    assert first.startswith(b"HTTP/1.1 405 ")
    assert second.startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize(
    ("head", "body", "status"),
    [
        (b"Content-Length: 5\r\nContent-Length: 5\r\n", b"hello", 400),
        (b"Content-Length: 5\r\nContent-Length: 6\r\n", b"hello", 400),
        (b"Content-Length: 5, 5\r\n", b"hello", 400),
        (b"Content-Length: +5\r\n", b"hello", 400),
        (b"Content-Length: \r\n", b"hello", 400),
        (b"Content-Length: 0x5\r\n", b"hello", 400),
        (b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", b"0\r\n\r\n", 400),
        (b"Transfer-Encoding: chunked, chunked\r\n", b"0\r\n\r\n", 400),
        (b"Transfer-Encoding: chunked\r\n", b"", 400),
        (b"Transfer-Encoding: chunked\r\n", b"5\r\nhello", 400),
        (b"Transfer-Encoding: chunked\r\n", b"0\r\n" + b"a: b\r\n" * 300 + b"\r\n", 431),
        (b"Transfer-Encoding: chunked\r\n", b"100000\r\n%s\r\n" % (b"x" * 0x100000) * 5 + b"0\r\n\r\n", 413),
        (b"a: b\0c\r\n", b"", 400),
        (b"a: b\rc\r\n", b"", 400),
        (b"a b: c\r\n", b"", 400),
        (b"x: " + b"a" * 1000 + b"\r\n", b"", 200),
        ((b"x: " + b"a" * 4000 + b"\r\n") * 100, b"", 431),
    ],
)
def test_what_could_be_read_in_two_ways_or_is_too_much_is_refused(
    emulator: InProcess, head: bytes, body: bytes, status: int
) -> None:
    answer = emulator.talk(b"POST / HTTP/1.1\r\n" + LINES + head + b"\r\n" + body)
    assert answer.startswith(b"HTTP/1.1 %d " % status), answer[:200]
    assert answer.count(b"HTTP/1.1 ") == 1
    assert emulator.alive()


@pytest.mark.parametrize(
    "data", [b"GET /\r\n", b"GET / HTTP/0.9\r\n\r\n", b"GET  HTTP/1.1\r\n\r\n", b"GET / x HTTP/1.1\r\n\r\n"]
)
def test_other_ages_of_http_are_told_so(emulator: InProcess, data: bytes) -> None:
    assert b"the request line is not METHOD TARGET HTTP/1.1" in emulator.talk(data)


@pytest.mark.parametrize("target", ["/", "/_emulator/state", "/_emulator/reset", "/other"])
@pytest.mark.parametrize("method", ["PUT", "PATCH", "TRACE", "OPTIONS", "get", "BREW"])
def test_a_method_that_is_not_taken_is_refused_and_does_nothing(emulator: InProcess, method: str, target: str) -> None:
    made(emulator.sdk())
    answer = emulator.talk(f"{method} {target} HTTP/1.1\r\n".encode() + LINES + b"\r\n")
    assert answer.startswith(b"HTTP/1.1 404 " if target == "/other" else b"HTTP/1.1 405 ")
    assert len(emulator.clusters()) == 1
