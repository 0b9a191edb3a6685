"""/_emulator/events: what happens, told as it happens, to readers who come back, are slow, or are there at the end."""

from __future__ import annotations

import json
import signal
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from alibabacloud_ehpc20240730 import models
from alibabacloud_ehpc20240730.client import Client

from ehpc_emulator.events import Reader
from ehpc_emulator.server import MOST_STREAMS
from ehpc_emulator.variants import KNOWN
from emulator.calls import made, status
from emulator.in_process import NOON, InProcess, running
from emulator.standard import Play, play
from emulator.wire import call, send
from emulator_controls import Controls
from emulator_process import Emulator

REQUEST = "GET /_emulator/events?after={after} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


class Listener:
    """Events as a browser reads them."""

    def __init__(self, connection: socket.socket) -> None:
        self.lines = connection.makefile("r", encoding="utf-8", newline="\n")
        self.seen = ""
        self.head = list(iter(lambda: self.lines.readline().strip(), ""))

    def events(self) -> Iterator[tuple[str, Any]]:
        event: dict[str, str] = {}
        for line in self.lines:
            name, _, value = line.rstrip("\n").partition(": ")
            if name:
                event[name] = value
            elif event:
                self.seen = event.get("id", self.seen)
                yield event["event"], json.loads(event["data"])
                event = {}

    def next(self, wanted: str) -> Any:
        return next(data for name, data in self.events() if name == wanted)


@contextmanager
def reading(emulator: Controls, after: str = "") -> Iterator[Listener]:
    host, port = emulator.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(REQUEST.format(after=after).encode())
        reader = Listener(connection)
        with reader.lines:
            yield reader


def test_a_reader_is_told_what_there_is_and_then_what_happens(emulator: InProcess, client: Client) -> None:
    cluster = made(client, queues=[models.QueueTemplate(queue_name="comp", initial_count=2)])
    with reading(emulator) as reader:
        assert reader.next("settings")["clock"] == "immediate"
        told = reader.next("clusters")
        (row,) = told["rows"]
        assert (told["whole"], row["id"], row["status"], row["created"]) == (True, cluster, "running", NOON)
        assert row["queues"] == [{"name": "comp", "nodes": {"running": 2}}]
        ((number, action, name, code, *_),) = reader.next("calls")["calls"]
        assert (number, action, name, code) == (0, "CreateCluster", cluster, 200)

        emulator.change(cluster, ClusterName="renamed")
        changed = reader.next("clusters")
        assert (changed["whole"], [row["name"] for row in changed["rows"]]) == (False, ["renamed"])
        emulator.remove(cluster)
        assert reader.next("clusters") == {"whole": False, "rows": [], "gone": [cluster]}
        emulator.faults({"kind": "503", "action": "ListQueues"})
        assert reader.next("settings")["faults"][0]["kind"] == "503"
        call(emulator, "ListQueues", {"ClusterId": cluster})
        assert reader.next("calls")["calls"][0][1:5] == ["ListQueues", cluster, 503, "ServiceUnavailable"]


def test_a_creation_shows_how_far_it_is_and_where_it_failed() -> None:
    with running(clock="seconds:100") as emulator, reading(emulator) as reader:
        emulator.faults({"kind": "exception", "stage": "CreateQueues", "message": "no stock"})
        made(emulator.sdk(), queues=[models.QueueTemplate(queue_name="comp")])
        assert reader.next("clusters")["rows"] == []
        assert [row["stage"] for row in reader.next("clusters")["rows"]] == ["ConfigNetwork"]
        emulator.advance(100)
        (row,) = reader.next("clusters")["rows"]
        assert (row["status"], row["stage"], row["message"]) == ("exception", "CreateQueues", "no stock")


def test_who_comes_back_reads_on_where_it_was(emulator: InProcess, client: Client) -> None:
    cluster = made(client)
    with reading(emulator) as reader:
        reader.next("calls")
    status(client, cluster)
    with reading(emulator, after=reader.seen) as again:
        assert [name for _, name, *_ in again.next("calls")["calls"]] == ["GetCluster"]
        seen = again.seen
    emulator.reset()
    with reading(emulator, after=seen) as anew:
        assert anew.next("calls")["calls"] == []
        assert anew.seen.partition(".")[0] != seen.partition(".")[0]


def test_what_a_reader_shows_of_a_call_is_got_by_its_number(emulator: InProcess, client: Client) -> None:
    made(client, cluster_name="render")
    assert emulator.control("GET", "calls/0")["params"]["ClusterName"] == "render"
    for number in ("1", "-1", "x"):
        assert emulator.raw_control("GET", f"calls/{number}")[0] == 404


@pytest.mark.parametrize(
    "params",
    [
        {"ClusterCredentials.Password": "Secret123!"},
        {"ClusterCredentials": '{"Pa\\u0073sword": "Secret123!"'},
        {"User.1.Passwd": "Secret123!"},
        {"AccessKeySecret": "Secret123!"},
        {"SecurityToken": "Secret123!"},
    ],
)
def test_no_secret_is_told(emulator: InProcess, params: dict[str, str]) -> None:
    with reading(emulator) as reader:
        call(emulator, "CreateCluster", params)
        told = [reader.next("clusters"), reader.next("calls"), emulator.control("GET", "calls/0")]
        assert "Secret123" not in json.dumps(told)


def test_one_that_reads_nothing_keeps_nobody_waiting_and_is_let_go() -> None:
    with running(patience=0.3) as emulator, socket.socket() as connection:
        before, client = set(threading.enumerate()), emulator.sdk()
        brief = {"action": "x" * 2000, "cluster": "", "status": 200, "code": "", "time": 0.0, "seconds": 0.0}
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect(emulator.address)
        for _ in range(10_000):
            emulator.server.service.journal.add(brief)
        connection.sendall(REQUEST.format(after="").encode())
        assert status(client, made(client)) == "running"
        for thread in set(threading.enumerate()) - before:
            thread.join(10)
            assert not thread.is_alive()


def test_too_many_readers_are_refused_in_a_sentence_and_room_comes_back(emulator: InProcess) -> None:
    with ExitStack() as stay:
        for _ in range(MOST_STREAMS):
            stay.enter_context(reading(emulator)).next("calls")
        code, _, answer = send(emulator, "GET", "/_emulator/events", {})
        assert (code, answer["Message"]) == (503, f"{MOST_STREAMS} pages are open already, close one")
    while True:  # it notices that they are gone when it has something to tell
        emulator.advance(1)
        with reading(emulator) as reader:
            if reader.head[0] == "HTTP/1.1 200 OK":
                return


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_open_readers_keep_no_emulator_from_ending(number: signal.Signals) -> None:
    with Emulator() as emulator, reading(emulator) as reader, reading(emulator):
        reader.next("calls")
        assert emulator.ended_by(number) == (0, "")
        assert list(reader.events()) == []


class Watched(Play):
    """The standard script, looked at by a new reader after each call."""

    def call(self, action: str, method: str = "", **params: Any) -> Any:
        answer = super().call(action, method, **params)
        told = b"".join(Reader(self.service, "").turn()).decode()
        assert f'"{action}"' in told
        assert "Secret123!" not in told
        return answer


@pytest.mark.parametrize("variants", [(), KNOWN[::2], KNOWN[1::2]], ids=["none", "half", "other half"])
def test_whatever_is_done_is_told(variants: Sequence[str]) -> None:
    assert play(Watched(variants)).answers
