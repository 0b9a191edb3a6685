"""The way of a request, against servers that are no E-HPC: nothing goes to another host, and nothing holds a call."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler

import pytest

from account import KEYS, configured
from contract.recording import recording
from contract.scripted_server import Serve, server
from emulator_process import Emulator
from pulumi_ehpc._core.api.gateway import Gateway
from pulumi_ehpc._core.api.sdk import Sdk
from pulumi_ehpc._core.api.web import MOST_BYTES
from pulumi_ehpc._core.process import Clock
from pulumi_ehpc._core.table.calls import Get
from pulumi_ehpc.errors import ServiceError, SettingsError
from pulumi_ehpc.settings import Settings, resolve


def answering(status: int, headers: Mapping[str, str], body: bytes = b"{}") -> Serve:
    def serve(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return serve


def settings(url: str) -> Settings:
    return resolve(configured(url).get, KEYS)


def asked(url: str, *, seconds: float = 30) -> ServiceError:
    """The error of one call."""
    at = Gateway(settings(url), Sdk(settings(url), seconds), clock=Clock(scale=0.001))
    with pytest.raises(ServiceError) as refused:
        at.call("CreateCluster", {"ClusterCredentials": {"Password": "Sesame-2024"}}, once=True)
    return refused.value


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed_and_both_hosts_are_named(status: int) -> None:
    with (
        recording() as other,
        server(answering(status, {"Location": other.url.replace("127.0.0.1", "localhost")})) as url,
    ):
        error = asked(url)
        assert other.requests == []
    assert error.sentence("") == (
        "CreateCluster failed: 127.0.0.1 leads to localhost, where nothing is sent\n  Redirected\n"
        "  Something between here and E-HPC answered: check ehpc:endpoint and the proxy settings."
    )


@pytest.mark.parametrize(
    ("location", "there"),
    [
        ("http://[::1", "what is no address"),
        ("http://\xff\xfe/", "\xff\xfe"),
        ("http://[\x1b/", "what is no address"),
        ("http://localhost:99999999/", "localhost"),
        ("/elsewhere", "127.0.0.1"),
        ("javascript:alert(1)", "nowhere"),
        ("", "nowhere"),
    ],
)
def test_a_redirect_may_lead_to_no_address(location: str, there: str) -> None:
    with server(answering(302, {"Location": location})) as url:
        assert f"leads to {there}, where" in asked(url).text


def test_a_redirect_that_is_compressed_is_not_unpacked() -> None:
    headers = {"Location": "http://127.0.0.1:1/", "Content-Encoding": "gzip"}
    with server(answering(302, headers, gzip.compress(b" " * 10**6))) as url:
        assert asked(url).text == "answered in a compression that it was not asked for"


@pytest.mark.parametrize("body", [b"[" * 100_000, b'{"a":' * 100_000, b"1" * 5_000, b"\xff\xfe\x00\xd8", b"{}x"])
def test_what_no_json_reader_takes_is_no_json(body: bytes) -> None:
    with server(answering(200, {}, body)) as url:
        assert asked(url).code == "NotJson"


@pytest.mark.parametrize("told", ["9" * 5_000, "9" * 4_000, "-5", "\xb2", "soon"])
def test_a_pause_that_is_no_number_is_none(told: str) -> None:
    with server(answering(503, {"x-acs-retry-after": told})) as url:
        assert (asked(url).code, asked(url).retry_after) == ("503", 0)


@pytest.mark.parametrize("status", [201, 204, 206, 300, 304, 599])
def test_a_status_that_e_hpc_does_not_answer_with_is_no_success(status: int) -> None:
    with server(answering(status, {}, b"" if status in (204, 304) else b'{"ClusterId": "ehpc-evil"}')) as url:
        assert asked(url).code in ("NotJson", "Redirected", "599")


def test_an_answer_has_a_longest_size() -> None:
    body = b'"' + b"x" * MOST_BYTES + b'"'
    with server(answering(200, {}, body)) as url:
        assert asked(url).text == "answered more than 32 MiB"


def test_what_is_compressed_unasked_is_not_unpacked() -> None:
    with server(answering(200, {"Content-Encoding": "gzip"}, gzip.compress(b" " * 10**6))) as url:
        assert asked(url).text == "answered in a compression that it was not asked for"


def test_a_server_that_sends_a_byte_now_and_then_holds_nobody() -> None:
    ended = threading.Event()

    def trickle(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        while not ended.wait(0.02):
            handler.wfile.write(b" ")

    with server(trickle) as url:
        try:
            error = asked(url, seconds=0.3)
        finally:
            ended.set()
    assert (error.code, error.text) == ("LostAnswer", "did not come to the end of its answer in time")


def test_signatures_are_right() -> None:
    key, secret = KEYS.values()
    with Emulator("immediate", "--strict", "--key", f"{key}:{secret}") as service:
        at = Gateway(settings(service.url), Sdk(settings(service.url)))
        assert at.call("ListClusters", {"PageNumber": 1, "ClusterNames": ["ä b&c=+%", "~*'()"]})["TotalCount"] == 0
        made = at.call("CreateCluster", {"ClusterVpcId": "vpc-1", "ClusterDescription": "ä b&c=+%"})
        asked_for = {"ClusterId": made["ClusterId"], "PageSize": 10}
        assert at.call(Get("ListInstalledSoftwares"), asked_for)["TotalCount"] == "0"


@pytest.mark.parametrize("secret", ["a\nb", "a b", "schlüssel", "a\x00"])
def test_a_key_that_fits_no_header_is_refused_by_name(secret: str) -> None:
    names = list(KEYS)
    with pytest.raises(SettingsError, match=f"^{names[1]} holds a character that no key has: copy it again$"):
        resolve(lambda _: None, {names[0]: "id", names[1]: secret, "ALIBABA_CLOUD_REGION_ID": "cn-hangzhou"})
