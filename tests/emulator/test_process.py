"""`python -m ehpc_emulator` as a user starts, stops and kills it."""

from __future__ import annotations

import signal
import socket
import subprocess

import pytest
from alibabacloud_ehpc20240730 import models

from ehpc_emulator.variants import KNOWN, VARIANTS
from emulator.calls import made, sdk, status
from emulator.in_process import running
from emulator_process import COMMAND, Emulator


def failed(*arguments: str) -> str:
    done = subprocess.run([*COMMAND, *arguments], capture_output=True, text=True, timeout=30)
    assert done.returncode != 0
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_says_when_it_is_ready_and_ends_cleanly(number: signal.Signals) -> None:
    with Emulator("seconds:8") as emulator:
        assert sdk(emulator.url).list_regions(models.ListRegionsRequest()).body.total_count == 18
        assert emulator.ended_by(number) == (0, "")


@pytest.mark.parametrize(
    "arguments",
    [
        ("--clock", "fast"),
        ("--clock", "looks:0"),
        ("--clock", "seconds:-1"),
        ("--port", "x"),
        ("--port", "-1"),
        ("--port", "70000"),
        ("--listen", "10.0.0.1"),
        ("--quota", "-1"),
        ("--key", "x"),
        ("extra",),
    ],
)
def test_a_bad_argument_is_named(arguments: tuple[str, ...]) -> None:
    (said,) = failed(*arguments).splitlines()
    assert arguments[0] in said
    assert arguments[-1] in said


def test_an_unknown_variant_is_named_in_one_line_with_those_that_there_are() -> None:
    (said,) = failed("--variant", "queue-cut").splitlines()
    assert said == f"ehpc-emulator: there is no variant 'queue-cut'; there are {', '.join(KNOWN)}"


def test_the_variants_are_listed_with_what_they_do_and_their_evidence() -> None:
    said = subprocess.run([*COMMAND, "--variants"], capture_output=True, text=True, check=True).stdout
    assert said.splitlines() == [
        line for row in VARIANTS for line in (row.name, f"    {row.says}", f"    {row.evidence}")
    ]


def test_a_taken_port_is_named_in_one_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        (said,) = failed("--port", str(port)).splitlines()
    assert said.startswith(f"ehpc-emulator: can't listen on 127.0.0.1:{port}: Address already in use; choose another")


def test_it_listens_on_loopback_only() -> None:
    with running() as emulator:
        assert emulator.server.server_address[0] == "127.0.0.1"


def test_the_same_seed_gives_the_same_ids_however_often_a_cluster_was_looked_at() -> None:
    seen = []
    for looks in (0, 5):
        with running(seed="7") as emulator:
            client = emulator.sdk()
            first = made(client)
            for _ in range(looks):
                status(client, first)
            seen.append((first, made(client)))
    assert seen[0] == seen[1]


def test_the_quota_can_be_set() -> None:
    with running(quota=5) as emulator:
        client = emulator.sdk()
        assert len({made(client) for _ in range(5)}) == 5
