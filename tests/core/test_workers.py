"""The host's threads: whatever comes at once begins at once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from pulumi_ehpc._core.host.workers import widen

FEW, MANY, LIMIT = 4, 40, 10.0


@pytest.mark.parametrize("ended", [0, 3 * FEW], ids=["none has ended", "some have ended before"])
def test_what_came_while_there_were_few_threads_waits_for_nobody(ended: int) -> None:
    all_run, everything_is_there = threading.Barrier(MANY), threading.Event()

    def first() -> None:
        everything_is_there.wait(LIMIT)
        widen(MANY)
        all_run.wait(LIMIT)

    with ThreadPoolExecutor(FEW) as pool:
        waiting = pool.submit(first)
        passing = [pool.submit(threading.get_ident) for _ in range(ended)]
        jobs = [pool.submit(all_run.wait, LIMIT) for _ in range(MANY - 1)]
        for one in passing:
            one.result()
        everything_is_there.set()
        waiting.result()
        for job in jobs:
            job.result()
