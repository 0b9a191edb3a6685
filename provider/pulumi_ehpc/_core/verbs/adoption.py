"""One creation's claim on a cluster: at most one cluster a resource, and none that the next creation cannot find."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ...errors import ClusterError, ServiceError
from ..api.gateway import NOTHING_DONE, UNCLEAR, UNSUCCESSFUL, Gateway
from ..api.service import command
from ..api.wait import Clock, Look, all_clusters
from ..host import rpc as host
from ..logic.marks import Mark, age, finished_before, mark_in, oldest_first, verdict

LOOK_FOR = 60.0
"""Seconds for which a cluster is looked for whose creation was not answered."""


def _clock() -> Clock:
    """A clock whose sleep ends when nobody listens any more."""
    rpc = host.current()
    return Clock(sleep=rpc.sleeper()) if rpc else Clock()


@dataclass
class Claim:
    """A creation before, during and after CreateCluster."""

    at: Gateway
    mark: Mark
    passed_over: str = ""
    """The cluster that the state has already; "" for none."""

    adopt: str = ""
    """The id that the user named with ehpc:adopt; "" for none."""

    name: str = ""
    """How the program names the cluster."""

    clock: Clock = field(default_factory=_clock)
    _there_before: set[str] = field(default_factory=set)
    _named: set[str] = field(default_factory=set)

    def find(self) -> Look | None:
        """The cluster that an interrupted run left and that this creation goes on with, None for none.

        Raises ClusterError for one that may be somebody's: nothing is made beside it unasked.
        """
        rows = all_clusters(self.at.call)
        self._there_before = {row["ClusterId"] for row in rows} | {self.passed_over}
        found = verdict(rows, self.mark, self.passed_over, self.adopt)
        if self.adopt and (found.adopt or {}).get("ClusterId") != self.adopt:
            host.log(
                f"ehpc:adopt names {self.adopt}, which is no unfinished creation of this resource: ignored",
                warning=True,
            )
        for row in found.others:
            self._name(row)
        for row in rows:
            if row["ClusterId"] != self.passed_over and finished_before(row, host.urn(), self.name):
                # Killed between the call that took the mark away and the engine's write, it is in no entry.
                host.log(
                    f"this resource has finished {self._described(row)} before; unless this run replaces it or another "
                    f"stack of this name has it, nobody does: {command(self.at, 'orphans', 'STACK.json')} tells",
                    warning=True,
                )
        if found.refused:
            raise ClusterError(self._refusal(found.refused))
        if found.adopt:
            host.log(
                f"going on with {self._described(found.adopt)}, which an interrupted run of this resource left; "
                f"to start afresh instead, interrupt this and run: {self._deletes(found.adopt)}",
                warning=True,
            )
        return found.adopt

    def fits(self, row: Look) -> bool:
        """Whether the cluster was made with the inputs of this creation that cannot change later."""
        theirs = mark_in(row.get("ClusterDescription"))
        return theirs is not None and theirs.inputs == self.mark.inputs

    def _refusal(self, row: Look) -> str:
        theirs = mark_in(row.get("ClusterDescription"))
        if theirs is not None and theirs.place != self.mark.place:
            why, also = "somewhere else", ""
        else:
            why, also = "with other inputs that cannot change later", "put those inputs back, or: "
        lines = [
            f"an unfinished creation of this resource, begun {why}, left {self._described(row)}; "
            "nothing was made beside it.",
            f"To go on with it: {also}pulumi config set ehpc:adopt {row['ClusterId']}, then pulumi up",
            f"To get rid of it: {self._deletes(row)}, then pulumi up",
        ]
        if not self.passed_over:
            lines.append("With `pulumi up --replace` and its cluster in the stack: pulumi up without --replace")
        return "\n  ".join(lines)

    def _name(self, row: Look) -> None:
        if row["ClusterId"] not in self._named:
            self._named.add(row["ClusterId"])
            host.log(
                f"{self._described(row)} was left by another creation of this resource; "
                f"unless that is still under way or this run deletes it: {self._deletes(row)}",
                warning=True,
            )

    @staticmethod
    def _described(row: Look) -> str:
        made = age(row.get("ClusterCreateTime"), time.time())
        return f"cluster {row['ClusterId']} ({row.get('ClusterStatus')}, {made})"

    def _deletes(self, row: Look) -> str:
        return command(self.at, "delete", row["ClusterId"])

    def create(self, parameters: Mapping[str, Any]) -> str:
        """CreateCluster, once; where its answer is lost, the cluster that it made."""
        try:
            made = self.at.call("CreateCluster", parameters).get("ClusterId")
        except ServiceError as error:
            unclear = error.code.startswith(UNCLEAR) or error.status >= 500
            if error.code.startswith(NOTHING_DONE) or not unclear:
                error.effect = "nothing was made"
                raise
            return self._look_for_it(error)
        return str(
            made or self._look_for_it(ServiceError("CreateCluster", UNSUCCESSFUL, "the answer names no cluster"))
        )

    def _look_for_it(self, error: ServiceError) -> str:
        host.log("CreateCluster was not answered: looking for the cluster that it may have made", warning=True)
        begin = self.clock.now()
        why = "none was listed within a minute"
        while True:
            try:
                mine = [row for row in all_clusters(self.at.call) if self._made_now(row)]
            except ServiceError as failure:
                why = f"looking for it failed ({failure.code})"
                break
            if mine:
                return str(oldest_first(mine)[0]["ClusterId"])
            elapsed = self.clock.now() - begin
            if elapsed > LOOK_FOR * self.clock.scale:
                break
            self.clock.sleep(self.clock.pause(elapsed))
        raise ClusterError(
            f"{error.sentence('')}\n  A cluster may have been made all the same: {why}. "
            "Run `pulumi up` again: it goes on with that cluster, if there is one. "
            f"`pulumi destroy` does not know it; this lists it: {command(self.at, 'orphans', '')}"
        )

    def _made_now(self, row: Look) -> bool:
        return mark_in(row.get("ClusterDescription")) == self.mark and row["ClusterId"] not in self._there_before

    def look_again(self, cluster_id: str) -> None:
        """Name what else carries the mark: a list that lagged, or a killed run's last call."""
        for row in all_clusters(self.at.call):
            theirs = mark_in(row.get("ClusterDescription"))
            if theirs and theirs.urn == self.mark.urn and row["ClusterId"] not in (cluster_id, self.passed_over):
                self._name(row)
