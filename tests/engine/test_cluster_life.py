"""A cluster's life on the real engine, as a user sees it in the terminal and in the state."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from account import FAST, KEYS, OTHER_VPC, PASSWORD, VPC, VSWITCH, configured
from emulator_process import Emulator
from engine.harness import Stack, StackOf
from engine.programs import Program
from pulumi_ehpc.testing.project import copied

ROOT = Path(__file__).parents[2]
NETWORK = {
    "vpcId": VPC,
    "vswitchId": VSWITCH,
    "nasFileSystemId": "0test",
    "nasMountTarget": "0test-x.cn-hangzhou.nas.aliyuncs.com",
}
pytestmark = pytest.mark.emulator("looks:3")


@pytest.fixture
def quickstart(service: Emulator, stack_of: StackOf, tmp_path: Path) -> Stack:
    stack = stack_of(copied(ROOT, tmp_path / "quickstart"), **KEYS, **FAST)
    stack.configure({**configured(service.url), **NETWORK}, {"password": PASSWORD})
    return stack


def test_the_quickstart_lives_its_whole_life_without_a_request_too_many(quickstart: Stack, service: Emulator) -> None:
    quickstart.preview().must_work()
    assert service.actions() == ["ListAvailableImages"]
    first = quickstart.up().must_work()
    assert "E-HPC is making cluster ehpc-" in first.text
    # The program looks its image up once a run.
    actions = [action for action in service.actions() if action != "ListAvailableImages"]
    assert [action for action in actions if action != "ListClusters"] == [
        "ListCommonLogs",
        "CreateCluster",
        "GetCluster",
        "ListSharedStorages",
        "ListQueues",
        "UpdateCluster",
    ]
    # One before CreateCluster, one after the wait; the rest is the wait.
    assert actions.count("ListClusters") <= 2 + 4
    (cluster,) = service.clusters()
    assert cluster["ClusterStatus"] == "running"
    outputs = quickstart.outputs()
    assert outputs["cluster_id"] == cluster["ClusterId"]
    assert outputs["status"] == "running"
    quickstart.preview("--expect-no-changes").must_work()
    quickstart.up("--expect-no-changes").must_work()
    quickstart.refresh("--expect-no-changes").must_work()
    quickstart.preview("--expect-no-changes").must_work()
    quickstart.destroy().must_work()
    assert service.clusters() == []


def test_the_password_is_nowhere_but_encrypted(quickstart: Stack, service: Emulator, tmp_path: Path) -> None:
    run = quickstart.up("--diff").must_work()
    assert PASSWORD not in run.text
    assert PASSWORD not in json.dumps(quickstart.export())
    assert PASSWORD not in json.dumps(service.journal()) + json.dumps(service.state())
    written = [path for path in (tmp_path / "scratch").rglob("*") if path.is_file()]
    assert not [path for path in written if PASSWORD.encode() in path.read_bytes()]


def test_an_update_in_place_shows_its_path_and_sends_one_update(program: Program) -> None:
    program.one(max_count=10)
    program.up()
    program.one(max_count=20)
    preview = program.stack.preview("--diff").must_work()
    assert "~ maxCount: 10 => 20" in preview.text
    calls = program.calls_of(lambda: program.stack.up().must_work())
    assert calls == ["GetCluster", "ListClusters", "UpdateCluster", "GetCluster"]
    assert program.cluster["MaxCount"] == 20
    program.unchanged()


def test_a_replacing_change_says_why_and_makes_the_new_one_first(program: Program) -> None:
    program.up()
    old = program.cluster
    program.one(cluster_vpc_id=OTHER_VPC)
    preview = program.stack.preview().must_work()
    assert "cluster_vpc_id: needs a new cluster: a cluster cannot move to another network" in preview.text
    actions = program.calls_of(program.up)
    assert actions.index("CreateCluster") < actions.index("DeleteCluster")
    assert program.cluster["ClusterId"] != old["ClusterId"]
    program.unchanged()


def test_a_nested_change_in_the_preview_has_its_exact_path(program: Program) -> None:
    program.one(queues=[{"queue_name": "comp", "max_count": 1}, {"queue_name": "big", "max_count": 2}])
    program.up()
    program.one(queues=[{"queue_name": "comp", "max_count": 1}, {"queue_name": "big", "max_count": 5}])
    steps = program.stack.preview("--json").json["steps"]
    (step,) = [step for step in steps if step["op"] != "same"]
    assert step["op"] == "update"
    assert list(step["detailedDiff"]) == ["queues[1].maxCount"]
    program.up()
    assert {q["QueueName"]: q["MaxCount"] for q in program.cluster["queues"]} == {"comp": 1, "big": 5}
    program.unchanged()


def test_drift_is_shown_and_brought_back(program: Program) -> None:
    program.one(max_count=10)
    program.up()
    program.service.change(program.entry()["id"], MaxCount=40)
    refresh = program.stack.refresh().must_work()
    assert "max_count: 10 -> 40" in refresh.text
    assert program.stack.planned()["render"] == "update"
    program.up()
    assert program.cluster["MaxCount"] == 10
    program.unchanged()


def test_a_cluster_that_is_gone_is_made_again_after_a_refresh(program: Program) -> None:
    program.up()
    program.service.remove(program.entry()["id"])
    program.stack.refresh().must_work()
    assert program.stack.planned()["render"] == "create"


def test_seven_mistakes_are_seven_sentences_with_their_paths_and_no_traceback(program: Program) -> None:
    program.one(
        queues=[{"queue_name": "comp", "max_cout": 3}, {"queue_name": "comp"}],
        max_count=2.5,
        clustr_mode="Integrated",
        manager={"scheduler": {"type": "TORQUE"}},
        addons=[{"name": "Login", "version": "1.0", "services_spec": "SSH"}],
        tags={"aliyun": "x"},
    )
    refused = program.stack.preview().must_fail()
    for sentence in (
        "queues[0].max_cout: is not an input of Queue; did you mean max_count?",
        "queues[1].queue_name: is the same as queues[0].queue_name; each must differ",
        "max_count: must be a whole number, got 2.5",
        "clustr_mode: is not an input of EhpcCluster; did you mean cluster_mode?",
        "manager.scheduler.type: must be one of SLURM, PBS, OPENGRIDSCHEDULER, LSF_PLUGIN, PBS_PLUGIN, got 'TORQUE'",
        "addons[0].services_spec: must be a list or a dict, or JSON text of one",
        "tags['aliyun']: must not start with aliyun",
    ):
        assert sentence in refused.text
    assert "Traceback" not in refused.text
    assert program.service.journal() == []
