"""Waiting for one resource, with progress in its row; all that wait in one region share their looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ..api.looks import SharedLooks
from ..api.remote import Remote
from ..api.wait import Outcome, Waiter, wait
from ..host.operation import Operation, operation
from ..logic.seen import Seen
from ..process import process

Await = Callable[[Waiter], Outcome]


@contextmanager
def waits(remote: Remote, looked: Callable[[Seen], None] = lambda _seen: None) -> Iterator[Await]:
    """In the block, what is given waits for the resource; `looked` gets each look that has found it."""
    with _looking(remote) as look:
        here = operation()
        said = _Progress(remote, here)

        def watched() -> Seen | None:
            seen = look()
            if seen is not None:
                looked(seen)
            return seen

        yield lambda waiter: wait(waiter, watched, limit=here.timeout, said=said, clock=here.clock)


@contextmanager
def _looking(remote: Remote) -> Iterator[Callable[[], Seen | None]]:
    at = remote.at
    if remote.resource.calls.rows is None:
        yield remote.find
        return

    looks = process().keep(
        (SharedLooks, at, remote.resource),
        lambda: SharedLooks(
            lambda ids: {seen.id: seen for seen in Remote.all(at, remote.resource, ids)},
            lambda id_: Remote(at, remote.resource, id_).find(),
            process().clock,
        ),
    )
    with looks.watching(remote.id) as look:
        yield look


class _Progress:
    """Says a state when it is new, and every half minute how long it lasts: each line stays in a CI log."""

    EVERY = 30.0

    PATIENCE = 300.0
    """Seconds after which a cluster that waits for its owner says so."""

    def __init__(self, remote: Remote, here: Operation) -> None:
        self._remote = remote
        self._here = here
        self._status = ""
        self._told = self._since = 0.0
        self._asked = False

    def __call__(self, status: str, seconds: float) -> None:
        if status != self._status:
            self._since = seconds
        if status != self._status or seconds - self._told >= self.EVERY:
            self._status, self._told = status, seconds
            self._here.log(f"{self._remote.id} is {status} ({seconds:.0f} s)", passing=True)
        turn = self._remote.resource.states.owners_turn.get(status)
        if turn and not self._asked and seconds - self._since >= self.PATIENCE * self._here.clock.scale:
            self._asked = True
            self._here.log(f"{self._remote.id} is {status}: E-HPC waits for you, {turn}", warning=True)
