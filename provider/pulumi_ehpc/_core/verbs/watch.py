"""Waiting for one resource, with progress in its row; all that wait in one region share their looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ..api.looks import SharedLooks
from ..api.remote import Remote, looked_at
from ..api.wait import Outcome, Waiter, wait
from ..host.operation import Operation, operation
from ..logic.seen import Seen
from ..process import process

Await = Callable[[Waiter], Outcome]


@contextmanager
def waits(remote: Remote, looked: Callable[[Seen], None] = lambda _seen: None) -> Iterator[Await]:
    """In the block, what is given waits for the resource; `looked` gets each look that has found it."""
    with _looking(remote) as (look, age):
        here = operation()
        said = _Progress(remote, here)

        def watched() -> Seen | None:
            seen = look()
            if seen is not None:
                looked(seen)
            return seen

        yield lambda waiter: wait(waiter, watched, limit=here.timeout, said=said, age=age, clock=here.clock)


@contextmanager
def _looking(remote: Remote) -> Iterator[tuple[Callable[[], Seen | None], Callable[[], float]]]:
    at = remote.at
    if remote.resource.calls.rows is None:
        yield remote.find, lambda: 0
        return

    looks = process().keep(
        (SharedLooks, at, remote.resource),
        lambda: SharedLooks(
            lambda ids: looked_at(remote.resource, ids, at.attempt),
            lambda id_: Remote(at, remote.resource, id_).find(at.attempt),
            process().clock,
        ),
    )
    with looks.watching(remote.id) as look:
        yield look, looks.age


class _Progress:
    """Says a state when it is new, and every half minute how long it lasts: each line stays in a CI log."""

    EVERY = 30.0

    PATIENCE = 300.0
    """Seconds after which a cluster that waits for its owner says so."""

    ODD = 30.0
    """Seconds after which a state that is not told, or not documented, is named."""

    def __init__(self, remote: Remote, here: Operation) -> None:
        self._remote = remote
        self._here = here
        self._state = ""
        self._told = self._since = 0.0
        self._warned: set[str] = set()

    def __call__(self, seen: Seen, seconds: float) -> None:
        if seen.state != self._state:
            self._since = seconds
        if seen.state != self._state or seconds - self._told >= self.EVERY:
            self._state, self._told = seen.state, seconds
            self._here.log(f"{seen.id} is {seen.state} ({seconds:.0f} s)", passing=True)
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
        if seen.status not in states.all:
            return self.ODD, f"E-HPC tells a state of {seen.id} that it does not document: {seen.status}"
        return 0, ""
