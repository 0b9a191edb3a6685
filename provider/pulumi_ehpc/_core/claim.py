"""One creation's claim on a cluster: at most one cluster a resource, and none that the next creation cannot find."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..errors import ClusterError, ServiceError
from . import host
from .gateway import LOST, Gateway
from .ownership import Mark, Verdict, mark_in, verdict
from .wait import Clock, Look, all_clusters

LOOK_FOR = 60.0
"""Seconds for which a cluster is looked for whose creation was not answered."""


@dataclass
class Claim:
    """A creation before, during and after CreateCluster."""

    at: Gateway
    mark: Mark
    passed_over: str
    """The cluster that the state has already; "" for none."""

    adopt: str
    """The id that the user named with ehpc:adopt; "" for none."""

    clock: Clock = field(default_factory=Clock)
    _there_before: set[str] = field(default_factory=set)

    def find(self) -> Look | None:
        """The cluster that an interrupted run left and that this creation goes on with, None for none.

        Raises ClusterError for one that may be somebody's: nothing is made beside it unasked.
        """
        rows = list(all_clusters(self.at.call))
        self._there_before = {row["ClusterId"] for row in rows}
        found = verdict(rows, self.mark, self.passed_over, self.adopt)
        if self.adopt and (found.adopt or {}).get("ClusterId") != self.adopt:
            host.log(
                f"ehpc:adopt names {self.adopt}, which no interrupted run of this resource left: ignored", warning=True
            )
        if found.refused:
            raise ClusterError(self._refusal(found.refused))
        self._name(found)
        return found.adopt

    def _refusal(self, row: Look) -> str:
        id_, theirs = row["ClusterId"], mark_in(row.get("ClusterDescription"))
        elsewhere = theirs is not None and theirs.place != self.mark.place
        why = "somewhere else" if elsewhere else "with other inputs that cannot change later"
        return (
            f"an interrupted run of this resource, {why}, left cluster {id_} ({row.get('ClusterStatus')}, "
            f"made {row.get('ClusterCreateTime') or 'just now'}); nothing was made beside it.\n"
            f"  To go on with it: pulumi config set ehpc:adopt {id_}, then pulumi up\n"
            f"  To get rid of it: python -m pulumi_ehpc delete {id_}, then pulumi up"
        )

    def _name(self, found: Verdict) -> None:
        if found.adopt:
            id_ = found.adopt["ClusterId"]
            host.log(
                f"going on with cluster {id_}, which an interrupted run of this resource left; "
                f"to start afresh instead, interrupt this and run: python -m pulumi_ehpc delete {id_}",
                warning=True,
            )
        for row in found.others:
            host.log(
                f"cluster {row['ClusterId']} ({row.get('ClusterStatus')}) was left by another run of this resource: "
                f"python -m pulumi_ehpc delete {row['ClusterId']}",
                warning=True,
            )

    def create(self, parameters: Mapping[str, Any]) -> str:
        """CreateCluster, once; where its answer is lost, the cluster that it made."""
        try:
            return str(self.at.call("CreateCluster", parameters)["ClusterId"])
        except ServiceError as error:
            if error.code != LOST and error.status < 500:
                error.effect = "nothing was made"
                raise
            return self._look_for_it(error)

    def _look_for_it(self, error: ServiceError) -> str:
        host.log("CreateCluster was not answered: looking for the cluster that it may have made", warning=True)
        begin = self.clock.now()
        while True:
            try:
                for row in all_clusters(self.at.call):
                    if (
                        mark_in(row.get("ClusterDescription")) == self.mark
                        and row["ClusterId"] not in self._there_before
                    ):
                        return str(row["ClusterId"])
            except ServiceError:
                break
            elapsed = self.clock.now() - begin
            if elapsed > LOOK_FOR * self.clock.scale:
                break
            self.clock.sleep(self.clock.pause(elapsed))
        raise ClusterError(
            f"{error.sentence('')}\n  A cluster may have been made all the same, and was not found yet. "
            "Run `pulumi up` again: it goes on with it. `python -m pulumi_ehpc orphans` lists such clusters."
        )

    def look_again(self, cluster_id: str) -> None:
        """Name what else carries the mark: a list that lagged, or a killed run's last call."""
        for row in all_clusters(self.at.call):
            theirs = mark_in(row.get("ClusterDescription"))
            if theirs and theirs.urn == self.mark.urn and row["ClusterId"] not in (cluster_id, self.passed_over):
                self._name(Verdict(others=[row]))
