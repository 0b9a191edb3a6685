"""`--state FILE`: the old or the new state whole, whatever happens to the process, the file and the disk."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import socket
import subprocess
from pathlib import Path
from typing import Any

import pytest
from alibabacloud_ehpc20240730 import models

from emulator.calls import made, sdk, status
from emulator_process import COMMAND, Emulator


def failed(state: Path | str) -> str:
    """The one sentence with which it ends instead of starting with this state."""
    done = subprocess.run([*COMMAND, "--state", str(state)], capture_output=True, text=True, timeout=30)
    assert (done.returncode, done.stdout) == (1, "")
    (said,) = done.stderr.splitlines()
    assert said.startswith("ehpc-emulator: ")
    assert str(state) in said
    return said


def saved(state: Path) -> list[str]:
    return [entry["id"] for entry in json.loads(state.read_text(encoding="utf-8"))["clusters"]]


@pytest.fixture
def state(tmp_path: Path) -> Path:
    (tmp_path / "folder").mkdir()
    return tmp_path / "folder" / "state.json"


def test_the_state_survives_a_kill(state: Path) -> None:
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
    assert saved(state) != []
    with Emulator(state=state) as emulator:
        client = sdk(emulator.url)
        ids = [row.cluster_id for row in client.list_clusters(models.ListClustersRequest()).body.clusters]
        assert len(ids) == 1
        assert first not in ids


def test_users_and_nodes_survive_a_kill(state: Path) -> None:
    with Emulator("seconds:100", state=state) as emulator:
        cluster = made(sdk(emulator.url), queues=[models.QueueTemplate(queue_name="comp")])
        emulator.change(cluster, ClusterStatus="running")
        emulator.add_user(cluster, UserName="ada")
        node = models.NodeTemplate(instance_type="ecs.c7.xlarge")
        wanted = models.CreateNodesRequest(cluster_id=cluster, queue_name="comp", count=1, compute_node=node)
        sdk(emulator.url).create_nodes(wanted)
        emulator.kill()
    with Emulator("seconds:100", state=state) as emulator:
        client = sdk(emulator.url)
        users = client.list_users(models.ListUsersRequest(cluster_id=cluster)).body.users.user_info
        assert [user.user_name for user in users] == ["ada"]
        nodes = models.ListNodesRequest(cluster_id=cluster)
        assert [row.status for row in client.list_nodes(nodes).body.nodes] == ["uninit"]
        emulator.advance(25)
        assert [row.status for row in client.list_nodes(nodes).body.nodes] == ["running"]


def test_a_kill_in_the_middle_of_writing_leaves_the_old_state_whole(state: Path) -> None:
    with Emulator(state=state) as emulator:
        cluster = made(sdk(emulator.url), max_count=1, queues=[models.QueueTemplate(queue_name="q", initial_count=500)])
        old = state.read_bytes()
        assert len(old) > 3 * 65_536
        # Where it writes stands a pipe: it takes the first 64 KiB, and holds the rest up.
        draft = state.with_name(f"state.json.{emulator.pid}.new")
        os.mkfifo(draft)
        address = ("127.0.0.1", int(emulator.url.rpartition(":")[2]))
        head = f"POST /_emulator/clusters/{cluster} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        with socket.create_connection(address, timeout=20) as client:
            client.sendall(head.encode() + b"Content-Length: 15\r\n\r\n" + b'{"MaxCount": 2}')
            with draft.open("rb") as written:
                assert written.read(10) == old[:10]
                emulator.kill()
                assert len(written.read()) < len(old)
        assert state.read_bytes() == old
    with Emulator(state=state) as emulator:
        assert [(entry["ClusterId"], entry["MaxCount"]) for entry in emulator.clusters()] == [(cluster, 1)]
        assert os.listdir(state.parent) == ["state.json"]


def test_the_state_file_is_for_its_owner_and_holds_no_password(state: Path) -> None:
    with Emulator(state=state) as emulator:
        password = models.CreateClusterRequestClusterCredentials(password="Secret123!")
        made(sdk(emulator.url), cluster_credentials=password)
    assert "Secret123" not in state.read_text(encoding="utf-8")
    assert state.stat().st_mode & 0o077 == 0
    assert os.listdir(state.parent) == ["state.json"]


EMPTY: dict[str, Any] = {"format": 1, "seed": "s", "counters": {}, "clusters": [], "operations": [], "instances": []}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "Expecting value"),
        (b"{", "Expecting property name"),
        (b'{"format": 1, "seed": "s", "clusters": [', "Expecting value"),
        (b'{"format": "\xff"}', "can't decode"),
        (b"[" * 200_000, "recursion"),
        (b"[]", "another program or version wrote it"),
        (json.dumps(EMPTY | {"format": 2}).encode(), "another program or version wrote it"),
        (b'{"format": 1}', "it lacks 'seed'"),
        (json.dumps(EMPTY | {"clusters": {}}).encode(), "clusters is not of type list"),
        (json.dumps(EMPTY | {"clusters": [7]}).encode(), "cluster is not of type dict"),
        (json.dumps(EMPTY | {"clusters": [{"id": "x"}]}).encode(), "missing"),
        (json.dumps(EMPTY | {"clusters": [{"nodes": [7]}]}).encode(), "cluster.nodes is not of type list"),
        (json.dumps(EMPTY | {"operations": [{"at": "noon"}]}).encode(), "operation.at is not of type float"),
        (json.dumps(EMPTY | {"operations": [{"place": 1}]}).encode(), "there is no operation.place"),
        (json.dumps(EMPTY | {"counters": {"cluster": "1"}}).encode(), "counters is not of type dict"),
    ],
)
def test_a_file_that_is_no_state_is_named_in_one_line_and_stays(state: Path, content: bytes, why: str) -> None:
    state.write_bytes(content)
    said = failed(state)
    assert why in said.partition("is not a state file of this emulator (")[2]
    assert said.endswith("); name another one, or remove it")
    assert state.read_bytes() == content


def test_a_phase_that_there_is_not_is_found_at_the_start(state: Path) -> None:
    with Emulator("seconds:100", state=state) as emulator:
        made(sdk(emulator.url))
    state.write_text(state.read_text(encoding="utf-8").replace('"making"', '"baking"'), encoding="utf-8")
    assert "is not a state file of this emulator" in failed(state)


def test_what_cannot_be_a_state_file_is_named_in_one_line(state: Path) -> None:
    assert "it is no file; name another one" in failed(state.parent)
    assert "it is no file; name another one" in failed("/dev/zero")
    assert "No such file or directory" in failed(state.parent / "missing" / "state.json")
    state.write_text("")
    assert "Not a directory" in failed(state / "state.json")
    state.unlink()
    state.symlink_to(state)
    assert "oo many levels of symbolic links" in failed(state)
    os.mkfifo(state.with_name("pipe"))
    assert "it is no file; name another one" in failed(state.with_name("pipe"))


def test_what_may_not_be_read_or_written_is_named_in_one_line(state: Path) -> None:
    state.write_text(json.dumps(EMPTY))
    state.chmod(0)
    if os.access(state, os.R_OK):
        pytest.skip("root may read and write everything")
    assert "can't read the state file" in failed(state)
    state.chmod(0o600)
    state.parent.chmod(0o500)
    assert "can't write the state file" in failed(state)
    state.parent.chmod(0o700)


def test_a_link_stays_one_and_its_target_is_written(state: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.json"
    link.symlink_to(Path("folder") / "state.json")
    for count in (1, 2):
        with Emulator(state=link) as emulator:
            made(sdk(emulator.url))
            emulator.kill()
        assert (link.is_symlink(), len(saved(state))) == (True, count)
    assert os.listdir(state.parent) == ["state.json"]
    assert sorted(os.listdir(tmp_path)) == ["folder", "link.json"]


LOST = "ehpc-emulator: can't write the state file {}: {}; changes are kept in memory until it can be\n"
FOUND = "ehpc-emulator: the state file {} is written again\n"


def test_it_goes_on_and_tells_while_its_folder_is_gone(state: Path) -> None:
    with Emulator(state=state) as emulator:
        client = sdk(emulator.url)
        shutil.rmtree(state.parent)
        ids = {made(client), made(client)}
        assert {cluster["ClusterId"] for cluster in emulator.clusters()} == ids
        state.parent.mkdir()
        assert status(client, next(iter(ids))) == "running"
        assert set(saved(state)) == ids
        shutil.rmtree(state.parent)
        ids.add(made(client))
        missing = LOST.format(state, "No such file or directory")
        assert emulator.ended_by(signal.SIGTERM) == (1, missing + FOUND.format(state) + missing)


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="only Linux limits another process")
def test_a_full_disk_keeps_the_old_state_whole_and_the_service_going(state: Path) -> None:
    with Emulator(state=state) as emulator:
        client = sdk(emulator.url)
        first = made(client)
        size = state.stat().st_size
        resource.prlimit(emulator.pid, resource.RLIMIT_FSIZE, (size + 100, resource.RLIM_INFINITY))
        second = made(client)
        assert status(client, second) == "running"
        assert (saved(state), os.listdir(state.parent)) == ([first], ["state.json"])
        resource.prlimit(emulator.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        client.list_clusters(models.ListClustersRequest())
        assert saved(state) == [first, second]
        assert emulator.ended_by(signal.SIGTERM) == (0, LOST.format(state, "File too large") + FOUND.format(state))


def test_text_that_is_none_is_kept_too(state: Path) -> None:
    with Emulator(state=state) as emulator:
        cluster = made(sdk(emulator.url))
        emulator.change(cluster, ClusterDescription="half \ud800 a character")
        emulator.kill()
    with Emulator(state=state) as emulator:
        assert [entry["ClusterId"] for entry in emulator.clusters()] == [cluster]
