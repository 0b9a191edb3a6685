"""Waiting for one resource, with progress in its row; all that wait in one region share their looks and stages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ..api.looks import SharedLooks
from ..api.remote import Remote, looked_at
from ..api.stages import SharedStages, Stage
from ..api.wait import Outcome, Waiter, wait
from ..host.operation import operation
from ..logic.seen import Seen
from ..process import process
from .progress import Progress

Await = Callable[[Waiter], Outcome]


@contextmanager
def waits(remote: Remote, looked: Callable[[Seen], None] = lambda _seen: None) -> Iterator[Await]:
    """In the block, what is given waits for the resource; `looked` gets each look that has found it."""
    with _looking(remote) as (look, age), _staged(remote) as stage:
        here = operation()
        said = Progress(remote, here, stage)

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


@contextmanager
def _staged(remote: Remote) -> Iterator[Callable[[], Stage]]:
    """Gives what tells in which stage it is."""
    at, log = remote.at, remote.resource.log
    if log is None:
        yield Stage
        return
    stages = process().keep((SharedStages, at, log), lambda: SharedStages(at.attempt, log, process().clock))
    with stages.watching(remote.id) as stage:
        yield stage
