"""A refusal of the service names the input of the program, in the sentence that the user reads."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from contract.whole_life import Life
from in_process import World

IMAGE = {"code": "ImageNotFound", "status": 404, "message": "The specified image does not exist."}
KNOWN = "centos_7_6_x64_20G_alibase_20211130.vhd"


def refused(life: Life, action: str, **fault: Any) -> list[str]:
    """The sentence of an `up` whose call is refused, line by line."""
    said = {"kind": "error", "code": "InvalidParams", "status": 400, **fault}
    life.world.control("POST", "faults", [{"action": action, **said}])
    assert not life.up()
    return life.failures[-1].splitlines()


def invalid(path: str) -> dict[str, Any]:
    return {"message": f"The specified parameter {path} is invalid."}


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("Queues.0.ComputeNodes.0.InstanceType", "queues[comp].compute_nodes[0].instance_type"),
        ("Manager.ManagerNode.ImageId", "manager.manager_node.image_id"),
        ("SharedStorages[0].MountDir", "shared_storages[/home].mount_directory"),
        ("ClusterCredentials.Password", "cluster_credentials.password"),
    ],
)
def test_of_a_creation(path: str, shown: str) -> None:
    said = refused(Life(World()), "CreateCluster", **invalid(path))
    assert said[0].endswith(f"failed: The specified parameter {path} is invalid.")
    assert said[2] == f"  In the program: {shown}"
    assert said[3] == "  Correct the input that the message names and run `pulumi up` again."


def test_of_an_update_of_the_cluster_and_of_one_queue() -> None:
    life = Life(World())
    assert life.up(), life.failures
    life.program["maxCount"] = 11
    assert "  In the program: max_count" in refused(life, "UpdateCluster", **invalid("MaxCount"))
    assert life.up(), life.failures
    life.program["queues"][0]["maxCount"] = 5
    said = refused(life, "UpdateQueue", **invalid("Queue.ComputeNodes.0.InstanceType"))
    assert said[0].startswith("UpdateQueue for queues[comp] of cluster ")
    assert "  In the program: queues[comp].compute_nodes[0].instance_type" in said
    assert life.up(), life.failures
    life.program["sharedStorages"].append({**life.program["sharedStorages"][2], "mountDirectory": "/scratch"})
    said = refused(life, "AttachSharedStorages", **invalid("SharedStorages.0.StorageDirectory"))
    assert "  In the program: shared_storages[/scratch].nas_directory" in said


def _images(life: Life, manager: str, queue: str, login: str = "") -> None:
    program = life.program = copy.deepcopy(life.program)
    program["manager"]["managerNode"].pop("imageId", None)
    for path, image in ((program["manager"]["managerNode"], manager), (program["queues"][0]["computeNodes"][0], queue)):
        path.update({"imageId": image} if image else {})
    if login:
        program["addons"][0]["resourcesSpec"] = f'{{"EcsResources": [{{"ImageId": "{login}"}}]}}'


@pytest.mark.parametrize(
    ("images", "shown"),
    [
        (("m-1", ""), "manager.manager_node.image_id"),
        (("", "m-1"), "queues[comp].compute_nodes[0].image_id"),
        (("m-1", "m-2"), "manager.manager_node.image_id, queues[comp].compute_nodes[0].image_id"),
        (("", "", "m-1"), "addons[Login].resources_spec"),
    ],
)
def test_an_unknown_image_is_one_of_those_that_the_program_gives(images: tuple[str, ...], shown: str) -> None:
    life = Life(World())
    _images(life, *images)
    assert refused(life, "CreateCluster", **IMAGE)[2:] == [
        f"  In the program: {shown}",
        "  Choose an image that E-HPC supports in this region.",
    ]


def test_an_unknown_image_that_an_update_brings_to_a_queue_is_the_queues() -> None:
    life = Life(World())
    assert life.up(), life.failures
    _images(life, KNOWN, "m-new")
    assert "  In the program: queues[comp].compute_nodes[0].image_id" in refused(life, "UpdateQueue", **IMAGE)
