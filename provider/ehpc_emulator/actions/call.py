"""What an action gets, and the few things that every action does."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any, TypeVar

from ..clusters import Cluster, Operation
from ..errors import ApiError, invalid
from ..world import World

Row = TypeVar("Row")


@dataclass(frozen=True)
class Call:
    action: str
    params: dict[str, Any]
    account: str
    request_id: str
    world: World
    doom: tuple[str, str] | None = None  # where a creation shall fail, and what its log says then
    protection_code: str = ""
    raw: dict[str, Any] = field(default_factory=dict)  # the parameters as they were spelt

    def cluster(self, *, look: bool = False) -> Cluster:
        return self.world.find(self.account, self.params.get("ClusterId"), look=look)

    def changing(self) -> Cluster:
        """The cluster of a call that changes something: its state must admit it."""
        cluster = self.cluster()
        cluster.admit(self.action)
        return cluster

    def need(self, name: str) -> Any:
        """A parameter that the SDK's model leaves optional and the call makes no sense without."""
        value = self.params.get(name)
        if value in (None, "", [], {}):
            raise ApiError("MissingParameter", name)
        return value

    def done(self, cluster: Cluster, target: str = "") -> None:
        """Write a change that took effect at once into the operation log."""
        now = cluster.modified = self.world.clock.time()
        step = [self.action, self.action, target or cluster.id, "ok"]
        self.world.record(Operation(self.request_id, self.action, cluster.id, self.account, now, [step], finished=now))

    def begun(self, cluster: Cluster, phase: str, steps: list[list[str]]) -> Operation:
        """Write a change that takes its time into the operation log."""
        at = self.world.clock.time()
        cluster.begin(phase, at, self.request_id)
        operation = Operation(self.request_id, self.action, cluster.id, self.account, at, steps, progress=0.0)
        return self.world.record(operation)

    def page(self, rows: list[Row], size: int = 10) -> tuple[list[Row], dict[str, Any]]:
        """The rows of the wanted page, and the paging fields of the answer."""
        number, size = self._count("PageNumber", 1), self._count("PageSize", size)
        shown = rows[(number - 1) * size : number * size]
        return shown, {"PageNumber": number, "PageSize": size, "TotalCount": len(rows)}

    def _count(self, name: str, default: int) -> int:
        """Some actions declare their paging parameters as text (documented)."""
        value = str(self.params.get(name, default))
        if not (value.isascii() and value.isdigit() and 0 < int(value[:10]) <= 10**9):
            raise invalid(name)
        return int(value[:10])


def utc(at: float, form: str = "%Y-%m-%dT%H:%M:%S.000Z") -> str:
    return datetime.fromtimestamp(at, timezone.utc).strftime(form)


def log_time(at: float) -> str:
    return utc(at, "%Y-%m-%d %H:%M:%S")
