"""A value, an Output and an awaitable mean the same at every depth: as secret, and in the same names."""

from __future__ import annotations

import asyncio
import types
from collections.abc import Callable, Generator
from typing import Any

import pulumi
import pytest

import pulumi_ehpc as ehpc
from account import PASSWORD
from mocked import SECRET, cluster, handed_by, refused

Later = Callable[[Any], Any]


async def coroutine(value: Any) -> Any:
    return value


async def coroutine_of_an_output(value: Any) -> Any:
    return pulumi.Output.from_input(None).apply(lambda _: value)


def future(value: Any) -> Any:
    made = asyncio.get_event_loop().create_future()
    made.set_result(value)
    return made


def task(value: Any) -> Any:
    return asyncio.get_event_loop().create_task(coroutine(value))


@types.coroutine
def generator(value: Any) -> Generator[Any, Any, Any]:
    yield from asyncio.ensure_future(coroutine(value))
    return value


def output(value: Any) -> Any:
    return pulumi.Output.from_input(None).apply(lambda _: value)


later = pytest.mark.parametrize("later", [coroutine, coroutine_of_an_output, future, task, generator, output])


def plain(value: Any) -> Any:
    return value


def everything(later: Later) -> dict[str, Any]:
    """Each kind of value once, nested ones within nested ones, and each of them given by `later`."""
    node = {"image_id": later("m-1"), "system_disk": later({"size": later(40)})}
    queue = ehpc.Queue(
        queue_name=later("comp"),
        vswitch_ids=later([later("vsw-1")]),
        compute_nodes=[later(ehpc.Node(instance_type=later("t"), enable_ht=later(False)))],
    )
    return {
        "max_count": later(7),
        "deletion_protection": later(True),
        "manager": later({"manager_node": later(node)}),
        "queues": later([later(queue), later({"queue_name": "big", "max_count": later(0)})]),
        "tags": later({"cost_center": later("42")}),
        "addons": [{"name": "Login", "services_spec": later([{"ServiceName": later("SSH")}])}],
    }


@later
def test_everything_given_by_an_awaitable_is_what_plain_values_are(later: Later) -> None:
    given = handed_by(lambda: everything(later))
    assert given == handed_by(lambda: everything(plain))
    assert given["queues"][0]["computeNodes"] == [{"instanceType": "t", "enableHt": False}]
    assert given["manager"] == {"managerNode": {"imageId": "m-1", "systemDisk": {"size": 40}}}


@later
@pytest.mark.parametrize(
    "given",
    [
        lambda later: {"password": later(PASSWORD)},
        lambda later: later({"password": PASSWORD}),
        lambda later: later({"password": later(PASSWORD)}),
        lambda later: later(ehpc.ClusterCredentials(password=later(PASSWORD))),
    ],
    ids=["itself", "in a dict", "twice", "in an args class"],
)
def test_a_password_given_by_an_awaitable_is_a_secret(later: Later, given: Callable[[Later], Any]) -> None:
    found = handed_by(lambda: {"cluster_credentials": given(later)})
    assert found["clusterCredentials"][SECRET]
    assert found["clusterCredentials"]["value"] == {"password": PASSWORD}
    assert found["__secret"] == ["clusterCredentials.password"]


@later
def test_a_secret_that_an_awaitable_gives_stays_one(later: Later) -> None:
    found = handed_by(lambda: {"tags": later({"a": pulumi.Output.secret("x"), "b": "y"})})
    assert found["tags"][SECRET]
    assert found["__secret"] == ["tags.a"]


@later
def test_what_is_wrong_with_it_is_told_by_its_path(later: Later) -> None:
    says = refused(lambda: cluster(queues=later([{"queue_name": later({"x"})}])))
    assert "queues[0].queue_name cannot be a set" in says
    says = refused(lambda: cluster(tags=later({None: "x"})))
    assert "tags has None as a key" in says


def test_an_awaitable_that_fails_fails_the_program_with_its_own_error() -> None:
    async def failing() -> str:
        raise ValueError("no vault")

    with pytest.raises(ValueError, match="no vault"):
        handed_by(lambda: {"cluster_name": failing()})
