"""From a cluster to none: as soon as its state allows it, and until it is really gone (its network goes next)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...errors import ClusterError, ServiceError
from ..api import service
from ..api.gateway import Gateway
from ..api.wait import DELETABLE, DELETED, End, Look, status_of
from ..host import rpc as host
from ..logic import wire
from ..table.fields import Role, named
from .creation import Await, waits

RELEASING = frozenset({"releasing", "raleasing"})
SUBSCRIPTION = "PrePaid"


@dataclass
class Ending:
    """One cluster on its way out."""

    at: Gateway
    inputs: type
    id: str
    ever_ran: bool = True
    """Deletion protection guards a cluster that has run: another one could not be got rid of."""

    def to_its_end(self, detail: Look, known: Mapping[str, Any] | None = None) -> None:
        """Delete the cluster that GetCluster told of. A protected one is refused before anything is sent."""
        if self.ever_ran:
            self._refuse_protected(detail, known)
        if _holds(known, SUBSCRIPTION):
            host.log(
                f"cluster {self.id} has subscription nodes: deleting it does not end their subscriptions", warning=True
            )
        with waits(self.at, self.id) as await_:
            live = detail if status_of(detail) in RELEASING else self._deletable(detail, await_)
            if live is None:
                return
            if status_of(live) not in RELEASING:
                self._lift_protection(live, known)
                self._release()
            outcome = await_(DELETED)
        if outcome.end is not End.SUCCEEDED:
            raise ClusterError(
                f"cluster {self.id} was still {status_of(outcome.last or {})} after {outcome.seconds / 60:.0f} minutes."
                " E-HPC goes on deleting it: run the same command again to wait for the end."
            )
        host.log(f"{self.id} is gone ({outcome.seconds:.0f} s)", passing=True)

    def _deletable(self, detail: Look, await_: Await) -> Look | None:
        """The cluster in a state that can be deleted, None where it is gone meanwhile."""
        if status_of(detail) in DELETABLE.succeed:
            return detail
        host.log(f"cluster {self.id} is {status_of(detail)}: waiting until E-HPC can delete it")
        outcome = await_(DELETABLE)
        if outcome.end is End.TOO_SLOW:
            raise ClusterError(
                f"cluster {self.id} was still {status_of(outcome.last or {})} after {outcome.seconds / 60:.0f} minutes;"
                " E-HPC deletes only a running, failed or stopped one. Nothing was deleted: run the same command again."
            )
        return service.find(self.at, self.id)

    def _release(self) -> None:
        """DeleteCluster. Its error says little: it may be the second call, after a first one whose answer was lost."""
        try:
            self.at.call("DeleteCluster", {"ClusterId": self.id})
        except ServiceError:
            live = service.find(self.at, self.id)
            if live is not None and status_of(live) not in RELEASING:
                raise

    def _protected(self, detail: Look) -> bool:
        return bool(wire.answer(self.inputs, detail, {}).get(named(self.inputs, Role.PROTECTION)))

    def _refuse_protected(self, detail: Look, known: Mapping[str, Any] | None) -> None:
        if self._protected(detail):
            # Switched on in the console, it is not in the state: an `up` alone would find nothing to change.
            stale = known is not None and not known.get(named(self.inputs, Role.PROTECTION))
            raise ClusterError(
                f"cluster {self.id} has deletion protection, so nothing was deleted. "
                f"Set deletion_protection=False, run `pulumi up{' --refresh' if stale else ''}`, then delete it again; "
                f"where no program has it any more: {service.command(self.at, 'unprotect', self.id)}"
            )

    def refuse_in_its_place(self) -> None:
        """Raise where another cluster is to be made in the place of this one, and this one may not be deleted."""
        detail = service.find(self.at, self.id)
        if detail is None or not (self.ever_ran or status_of(detail) == "running"):
            return
        if self._protected(detail):
            raise ClusterError(
                f"cluster {self.id} has deletion protection, so it is not replaced and nothing was made. "
                "Set deletion_protection=False and run `pulumi up --refresh` without the change first, or take it back."
            )

    def _lift_protection(self, detail: Look, known: Mapping[str, Any] | None) -> None:
        if self.ever_ran:
            self._refuse_protected(detail, known)
        elif self._protected(detail):
            host.log(f"cluster {self.id} never ran: its deletion protection is switched off to delete it")
            off = {named(self.inputs, Role.PROTECTION): False}
            service.set_all(self.at, self.inputs, detail, service.listed(self.at, self.id), off)


def _holds(values: Any, wanted: str) -> bool:
    if isinstance(values, Mapping):
        return any(_holds(value, wanted) for value in values.values())
    if isinstance(values, list):
        return any(_holds(value, wanted) for value in values)
    return bool(values == wanted)
