"""The one cluster of a look that costs: made, watched, and always deleted."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from live.asking import Answer, Service
from live.check import NotSeenError
from live.given import Given, GivenError
from live.wanted import PREFIX, named, request, simpler
from pulumi_ehpc._core.api.gateway import done_nothing
from pulumi_ehpc._core.api.wait import LISTED_WITHIN
from pulumi_ehpc._core.process import process
from pulumi_ehpc.errors import EhpcError, ServiceError
from pulumi_ehpc.resources import CLUSTER

HOUR = 3600.0
WHILE = 20.0
"""Seconds after which what was changed shows everywhere, wherever the service takes its time."""

NOWHERE, UNKNOWN = "not found", "unknown"
"""What stands for a state where no call finds the cluster, and where none says anything."""

TOLD = ("GetCluster", "ListQueues", "ListSharedStorages", "ListInstalledSoftwares", "ListAddons", "ListNodes")
"""What tells of a cluster."""


class LeftError(EhpcError):
    """A cluster is still there, or may be."""


@dataclass
class OneCluster:
    service: Service
    sent: dict[str, Any]
    id: str = ""
    made: Answer = field(default_factory=lambda: Answer("CreateCluster", {}))
    refusals: dict[str, ServiceError] = field(default_factory=dict)
    """What CreateCluster did not take, by the name of the check; it was made without that."""

    statuses: list[str] = field(default_factory=list)
    seconds: float = 0
    _told: dict[str, Answer] = field(default_factory=dict)

    unsure: bool = False
    """A call that makes one was sent, and its answer is not known."""

    gone: bool = False

    def make(self) -> None:
        """As much of it as E-HPC takes; what it refuses is noted."""
        try:
            self._create(self.sent)
            return
        except ServiceError as error:
            if self.unsure:
                raise
            first = error
        for check, sent in simpler(self.sent) if first.code.startswith("Invalid") else ():
            try:
                self._create(sent)
            except ServiceError:
                if self.unsure:
                    raise
                continue
            self.refusals[check] = first
            return
        self.refusals["create-is-taken"] = first

    def is_there(self) -> None:
        """Raises NotSeenError."""
        if not self.id:
            raise NotSeenError("CreateCluster was refused, so there is no cluster")

    def _create(self, sent: dict[str, Any]) -> None:
        self.unsure = True
        try:
            self.made = self.service.ask_once("CreateCluster", **sent)
        except ServiceError as error:
            self.unsure = not done_nothing(error)
            raise
        self.id, self.sent, self.unsure = str(self.made["ClusterId"]), sent, False

    def until_it_runs(self) -> None:
        """Note its states on the way. Raises NotSeenError where it never runs."""
        self.is_there()
        clock = process().clock
        begin = clock.now()
        while self.statuses[-1:] != ["running"]:
            status = self._status_or_not() or NOWHERE
            if status not in (UNKNOWN, *self.statuses[-1:]):
                self.statuses.append(status)
            self.seconds = clock.now() - begin
            limit = LISTED_WITHIN if status == NOWHERE else HOUR
            if status in CLUSTER.states.failed | CLUSTER.states.going or self.seconds > limit * clock.scale:
                why = CLUSTER.calls.why(self.service.at.briefly, self.id)
                raise NotSeenError(f"the cluster is {status} after {self.seconds:.0f} s: {why or 'no reason told'}")
            clock.sleep(clock.pause(self.seconds))
        for action in TOLD:
            with suppress(ServiceError):
                self.at_first(action)

    def at_first(self, action: str) -> Answer:
        """What was told of it as soon as it ran, before anything was changed."""
        if action not in self._told:
            self._told[action] = self.service.ask(action, ClusterId=self.id)
        return self._told[action]

    def detail(self) -> Answer:
        return self.service.ask("GetCluster", ClusterId=self.id)

    def row(self) -> dict[str, Any]:
        """Of ListClusters. Raises NotSeenError."""
        rows = self.service.ask("ListClusters", ClusterIds=[self.id], PageSize=10).rows("Clusters")
        if not rows:
            raise NotSeenError("ListClusters does not show the cluster")
        return rows[0]

    def update(self, **changed: Any) -> Answer:
        return self.service.ask("UpdateCluster", ClusterId=self.id, **changed)

    @staticmethod
    def settles() -> None:
        clock = process().clock
        clock.sleep(WHILE * clock.scale)

    def status(self) -> str:
        """Empty where it is gone: no call finds it any more."""
        try:
            return str(self.detail().get("ClusterStatus"))
        except ServiceError as error:
            if not _says_something(error):
                raise
        rows = self.service.ask("ListClusters", ClusterIds=[self.id], PageSize=10).rows("Clusters")
        return str(rows[0].get("ClusterStatus")) if rows else ""

    def remove(self, say: Callable[[str], None]) -> None:
        """Until it is gone. Raises LeftError, which names it and the command that deletes it."""
        try:
            try:
                self._until_gone()
            except KeyboardInterrupt:
                # Whoever is impatient once still pays for it.
                say("Deleting goes on. Interrupt it once more to leave the cluster there.")
                self._until_gone()
                raise
        except EhpcError as error:
            raise self._left(str(error)) from error
        except KeyboardInterrupt:
            if self.gone:
                raise
            raise self._left("interrupted") from None

    def _left(self, why: str) -> LeftError:
        command = self.service.at.command("delete", self.id or "ID")
        which = f"cluster {self.id} may still" if self.id else f"a cluster named {named(self.sent)} may"
        return LeftError(
            f"{which} be there, and is paid for: {why}\n"
            f"  Delete it: {command.replace(' delete ', ' unprotect ')}; {command}"
        )

    def _found(self) -> str:
        """Its id by its name, where the answer to CreateCluster was lost: it may be listed late."""
        clock = process().clock
        for _ in range(7 if self.unsure else 0):
            rows = self.service.ask("ListClusters", ClusterNames=[named(self.sent)], PageSize=10).rows("Clusters")
            if rows:
                return str(rows[0]["ClusterId"])
            clock.sleep(10 * clock.scale)
        return ""

    def _until_gone(self) -> None:
        self.id = self.id or self._found()
        clock = process().clock
        begin = clock.now()
        while status := self.id and self._status_or_not():
            if status not in CLUSTER.states.going:
                self._ask_to_delete()
            if clock.now() - begin > HOUR * clock.scale:
                raise LeftError(f"it was still {status} after {(clock.now() - begin) / 60:.0f} minutes")
            clock.sleep(clock.pause(clock.now() - begin))
        self.gone = True

    def _status_or_not(self) -> str:
        try:
            return self.status()
        except ServiceError:
            return UNKNOWN

    def _ask_to_delete(self) -> None:
        """A refusal passes, as while it is being made: it is asked again."""
        for action, parameters in (("UpdateCluster", {"DeletionProtection": False}), ("DeleteCluster", {})):
            self.service.refusal(action, ClusterId=self.id, **parameters)


def _says_something(error: ServiceError) -> bool:
    """An answer of the service, not of the way to it; a refusal with 200 has no status of its own."""
    refused = 400 <= error.status < 500 or (not error.status and bool(error.request_id))
    return refused and not error.code.startswith("Throttling")


@contextmanager
def one_cluster(service: Service, given: Given, say: Callable[[str], None]) -> Iterator[OneCluster]:
    """In the block there is one; whatever happens in it, afterwards there is none."""
    rows = service.pages("ListClusters", "Clusters")
    left = [str(row["ClusterId"]) for row in rows if str(row.get("ClusterName")).startswith(PREFIX)]
    if left:
        raise GivenError(
            f"an earlier look has left {left[0]}, and there is never more than one: "
            f"{service.at.command('delete', left[0])}"
        )
    cluster = OneCluster(service, request(service, given, secrets.token_hex(4)))
    try:
        yield cluster
    finally:
        try:
            say(f"Deleting {cluster.id or 'whatever was made'} ...")
        finally:
            cluster.remove(say)
        say("Nothing is left of it.")
