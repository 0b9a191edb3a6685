"""What an error says of an outage: how long it was tried, and which call it is about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from contract.whole_life import Life
from ehpc_emulator.protocol import Response
from in_process import World
from pulumi_ehpc._core.api.transport import UNREACHABLE, BrokenError


def test_of_a_throttled_call_it_is_told_how_often_and_how_long_it_was_tried() -> None:
    life = Life(World())
    life.world.control("POST", "faults", {"kind": "throttled", "action": "CreateCluster", "times": None})
    assert not life.up()
    assert re.search(r"Too many calls for this account; it was tried \d+ times in 1m\d\ds\. Run", life.failures[0])


@dataclass
class Cut(World):
    """A network that is down from the first look on that follows CreateCluster."""

    def send(self, action: str, form: Mapping[str, str]) -> Response:
        if action != "CreateCluster" and self.clusters():
            raise BrokenError(UNREACHABLE)
        return super().send(action, form)


def test_only_the_call_that_failed_is_said_not_to_have_been_sent() -> None:
    life = Life(Cut())
    assert not life.up()
    (said,) = life.failures
    assert "nothing was sent" not in said
    assert re.search(r"; (Get|List)Clusters? was not sent\.\n.*The state has the cluster: `pulumi up` goes on", said)
