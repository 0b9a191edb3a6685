"""Malformed, oversized, slow and vanishing clients: one error each, never a traceback, never a dead server."""

from __future__ import annotations

import http.client
import json
import random
import socket
import string
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from ehpc_emulator import facts
from ehpc_emulator.actions import ACTIONS
from emulator.calls import made
from emulator.in_process import InProcess, running
from emulator.wire import headers, query

LINES = "".join(f"{name}: {value}\r\n" for name, value in headers("ListRegions").items()).encode()


def answer(data: bytes) -> tuple[int, Any]:
    """Status and body of the one answer in these bytes."""
    head, _, body = data.partition(b"\r\n\r\n")
    assert data.count(b"HTTP/1.1 ") == 1, data
    assert f"content-length: {len(body)}".encode() in head.lower()
    return int(head.split()[1]), json.loads(body)


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"hello\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n", 400),
        (b"GET /\r\n\r\n", 400),
        (b"GET / HTTP/2.0\r\n\r\n", 400),
        (b"GET ftp://x/ HTTP/1.1\r\n\r\n", 400),
        (b"GET http://[x/ HTTP/1.1\r\n\r\n", 400),
        (b"BREW / HTTP/1.1\r\n\r\n", 405),
        (b"CONNECT localhost:80 HTTP/1.1\r\n\r\n", 400),
        (b"PUT / HTTP/1.1\r\n" + LINES + b"\r\n", 405),
        (b"GET / HTTP/1.1\r\nno colon\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\n: empty\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nfolded: a\r\n b\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nhost: x", 400),
        (b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nContent-Length: 1e3\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nContent-Length: 99999999999999\r\n\r\n", 413),
        (b"POST / HTTP/1.1\r\nContent-Length: 4194305\r\n\r\n" + b"x" * 5_000_000, 413),
        (b"POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nshort", 400),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", 400),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcdef", 400),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n", 413),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n", 413),
        (b"GET /?" + b"a" * 200_000 + b" HTTP/1.1\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\nlong: " + b"a" * 200_000 + b"\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 300 + b"\r\n", 431),
    ],
)
def test_what_is_not_http_gets_one_error_and_the_connection_closed(
    emulator: InProcess, data: bytes, status: int
) -> None:
    code, body = answer(emulator.talk(data))
    assert code == status
    assert set(body) == {"RequestId", "HostId", "Code", "Message", "Recommend"}
    assert emulator.alive()


def test_a_full_form_of_too_many_parameters_is_refused(emulator: InProcess) -> None:
    form = "&".join(f"p{n}=1" for n in range(30_000)).encode()
    head = LINES + b"Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n"
    data = b"POST / HTTP/1.1\r\n" + head + b"Content-Length: %d\r\n\r\n" % len(form) + form
    code, body = answer(emulator.talk(data))
    assert (code, body["Code"]) == (400, "InvalidRequest")


@pytest.mark.parametrize("depth", [500, 200_000])
def test_json_as_deep_as_a_well_is_refused(emulator: InProcess, depth: int) -> None:
    form = query({"Queues": "[" * depth}).encode()
    head = LINES.replace(b"ListRegions", b"CreateCluster") + b"Connection: close\r\n"
    data = b"POST / HTTP/1.1\r\n" + head + b"Content-Length: %d\r\n\r\n" % len(form) + form
    code, body = answer(emulator.talk(data))
    assert (code, body["Code"]) == (400, "InvalidParams")


@pytest.mark.parametrize(
    "part", [b"GE", b"GET / HT", b"GET / HTTP/1.1\r\nhos", b"POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nx"]
)
def test_a_client_that_stalls_is_told_so_and_let_go(part: bytes) -> None:
    with running(patience=0.05) as emulator:
        code, body = answer(emulator.talk(part, close=False))
        assert (code, body["Code"]) == (408, "InvalidRequest")
        assert emulator.alive()


def test_an_idle_connection_is_closed_without_a_word() -> None:
    with running(patience=0.05) as emulator:
        assert emulator.talk(b"", close=False) == b""


def test_clients_that_vanish_leave_the_server_up(emulator: InProcess) -> None:
    for part in (b"", b"GET", b"GET / HTTP/1.1\r\n" + LINES, b"GET / HTTP/1.1\r\n" + LINES + b"\r\n"):
        for _ in range(25):
            with socket.create_connection(emulator.address, timeout=10) as connection:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                connection.sendall(part)
    assert emulator.alive()


def test_two_hundred_silent_clients_do_not_keep_the_others_waiting(emulator: InProcess) -> None:
    silent = [socket.create_connection(emulator.address, timeout=10) for _ in range(200)]
    try:
        assert emulator.alive()
    finally:
        for connection in silent:
            connection.close()


JUNK = ["", "-1", "null", "[]", "{}", "[{}]", "\x00", "é渲", "\udcff", "9" * 40, "1e9", "true", '{"a":', "[[[]]]", "%"]


