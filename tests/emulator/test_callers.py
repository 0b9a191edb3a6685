"""Programs of this machine may call the emulator, pages of a browser may not: they could make and delete clusters."""

from __future__ import annotations

from typing import Any

import pytest

from emulator.in_process import InProcess
from emulator.wire import headers, send

JSON = {"Content-Type": "application/json"}
MAKE = "/?ClusterName=demo&ClusterVpcId=vpc-1&ClusterVSwitchId=vsw-1"


def control(emulator: InProcess, head: dict[str, str], body: bytes = b'{"kind": "500"}') -> tuple[int, Any]:
    status, _, answer = send(emulator, "POST", "/_emulator/faults", head, body)
    return status, answer


def nothing_done(emulator: InProcess) -> bool:
    return not (emulator.faults()["faults"] or emulator.clusters() or emulator.journal())


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "127.0.0.1:8080", "127.1.2.3:1", "localhost", "LocalHost:8080", "[::1]", "[::1]:8080", "::1"),
    ],
)
def test_loopback_by_any_of_its_names_is_served(emulator: InProcess, host: str) -> None:
    assert control(emulator, {**JSON, "Host": host})[0] == 200
    assert send(emulator, "POST", "/", headers("ListRegions", Host=host))[0] == 500  # the fault, so it was served


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "127.0.0.1:80@evil.example", ""),
        *("10.0.0.1", "10.0.0.1:80", "[::2]", "127.1", "localhost:x", "[::1", "127.0.0.1, evil.example"),
    ],
)
@pytest.mark.parametrize("target", ["/_emulator/faults", MAKE])
def test_a_name_that_was_made_to_point_here_is_not(emulator: InProcess, host: str, target: str) -> None:
    head = headers("CreateCluster", Host=host) | (JSON if "faults" in target else {})
    status, _, answer = send(emulator, "POST", target, head, b'{"kind": "500"}' if "faults" in target else None)
    assert status == 403
    assert answer["Message"] == f"Only loopback is served, and this came with Host: {host}; call {emulator.url}."
    assert nothing_done(emulator)


def test_two_hosts_and_a_whole_url_of_another_one_are_refused(emulator: InProcess) -> None:
    lines = "Content-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n[]"
    for head in (
        f"POST /_emulator/faults HTTP/1.1\r\nHost: evil.example\r\nHost: 127.0.0.1\r\n{lines}",
        f"POST http://evil.example/_emulator/faults HTTP/1.1\r\nHost: 127.0.0.1\r\n{lines}",
        f"POST /_emulator/faults HTTP/1.1\r\n{lines}",
    ):
        assert emulator.talk(head.encode()).startswith(b"HTTP/1.1 403 ")


@pytest.mark.parametrize(
    "said",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "https://127.0.0.1:{port}"},
        {"Origin": "http://127.0.0.1:{port}.evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
@pytest.mark.parametrize("target", ["/_emulator/faults", MAKE])
def test_pages_of_other_sites_are_refused_on_both_sides(emulator: InProcess, said: dict[str, str], target: str) -> None:
    said = {name: text.format(port=emulator.address[1]) for name, text in said.items()}
    head = headers("CreateCluster", **said) | (JSON if "faults" in target else {})
    status, _, answer = send(emulator, "POST", target, head, b"[]" if "faults" in target else None)
    assert status == 403
    (name, text), *_ = said.items()
    assert f"this came with {name}: {text}; call {emulator.url} by a program." in answer["Message"]
    assert nothing_done(emulator)


def test_reading_is_refused_to_pages_too(emulator: InProcess) -> None:
    for what in ("journal", "state", "held"):
        assert send(emulator, "GET", f"/_emulator/{what}", {"Sec-Fetch-Site": "cross-site"})[0] == 403


def test_a_browser_that_somebody_points_here_is_served(emulator: InProcess) -> None:
    assert send(emulator, "GET", "/_emulator/journal", {"Sec-Fetch-Site": "none"})[0] == 200
    own = {"Origin": emulator.url, "Sec-Fetch-Site": "same-origin", **JSON}
    assert control(emulator, own)[0] == 200
    assert control(emulator, {**own, "Origin": emulator.url.replace("127.0.0.1", "localhost")})[0] == 200


def test_no_page_is_given_permission(emulator: InProcess) -> None:
    asking = {"Origin": "http://evil.example", "Access-Control-Request-Method": "POST"}
    for path in ("/", "/_emulator/reset"):
        for head in (asking, {"Access-Control-Request-Method": "POST"}):
            status, answered, _ = send(emulator, "OPTIONS", path, head)
            assert status in (403, 405)
            assert not any(name.startswith("access-control") for name in answered)


@pytest.mark.parametrize(
    "kind",
    [
        *("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "", None),
        *("text/plain, application/json", "text/plain; application/json", "application/jsonp"),
    ],
)
def test_a_control_request_takes_json_only(emulator: InProcess, kind: str | None) -> None:
    status, answer = control(emulator, {} if kind is None else {"Content-Type": kind})
    assert status == 415
    came = "no Content-Type" if kind is None else f"Content-Type: {kind}"
    said = f"The controls take JSON only, and this came with {came}; say 'Content-Type: application/json'."
    assert answer["Message"] == said
    assert nothing_done(emulator)


def test_json_may_name_its_character_set_and_no_body_needs_no_type(emulator: InProcess) -> None:
    assert control(emulator, {"Content-Type": "Application/JSON; charset=utf-8"})[0] == 200
    assert send(emulator, "POST", "/_emulator/reset", {})[0] == 200
    assert send(emulator, "POST", "/_emulator/reset", {"Content-Type": "text/plain"}, b"")[0] == 415
