"""Calls that set everything: a colleague's change between a look and the call, or between two tries, survives."""

from __future__ import annotations

from typing import Any

import pytest

from contract.whole_life import PROGRAM, Life
from ehpc_emulator.actions import Call
from ehpc_emulator.variation import Action, Variant
from in_process import World


@pytest.fixture
def life() -> Life:
    made = Life(World())
    assert made.up()
    return made


def colleague(life: Life, after: str, **values: Any) -> None:
    """Somebody changes the cluster in the console as soon as that action has been answered."""
    waiting = [after]

    def change(when: str, action: str) -> None:
        if when == "after" and action in waiting:
            waiting.remove(action)
            life.world.control("POST", f"clusters/{life.id}", values)

    life.world.boundary = change


def the(life: Life) -> dict[str, Any]:
    (cluster,) = life.world.clusters().values()
    return cluster


@pytest.mark.parametrize("fault", [{"kind": "conflict"}, {"kind": "throttled"}, {"kind": "503"}])
def test_protection_that_is_switched_on_between_two_tries_stays_on(life: Life, fault: dict[str, Any]) -> None:
    life.world.control("POST", "faults", [{"action": "UpdateCluster", **fault}])
    colleague(life, "UpdateCluster", DeletionProtection=True, IdleInterval=9)
    life.program = {**life.program, "maxCount": 30}
    assert life.up(), life.failures
    assert (the(life)["MaxCount"], the(life)["DeletionProtection"], the(life)["IdleInterval"]) == (30, True, 9)


def test_a_queue_that_is_changed_between_two_tries_keeps_that(life: Life) -> None:
    console = [{"QueueName": "comp", "MaxCount": 4, "MinCount": 3}, {"QueueName": "big", "MaxCount": 2}]
    life.world.control("POST", "faults", [{"action": "UpdateQueue", "kind": "conflict"}])
    colleague(life, "UpdateQueue", Queues=console)
    first, *others = PROGRAM["queues"]
    life.program = {**life.program, "queues": [{**first, "maxCount": 9}, *others]}
    assert life.up(), life.failures
    comp = next(queue for queue in the(life)["queues"] if queue["QueueName"] == "comp")
    assert (comp["MaxCount"], comp["MinCount"]) == (9, 3)


def test_what_somebody_changes_while_a_creation_comes_to_its_end_survives() -> None:
    life = Life(World())

    def change(when: str, action: str) -> None:
        for id_ in life.world.clusters() if (when, action) == ("after", "ListAddons") else ():
            life.world.control("POST", f"clusters/{id_}", {"ClientVersion": "2.9.9"})

    life.world.boundary = change
    assert life.up(), life.failures
    assert the(life)["ClientVersion"] == "2.9.9"


def test_what_an_update_resets_although_nobody_asked_is_said(life: Life) -> None:
    def resetting(call: Call, plain: Action) -> dict[str, Any]:
        answer = plain(call)
        life.world.control("POST", f"clusters/{life.id}", {"IdleInterval": 20})
        return answer

    life.world.service.variants = [Variant("", says="", evidence="", does={"UpdateCluster": resetting})]
    was = the(life)["IdleInterval"]
    life.program = {**life.program, "maxCount": 30}
    assert life.up(), life.failures
    assert f"idle_interval was {was} before this update and is 20 now" in life.world.said.text()


def test_an_update_says_nothing_of_what_stays(life: Life) -> None:
    life.world.said.lines.clear()
    life.program = {**life.program, "maxCount": 30}
    assert life.up(), life.failures
    assert "before this update" not in life.world.said.text()
