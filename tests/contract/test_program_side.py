"""What a program hands to the engine, and what it gets back: args classes and dicts, outputs with their types."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pulumi
import pytest
from pulumi.runtime import mocks

import pulumi_ehpc as ehpc

SSH = [{"ServiceName": "SSH", "NetworkACL": [{"Port": 22}]}]


class Engine(mocks.Mocks):
    """Takes a resource's inputs, and answers as the engine does: no whole numbers, and what the service decided."""

    def __init__(self) -> None:
        self.given: dict[str, Any] = {}

    def new_resource(self, args: mocks.MockResourceArgs) -> tuple[str | None, dict[Any, Any]]:
        self.given = {name: value for name, value in args.inputs.items() if name != "__provider" and value is not None}
        node = {**self.given.get("manager", {}).get("managerNode", {}), "instanceId": "i-1"}
        decided = {"clusterStatus": "running", "maxCount": 100.0, "manager": {"managerNode": node}}
        return "ehpc-hz-1", {**args.inputs, **decided}

    def call(self, args: mocks.MockCallArgs) -> tuple[dict[Any, Any], list[tuple[str, str]] | None]:
        raise AssertionError(args.token)


Run = Callable[[Callable[[], Any]], Any]


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
def run(engine: Engine) -> Run:
    """Runs a program to its end and gives back what its output resolves to."""

    def run(program: Callable[[], Any]) -> Any:
        asyncio.set_event_loop(asyncio.new_event_loop())
        mocks.set_mocks(engine, preview=False)
        found: list[Any] = []
        test: Any = mocks.test
        test(lambda: pulumi.Output.from_input(program()).apply(found.append))()
        return found[0]

    return run


