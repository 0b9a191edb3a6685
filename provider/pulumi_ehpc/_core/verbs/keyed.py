"""The claim on what has the key that the program gives it, as a queue its name: what is there is looked at first."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from ...errors import ResourceError, ServiceError
from ..api.gateway import Gateway, done_nothing
from ..api.remote import Remote, create
from ..host.operation import operation
from ..host.state_file import known, other_stack_with
from ..logic import wire
from ..logic.answers import NONE
from ..logic.plan import plan
from ..logic.seen import Seen
from ..resource import Resource
from ..table.fields import UNKNOWN, fields_of
from .veiled import veil_of

Values = Mapping[str, Any]
KEEPS = "Another name in the program: aliases=[pulumi.Alias(name=OLD)] in its options keeps what exists"


def key_of(resource: Resource, wanted: Values) -> str | None:
    """The id that the program's inputs decide; None where E-HPC gives it, or not everything is known yet."""
    if resource.calls.key is None or any(value is UNKNOWN for value in wanted.values()):
        return None
    return resource.calls.key(wire.request(resource.args, wanted))


def in_stack_already(resource: Resource, key: str) -> str:
    return f"{resource.noun} {key} is in this stack already"


@dataclass
class Keyed:
    """A creation that goes on with what is there only where that is nobody else's: what a killed run has made is as the
    program has it, and no entry of the stack has it."""

    at: Gateway
    resource: Resource
    key: str
    wanted: Values
    adopt: Collection[str] = ()
    """The ids that the user named with ehpc:adopt."""

    made: bool = False

    def find(self) -> Seen | None:
        found = self._remote.find()
        if found is None:
            return None
        state = known(operation().urn)
        if state and self.key in state.ids:
            way = "To make it anew: delete_before_replace=True in its options"
            if state.own.get("id") != self.key:
                way = f"{KEEPS}\n  To give it to this one: first a `pulumi up` without {state.ids[self.key]}"
            raise ResourceError(f"{in_stack_already(self.resource, self.key)}, so nothing was made.\n  {way}")
        holder = "" if self.key in self.adopt else other_stack_with(self.key, operation().urn)
        if holder:
            raise ResourceError(
                f"{self._subject} exists already, and stack {holder} has it, so nothing was made: two stacks that have "
                "one undo each other's changes, and either may delete it.\n"
                f'  To read it only: the method get of its class, with the ID "{self.key}"\n'
                "  To have it here once that stack has forgotten it (`pulumi state delete`): pulumi up"
            )
        differs = self._differs(found)
        if self.key not in self.adopt and (differs or state is None):
            but = f"; it differs from the program: {'; '.join(differs)}" if differs else ""
            raise ResourceError(
                f"{self._subject} exists already, so nothing was made{but}\n"
                f"  To take it on{' and change it so' if differs else ''}: pulumi config set ehpc:adopt {self.key}, "
                "then pulumi up"
            )
        # What no interrupted run has left was made by somebody else.
        somebodys = not (state and state.interrupted)
        also = "; should another stack have it too, either one's destroy deletes it" if somebodys else ""
        operation().log(
            f"{self._subject} exists already{'' if differs else ', as the program has it'}: it is taken on"
            f"{self._but()}{also}",
            warning=somebodys,
        )
        return found

    def _but(self) -> str:
        """What nobody can compare: it may be somebody else's, so it is not set to the program's either."""
        untold = wire.untold(self.resource.args, self.wanted)
        names = " and ".join(row.python for row in fields_of(self.resource.args) if row.wire and row.state in untold)
        return f"; E-HPC does not tell its {names}, which stays as it is" if names else ""

    def _differs(self, found: Seen) -> list[str]:
        args = self.resource.args
        look = self._remote.look(found.answer, None)
        live = self._remote.values(look, wire.untold(args, self.wanted), NONE)
        return plan(args, live, self.wanted).as_steps(veil_of(self.resource))

    def sent(self, _seen: Seen, wanted: Values) -> dict[str, Any]:
        return wire.untold(self.resource.args, wanted)

    def create(self, wanted: Values) -> str:
        """Where the answer is lost, it is looked whether it was made."""
        self.made = True
        try:
            return create(self.at, self.resource, wanted)
        except ServiceError as error:
            error.part = error.part or self._subject
            if done_nothing(error):
                error.effect = "nothing was made"
                raise
            found = self._remote.find()
            if found is None or self._differs(found):
                raise
            return self.key

    def looked(self, _seen: Seen) -> None:
        return

    def look_again(self, _id: str) -> None:
        return

    @property
    def _remote(self) -> Remote:
        return Remote(self.at, self.resource, self.key)

    @property
    def _subject(self) -> str:
        return f"{self.resource.noun} {self.key}"
