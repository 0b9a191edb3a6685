"""That ehpc:adopt has done what it was for: said once, when all that it names was gone on with."""

from __future__ import annotations

import threading
from collections.abc import Collection

from ..host.operation import operation
from ..process import process


class Adopted:
    """What this process has gone on with because it was named."""

    def __init__(self) -> None:
        self._ids: set[str] = set()
        self._lock = threading.Lock()

    def ends(self, id_: str, named: Collection[str]) -> None:
        """The creation of this one is at its end. named: every id of ehpc:adopt, this one and those of others."""
        with self._lock:
            last = id_ in named and not self._ids.issuperset(named)
            self._ids.add(id_)
            done = last and self._ids.issuperset(named)
        if done:
            operation().log("ehpc:adopt has done what it was for: pulumi config rm ehpc:adopt")


def adopted() -> Adopted:
    return process().keep(Adopted, Adopted)
