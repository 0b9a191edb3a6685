"""An item that E-HPC takes and does not list: it is told, changed and removed all the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from contract.host_process import NONE
from contract.whole_life import CHANGES, Life
from ehpc_emulator.actions import Call
from ehpc_emulator.variants import chosen
from ehpc_emulator.variation import Action, Answer, Variant
from in_process import World

NODES = [{"instanceType": "ecs.c7.large"}]


def _quiet(life: Life) -> bool:
    life.refresh()
    return bool(life.diff().changes == NONE) and life.sent() == []


def _queues(count: int) -> list[dict[str, Any]]:
    return [{"queueName": f"q{number}", "maxCount": 1, "computeNodes": NODES} for number in range(count)]


def test_queues_beyond_the_listed_ones_are_changed_and_removed() -> None:
    world = World()
    world.service.variants = chosen(["queues-paged"])
    life = Life(world)
    life.program["queues"] = _queues(7)
    assert life.up(), life.failures
    life.sent()
    assert _quiet(life)

    life.program["queues"] = [*_queues(6), {**_queues(7)[6], "maxCount": 2}]
    assert life.up(), life.failures
    assert life.sent() == ["UpdateQueue q6"]
    assert _quiet(life)

    life.program["queues"] = _queues(6)
    begin = world.now
    assert life.up(), life.failures
    assert life.sent() == ["DeleteQueues q6"]
    assert world.now - begin < 60, "what was not listed does not go: nothing is waited for"
    assert _quiet(life)


def _nothing(answer: Callable[[Call], Answer]) -> Callable[[Call, Action], Answer]:
    return lambda call, _plain: answer(call)


@pytest.mark.parametrize(
    ("what", "action", "answer"),
    [
        ("a queue", "CreateQueue", lambda call: {"Name": call.params["Queue"]["QueueName"]}),
        ("a mount", "AttachSharedStorages", lambda call: {"ClusterId": call.params["ClusterId"]}),
        ("software", "InstallSoftwares", lambda _call: {}),
    ],
)
def test_what_never_came_is_warned_of_and_can_be_taken_back(
    what: str, action: str, answer: Callable[[Call], Answer]
) -> None:
    world = World()
    world.service.variants = [Variant("", says="", evidence="", does={action: _nothing(answer)})]
    life = Life(world)
    assert life.up(), life.failures
    before = life.program
    life.program = CHANGES[f"{what} more"][0](life.program)
    assert life.up(), life.failures
    (warning,) = [text for text in world.said.warnings() if "is not listed by E-HPC" in text]
    assert "Where it has come late, `pulumi refresh` finds it." in warning
    life.sent()
    assert _quiet(life)

    life.program = before
    assert life.up(), life.failures
    life.sent()
    assert _quiet(life)


def test_a_queue_of_its_own_that_the_program_names_is_not_waited_for() -> None:
    world = World()
    world.service.variants = chosen(["queue-of-its-own"])
    life = Life(world)
    life.program["queues"] = _queues(1)
    assert life.up(), life.failures
    life.sent()
    life.program["queues"] = [*_queues(1), {"queueName": "comp", "maxCount": 3, "computeNodes": NODES}]
    begin = world.now
    assert life.up(), life.failures
    assert life.sent() == ["UpdateQueue comp"]
    assert world.now - begin < 60
    assert _quiet(life)


def test_what_comes_under_another_name_is_not_removed_for_a_stranger() -> None:
    world = World()
    rows = {"AdditionalPackages.AdditionalPackageInfos.Name": lambda name: f"{name}-hpc"}
    world.service.variants = [Variant("", says="", evidence="", answers={"ListInstalledSoftwares": rows})]
    life = Life(world)
    assert life.up(), life.failures
    life.program = CHANGES["software more"][0](life.program)
    life.sent()
    assert life.up(), life.failures
    assert life.sent() == ["InstallSoftwares openmpi"]
    assert _quiet(life)


def test_an_item_that_comes_under_another_spelling_of_its_key_is_not_waited_for() -> None:
    world = World()
    slash = {"SharedStorages.MountInfo.MountDirectory": lambda directory: f"{directory}/"}
    life = Life(world)
    assert life.up(), life.failures
    world.service.variants = [Variant("slash", "", "", {"ListSharedStorages": slash})]
    begin = world.now
    life.program = CHANGES["a mount more"][0](life.program)
    assert life.up(), life.failures
    assert world.now - begin < 60
