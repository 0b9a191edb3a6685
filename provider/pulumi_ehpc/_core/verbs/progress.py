"""How a wait for one resource goes on: its state and stage in its row, and what is odd about them as warnings."""

from __future__ import annotations

from collections.abc import Callable

from ..api.remote import Remote
from ..api.stages import Stage
from ..host.crowd import crowd
from ..host.operation import Operation
from ..logic.seen import Seen
from ..texts import about, short
from .passing import Passing


class Progress:
    """Hears of each look."""

    PATIENCE = 300.0
    """Seconds after which a cluster that waits for its owner says so."""

    ODD = 30.0
    """Seconds after which a state that is not told, or not documented, is named."""

    AT_ONCE = 2
    """So many looks nobody asks for the stage: what ends within them has none worth a call."""

    def __init__(self, remote: Remote, here: Operation, stage: Callable[[], Stage]) -> None:
        self._remote = remote
        self._here = here
        self._stage = stage
        self._say = Passing(here)
        self._looks = 0
        self._state = ""
        self._since = 0.0
        self._warned: set[str] = set()

    def __call__(self, seen: Seen, seconds: float) -> None:
        self._looks += 1
        if seen.state != self._state:
            self._state, self._since = seen.state, seconds
        stage = self._stage() if self._looks > self.AT_ONCE else Stage()
        what = f"{seen.state}, {stage.name}" if stage.name else seen.state
        self._say(what, seconds, f"{what}, {_so_far(seconds, stage.usual)}")
        if self._looks > 1:
            crowd().tell()
        patience, warning = self._warning(seen)
        if warning and warning not in self._warned and seconds - self._since >= patience * self._here.clock.scale:
            self._warned.add(warning)
            self._here.log(warning, warning=True)

    def _warning(self, seen: Seen) -> tuple[float, str]:
        """What a user should know of a state that lasts so long."""
        states = self._remote.resource.states
        turn = states.owners_turn.get(seen.status)
        if turn:
            return self.PATIENCE, f"{seen.id} is {seen.state}: E-HPC waits for you, {turn}"
        if not seen.has_state:
            return self.ODD, f"E-HPC does not tell the state of {seen.id}"
        if seen.unknown_to(states):
            return self.ODD, f"E-HPC tells a state of {seen.id} that it does not document: {seen.status}"
        return 0, ""


def _so_far(seconds: float, usual: float) -> str:
    """3m10s of about 4m"""
    if not usual:
        return short(seconds)
    return f"{short(seconds)}{' of about' if seconds <= usual else ', usually'} {about(usual)}"
