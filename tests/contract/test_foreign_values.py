"""A value that E-HPC has nothing for is refused in one sentence with cluster, path and remedy, all of them at once."""

from __future__ import annotations

import decimal
import pathlib
import uuid
from collections.abc import Callable
from enum import Enum
from typing import Any

import pulumi
import pytest

import pulumi_ehpc as ehpc
from account import PASSWORD
from mocked import cluster, handed, refused

# Type checkers know that these calls are wrong.
make: Any = ehpc.EhpcCluster
args: Any = ehpc.EhpcClusterArgs
queue: Any = ehpc.Queue


class Scalar:
    """As NumPy's numbers and arrays are."""

    dtype = "int64"

    def __init__(self, ndim: int) -> None:
        self.ndim = ndim

    def tolist(self) -> list[int]:
        return [1]


class Team(Enum):
    TEAM = "team"
    COUNT = 3


class Other(pulumi.ComponentResource):
    def __init__(self, name: str) -> None:
        super().__init__("acme:Other", name)


def output(value: Any = "x") -> pulumi.Output[Any]:
    return pulumi.Output.from_input(value)


def later(value: Any) -> pulumi.Output[Any]:
    """Output.from_input would look into the value itself."""
    return output(None).apply(lambda _: value)


LOGIN = {"name": "Login", "version": "1.0"}

