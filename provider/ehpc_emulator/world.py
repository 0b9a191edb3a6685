"""Everything the service knows: clusters by account, operations, what outlived its cluster; and its saved form."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from . import nodes
from .checked import checked, rebuilt
from .clock import Clock
from .clusters import GONE, Cluster, Operation
from .errors import ApiError
from .ids import Ids

MOST_OPERATIONS = 500
MOST_SURVIVORS = 1000


class World:
    def __init__(self, clock: Clock, ids: Ids, quota: int = 3) -> None:
        self.clock = clock
        self.ids = ids
        self.quota = quota
        self.clusters: dict[str, Cluster] = {}
        self.operations: dict[str, Operation] = {}
        self.survivors: list[dict[str, Any]] = []
        self.dirty = False

    def of(self, account: str, ids: Collection[str] = ()) -> list[Cluster]:
        """The clusters of an account that exist now, or those of them that have these ids, oldest first."""
        wanted = set(ids) or self.clusters.keys()
        mine = [cluster for name, cluster in self.clusters.items() if name in wanted and cluster.account == account]
        for cluster in mine:
            if cluster.phase or cluster.nodes:  # else nothing of it is under way
                self.settle(cluster)
        return [cluster for cluster in mine if cluster.id in self.clusters]

    def find(self, account: str, cluster_id: str | None, *, look: bool = False) -> Cluster:
        if not cluster_id:
            raise ApiError("MissingParameter", "ClusterId")
        cluster = self.clusters.get(cluster_id)
        if cluster and cluster.account == account:
            if look:
                cluster.looks += 1
            self.settle(cluster)
        # Another account's cluster is not told from one that never was (assumed).
        if cluster is None or cluster.account != account or cluster.status == GONE:
            raise ApiError("ClusterNotFound")
        return cluster

    def settle(self, cluster: Cluster) -> None:
        """Bring a cluster and its nodes up to date."""
        self._settle_nodes(cluster)
        self._settle(cluster)

    def _settle_nodes(self, cluster: Cluster) -> None:
        if not any(node.get("Phase") for node in cluster.nodes):
            return
        self.dirty, held = True, cluster.instances()
        under_way = nodes.settle(cluster, self.clock)
        left = {machine["InstanceId"] for machine in cluster.instances()}
        self._outlive(cluster, [machine for machine in held if machine["InstanceId"] not in left])
        for name in under_way.keys() & self.operations.keys():
            operation = self.operations[name]
            operation.progress = under_way[name]
            operation.finished = self.clock.time() if operation.progress >= 1.0 else None

    def _settle(self, cluster: Cluster) -> None:
        operation = self.operations.get(cluster.operation) if cluster.phase else None
        if operation:
            operation.progress = cluster.progress(self.clock)
        if not cluster.settle(self.clock):
            return
        self.dirty = True
        if cluster.phase:
            return
        if operation:
            operation.finished = self.clock.time()
            if cluster.status == "exception":
                operation.failed = int(operation.progress * len(operation.steps))
        if cluster.status == GONE:
            self.remove(cluster)

    def remove(self, cluster: Cluster) -> None:
        """Gone, except for what outlives it."""
        del self.clusters[cluster.id]
        self._outlive(cluster, cluster.instances())
        self.dirty = True

    def _outlive(self, cluster: Cluster, machines: list[dict[str, Any]]) -> None:
        """Subscription instances run until they expire: observed with their cluster, assumed of single nodes."""
        paid = [machine for machine in machines if machine["InstanceChargeType"] == "PrePaid"]
        self.survivors += [machine | {"ClusterId": cluster.id} for machine in paid]
        del self.survivors[:-MOST_SURVIVORS]

    def record(self, operation: Operation) -> Operation:
        """Keep the newest operations: a service that runs for weeks on a laptop must not grow."""
        self.operations[operation.request_id] = operation
        while len(self.operations) > MOST_OPERATIONS:
            del self.operations[next(iter(self.operations))]
        self.dirty = True
        return operation

    def dump(self) -> dict[str, Any]:
        return {
            "format": 1,
            "seed": self.ids.seed,
            "counters": self.ids.counters,
            "clusters": [asdict(cluster) for cluster in self.clusters.values()],
            "operations": [asdict(operation) for operation in self.operations.values()],
            "instances": self.survivors,
        }

    def load(self, saved: dict[str, Any]) -> None:
        """The inverse of `dump`. What is of another shape is one of KeyError, TypeError and ValueError."""
        self.ids.seed = checked(str, saved["seed"], "seed")
        self.ids.counters = checked(dict[str, int], saved["counters"], "counters")
        clusters = [rebuilt(Cluster, entry) for entry in checked(list[Any], saved["clusters"], "clusters")]
        operations = [rebuilt(Operation, entry) for entry in checked(list[Any], saved["operations"], "operations")]
        self.clusters = {cluster.id: cluster for cluster in clusters}
        self.operations = {operation.request_id: operation for operation in operations}
        self.survivors = checked(list[dict[str, Any]], saved["instances"], "instances")
        for cluster in clusters:
            self.settle(cluster)  # as at a request: a phase or a status that there is not is found now