class Fuzz:
    """Requests that are wrong in one or several ways, always the same ones."""

    def __init__(self, seed: int, cluster: str = "") -> None:
        self.dice = random.Random(seed)  # noqa: S311 (no cryptography here)
        self.actions = [*(name for name in ACTIONS if name != "DeleteCluster"), "CreateJob", "Nothing", ""]
        self.names = [name for action in facts.ACTIONS.values() for name in action["parameters"]]
        self.cluster = cluster

    def plausible(self, kind: str) -> Any:
        """A value of the declared type, for some part of it."""
        dice = self.dice
        if dice.random() < 0.05:
            return dice.choice([None, 1, -1, True, "", "x", [], {}, 1.5, [None], {"a": 1}, 10**30])
        if kind.startswith("["):
            return [self.plausible(kind[1:-1]) for _ in range(dice.randrange(4))]
        if kind in facts.TYPES:
            fields = facts.TYPES[kind]["fields"]
            return {name: self.plausible(fields[name]) for name in fields if dice.random() < 0.6}
        plain: dict[str, list[Any]] = {"integer": [0, 1, 2, 99], "number": [0, 1.5], "boolean": [True, False]}
        return dice.choice(plain.get(kind, ["", "comp", "/home", "Login", "1.0", "{}", "[]", "vsw-1", "mpich", "NFS"]))

    def text(self, value: Any) -> str:
        if self.dice.random() < 0.03:
            return self.dice.choice(JUNK)
        return value if isinstance(value, str) else json.dumps(value)

    def name(self) -> str:
        dice, name = self.dice, self.dice.choice(self.names)
        for _ in range(dice.choice([0, 0, 0, 1, 2, 9])):
            name += "." + dice.choice([dice.choice(self.names), "1", "0", "-1", "999999", ""])
        return name if dice.random() < 0.9 else "".join(dice.choices(string.printable, k=5))

    def params(self, action: str) -> dict[str, str]:
        dice, known = self.dice, facts.ACTIONS.get(action, {"parameters": {}})["parameters"]
        params = {name: self.text(self.plausible(kind)) for name, kind in known.items() if dice.random() < 0.5}
        if "ClusterId" in known and dice.random() < 0.9:
            params["ClusterId"] = self.cluster
        if dice.random() < 0.3:
            params[self.name()] = dice.choice(JUNK)
        return params

    def request(self) -> tuple[str, str, dict[str, str], bytes]:
        dice, action = self.dice, self.dice.choice(self.actions)
        head, text = headers(action), query(self.params(action))
        if dice.random() < 0.1:
            victim = dice.choice(list(head))
            head[victim] = dice.choice(["", "x", head[victim][:-5], "é"])
        if dice.random() < 0.1:
            text = text.replace("%", dice.choice(["%%", "&", "=", "%zz"]))
        if dice.random() < 0.5:
            return dice.choice(["GET", "POST"]), f"/?{text}", head, b""
        head["Content-Type"] = dice.choice(
            [*["application/x-www-form-urlencoded"] * 5, "application/json", "text/xml", ""]
        )
        return "POST", "/", head, text.encode()

    def garbage(self) -> bytes:
        dice = self.dice
        data = b"POST /?ClusterId=x HTTP/1.1\r\n" + LINES + b"Content-Length: 5\r\n\r\nhello"
        for _ in range(dice.randrange(1, 6)):
            place = dice.randrange(len(data))
            data = data[:place] + dice.randbytes(dice.randrange(4)) + data[place + dice.randrange(4) :]
        return data[: dice.randrange(len(data)) + 1]


def well_formed(emulator: InProcess, cluster: str, seed: int, count: int) -> None:
    """Requests that are HTTP and otherwise wrong, over one connection as long as it lasts."""
    fuzz, connection = Fuzz(seed, cluster), http.client.HTTPConnection(*emulator.address, timeout=10)
    for _ in range(count):
        method, target, head, body = fuzz.request()
        connection.request(method, target, body, {name: value.encode() for name, value in head.items()})
        reply = connection.getresponse()
        told = json.loads(reply.read())
        assert reply.status in (200, 400, 403, 404, 406), (reply.status, method, target, head, body)
        assert (reply.status == 200) == ("Code" not in told)
        assert told["RequestId"]
    connection.close()


def malformed(emulator: InProcess, seed: int, count: int) -> None:
    """Bytes that are hardly HTTP, a connection each."""
    fuzz = Fuzz(seed)
    for _ in range(count):
        reply = emulator.talk(fuzz.garbage())
        assert reply == b"" or reply.startswith(b"HTTP/1.1 "), reply
        assert b"Traceback" not in reply


def test_ten_thousand_malformed_requests_leave_it_serving_and_its_state_valid(tmp_path: Any) -> None:
    with running(quota=30, state=tmp_path / "state.json", patience=2.0) as emulator:
        cluster = made(emulator.sdk())
        with ThreadPoolExecutor(4) as pool:
            jobs = [pool.submit(well_formed, emulator, cluster, seed, 2_000) for seed in range(4)]
            jobs += [pool.submit(malformed, emulator, seed, 500) for seed in range(4)]
            for job in jobs:
                job.result()
        assert emulator.alive()
        clusters = emulator.clusters()
        journal = emulator.control("GET", "journal")
    assert {entry["status"] for entry in journal["requests"]} <= {200, 400, 403, 404, 406}
    codes = {entry["code"] for entry in journal["requests"]}
    assert "InternalError" not in codes
    assert {"", "InvalidParams", "MissingParameter", "VolumeNotFound"} <= codes
    with running(state=tmp_path / "state.json") as again:
        assert [entry["ClusterId"] for entry in again.clusters()] == [entry["ClusterId"] for entry in clusters]