FOREIGN: dict[str, tuple[Callable[[], dict[str, Any]], str]] = {
    "bytes": (lambda: {"cluster_name": b"x"}, "cluster_name cannot be a bytes: give texts, as value.decode()"),
    "a decimal": (lambda: {"max_count": decimal.Decimal(1)}, "max_count cannot be a Decimal: give a number, as float"),
    "a path": (
        lambda: {"queues": [{"queue_name": pathlib.PurePosixPath("a")}]},
        "queues[0].queue_name cannot be a Pure",
    ),
    "a UUID": (lambda: {"cluster_name": uuid.UUID(int=1)}, "cluster_name cannot be a UUID: give a text, as str(value)"),
    "a set": (lambda: {"queues": {1}}, "queues cannot be a set: give a list, as sorted(value)"),
    "an iterator": (lambda: {"queues": iter([])}, "queues cannot be a list_iterator: give a list, as list(value)"),
    "dict values": (lambda: {"queues": {}.values()}, "queues cannot be a dict_values: give a list, as list(value)"),
    "a number of numpy": (lambda: {"max_count": Scalar(0)}, "max_count cannot be a Scalar: give value.item()"),
    "an array of numpy": (lambda: {"queues": Scalar(1)}, "queues cannot be a Scalar: give value.tolist()"),
    "an asset": (
        lambda: {"cluster_custom_configuration": {"script": pulumi.StringAsset("x")}},
        "cluster_custom_configuration.script cannot be a StringAsset: E-HPC takes no files, give a text",
    ),
    "a resource": (
        lambda: {"security_group_id": Other("group")},
        "security_group_id cannot be a resource (group): give its .id, or the output that is meant",
    ),
    "a class": (lambda: {"manager": ehpc.Manager}, "manager cannot be the class Manager: make one, as Manager(...)"),
    "a function": (lambda: {"cluster_name": lambda: "x"}, "cluster_name cannot be a function: give what it returns"),
    "an output in an f-string": (
        lambda: {"cluster_name": f"render-{output()}"},
        'cluster_name holds an Output in an f-string or str(): give pulumi.Output.format("...{0}", output)',
    ),
    "an output in a repr": (lambda: {"tags": {"a": f"{output()!r}"}}, "tags['a'] holds an Output in an f-string"),
    "None in a list": (lambda: {"queues": [{"queue_name": "a"}, None]}, "queues[1] is None: leave it out of the list"),
    "None in a list of texts": (
        lambda: {"queues": [{"queue_name": "a", "vswitch_ids": [None]}]},
        "queues[0].vswitch_ids[0] is None",
    ),
    "no names": (
        lambda: {"queues": [queue("comp", 0, 10)]},
        "queues[0] has values without names: write Queue(queue_name=...)",
    ),
    "a key of None": (lambda: {"tags": {None: "x"}}, "tags has None as a key, which is a NoneType: give keys as texts"),
    "a key that is a number": (lambda: {"tags": {1: "x"}}, "tags has 1 as a key, which is an int: give keys as texts"),
    "a key that is an Enum of numbers": (lambda: {"tags": {Team.COUNT: "x"}}, "tags has 3 as a key, which is an int"),
    "a key that is an Output": (lambda: {"tags": {output(): "x"}}, "tags has an Output as a key: give the whole dict"),
    "a key twice": (lambda: {"tags": {Team.TEAM: "x", "team": "y"}}, "tags has 'team' as a key twice"),
    "a key in JSON": (
        lambda: {"addons": [{**LOGIN, "services_spec": [{1: 2}]}]},
        "addons[0].services_spec[0] has 1 as a key",
    ),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_it_is_one_sentence_with_cluster_path_and_remedy(name: str) -> None:
    given, says = FOREIGN[name]
    told = refused(lambda: cluster(**given()))
    assert told.startswith(f'EhpcCluster "render": {says}')
    assert "\n" not in told


@pytest.mark.parametrize("name", sorted(set(FOREIGN) - {"a resource", "an output in an f-string", "an iterator"}))
def test_it_is_the_same_sentence_when_it_becomes_known_later(name: str) -> None:
    given, says = FOREIGN[name]

    assert refused(lambda: cluster(**{name: later(value) for name, value in given().items()})).startswith(
        f'EhpcCluster "render": {says}'
    )


MANY: dict[str, Any] = {
    "cluster_name": b"x",
    "queues": [{"queue_name": {1}}, {"queue_name": "a", "max_count": float("nan")}],
    "tags": {"a": b"x", "b": "y", 1: "z"},
}
ALL = [
    'EhpcCluster "render" is refused for 5 reasons:',
    "  cluster_name cannot be a bytes: give texts, as value.decode()",
    "  queues[0].queue_name cannot be a set: give a list, as sorted(value)",
    "  queues[1].max_count is nan, which is no number: leave it out, or give one",
    "  tags['a'] cannot be a bytes: give texts, as value.decode()",
    "  tags has 1 as a key, which is an int: give keys as texts",
]


def test_all_of_them_are_told_at_once() -> None:
    assert refused(lambda: cluster(**MANY)).splitlines() == ALL


def test_all_of_them_are_told_at_once_when_they_become_known_later() -> None:
    told = refused(lambda: cluster(**{name: later(value) for name, value in MANY.items()}))
    assert sorted(told.splitlines()) == sorted(ALL)


def test_rules_are_told_with_them() -> None:
    queues = [None, {"queue_name": "gpu", "max_count": -1, "hostname_prefix": uuid.UUID(int=0)}]
    told = refused(lambda: cluster(cluster_name=b"x", cluster_nmae="x", queues=queues, tags={"a": "x" * 129}))
    assert sorted(told.splitlines()[1:]) == [
        "  cluster_name cannot be a bytes: give texts, as value.decode()",
        "  cluster_nmae: is not an input of EhpcCluster; did you mean cluster_name?",
        "  queues[0] is None: leave it out of the list",
        "  queues[1].hostname_prefix cannot be a UUID: give a text, as str(value)",
        "  queues[1].max_count: must be at least 0, got -1",
        "  tags['a']: must have at most 128 characters (as a value)",
    ]


def test_a_refused_password_is_not_told() -> None:
    assert PASSWORD not in refused(lambda: cluster(cluster_credentials={"password": PASSWORD.encode()}))


def test_null_in_json_is_null() -> None:
    assert handed(addons=[{"services_spec": [None]}])["addons"] == [{"servicesSpec": "[null]"}]


def test_the_keys_of_an_enum_are_its_values() -> None:
    assert handed(tags={Team.TEAM: "render"})["tags"] == {"team": "render"}


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: make("a", opts={}), "opts cannot be a dict: give pulumi.ResourceOptions(...)"),
        (lambda: make.get("a", "ehpc-hz-1", {}), 'EhpcCluster "a": opts cannot be a dict: give'),
        (lambda: make("a", {}, pulumi.ResourceOptions(import_="ehpc-hz-1")), "-m pulumi_ehpc import ehpc-hz-1`"),
        (lambda: make("a", {}, "x"), "opts cannot be a str: give pulumi.ResourceOptions(...)"),
        (lambda: make("a", "vpc-1", "vsw-1", 3), "its arguments are given by their names, as"),
        (lambda: make("a", ["vpc-1"]), "its arguments are given by their names, as cluster_vpc_id=..."),
        (lambda: make("a", args("v")), "has values without names: write EhpcClusterArgs("),
        (lambda: make("a", output({})), "its arguments cannot be one Output: give each by its name"),
        (lambda: make(output()), "its name in the program cannot be an Output: give a text"),
        (lambda: make(f"a-{output()}"), "its name in the program cannot hold an Output: give a text"),
        (lambda: make(""), "its name in the program cannot be empty"),
        (lambda: make("a", {1: "x"}), "the dict of arguments has 1 as a key, which is an int"),
    ],
)  # fmt: skip
def test_a_call_that_means_nothing_is_refused_in_a_sentence(call: Callable[[], Any], says: str) -> None:
    assert says in refused(call)
