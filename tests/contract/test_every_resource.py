"""What holds for every resource of this package, shown of each by the same tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from pulumi.dynamic import ResourceProvider
from pulumi.dynamic.dynamic import serialize_provider

from account import PASSWORD
from contract.host_process import NONE, Failed, Host
from contract.outputs import holds, public
from contract.programs import SMALL, WHOLE
from in_process import World
from in_process import host as served
from pulumi_ehpc.cluster import EhpcClusterProvider
from pulumi_ehpc.queue import EhpcQueueProvider
from pulumi_ehpc.resources import RESOURCES
from pulumi_ehpc.user import EhpcUserProvider

Program = dict[str, Any]


@dataclass
class Kind:
    """One resource as these tests use it."""

    provider: type[ResourceProvider]
    program: Callable[[str], Program]
    """In a cluster with that id."""

    changed: Program
    """Of it, what another `up` gives otherwise, and changes in place."""

    imported: Program
    """Of it, what no call tells: a program gives it, and an import lacks it."""


KINDS = {
    "cluster": Kind(
        EhpcClusterProvider,
        lambda _: {**WHOLE, "addons": [{"name": "Login", "version": "1.0"}]},
        {"maxCount": 20},
        {"clusterCredentials": {"password": PASSWORD}, "tags": {"cost_center": "42"}},
    ),
    "queue": Kind(
        EhpcQueueProvider,
        lambda id_: {
            "clusterId": id_,
            "queueName": "comp",
            "maxCount": 9,
            "computeNodes": [{"instanceType": "ecs.c7.xlarge"}],
            "enableScaleIn": True,
        },
        {"maxCount": 4, "enableScaleIn": False},
        {},
    ),
    "user": Kind(
        EhpcUserProvider,
        lambda id_: {"clusterId": id_, "userName": "alice", "group": "users", "password": PASSWORD},
        {"group": "wheel"},
        {"password": PASSWORD},
    ),
}


class Life:
    """One of them under Pulumi."""

    def __init__(self, noun: str) -> None:
        self.kind, self.world = KINDS[noun], World()
        clusters = served(self.world)
        cluster = "" if noun == "cluster" else clusters.up({**SMALL, "clusterCredentials": {"password": PASSWORD}})[0]
        urn = f"urn:pulumi:dev::project::pulumi-python:dynamic/ehpc:{noun.title()}::one"
        self.host: Host = replace(clusters, urn=urn, provider=serialize_provider(self.kind.provider()))
        self.program = self.kind.program(cluster)
        self.id, self.outs, self.inputs = self.host.up(self.program)

    def up(self, **changed: Any) -> int:
        """The kind of change that the preview tells."""
        self.program |= changed
        news, wrong = self.host.check(self.program, self.inputs)
        assert not wrong
        told = self.host.diff(self.id, self.outs, news, self.inputs)
        assert list(told.replaces) == []
        if told.changes != NONE:
            self.outs = self.host.update(self.id, self.outs, news, old_inputs=self.inputs)
        self.inputs = news
        return int(told.changes)

    def refresh(self) -> str:
        id_, self.outs, self.inputs = self.host.read(self.id, self.outs, self.inputs)
        return id_


@pytest.fixture(params=KINDS)
def life(request: pytest.FixtureRequest) -> Life:
    return Life(request.param)


def test_all_of_them_are_here() -> None:
    assert [resource.noun for resource in RESOURCES] == list(KINDS)


def test_what_was_made_is_read_back_and_a_refresh_is_empty(life: Life) -> None:
    outs, inputs = public(life.outs), dict(life.inputs)
    assert holds(outs, life.program)
    assert life.refresh() == life.id
    assert (public(life.outs), dict(life.inputs)) == (outs, inputs)
    assert life.up() == NONE


def test_an_unchanged_program_asks_nobody(life: Life) -> None:
    life.world.calls.clear()
    assert life.up() == NONE
    assert life.world.calls == []


def test_a_change_in_place_is_previewed_made_and_read_back(life: Life) -> None:
    assert life.up(**life.kind.changed) != NONE
    assert {name: life.outs[name] for name in life.kind.changed} == life.kind.changed
    assert life.up() == NONE
    before = public(life.outs)
    life.refresh()
    assert public(life.outs) == before
    assert life.up() == NONE


def test_what_the_console_changed_is_told_and_brought_back(life: Life) -> None:
    was = {name: life.program[name] for name in life.kind.changed}
    life.up(**life.kind.changed)
    outs, inputs = life.outs, life.inputs
    life.up(**was)
    life.outs, life.inputs = outs, inputs
    life.refresh()
    assert {name: life.inputs[name] for name in was} == was
    life.program |= life.kind.changed
    assert life.up() != NONE
    assert {name: life.outs[name] for name in life.kind.changed} == life.kind.changed


def test_one_that_exists_is_read_by_its_id_alone_and_needs_nothing_but_what_no_call_tells(life: Life) -> None:
    id_, life.outs, life.inputs = life.host.read(life.id, {})
    assert id_ == life.id
    told = [name for name in life.program if name not in life.kind.imported]
    assert [name for name in told if name not in life.outs] == []
    life.world.calls.clear()
    life.up()
    assert [call for call in life.world.calls if not call.startswith(("Get", "List", "UpdateUser"))] == []
    assert life.up() == NONE


def test_what_is_gone_is_gone_and_its_deletion_succeeds(life: Life) -> None:
    life.host.delete(life.id, life.outs)
    assert life.host.read(life.id, life.outs, life.inputs)[0] == ""
    life.host.delete(life.id, life.outs)


def test_an_update_of_what_is_gone_says_what_to_do(life: Life) -> None:
    life.host.delete(life.id, life.outs)
    with pytest.raises(Failed, match=r"is gone; run `pulumi refresh`, then `pulumi up` makes a new one"):
        life.up(**life.kind.changed)


def test_nothing_is_taken_for_gone_in_another_region(life: Life) -> None:
    outs = {**life.outs, "__region": "cn-beijing", "region": "cn-beijing"}
    life.world.service.world.clusters.clear()
    with pytest.raises(Failed, match="region"):
        life.host.read(life.id, outs, life.inputs)


def test_an_argument_that_is_none_is_named(life: Life) -> None:
    _, wrong = life.host.check({**life.program, "max_cuont": 1}, {})
    assert any("max_cuont" in sentence for sentence in wrong)


def test_no_password_is_in_what_is_said(life: Life) -> None:
    life.up(**life.kind.changed)
    life.refresh()
    assert PASSWORD not in life.host.said.text() + life.host.said.text(passing=True)
