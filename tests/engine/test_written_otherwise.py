"""Programs that say the same in other words, on the real engine: nothing leaks, and nothing is made anew."""

from __future__ import annotations

from pathlib import Path

from account import PASSWORD, exported
from emulator_process import Emulator
from engine.harness import Stack, StackOf
from engine.programs import project_of

PLAIN = """
import pulumi_ehpc as ehpc
ehpc.EhpcCluster("render", cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1", max_count=5)
"""
SUBCLASSES = """
import pulumi, pulumi_ehpc as ehpc
from pulumi import dynamic

class Nothing(dynamic.ResourceProvider):
    def create(self, props): return dynamic.CreateResult("1", {})

class Other(dynamic.Resource): pass
class House(ehpc.EhpcCluster): pass
class Small(House):
    def __init__(self, name, most, **more):
        super().__init__(name, cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1", max_count=most, **more)

class Group(pulumi.ComponentResource):
    def __init__(self, name):
        super().__init__("acme:Group", name)
        Small("grouped", 6, opts=pulumi.ResourceOptions(parent=self))

Small("house", 5, opts=pulumi.ResourceOptions(aliases=[pulumi.Alias(name="render")]))
Other(Nothing(), "render", {})
Group("group")
"""
AWAITABLES = f"""
import asyncio, pulumi, pulumi_ehpc as ehpc

async def vault(value): return value
def task(value): return asyncio.get_event_loop().create_task(vault(value))

ehpc.EhpcCluster(
    "render", cluster_vpc_id=vault("vpc-1"), cluster_vswitch_id="vsw-1",
    cluster_credentials=vault({{"password": task({PASSWORD!r})}}),
    queues=vault([task({{"queue_name": "comp", "max_count": vault(3)}})]),
)
"""


GIVEN_BACK = """
import pulumi_ehpc as ehpc
node = {"instance_type": "ecs.c7.xlarge"}
place = {"cluster_vpc_id": "vpc-1", "cluster_vswitch_id": "vsw-1"}
queues = [{"queue_name": "comp", "max_count": 1, "compute_nodes": [node]}]
first = ehpc.EhpcCluster("first", **place, manager={"manager_node": node}, queues=queues)
ehpc.EhpcCluster("second", **place, manager=first.manager, queues=first.queues)
"""
MISTAKES = """
import pulumi, pulumi_ehpc as ehpc

async def vault(value): return value
later = pulumi.Output.from_input(None).apply(lambda _: {1, 2})

ehpc.EhpcCluster("render", cluster_vpc_id="vpc-1", cluster_vswitch_id=vault(b"x"), tags={"a": later})
"""


def started(program: str, folder: Path, service: Emulator, stack_of: StackOf) -> Stack:
    return stack_of(project_of(program, folder), **exported(service.url))


def test_a_class_made_from_ehpc_cluster_keeps_the_cluster_that_is_there(
    service: Emulator, stack_of: StackOf, tmp_path: Path
) -> None:
    stack = started(PLAIN, tmp_path / "program", service, stack_of)
    stack.up("--skip-preview").must_work()
    (before,) = service.clusters()
    project_of(SUBCLASSES, tmp_path / "program")
    assert stack.planned() == {"clusters-test": "same", "render": "create", "group": "create", "grouped": "create"}
    stack.up("--skip-preview").must_work()
    assert before["ClusterId"] in [cluster["ClusterId"] for cluster in service.clusters()]
    kinds = {resource["urn"].split("::", 2)[-1] for resource in stack.resources()}
    assert kinds >= {
        "pulumi-python:dynamic/ehpc:Cluster::house",
        "acme:Group$pulumi-python:dynamic/ehpc:Cluster::grouped",
        "pulumi-python:dynamic:Resource::render",
    }
    stack.preview("--expect-no-changes").must_work()


def test_what_an_awaitable_gives_is_secret_in_state_and_diff_and_sent_as_plain_values_are(
    service: Emulator, stack_of: StackOf, tmp_path: Path
) -> None:
    stack = started(AWAITABLES, tmp_path / "program", service, stack_of)
    told = stack.preview("--diff").must_work().text + stack.up("--skip-preview").must_work().text
    told += stack.run("stack", "export").must_work().text
    assert PASSWORD not in told
    (cluster,) = service.clusters()
    (inputs,) = [entry["inputs"] for entry in stack.resources() if entry.get("id") == cluster["ClusterId"]]
    assert (inputs["clusterVpcId"], inputs["queues"]) == ("vpc-1", [{"queueName": "comp", "maxCount": 3}])
    stack.preview("--expect-no-changes").must_work()


def test_what_is_wrong_with_values_that_come_later_is_told_together_and_without_a_traceback(
    service: Emulator, stack_of: StackOf, tmp_path: Path
) -> None:
    told = started(MISTAKES, tmp_path / "program", service, stack_of).preview().must_fail().text
    assert "Traceback" not in told
    assert told.split("Diagnostics:")[1].split("error: ")[1].splitlines()[:3] == [
        'EhpcCluster "render" is refused for 2 reasons:',
        "      cluster_vswitch_id cannot be a bytes: give texts, as value.decode()",
        "      tags['a'] cannot be a set: give a list, as sorted(value)",
    ]


def test_an_output_that_is_given_back_as_an_input_makes_a_cluster_like_the_first(
    service: Emulator, stack_of: StackOf, tmp_path: Path
) -> None:
    stack = started(GIVEN_BACK, tmp_path / "program", service, stack_of)
    stack.up("--skip-preview").must_work()
    assert [cluster["ClusterStatus"] for cluster in service.clusters()] == ["running", "running"]
    stack.preview("--expect-no-changes").must_work()
