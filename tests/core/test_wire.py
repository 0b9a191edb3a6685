"""What E-HPC is sent for a program, and what its answers make of the state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from account import VPC, VSWITCH
from core.programs import REQUIRED, queue, storage
from pulumi_ehpc._core.logic import wire
from pulumi_ehpc.inputs import EhpcClusterArgs, Queue, SharedStorage

SECRET = "S3cret-Pass!"


def sent(program: Mapping[str, Any]) -> dict[str, Any]:
    return wire.request(EhpcClusterArgs, program)


def told(live: Mapping[str, Any], known: Mapping[str, Any] | None = None) -> dict[str, Any]:
    return wire.answer(EhpcClusterArgs, live, known or {})


def test_a_request_holds_what_the_program_gives_and_nothing_else() -> None:
    assert sent({}) == {}
    assert sent(REQUIRED) == {"ClusterVpcId": VPC, "ClusterVSwitchId": VSWITCH}
    assert sent({"maxCount": None, "manager": {"dns": None}, "queues": [queue("a", minCount=None)]}) == {
        "Manager": {},
        "Queues": [{"QueueName": "a"}],
    }


def test_false_zero_the_empty_text_and_the_empty_list_are_sent() -> None:
    program = {
        "deletionProtection": False,
        "maxCount": 0,
        "clientVersion": "",
        "sharedStorages": [],
        "tags": {},
        "queues": [queue("a", initialCount=0, enableScaleIn=False, hostnamePrefix="", keepAliveNodes=[])],
    }
    assert sent(program) == {
        "DeletionProtection": False,
        "MaxCount": 0,
        "ClientVersion": "",
        "SharedStorages": [],
        "Tags": [],
        "Queues": [
            {"QueueName": "a", "InitialCount": 0, "EnableScaleIn": False, "HostnamePrefix": "", "KeepAliveNodes": []}
        ],
    }


def test_the_names_that_no_rule_would_guess_are_sent_as_the_service_spells_them() -> None:
    program = {
        "clusterVswitchId": "vsw-1",
        "manager": {"dns": {"type": "NIS"}, "managerNode": {"enableHt": True}},
        "sharedStorages": [storage("/home", nasDirectory="/")],
        "queues": [queue("a", vswitchIds=["vsw-1"], ramRole="r")],
    }
    assert sent(program) == {
        "ClusterVSwitchId": "vsw-1",
        "Manager": {"DNS": {"Type": "NIS"}, "ManagerNode": {"EnableHT": True}},
        "SharedStorages": [
            {
                "MountDirectory": "/home",
                "FileSystemId": "008b63",
                "MountTargetDomain": "008b.nas.example",
                "NASDirectory": "/",
            }
        ],
        "Queues": [{"QueueName": "a", "VSwitchIds": ["vsw-1"], "RamRole": "r"}],
    }


def test_tags_are_sent_in_lower_case_letters() -> None:
    assert sent({"tags": {"Team": "render", "empty": ""}}) == {
        "Tags": [{"key": "Team", "value": "render"}, {"key": "empty", "value": ""}]
    }


def test_the_region_is_where_calls_go_and_no_parameter() -> None:
    assert sent({"region": "cn-hangzhou"}) == {}


def test_a_storage_is_attached_by_the_names_of_answers() -> None:
    asked = wire.request(SharedStorage, storage("/data", nasDirectory="/x", protocolType="NFS"), as_read=True)
    assert asked == {
        "MountDirectory": "/data",
        "FileSystemId": "008b63",
        "MountTarget": "008b.nas.example",
        "StorageDirectory": "/x",
        "ProtocolType": "NFS",
    }


@pytest.mark.parametrize(
    ("live", "values"),
    [
        ({"DeleteProtection": "true"}, {"deletionProtection": True}),
        ({"DeleteProtection": "False"}, {"deletionProtection": False}),
        ({"DeletionProtection": True}, {"deletionProtection": True}),
        ({"MaxCount": "100", "MaxCoreCount": "0"}, {"maxCount": 100, "maxCoreCount": 0}),
        ({"GrowInterval": 2.0}, {"growInterval": 2}),
        ({"ClusterDescription": ""}, {"clusterDescription": ""}),
        ({"Manager": {"ManagerNode": {"EnableHt": False}}}, {"manager": {"managerNode": {"enableHt": False}}}),
        ({"Queues": [{"QueueName": "a", "MaxCount": "3"}]}, {"queues": [{"queueName": "a", "maxCount": 3}]}),
        (
            {"Queues": [{"QueueName": "a", "ComputeNodes": [{"EnableHT": True}]}]},
            {"queues": [{"queueName": "a", "computeNodes": [{"enableHt": True}]}]},
        ),
        (
            {"SharedStorages": [{"MountDirectory": "/opt", "MountTarget": "m", "StorageDirectory": "/x"}]},
            {"sharedStorages": [{"mountDirectory": "/opt", "mountTargetDomain": "m", "nasDirectory": "/x"}]},
        ),
        (
            {"ClusterName": None, "RequestId": "0A1B", "Manager": {"DNS": {"Status": "running"}}},
            {"manager": {"dns": {}}},
        ),
    ],
)
def test_answers_are_read_by_their_own_names_and_types(live: dict[str, Any], values: dict[str, Any]) -> None:
    assert told(live) == values


def test_what_no_answer_tells_stays_what_the_program_said() -> None:
    program = {
        **REQUIRED,
        "region": "cn-hangzhou",
        "tags": {"team": "render"},
        "isEnterpriseSecurityGroup": True,
        "clusterCredentials": {"password": SECRET},
        "manager": {"managerNode": {"imageId": "m-1", "dataDisks": [{"size": 40}]}},
    }
    live = {"ClusterVpcId": "vpc-test", "Tags": [], "MaxCount": "9"}
    assert told(live, program) == {**program, "maxCount": 9}


def test_what_no_call_changes_stays_as_it_was_sent_whatever_is_answered() -> None:
    program = {**REQUIRED, "manager": {"scheduler": {"type": "SLURM"}, "managerNode": {"imageId": "m-1"}}}
    live = {"ClusterVpcId": "VPC", "Manager": {"Scheduler": {"Type": "PBS"}, "ManagerNode": {"ImageId": "m-2"}}}
    assert told(live, program) == program


def test_another_spelling_of_the_same_keeps_the_programs() -> None:
    program = {"manager": {"scheduler": {"type": "SLURM"}, "dns": {"type": "NIS"}}, "maxCount": 5}
    live = {"Manager": {"Scheduler": {"Type": "slurm22"}, "DNS": {"Type": "nis"}}, "MaxCount": "5"}
    assert told(live, program) == program
    assert told(live)["manager"] == {"scheduler": {"type": "SLURM"}, "dns": {"type": "NIS"}}


def test_items_come_in_the_programs_order_and_strangers_after_them() -> None:
    program = {"queues": [queue("b"), queue("a")]}
    live = {"Queues": [{"QueueName": name} for name in ("z", "a", "y", "b")]}
    assert [q["queueName"] for q in told(live, program)["queues"]] == ["b", "a", "z", "y"]


def test_an_item_keeps_what_was_known_of_it_by_its_name() -> None:
    known = [queue("b", maxCount=9), queue("a", interConnect="eRDMA")]
    field = next(f for f in EhpcClusterArgs.__fields__ if f.kind is Queue)  # type: ignore[attr-defined]
    live = [{"QueueName": "new"}, {"QueueName": "a", "InterConnect": "erdma"}]
    assert wire.answer_items(field, live, known) == [known[1], queue("new")]


def test_a_refresh_gives_back_the_programs_keys_with_live_values() -> None:
    program = {
        **REQUIRED,
        "maxCount": 5,
        "tags": {"team": "render"},
        "clusterCredentials": {"password": SECRET},
        "manager": {"scheduler": {"version": "22"}},
        "queues": [queue("a", maxCount=1)],
    }
    live = {
        **program,
        "maxCount": 6,
        "clusterName": "somebody-elses",
        "manager": {"scheduler": {"type": "SLURM", "version": "23"}, "dns": {"type": "NIS"}},
        "queues": [queue("a", maxCount=2, minCount=0), queue("stranger", maxCount=3)],
    }
    assert wire.given(EhpcClusterArgs, live, program) == {
        **program,
        "maxCount": 6,
        "manager": {"scheduler": {"version": "23"}},
        "queues": [queue("a", maxCount=2), queue("stranger", maxCount=3)],
    }


def test_a_refresh_carries_over_what_no_call_tells() -> None:
    program = {"region": "cn-hangzhou", "tags": {"a": "b"}, "clusterCredentials": {"password": SECRET}}
    assert wire.given(EhpcClusterArgs, {}, program) == program


def test_after_a_refresh_an_item_that_somebody_removed_is_gone() -> None:
    program = {"queues": [queue("a", maxCount=1), queue("b", maxCount=1)]}
    live = {"queues": [queue("b", maxCount=7)]}
    assert wire.given(EhpcClusterArgs, live, program) == live
