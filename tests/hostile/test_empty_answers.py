"""An answer that tells nothing is no empty list: nothing is taken for gone, and nothing is made anew."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest

from contract.host_process import NONE, Failed
from contract.whole_life import Life
from ehpc_emulator.variation import Variant
from in_process import HostKilled, World

LISTS = ["ListClusters", "ListQueues", "ListSharedStorages", "ListInstalledSoftwares", "ListAddons"]
NOTHING: list[dict[str, Any]] = [{}, {"RequestId": "1"}]


def answering(action: str, answer: dict[str, Any]) -> list[Variant]:
    return [Variant("", says="", evidence="", answers={action: {"": lambda _told: answer}})]


@pytest.mark.parametrize("action", LISTS)
@pytest.mark.parametrize("answer", NOTHING)
def test_a_refresh_says_so_and_keeps_the_state(action: str, answer: dict[str, Any]) -> None:
    life = Life(World())
    assert life.up()
    life.world.service.variants = answering(action, answer)
    with pytest.raises(Failed, match=rf"{action} .*failed: in its answer \S+ is missing"):
        life.refresh()
    life.world.service.variants = []
    assert life.diff().changes == NONE


@pytest.mark.parametrize("answer", NOTHING)
def test_no_second_cluster_is_made_beside_an_interrupted_creation(answer: dict[str, Any]) -> None:
    world = World()

    def kill(when: str, action: str) -> None:
        if (when, action) == ("after", "CreateCluster"):
            raise HostKilled

    life = Life(world)
    world.boundary = kill
    with contextlib.suppress(HostKilled):
        life.up()
    world.boundary = lambda _when, _action: None
    world.service.variants = answering("ListClusters", answer)
    assert not life.up()
    assert "Clusters is missing" in str(life.failures)
    world.service.variants = []
    (interrupted,) = world.clusters()
    assert life.up()
    assert life.id == interrupted