def cluster(**more: Any) -> ehpc.EhpcCluster:
    return ehpc.EhpcCluster("render", cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1", **more)


def test_args_classes_and_dicts_and_outputs_give_the_same(engine: Engine, run: Run) -> None:
    later = pulumi.Output.from_input
    as_classes: dict[str, Any] = {
        "manager": ehpc.Manager(manager_node=ehpc.Node(system_disk=ehpc.SystemDisk(size=40))),
        "queues": [ehpc.Queue(queue_name="comp", vswitch_ids=["vsw-1"], compute_nodes=[ehpc.Node(image_id="m-1")])],
        "tags": {"cost_center": "42"},
    }
    as_dicts: Callable[[], dict[str, Any]] = lambda: {  # noqa: E731
        "manager": later({"manager_node": {"system_disk": {"size": later(40)}}}),
        "queues": [
            {"queue_name": later("comp"), "vswitch_ids": (later("vsw-1"),), "compute_nodes": [{"image_id": "m-1"}]}
        ],
        "tags": {"cost_center": later("42")},
    }
    seen = []
    for program in (lambda: cluster(**as_classes), lambda: cluster(**as_dicts())):
        run(lambda program=program: program().id)  # type: ignore[misc]
        seen.append(engine.given)
    assert seen[0] == seen[1]
    assert seen[0]["queues"] == [
        {"queueName": "comp", "vswitchIds": ["vsw-1"], "computeNodes": [{"imageId": "m-1"}]},
    ]
    assert seen[0]["tags"] == {"cost_center": "42"}


@pytest.mark.parametrize(
    "spec",
    [
        lambda: SSH,
        lambda: [{**SSH[0], "ServiceName": pulumi.Output.from_input("SSH")}],
        lambda: pulumi.Output.from_input(SSH),
        lambda: json.dumps(SSH),
        lambda: pulumi.Output.from_input(json.dumps(SSH)),
    ],
    ids=["list", "an output inside", "output", "text", "output of a text"],
)
def test_a_spec_is_json_text_whatever_it_was_written_as(engine: Engine, run: Run, spec: Callable[[], Any]) -> None:
    run(lambda: cluster(addons=[{"name": "Login", "version": "1.0", "services_spec": spec()}]).id)
    assert json.loads(engine.given["addons"][0]["servicesSpec"]) == SSH


def test_a_spec_that_was_not_given_is_not_sent(engine: Engine, run: Run) -> None:
    run(lambda: cluster(addons=[ehpc.Addon(name="Login", version="1.0", services_spec=None)]).id)
    assert engine.given["addons"] == [{"name": "Login", "version": "1.0"}]


def test_a_name_that_nobody_knows_is_left_to_check(engine: Engine, run: Run) -> None:
    run(lambda: cluster(clustr_name="x", queues=[{"max_cout": 3}]).id)
    assert (engine.given["clustrName"], engine.given["queues"]) == ("x", [{"maxCout": 3}])


def test_outputs_have_attributes_and_keys_in_snake_case_and_whole_numbers(run: Run) -> None:
    def program() -> Any:
        made = cluster(
            manager={"manager_node": {"data_disks": [{"size": 40}]}}, queues=[{"queue_name": "comp", "max_count": 3}]
        )
        return pulumi.Output.all(
            most=made.max_count,
            disk=made.manager.apply(
                lambda m: [disk.size for disk in (m.manager_node and m.manager_node.data_disks) or []]
            ),
            by_key=made.manager.apply(lambda m: m["manager_node"]["data_disks"][0]["size"]),
            machine=made.manager.apply(lambda m: m.manager_node and m.manager_node.instance_id),
            unset=made.manager.apply(lambda m: m.scheduler),
            name=made.queues[0].queue_name,
            nodes=made.queues.apply(lambda queues: [queue.max_count for queue in queues or []]),
            tags=made.tags,
        )

    assert run(program) == {
        "most": 100,
        "disk": [40],
        "by_key": 40,
        "machine": "i-1",
        "unset": None,
        "name": "comp",
        "nodes": [3],
        "tags": None,
    }


QUEUES: list[dict[str, Any]] = [{"queue_name": "comp", "vswitch_ids": [], "keep_alive_nodes": []}]


def test_an_output_of_one_cluster_is_an_input_of_another(engine: Engine, run: Run) -> None:
    def program() -> Any:
        first: Any = cluster(queues=[{"queue_name": "comp", "max_count": 3}])
        return ehpc.EhpcCluster("second", cluster_vpc_id="v", cluster_vswitch_id="w", queues=first.queues).id

    run(program)
    assert engine.given["queues"] == [{"queueName": "comp", "maxCount": 3}]


def test_of_an_output_that_is_given_back_what_only_the_service_knows_is_left_out(engine: Engine, run: Run) -> None:
    def program() -> Any:
        first: Any = cluster(manager={"manager_node": {"image_id": "m-1", "enable_ht": False, "data_disks": []}})
        again = {"cluster_vpc_id": "v", "cluster_vswitch_id": "w", "manager": first.manager}
        return pulumi.Output.all(first.manager.manager_node.instance_id, ehpc.EhpcCluster("second", again).id)

    assert run(program)[0] == "i-1"
    assert engine.given["manager"] == {"managerNode": {"imageId": "m-1", "enableHt": False}}


def again() -> pulumi.Output[Any]:
    return pulumi.Output.from_input(QUEUES).apply(lambda queues: [{**queue} for queue in queues])


@pytest.mark.parametrize("queues", [lambda: QUEUES, again])
def test_an_empty_list_of_what_e_hpc_answers_empty_where_nothing_is_set_is_not_set(
    queues: Callable[[], Any], engine: Engine, run: Run
) -> None:
    run(lambda: cluster(queues=queues()).id)
    (given,) = engine.given["queues"]
    assert {name: value for name, value in given.items() if value is not None} == {
        "queueName": "comp",
        "keepAliveNodes": [],
    }


def test_a_program_says_whose_stack_it_is_where_the_backend_has_organisations(engine: Engine, run: Run) -> None:
    def of(organisation: str) -> pulumi.Output[Any]:
        mocks.set_mocks(engine, preview=False, organization=organisation)
        return cluster().id

    run(lambda: of("acme"))
    assert engine.given["__organization"] == "acme"
    run(lambda: of("organization"))
    assert "__organization" not in engine.given
