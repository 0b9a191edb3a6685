"""The commands that look at a cluster: its nodes, how it is, what was done to it; and that release nodes when asked."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator

import pytest

from account import FAST, KEYS
from contract.programs import REQUEST
from ehpc_emulator.ids import account_of
from emulator_process import Emulator
from pulumi_ehpc.__main__ import main
from pulumi_ehpc._core.api.gateway import Gateway
from pulumi_ehpc._core.api.sdk import Sdk
from pulumi_ehpc.settings import resolve
from pulumi_ehpc.testing import Variants

NODE = {"InstanceType": "ecs.c7.xlarge"}
QUEUES = [
    {"QueueName": "comp", "InitialCount": 2, "MaxCount": 9, "MinCount": 1, "ComputeNodes": [NODE]},
    {"QueueName": "gpu", "InitialCount": 1, "MaxCount": 2, "ComputeNodes": [NODE]},
]
SOFTWARE = {"AdditionalPackages": [{"Name": "mpich", "Version": "4.0.3"}]}
LOGIN = {
    "Name": "Login",
    "Version": "1.0",
    "ServicesSpec": json.dumps([{"ServiceName": "SSH", "NetworkACL": []}]),
    "ResourcesSpec": json.dumps(
        {"EipResource": {"AutoCreate": True}, "EcsResources": [{"InstanceType": "ecs.c7.xlarge"}]}
    ),
}


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Emulator]:
    with Emulator("immediate") as emulator:
        told = {**KEYS, **FAST, "EHPC_ENDPOINT": emulator.url, "ALIBABA_CLOUD_REGION_ID": "cn-hangzhou"}
        for name, value in told.items():
            monkeypatch.setenv(name, value)
        yield emulator


@pytest.fixture
def cluster(service: Emulator) -> str:
    settings = resolve(lambda _: None, os.environ)
    at = Gateway(settings, Sdk(settings))
    id_: str = at.call("CreateCluster", {**REQUEST, "Queues": QUEUES, "Addons": [LOGIN], **SOFTWARE})["ClusterId"]
    looks = (at.call("GetCluster", {"ClusterId": id_})["ClusterStatus"] for _ in range(100))
    assert "running" in looks
    return id_


def hosts(service: Emulator) -> list[str]:
    (cluster,) = service.clusters()
    return sorted(f"{node['QueueName']} {node['Hostname']}" for node in cluster["nodes"])


def test_status_tells_queues_with_their_nodes_and_where_to_log_in(
    cluster: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["status", cluster]) == 0
    said = capsys.readouterr().out
    assert f"cluster {cluster}" in said
    assert "CreateCluster  Finished" in said
    assert "comp   running 2  1      9" in said
    assert "mpich     4.0.3    Installed" in said
    assert "Login" in said
    assert "SSH " in said
    assert main(["status", cluster, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [queue["QueueName"] for queue in told["queues"]] == ["comp", "gpu"]
    assert told["additional_packages"][0]["Status"] == "Installed"
    assert told["addons"][0]["ResourcesSpec"]["EipResource"]["EipAddress"]


def test_nodes_are_listed_and_released_by_name_or_by_queue(
    cluster: str, service: Emulator, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["nodes", cluster, "--json"]) == 0
    nodes = json.loads(capsys.readouterr().out)
    assert len(nodes) == 3
    first = next(node for node in nodes if node["QueueName"] == "comp")
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    assert main(["nodes", cluster, "--delete", first["Hostname"]]) == 1
    assert len(hosts(service)) == 3
    assert main(["nodes", cluster, "--delete"]) == 1
    assert main(["nodes", cluster, "--delete", "nobody", "--yes"]) == 1
    assert len(hosts(service)) == 3
    capsys.readouterr()
    assert main(["nodes", cluster, "--delete", first["Hostname"], "--yes"]) == 0
    assert f"{first['Hostname']}: gone" in capsys.readouterr().out
    assert len(hosts(service)) == 2
    assert main(["nodes", cluster, "--queue", "comp", "--delete", "--yes"]) == 0
    assert "Scaling may start others in comp" in capsys.readouterr().out
    assert [host.split()[0] for host in hosts(service)] == ["gpu"]
    assert main(["nodes", cluster, "--queue", "comp"]) == 0
    assert f"queue comp of cluster {cluster} has no nodes." in capsys.readouterr().out
    assert main(["nodes", cluster, "--queue", "cmop"]) == 1
    assert f"cluster {cluster} has no queue cmop: it has comp, gpu" in capsys.readouterr().err


def test_a_yes_to_nothing_is_refused_for_a_script_that_lost_its_delete_released_nothing(
    cluster: str, service: Emulator, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["nodes", cluster, "--queue", "comp", "--yes"])
    told = "nodes: error: --yes is for --delete: give --delete to release nodes, or leave --yes out"
    assert told in capsys.readouterr().err
    assert len(hosts(service)) == 3


def test_the_nodes_of_one_queue_are_released_though_the_list_has_all(
    cluster: str, service: Emulator, capsys: pytest.CaptureFixture[str]
) -> None:
    Variants(service).use("nodes-of-every-queue")
    assert main(["nodes", cluster, "--queue", "gpu", "--json"]) == 0
    assert [node["QueueName"] for node in json.loads(capsys.readouterr().out)] == ["gpu"]
    assert main(["nodes", cluster, "--queue", "gpu", "--delete", "--yes"]) == 0
    assert [host.split()[0] for host in hosts(service)] == ["comp", "comp"]


def test_the_log_tells_the_stages_of_what_failed(
    cluster: str, service: Emulator, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["logs", cluster]) == 0
    assert "CreateCluster  Finished" in capsys.readouterr().out
    assert main(["logs", cluster, "--json", "--last", "1"]) == 0
    (last,) = json.loads(capsys.readouterr().out)
    assert last["LogDetail"]
    with pytest.raises(SystemExit):
        main(["logs", cluster, "--last", "0"])
    assert "0 is no count: give 1 or more" in capsys.readouterr().err


@pytest.mark.parametrize("verb", ["status", "nodes", "logs"])
def test_a_cluster_that_is_not_there_is_one_sentence(
    verb: str, service: Emulator, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main([verb, "ehpc-hz-nobodys"])
    told = capsys.readouterr()
    if verb == "logs":
        assert "E-HPC has no log of cluster ehpc-hz-nobodys" in told.out
    else:
        assert (code, told.err) == (
            1,
            f"error: there is no cluster ehpc-hz-nobodys in cn-hangzhou, account {account_of('test')}\n",
        )
