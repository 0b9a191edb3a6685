"""Queues as resources of their own, beside a cluster that lists none, on the real engine."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from account import VPC, VSWITCH, exported
from emulator_process import Emulator
from engine.harness import Stack, StackOf
from engine.importing import command
from engine.programs import project_of

PROGRAM = f"""\
import json, pulumi, pulumi_ehpc as ehpc
told = json.load(open("queues.json"))
render = ehpc.EhpcCluster(
    "render", cluster_vpc_id="{VPC}", cluster_vswitch_id="{VSWITCH}", cluster_name="render", **told.get("cluster", {{}})
)
for name, args in told["queues"].items():
    if args.get("read"):
        ehpc.EhpcQueue.get(name, pulumi.Output.concat(render.id, ":", name))
        continue
    options = pulumi.ResourceOptions(**args.pop("opts", {{}}))
    if "was" in args:
        options.aliases = [pulumi.Alias(name=args.pop("was"))]
    queue = ehpc.EhpcQueue(name, cluster_id=render.id, **{{"queue_name": name, **args}}, opts=options)
    pulumi.export(name, queue.id)
"""
Write = Callable[..., None]


@pytest.fixture
def stack(tmp_path: Path, service: Emulator, stack_of: StackOf) -> Stack:
    return stack_of(project_of(PROGRAM, tmp_path / "project"), **exported(service.url))


@pytest.fixture
def write(stack: Stack) -> Write:
    """Writes the queues of the program, and what else its cluster has."""
    import json

    def told(cluster: dict[str, object] | None = None, **queues: dict[str, object]) -> None:
        (stack.directory / "queues.json").write_text(json.dumps({"cluster": cluster or {}, "queues": queues}))

    return told


def there(service: Emulator) -> dict[str, int]:
    (cluster,) = service.clusters()
    return {queue["QueueName"]: queue["MaxCount"] for queue in cluster["queues"]}


def test_they_are_made_changed_and_removed_one_by_one(stack: Stack, write: Write, service: Emulator) -> None:
    write(comp={"max_count": 3}, gpu={"max_count": 1})
    stack.up("--skip-preview").must_work()
    (cluster,) = service.clusters()
    assert stack.outputs()["comp"] == f"{cluster['ClusterId']}:comp"
    stack.preview("--expect-no-changes").must_work()
    stack.refresh("--expect-no-changes").must_work()
    write(comp={"max_count": 5}, big={"max_count": 2})
    planned = stack.planned()
    assert [planned[name] for name in ("comp", "gpu", "big")] == ["update", "delete", "create"]
    calls = len(service.journal())
    stack.up("--skip-preview").must_work()
    assert sorted(service.changing(calls)) == ["CreateQueue", "DeleteQueues", "UpdateQueue"]
    assert there(service) == {"comp": 5, "big": 2}

    write(comp={"max_count": 5}, again={"max_count": 2, "queue_name": "big"})
    assert f"queue {cluster['ClusterId']}:big is in this stack already" in stack.preview().must_fail().text
    refused = stack.up("--skip-preview", "--continue-on-error").must_fail().text
    assert there(service) == {"comp": 5, "big": 2}
    assert "aliases=[pulumi.Alias(name=OLD)] in its options keeps what exists" in refused
    assert "delete_before_replace" not in refused
    write(comp={"max_count": 5}, again={"max_count": 2, "queue_name": "big", "was": "big"})
    stack.preview("--expect-no-changes").must_work()

    stack.destroy("--skip-preview").must_work()
    assert service.clusters() == []


def test_one_that_is_there_is_taken_on_where_it_is_the_same_or_asked_for(
    stack: Stack, write: Write, service: Emulator
) -> None:
    write()
    stack.up("--skip-preview").must_work()
    (cluster,) = service.clusters()
    service.change(
        cluster["ClusterId"], Queues=[{"QueueName": "comp", "MaxCount": 3}, {"QueueName": "gpu", "MaxCount": 9}]
    )
    write(comp={"read": True})  # which makes it nobody's
    stack.up("--skip-preview").must_work()
    # What is not E-HPC's, as delete_nodes, is no difference.
    write(comp={"max_count": 3, "delete_nodes": True}, gpu={"max_count": 1, "delete_nodes": True})
    said = stack.up("--skip-preview").must_fail().text
    key = f"{cluster['ClusterId']}:gpu"
    assert f"queue {cluster['ClusterId']}:comp exists already, as the program has it: it is taken on" in said
    assert "should another stack have it too, either one's destroy deletes it" in said
    assert f"queue {key} exists already, so nothing was made; it differs from the program: max_count: 9 -> 1" in said
    assert there(service) == {"comp": 3, "gpu": 9}
    stack.configure({"ehpc:adopt": key})
    stack.up("--skip-preview").must_work()
    assert there(service) == {"comp": 3, "gpu": 1}
    stack.preview("--expect-no-changes").must_work()


def test_one_that_is_replaced_in_its_place_goes_first(stack: Stack, write: Write, service: Emulator) -> None:
    write(comp={"max_count": 3})
    stack.up("--skip-preview").must_work()
    (urn,) = (row["urn"] for row in stack.resources() if row["urn"].endswith("::comp"))
    refused = stack.up("--skip-preview", "--replace", urn).must_fail().text
    assert "To make it anew: delete_before_replace=True in its options" in refused
    assert there(service) == {"comp": 3}
    write(comp={"max_count": 3, "opts": {"delete_before_replace": True}})
    calls = len(service.journal())
    stack.up("--skip-preview", "--replace", urn).must_work()
    assert service.changing(calls) == ["DeleteQueues", "CreateQueue"]
    write(comp={"max_count": 4, "opts": {"replace_on_changes": ["max_count"]}})
    calls = len(service.journal())
    stack.up("--skip-preview").must_work()
    assert service.changing(calls) == ["DeleteQueues", "CreateQueue"]
    assert there(service) == {"comp": 4}


def test_a_cluster_that_lists_queues_and_a_queue_beside_it_are_refused_in_the_preview(
    stack: Stack, write: Write
) -> None:
    write({"queues": []}, comp={"max_count": 3})
    refused = stack.preview().must_fail().text
    assert 'EhpcQueue "comp" is in EhpcCluster "render", which has queues of its own' in refused
    assert "Traceback" not in refused


def test_one_that_moves_into_the_list_of_its_cluster_and_back_stays(
    stack: Stack, write: Write, service: Emulator
) -> None:
    write(comp={"max_count": 3}, gpu={"max_count": 1})
    stack.up("--skip-preview").must_work()
    write(cluster={"queues": [{"queue_name": "comp", "max_count": 3}, {"queue_name": "gpu", "max_count": 2}]})
    assert "queues[comp] is a resource of its own in this stack: where that one leaves the program, its entry is " in (
        stack.preview().must_work().text
    )
    said = stack.up("--skip-preview").must_work().text
    assert "is in the queues of its cluster now: it stays, and only its own entry is dropped" in said
    assert there(service) == {"comp": 3, "gpu": 2}
    stack.refresh("--expect-no-changes").must_work()
    stack.preview("--expect-no-changes").must_work()
    write(comp={"max_count": 3}, gpu={"max_count": 2})
    stack.up("--skip-preview").must_work()
    assert there(service) == {"comp": 3, "gpu": 2}
    stack.destroy("--skip-preview").must_work()
    assert service.clusters() == []


def test_a_cluster_with_queues_beside_it_is_deleted_as_the_command_says_that_refuses_it(
    stack: Stack, write: Write, service: Emulator
) -> None:
    write(comp={"max_count": 3})
    stack.up("--skip-preview").must_work()
    (cluster,) = service.clusters()
    said = command(stack, "delete", "--yes", cluster["ClusterId"], code=1)
    told = re.search("`pulumi (destroy .*?)` deletes it and what is in it", said)
    assert told, said
    stack.run(*shlex.split(told[1]), "--yes").must_work()
    assert service.clusters() == []


def test_the_list_of_a_cluster_never_removes_one_that_is_a_resource_of_its_own(
    stack: Stack, write: Write, service: Emulator
) -> None:
    write(own={"max_count": 3})
    stack.up("--skip-preview").must_work()
    write(cluster={"queues": [{"queue_name": "listed", "max_count": 1}]}, own={"max_count": 3})
    for _ in range(2):
        assert "would remove this one" in stack.up("--skip-preview").must_fail().text
        stack.refresh("--skip-preview")
        assert there(service) == {"own": 3, "listed": 1}
    write(cluster={"queues": [{"queue_name": "listed", "max_count": 1}]})
    stack.up("--skip-preview").must_work()
    assert there(service) == {"listed": 1}


def test_a_replacement_that_failed_after_the_deletion_is_taken_back(
    stack: Stack, write: Write, service: Emulator
) -> None:
    first = {"opts": {"delete_before_replace": True}, "max_count": 3}
    write(q={**first, "queue_name": "aa"})
    stack.up("--skip-preview").must_work()
    service.faults({"action": "CreateQueue", "kind": "error", "code": "NoPermission", "status": 403})
    write(q={**first, "queue_name": "bb"})
    stack.up("--skip-preview").must_fail()
    assert there(service) == {}
    write(q={**first, "queue_name": "aa"})
    stack.up("--skip-preview").must_work()
    assert there(service) == {"aa": 3}


def test_a_name_that_another_one_gives_up_in_the_same_run_is_taken_in_the_next_one(
    stack: Stack, write: Write, service: Emulator
) -> None:
    first = {"opts": {"delete_before_replace": True}, "max_count": 3}
    write(q1={**first, "queue_name": "aa"}, q2={"queue_name": "bb", "max_count": 1})
    stack.up("--skip-preview").must_work()
    write(q1={**first, "queue_name": "bb"})
    said = stack.up("--skip-preview").must_fail().text
    assert "To give it to this one: first a `pulumi up` without urn:pulumi:test::" in said
    write()
    stack.up("--skip-preview").must_work()
    write(q1={**first, "queue_name": "bb"})
    stack.up("--skip-preview").must_work()
    assert there(service) == {"bb": 3}
