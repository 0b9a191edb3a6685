"""Of a creation the engine asks check twice: what that warns of is said once."""

from __future__ import annotations

from contract.programs import SMALL
from in_process import World, host


def test_what_check_warns_of_is_said_once_a_run() -> None:
    world = World()
    run = host(world)
    queues = [{"queueName": "comp", "maxCount": 1, "vswitchIds": []}]
    program = {**SMALL, "queues": queues, "__ignored": ["queues[comp].vswitchIds[0]", 'tags["cost"]']}
    for _ in range(2):
        run.check(program)
    said = world.said.warnings()
    assert "ignore_changes: queues[comp].vswitch_ids has no 0" in said
    assert len(said) == len(set(said))
    assert "tags" not in "".join(said)
