"""Killed while it waits for what the end of a creation has set: the next creation goes on with the same cluster."""

from __future__ import annotations

import contextlib

import pytest

from contract.whole_life import Life
from ehpc_emulator.variation import Variant
from in_process import HostKilled, World

MORE = {"GetQueue": {"Queue.MaxCount": lambda count: count + 1}, "ListQueues": {"Queues.MaxCount": lambda n: n + 1}}


@pytest.mark.parametrize("looks", [1, 5, 10])
def test_waiting_for_a_queue_is_found_by_the_next_creation(looks: int) -> None:
    world = World()
    world.service.variants = [Variant("", says="", evidence="", answers=MORE)]
    life, updated = Life(world), [0]

    def kill(when: str, action: str) -> None:
        if when == "after":
            updated[0] += action == "UpdateQueue" or (bool(updated[0]) and action == "GetQueue")
            # Two queues, each read and updated, then read anew by every look.
            if updated[0] == 3 + 2 * looks:
                raise HostKilled

    world.boundary = kill
    with contextlib.suppress(HostKilled):
        assert not life.up()
    world.boundary = lambda _when, _action: None
    assert life.up(), life.failures
    assert list(world.clusters()) == [life.id]
