"""Objects may be written as whatever holds the right names: a program moves over from ClusterV2 by one word."""

from __future__ import annotations

import collections
import dataclasses
from collections.abc import Callable
from typing import Any, NamedTuple, TypedDict

import pulumi
import pulumi_alicloud as alicloud
import pydantic
import pytest

import pulumi_ehpc as ehpc
from account import PASSWORD
from mocked import SECRET, asked, cluster, handed, handed_by, refused

# Args classes as Pulumi's generated packages have them, with the names of pulumi_alicloud.ehpc.


def generated(name: str, **properties: str) -> Any:
    """An args class; its properties by their names in Python, with Pulumi's."""

    def keep(self: Any, **given: Any) -> None:
        for name, value in given.items():
            pulumi.set(self, name, value)

    rows = {python: pulumi.property(name) for python, name in properties.items()}
    return pulumi.input_type(type(name, (), {"__init__": keep, "__annotations__": dict.fromkeys(rows, Any), **rows}))


ClusterV2SystemDiskArgs = generated("ClusterV2SystemDiskArgs", size="size")
ClusterV2NodeArgs = generated("ClusterV2NodeArgs", image_id="imageId", system_disk="systemDisk")
ClusterV2ManagerArgs = generated("ClusterV2ManagerArgs", manager_node="managerNode")


@dataclasses.dataclass
class DiskRecord:
    size: int
    level: str | None = None


@dataclasses.dataclass
class NodeRecord:
    system_disk: Any
    image_id: str = "m-1"
    enable_ht: bool | None = None


@dataclasses.dataclass
class ManagerRecord:
    manager_node: NodeRecord


class DiskTuple(NamedTuple):
    size: int
    level: str | None = None


NodeTuple = collections.namedtuple("NodeTuple", ["image_id", "system_disk"])
ManagerTuple = collections.namedtuple("ManagerTuple", ["manager_node"])


class DiskDict(TypedDict):
    size: int


def models() -> Any:
    disk = pydantic.create_model("Disk", size=(int, ...), level=(str | None, None))
    node = pydantic.create_model("Node", image_id=(str, "m-1"), system_disk=(disk, ...))
    manager = pydantic.create_model("Manager", manager_node=(node, ...))
    return manager(manager_node=node(system_disk=disk(size=40)))


def attributes() -> Any:
    attr: Any = pytest.importorskip("attr")
    disk, node = attr.make_class("Disk", ["size"]), attr.make_class("Node", ["image_id", "system_disk"])
    return attr.make_class("Manager", ["manager_node"])(node("m-1", disk(40)))


MANAGERS: dict[str, Callable[[], Any]] = {
    "args classes": lambda: ehpc.Manager(manager_node=ehpc.Node(image_id="m-1", system_disk=ehpc.SystemDisk(size=40))),
    "ClusterV2's": lambda: ClusterV2ManagerArgs(
        manager_node=ClusterV2NodeArgs(image_id="m-1", system_disk=ClusterV2SystemDiskArgs(size=40))
    ),
    "dataclasses": lambda: ManagerRecord(NodeRecord(DiskRecord(40))),
    "named tuples": lambda: ManagerTuple(NodeTuple("m-1", DiskTuple(40))),
    "typed dicts": lambda: {"manager_node": {"image_id": "m-1", "system_disk": DiskDict(size=40)}},
    "pydantic": models,
    "attrs": attributes,
    "each within another": lambda: {"manager_node": ehpc.Node(image_id="m-1", system_disk=DiskTuple(40))},
}


@pytest.mark.parametrize("later", [False, True], ids=["at once", "later"])
@pytest.mark.parametrize("form", MANAGERS)
def test_an_object_may_be_written_as(form: str, later: bool) -> None:
    def written() -> dict[str, Any]:
        manager = MANAGERS[form]()
        return {"manager": pulumi.Output.from_input(None).apply(lambda _: manager) if later else manager}

    assert handed_by(written)["manager"] == {"managerNode": {"imageId": "m-1", "systemDisk": {"size": 40}}}


def test_outputs_and_secrets_within_them_are_what_they_are() -> None:
    later = pulumi.Output.from_input
    given = handed_by(
        lambda: {
            "queues": [
                {"compute_nodes": [ClusterV2NodeArgs(system_disk=later(ClusterV2SystemDiskArgs(size=later(40))))]}
            ],
            "cluster_credentials": dataclasses.make_dataclass("Login", ["password"])(later(PASSWORD)),
        }
    )
    assert given["queues"] == [{"computeNodes": [{"systemDisk": {"size": 40}}]}]
    assert given["clusterCredentials"][SECRET]


def test_pydantics_secrets_are_secrets() -> None:
    login = pydantic.create_model("Login", password=(pydantic.SecretStr, ...))(password=PASSWORD)
    given = handed(cluster_credentials=login)
    assert given["clusterCredentials"]["value"] == {"password": PASSWORD}
    assert given["clusterCredentials"][SECRET]


def test_all_arguments_may_be_written_so() -> None:
    record = dataclasses.make_dataclass("Arguments", ["cluster_vpc_id", "cluster_vswitch_id", ("tags", Any, None)])
    for arguments in (record("v", "w"), ehpc.EhpcClusterArgs(cluster_vpc_id="v", cluster_vswitch_id="w")):
        (found,) = asked(lambda arguments=arguments: ehpc.EhpcCluster("a", arguments))  # type: ignore[misc]
        assert found.inputs == {"clusterVpcId": "v", "clusterVswitchId": "w"}


def test_a_wrong_name_is_left_to_check_whatever_it_was_written_as() -> None:
    wrong = dataclasses.make_dataclass("Wrong", ["queue_nam"])("comp")
    assert handed(queues=[wrong])["queues"] == [{"queueNam": "comp"}]


def test_tags_may_be_written_so_too_and_keep_their_names() -> None:
    assert handed(tags=dataclasses.make_dataclass("Tags", ["cost_center"])("42"))["tags"] == {"cost_center": "42"}


def test_a_mistake_within_is_told_by_its_path() -> None:
    says = refused(lambda: cluster(manager=ManagerRecord(NodeRecord({1}))))
    assert "manager.manager_node.system_disk cannot be a set" in says


def test_what_only_e_hpc_knows_and_empty_texts_are_left_out_of_args_classes_of_other_packages() -> None:
    theirs = alicloud.ehpc.ClusterV2ManagerManagerNodeArgs(
        instance_type="ecs.c7.xlarge", instance_id="i-1", expired_time="2099-01-01", spot_strategy="", period=0
    )
    inputs = handed_by(lambda: {"manager": alicloud.ehpc.ClusterV2ManagerArgs(manager_node=theirs)})
    assert inputs["manager"] == {"managerNode": {"instanceType": "ecs.c7.xlarge", "period": 0}}
