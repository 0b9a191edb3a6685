"""What a check looks at: the account, and where it costs, the one cluster."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from live.asking import Answer, Service
from live.check import NotSeenError
from live.cluster import OneCluster
from live.given import Given
from live.wanted import PREFIX

LOOKED_AT = 5
"""Most clusters of the account that are looked at."""


@dataclass
class Subject:
    service: Service
    given: Given
    one: OneCluster | None = None

    @property
    def cluster(self) -> OneCluster:
        assert self.one is not None
        return self.one

    @cached_property
    def existing(self) -> list[dict[str, Any]]:
        """Clusters of the account that stand anyway, as ListClusters tells them."""
        rows = self.service.pages("ListClusters", "Clusters")
        return [row for row in rows if not str(row.get("ClusterName")).startswith(PREFIX)][:LOOKED_AT]

    def of_existing(self, action: str, **parameters: Any) -> Iterator[tuple[dict[str, Any], Answer]]:
        """Each of them, and what the action answers of it."""
        if not self.existing:
            raise NotSeenError("the account has no cluster in this region")
        for row in self.existing:
            yield row, self.service.ask(action, ClusterId=row["ClusterId"], **parameters)
