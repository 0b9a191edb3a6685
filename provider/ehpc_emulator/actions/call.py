"""What an action gets, and the few things that every action does."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, TypeVar

from ..clusters import Cluster, Operation
from ..errors import InvalidParams, MissingParameter
from ..world import World

# Regions, images, file systems, software and add-on templates of the one region that the emulator is.
CATALOGUE: dict[str, Any] = json.loads(Path(__file__).parents[1].joinpath("catalogue.json").read_text(encoding="utf-8"))
Row = TypeVar("Row")


@dataclass(frozen=True)
class Call:
    action: str
    params: dict[str, Any]
    account: str
    request_id: str
    world: World
    doom: tuple[str, str] | None = None
    protection_code: str = "InvalidClusterStatus"

    def cluster(self) -> Cluster:
        return self.world.find(self.account, self.params.get("ClusterId"))

    def changing(self) -> Cluster:
        """The cluster of a call that changes something: its state must admit it."""
        cluster = self.cluster()
        cluster.admit(self.action)
        return cluster

    def need(self, name: str) -> Any:
        """A parameter that the SDK's model leaves optional and the call makes no sense without."""
        value = self.params.get(name)
        if value in (None, "", [], {}):
            raise MissingParameter(name)
        return value

    def done(self, cluster: Cluster, target: str = "") -> None:
        """Write a change that took effect at once into the operation log."""
        now = self.world.clock.time()
        cluster.modified = now
        step = [self.action, self.action, target or cluster.id, "ok"]
        self.world.record(Operation(self.request_id, self.action, cluster.id, self.account, now, [step], finished=now))

    def page(self, rows: list[Row], size: int) -> tuple[list[Row], dict[str, Any]]:
        """The rows of the wanted page, and the paging fields of the answer."""
        number = self._count("PageNumber", 1)
        size = self._count("PageSize", size)
        shown = rows[(number - 1) * size : number * size]
        return shown, {"PageNumber": number, "PageSize": size, "TotalCount": len(rows)}

    def _count(self, name: str, default: int) -> int:
        """Some actions declare their paging parameters as text (documented)."""
        value = self.params.get(name, default)
        if isinstance(value, str):
            if not (value.isascii() and value.isdigit() and len(value) < 10):
                raise InvalidParams(name)
            value = int(value)
        if value < 1:
            raise InvalidParams(name)
        return int(value)


def as_text(paging: dict[str, Any]) -> dict[str, str]:
    """Some actions answer their paging fields as text (documented)."""
    return {name: str(value) for name, value in paging.items()}


def utc(at: float) -> str:
    return datetime.fromtimestamp(at, timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def log_time(at: float) -> str:
    return datetime.fromtimestamp(at, timezone.utc).strftime("%Y-%m-%d %H:%M:%S")
