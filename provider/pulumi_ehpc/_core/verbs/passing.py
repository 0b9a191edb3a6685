"""What is under way, in a resource's row: each state once, and how long it lasts only to who may be watching.

Where Pulumi's CLI has no terminal, each of these texts is a line of a log for good.
"""

from __future__ import annotations

from ..host.operation import Operation
from ..process import process
from ..texts import short


class Passing:
    """Says what one wait waits for."""

    FIRST, LONGER = 10.0, 1.2
    """Seconds after which a terminal is told again how long the same has lasted, and how much longer each next time:
    twenty minutes are twenty lines, should they go to a file after all."""

    def __init__(self, here: Operation) -> None:
        self._here = here
        self._what = ""
        self._said = 0.0
        self._terminal = process().in_terminal()

    def __call__(self, what: str, seconds: float, text: str = "") -> None:
        """what: it is new when this is. text: what is said, unless that is "what (45 s)"."""
        due = max(self._said + self.FIRST * self._here.clock.scale, self._said * self.LONGER)
        if what != self._what or (self._terminal and seconds >= due):
            self._what, self._said = what, seconds
            self._here.log(text or f"{what} ({short(seconds)})", passing=True)
