"""`python -m ehpc_emulator` as a user starts, stops and kills it."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
from pathlib import Path

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


def test_the_state_survives_a_kill(tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    with Emulator("immediate", "--seed", "7", state=state) as emulator:
        client = sdk(emulator.url)
        first = made(client, queues=[models.QueueTemplate(queue_name="comp")])
        uid = client.list_common_logs(models.ListCommonLogsRequest(from_=0, to=4_000_000_000)).body.uid
        emulator.kill()
    with Emulator("immediate", "--seed", "7", state=state) as emulator:
        client = sdk(emulator.url)
        assert status(client, first) == "running"
        queues = client.list_queues(models.ListQueuesRequest(cluster_id=first)).body.queues
        assert [queue.queue_name for queue in queues] == ["comp"]
        logs = client.list_common_logs(models.ListCommonLogsRequest(from_=0, to=4_000_000_000)).body
        assert (logs.uid, [row.action for row in logs.logs]) == (uid, ["CreateCluster"])
        assert made(client) != first
        client.delete_cluster(models.DeleteClusterRequest(cluster_id=first))
        client.list_clusters(models.ListClustersRequest())
        emulator.kill()
    assert [entry["id"] for entry in json.loads(state.read_text(encoding="utf-8"))["clusters"]] != []
    with Emulator(state=state) as emulator:
        client = sdk(emulator.url)
        ids = [row.cluster_id for row in client.list_clusters(models.ListClustersRequest()).body.clusters]
        assert len(ids) == 1
        assert first not in ids


def test_the_state_file_is_for_its_owner_and_holds_no_password(tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    with Emulator(state=state) as emulator:
        password = models.CreateClusterRequestClusterCredentials(password="Secret123!")
        made(sdk(emulator.url), cluster_credentials=password)
    assert "Secret123" not in state.read_text(encoding="utf-8")
    assert state.stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == ["state.json"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 2}'])
def test_a_state_file_that_is_none_is_named_in_one_line(tmp_path: Path, text: str) -> None:
    state = tmp_path / "state.json"
    state.write_text(text, encoding="utf-8")
    said = failed("--state", str(state))
    assert len(said.splitlines()) == 1
    assert str(state) in said
    assert state.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    "arguments",
    [
        ("--clock", "fast"),
        ("--clock", "looks:0"),
        ("--clock", "seconds:-1"),
        ("--port", "x"),
        ("--quota", "-1"),
        ("--key", "x"),
        ("extra",),
    ],
)
def test_a_bad_argument_is_named(arguments: tuple[str, ...]) -> None:
    last = failed(*arguments).splitlines()[-1]
    assert arguments[0] in last
    assert arguments[-1] in last


def test_a_port_that_there_is_not_is_refused_in_one_line() -> None:
    assert len(failed("--port", "70000").splitlines()) == 1


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
        said = failed("--port", str(taken.getsockname()[1]))
    assert len(said.splitlines()) == 1
    assert "ddress already in use" in said


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
