"""What a program's outputs are in a preview: known where the program or the state tells them, unknown where only the
service will."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

import pulumi
import pytest
from pulumi.runtime import mocks, stack

import pulumi_ehpc as ehpc

UNKNOWN = "unknown"
ARGS: dict[str, Any] = {
    "max_count": 3,
    "tags": {"team": "a"},
    "manager": {"manager_node": {"image_id": "m-1", "system_disk": {"size": 40}}, "dns": {"type": "NIS"}},
    "queues": [
        {"queue_name": "comp", "vswitch_ids": ["vsw-1"], "compute_nodes": [{"instance_type": "ecs.c7.large"}]},
        ehpc.Queue(queue_name="big"),
    ],
    "addons": [{"name": "Login", "version": "1.0"}],
    "cluster_credentials": {"password": "Sesame-2024"},
}


class Engine(mocks.Mocks):
    """Gives the inputs back for the outputs, as the engine does in a preview of a dynamic resource; or what it has."""

    def __init__(self, has: Mapping[str, Any]) -> None:
        self._has = has

    def new_resource(self, args: mocks.MockResourceArgs) -> tuple[str | None, dict[Any, Any]]:
        inputs = {name: value for name, value in args.inputs.items() if value is not None}
        return "ehpc-hz-1", {**inputs, **self._has}

    def call(self, args: mocks.MockCallArgs) -> tuple[dict[Any, Any], list[tuple[str, str]] | None]:
        raise AssertionError(args.token)


def told(
    of: Callable[[ehpc.EhpcCluster], Any], *, preview: bool = True, has: Mapping[str, Any] | None = None, **more: Any
) -> Any:
    """What an output of a cluster is: its value, or UNKNOWN."""
    asyncio.set_event_loop(asyncio.new_event_loop())
    mocks.set_mocks(Engine(has or {}), preview=preview)
    found: list[Any] = []

    async def look(output: pulumi.Output[Any]) -> None:
        found.append(await output.future() if await output.is_known() else UNKNOWN)

    def program() -> Any:
        made = ehpc.EhpcCluster("render", cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1", **{**ARGS, **more})
        return pulumi.Output.from_input(look(pulumi.Output.from_input(of(made))))

    test: Any = mocks.test
    test(program)()
    return found[0]


GIVEN: dict[str, tuple[Callable[[Any], Any], Any]] = {
    "a number": (lambda c: c.max_count, 3),
    "a map": (lambda c: c.tags["team"], "a"),
    "lifted": (lambda c: c.manager.manager_node.image_id, "m-1"),
    "lifted deeper": (lambda c: c.manager.manager_node.system_disk.size, 40),
    "indexed": (lambda c: c.queues[0].queue_name, "comp"),
    "indexed by key": (lambda c: c.queues[0]["vswitch_ids"][0], "vsw-1"),
    "indexed by the state's name": (lambda c: c.queues[0]["vswitchIds"][0], "vsw-1"),
    "of an args class": (lambda c: c.queues[1].queue_name, "big"),
    "through lists": (lambda c: c.queues[0].compute_nodes[0].instance_type, "ecs.c7.large"),
    "applied": (lambda c: c.queues[0].queue_name.apply(str.upper), "COMP"),
    "what nobody answers": (lambda c: c.cluster_credentials.password.apply(len), 11),
}
FILLED_IN: dict[str, Callable[[Any], Any]] = {
    "at the top": lambda c: c.security_group_id,
    "only the service knows": lambda c: c.create_time,
    "lifted": lambda c: c.manager.manager_node.instance_id,
    "lifted from what was not given": lambda c: c.manager.scheduler.type,
    "an object that was not given": lambda c: c.manager.directory_service,
    "beside what was given": lambda c: c.manager.dns.version,
    "indexed": lambda c: c.queues[1].vswitch_ids,
    "indexed deeper": lambda c: c.queues[1].vswitch_ids[0],
    "indexed by key": lambda c: c.queues[1]["vswitch_ids"][0],
    "indexed by the state's name": lambda c: c.queues[1]["vswitchIds"],
    "through lists": lambda c: c.queues[0].compute_nodes[0].image_id,
    "applied": lambda c: c.manager.apply(lambda m: m.manager_node.instance_id.upper()),
    "applied by key": lambda c: c.queues.apply(lambda queues: queues[1]["vswitch_ids"][0]),
    "applied to all": lambda c: pulumi.Output.all(c.manager, c.id).apply(lambda both: both[0].scheduler.type),
    "in a sentence": lambda c: pulumi.Output.format("ssh root@{0}", c.manager.manager_node.instance_id),
    "the account": lambda c: c.account_id,
    "the manager's machine": lambda c: c.manager_instance_id,
    "of the login node": lambda c: c.login.public_ip,
    "by a service's name": lambda c: c.login.access_urls["SSH"],
    "by an add-on's name": lambda c: c.addon_ids["Login"],
    "how to log in": lambda c: c.ssh_command,
    "asked for when the engine has answered": lambda c: c.urn.apply(lambda _: c.create_time),
    "of a cluster that is exported whole": lambda c: stack.massage(c, [])["createTime"],
    "in JSON": lambda c: pulumi.Output.json_dumps({"node": c.manager.manager_node.instance_id}),
}


@pytest.mark.parametrize("where", GIVEN)
def test_what_the_program_gave_is_known(where: str) -> None:
    of, value = GIVEN[where]
    assert told(of) == value


@pytest.mark.parametrize("where", FILLED_IN)
def test_what_the_service_fills_in_is_not_known(where: str) -> None:
    assert told(FILLED_IN[where]) == UNKNOWN


def test_what_is_not_known_of_one_cluster_is_not_known_as_an_input_of_another() -> None:
    def second(first: ehpc.EhpcCluster) -> Any:
        queue: ehpc.QueueDict = {"queue_name": "comp", "max_count": first.max_core_count}
        return ehpc.EhpcCluster("second", cluster_vpc_id="v", cluster_vswitch_id="w", queues=[queue]).queues[0]

    assert told(lambda c: second(c).max_count) == UNKNOWN
    assert told(lambda c: second(c).queue_name) == "comp"


STATE = {"clusterStatus": "running", "securityGroupId": "sg-1", "manager": {"managerNode": {"instanceId": "i-1"}}}


def test_where_the_state_tells_all_nothing_is_unknown() -> None:
    assert told(lambda c: c.manager.manager_node.instance_id, has=STATE) == "i-1"
    assert told(lambda c: c.manager.scheduler, has=STATE) is None
    assert told(lambda c: c.queues[1].vswitch_ids, has=STATE) is None
    assert told(lambda c: c.resource_group_id, has=STATE) is None


LOGIN = {"name": "Login", "version": "1.0", "addonId": "Login-1.0-ab12", "publicIp": "47.96.1.2"}


@pytest.mark.parametrize("preview", [False, True])
def test_what_the_state_has_of_the_login_node_is_known(preview: bool) -> None:
    has = {**STATE, "addons": [{**LOGIN, "accessUrls": {"SSH": "47.96.1.2"}}]}
    assert told(lambda c: c.ssh_command, has=has, preview=preview) == "ssh root@47.96.1.2"
    assert told(lambda c: c.login.access_urls["SSH"], has=has, preview=preview) == "47.96.1.2"
    assert told(lambda c: c.addon_ids, has=has, preview=preview) == {"Login": "Login-1.0-ab12"}
    assert told(lambda c: c.manager_instance_id, has=has, preview=preview) == "i-1"


def test_without_a_login_node_there_is_no_way_to_log_in() -> None:
    has = {**STATE, "addons": [{"name": "Other", "version": "1.0"}]}
    assert told(lambda c: c.ssh_command, has=has) is None
    assert told(lambda c: c.login, has=has) is None
    assert told(lambda c: c.addon_ids, has={**STATE, "addons": None}) == {}


def test_in_a_run_everything_is_known() -> None:
    assert told(lambda c: c.manager.scheduler, preview=False) is None
    assert told(lambda c: c.security_group_id, preview=False) is None


def test_a_password_stays_secret_and_its_neighbours_what_they_are() -> None:
    assert told(lambda c: pulumi.Output.from_input(c.cluster_credentials.is_secret())) is True
    assert told(lambda c: pulumi.Output.from_input(c.manager.manager_node.instance_id.is_secret())) is False


def test_one_that_is_only_read_is_as_it_was_read() -> None:
    asyncio.set_event_loop(asyncio.new_event_loop())
    mocks.set_mocks(Engine({"manager": {"managerNode": {"instanceId": "i-1"}}}), preview=True)
    found: list[Any] = []

    def program() -> Any:
        read = ehpc.EhpcCluster.get("render", "ehpc-hz-1")
        return read.manager.apply(lambda m: found.extend([m.manager_node and m.manager_node.instance_id, m.scheduler]))

    test: Any = mocks.test
    test(program)()
    assert found == ["i-1", None]
