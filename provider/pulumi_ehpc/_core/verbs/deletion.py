"""From a resource to none: as soon as its state allows it, and until it is really gone (its network goes next)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...errors import ResourceError, ServiceError
from ..api.remote import Remote, delete
from ..api.wait import End, Outcome, deletable, deleted
from ..host.operation import operation
from ..logic.seen import Seen
from ..logic.state import Entry
from ..resource import Resource, Statuses
from ..table.fields import Role
from ..texts import lasting, short
from .emptying import empty_itself
from .ends import where_it_is
from .watch import Await, waits

SUBSCRIPTION = "PrePaid"
FORBIDDEN = 403


@dataclass
class Deletion:
    """One resource on its way out."""

    remote: Remote
    ever_ran: bool = True
    """Whether it has run, as far as the state knows: deletion protection guards what has."""

    asked: bool = False
    """Whether the program asked for its protection."""

    replaced: bool = False
    """Whether another one has its place in the program, which says nothing of this one any more."""

    unprotected: bool = False
    """Whether the program that replaces it takes its protection back."""

    def to_its_end(self, detail: Seen, known: Mapping[str, Any] | None = None) -> None:
        """Delete what was seen. A protected one is refused before anything is sent."""
        guarded = not self.remote.protected(detail.answer) or self._guarded(detail)
        if guarded:
            self._refuse_protected(detail, known)
        if _holds(known, SUBSCRIPTION):
            operation().log(
                f"{self.remote.called} has subscription nodes: deleting it does not end their subscriptions",
                warning=True,
            )
        with waits(self.remote) as await_:
            live = detail if self._going(detail) else self._deletable(detail, await_)
            if live is None:
                return
            released = not self._going(live)
            if released:
                self._lift_protection(live, known, guarded=guarded)
                empty_itself(self.remote, Entry(known or {}), live.answer, replaced=self.replaced)
                self._release(known)
            outcome = self._gone(await_, just_begun=released)
        if outcome is None:
            return
        if outcome.end is not End.SUCCEEDED:
            again = outcome.status in self._states.deletable
            says = (
                "E-HPC took the call that deletes it, and has not deleted it: run the same command again."
                if again else "E-HPC goes on deleting it: run the same command again to wait for the end."
            )  # fmt: skip
            raise ResourceError(
                f"{self.remote.called} was {'' if again else 'still '}{outcome.state} "
                f"after {lasting(outcome.seconds)}{where_it_is(self.remote)}. {says}"
            )
        operation().log(f"{self.remote.id} is gone ({short(outcome.seconds)})", passing=True)

    def _deletable(self, detail: Seen, await_: Await) -> Seen | None:
        """The resource in a state that can be deleted, None where it is gone meanwhile."""
        waiter = deletable(self.remote.resource)
        # Whether it can be deleted in a state that is not documented is for E-HPC to say.
        if detail.status in waiter.succeed or detail.unknown_to(self._states):
            return detail
        operation().log(f"{self.remote.called} is {detail.state}: waiting until E-HPC can delete it")
        outcome = await_(waiter)
        if outcome.end not in (End.SUCCEEDED, End.STRANGE):
            raise ResourceError(
                f"{self.remote.called} was still {outcome.state} after {lasting(outcome.seconds)};"
                " E-HPC deletes only a running, failed or stopped one. Nothing was deleted: run the same command again."
            )
        return self.remote.find()

    def _gone(self, await_: Await, *, just_begun: bool) -> Outcome | None:
        """The end of the wait; None where E-HPC neither lists it nor says any more what it answered a minute ago."""
        try:
            return await_(deleted(self.remote.resource, just_begun=just_begun))
        except ServiceError as error:
            error.effect = "E-HPC goes on deleting it"
            # It may be how it answers about what is not there: these keys have just read it.
            if error.status != FORBIDDEN or self.remote.listed():
                raise
            return None

    def _release(self, known: Mapping[str, Any] | None) -> None:
        """Its error says little: it may be of the second call, after a first one whose answer was lost."""
        try:
            delete(self.remote.at, self.remote.resource, self.remote.id)
        except ServiceError as error:
            try:
                live = self.remote.find()
            except ServiceError:
                raise error from None
            if live is not None and not self._going(live):
                self._refuse_protected(live, known)
                if live.status:
                    error.effect = f"the {self.remote.resource.noun}'s state is {live.status}"
                raise

    def _refuse_protected(self, detail: Seen, known: Mapping[str, Any] | None) -> None:
        if self.remote.protected(detail.answer):
            # Switched on in the console, it is not in the state: an `up` alone would find nothing to change.
            stale = known is not None and not self.remote.resource.given(Role.PROTECTION, known)
            way = self._only_way(detail) or (
                f"Set {self._protection}=False, run `pulumi up{' --refresh' if stale else ''}`, then delete it again; "
                f"where no program has it any more: {self._unprotects}"
            )
            raise ResourceError(f"{self.remote.called} has deletion protection, so nothing was deleted. {way}")

    def refuse_in_its_place(self) -> None:
        """Raise where another one is to be made in the place of this one, and this one may not be deleted."""
        detail = self.remote.find()
        if detail is not None and self.remote.protected(detail.answer) and self._guarded(detail):
            raise ResourceError(
                f"{self.remote.called} has deletion protection, so it is not replaced and nothing was made. "
                f"To lift it: {self._unprotects}, then run the same command again."
            )

    def _only_way(self, detail: Seen) -> str:
        """Where no program can lift its protection, "" where one can: `pulumi up` changes neither one that was replaced
        nor one whose creation failed."""
        if self.replaced:
            return f"Another one has replaced it. To lift it: {self._unprotects}, then `pulumi up` deletes it."
        if not self.ever_ran and detail.status in self._states.failed:
            return f"To lift it: {self._unprotects}, then run the same command again."
        return ""

    def _guarded(self, detail: Seen) -> bool:
        """Whether its protection is honoured. What never came to run could not be got rid of otherwise; but that is the
        service's to say, and protection that the program did not ask for is somebody else's. In doubt it is."""
        if self.unprotected:
            return False
        if self.ever_ran or not self.asked or detail.status in self._states.has_run:
            return True
        # One that waits for its owner may have run before.
        being_made = detail.status in self._states.under_way - self._states.owners_turn.keys()
        return not being_made and not self.remote.resource.calls.never_ran(self.remote.at.briefly, self.remote.id)

    def _lift_protection(self, detail: Seen, known: Mapping[str, Any] | None, *, guarded: bool) -> None:
        if guarded:
            self._refuse_protected(detail, known)
        elif self.remote.protected(detail.answer):
            ran = "came to run only now" if detail.status in self._states.has_run else "never ran"
            why = f"has {self._protection}=False in the program" if self.unprotected else ran
            operation().log(f"{self.remote.called} {why}: its deletion protection is switched off to delete it")
            off = self.remote.resource.under(Role.PROTECTION, False)
            self.remote.set_all(off, detail.answer)

    def _going(self, seen: Seen) -> bool:
        return seen.status in self._states.going

    @property
    def _states(self) -> Statuses:
        return self.remote.resource.states

    @property
    def _unprotects(self) -> str:
        return self.remote.at.command("unprotect", self.remote.id)

    @property
    def _protection(self) -> str:
        return self.remote.resource.spelt(Role.PROTECTION)


def asked_for_protection(resource: Resource, entry: Entry) -> bool:
    """Whether the program did, as far as the state knows."""
    row = resource.row(Role.PROTECTION)
    return row is not None and entry.gave(row.state) and entry.values.get(row.state) is True


def _holds(values: Any, wanted: str) -> bool:
    if isinstance(values, Mapping):
        return any(_holds(value, wanted) for value in values.values())
    if isinstance(values, list):
        return any(_holds(value, wanted) for value in values)
    return bool(values == wanted)
