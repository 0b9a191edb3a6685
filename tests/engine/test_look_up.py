"""`EhpcCluster.get` on the real engine: a cluster that another program made, with everything that E-HPC tells of it."""

from __future__ import annotations

from pathlib import Path

from account import KEYS, configured, exported
from contract.programs import REQUEST
from emulator_process import Emulator
from engine.harness import StackOf
from engine.programs import project_of
from pulumi_ehpc._core.api.gateway import gateway
from pulumi_ehpc.settings import resolve

PROGRAM = """\
import pulumi, pulumi_ehpc
cluster = pulumi_ehpc.EhpcCluster.get("found", pulumi.Config().require("id"))
pulumi.export("name", cluster.cluster_name)
pulumi.export("most", cluster.max_count.apply(lambda count: count + 1))
pulumi.export("queue", cluster.queues[0].queue_name)
pulumi.export("nodes", cluster.queues.apply(lambda queues: [queue.max_count for queue in queues]))
pulumi.export("scheduler", cluster.manager.apply(lambda manager: manager.scheduler.version))
pulumi.export("packages", cluster.additional_packages)
pulumi.export("description", cluster.cluster_description)
"""


def made(service: Emulator) -> str:
    """A cluster that no program of Pulumi knows."""
    cluster = {
        **REQUEST,
        "ClusterName": "console",
        "ClusterDescription": "by-hand",
        "MaxCount": 7,
        "Manager": {"Scheduler": {"Type": "SLURM", "Version": "22.05.8"}},
        "Queues": [{"QueueName": "comp", "MaxCount": 5}],
        "AdditionalPackages": [{"Name": "mpich", "Version": "4.0.3"}],
    }
    settings = resolve(configured(service.url).get, KEYS)
    return str(gateway(settings).call("CreateCluster", cluster)["ClusterId"])


def test_a_cluster_is_looked_up_and_neither_changed_nor_deleted(
    service: Emulator, stack_of: StackOf, tmp_path: Path
) -> None:
    stack = stack_of(project_of(PROGRAM, tmp_path / "program"), **exported(service.url))
    stack.configure({"id": made(service)})
    stack.up().must_work()
    assert stack.outputs() == {
        "name": "console",
        "most": 8,
        "queue": "comp",
        "nodes": [5],
        "scheduler": "22.05.8",
        "packages": [{"name": "mpich", "version": "4.0.3"}],
        "description": "by-hand",
    }
    stack.destroy().must_work()
    assert [name for name in service.actions() if not name.startswith(("Get", "List"))] == ["CreateCluster"]
    assert [cluster["ClusterStatus"] for cluster in service.clusters()] == ["running"]
