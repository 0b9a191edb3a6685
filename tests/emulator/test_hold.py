"""A held request: a test says what happens while the service has it, and the answer has not come yet."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from alibabacloud_ehpc20240730 import models
from alibabacloud_ehpc20240730.client import Client
from alibabacloud_tea_openapi.exceptions import ClientException

from emulator.calls import made, status
from emulator.in_process import InProcess
from emulator.wire import headers

Start = Callable[..., "Future[Any]"]


@pytest.fixture
def start(emulator: InProcess) -> Iterator[Start]:
    """Begins something whose end the test waits for later."""
    with ThreadPoolExecutor() as pool:
        yield pool.submit
        emulator.clear_faults()


def test_a_call_is_held_before_it_does_anything(emulator: InProcess, client: Client, start: Start) -> None:
    emulator.hold("CreateCluster")
    creation = start(made, client)
    assert emulator.held() == ["CreateCluster"]
    assert (emulator.clusters(), emulator.journal()) == ([], [])
    assert emulator.release() == ["CreateCluster"]
    assert emulator.actions() == ["CreateCluster"]
    assert [cluster["ClusterId"] for cluster in emulator.clusters()] == [creation.result()]


def test_an_answer_is_held_after_the_deed(emulator: InProcess, client: Client, start: Start) -> None:
    emulator.hold("CreateCluster", acted=True)
    creation = start(made, client)
    assert emulator.held() == ["CreateCluster"]
    (cluster,) = emulator.clusters()
    assert [(entry["action"], entry["status"]) for entry in emulator.journal()] == [("CreateCluster", 200)]
    assert not creation.done()
    emulator.release()
    assert creation.result() == cluster["ClusterId"]


@pytest.mark.parametrize("acted", [False, True])
def test_an_error_can_be_held(emulator: InProcess, client: Client, start: Start, acted: bool) -> None:
    emulator.hold("CreateCluster", code="Throttling.User", acted=acted)
    creation = start(made, client)
    emulator.held()
    assert len(emulator.clusters()) == acted
    emulator.release()
    with pytest.raises(ClientException, match=r"Throttling\.User"):
        creation.result()
    assert len(emulator.clusters()) == acted


def test_meanwhile_the_service_serves_everybody_else(emulator: InProcess, client: Client, start: Start) -> None:
    emulator.hold("CreateCluster")
    creation = start(made, client)
    emulator.held()
    other = made(client)
    assert status(client, other) == "running"
    emulator.release()
    assert creation.result() != other


def test_a_creation_can_be_led_from_call_to_call(emulator: InProcess, client: Client, start: Start) -> None:
    emulator.hold("*", times=None)
    life = start(lambda: status(client, made(client)))
    for action in ("CreateCluster", "GetCluster"):
        assert emulator.held() == [action]
        assert emulator.release() == [action]
    assert life.result() == "running"


def test_clearing_the_faults_releases(emulator: InProcess, client: Client, start: Start) -> None:
    emulator.hold("CreateCluster", times=None)
    creation = start(made, client)
    emulator.held()
    emulator.clear_faults()
    assert emulator.actions() == ["CreateCluster"]
    assert creation.result()
    assert made(client)


def test_what_was_held_over_a_reset_is_done_to_what_is_no_more(
    emulator: InProcess, client: Client, start: Start
) -> None:
    emulator.hold("CreateCluster")
    creation = start(made, client)
    emulator.held()
    emulator.reset()
    assert creation.result()
    assert (emulator.clusters(), emulator.journal()) == ([], [])


def test_a_client_that_went_meanwhile_has_still_asked_for_it(emulator: InProcess) -> None:
    emulator.hold("CreateCluster")
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers("CreateCluster").items())
    with socket.create_connection(emulator.address) as connection:
        connection.sendall(f"POST / HTTP/1.1\r\n{lines}\r\n".encode())
        assert emulator.held() == ["CreateCluster"]
    emulator.release()
    assert len(emulator.clusters()) == 1
    assert emulator.alive()


def test_what_nobody_releases_goes_on_by_itself(emulator: InProcess, client: Client) -> None:
    emulator.server.service.script.longest = 0.01
    emulator.hold("CreateCluster")
    assert made(client)


def test_nobody_waits_for_what_cannot_come(emulator: InProcess, start: Start) -> None:
    assert emulator.held() == []
    emulator.hold("CreateCluster")
    waiting = start(emulator.held)
    emulator.clear_faults()
    assert waiting.result() == []
    emulator.server.service.script.longest = 0.01
    emulator.hold("CreateCluster")
    assert emulator.held() == []


def test_nothing_is_released_where_nothing_is_held(emulator: InProcess, client: Client) -> None:
    emulator.hold("DeleteCluster")
    assert emulator.release() == []
    cluster = made(client)
    emulator.clear_faults()
    client.delete_cluster(models.DeleteClusterRequest(cluster_id=cluster))
