"""What a resource has, against what the program wants: what changes, what that costs, and what is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...settings import Config
from ..api.gateway import Gateway
from ..api.remote import Remote
from ..host.operation import operation
from ..logic.by_path import set_paths
from ..logic.plan import Plan, plan
from ..logic.state import Entry
from ..resource import Resource
from ..table.fields import UNKNOWN, Role
from .checking import inputs_of
from .deletion import asked_for_protection
from .emptying import tell_what_keeps_it
from .listed import heard, planned
from .preview import tell, tell_goes_with, way_on
from .replacement import refuse_planned
from .taking_on import tell_taken_on
from .uncertain import tell_uncertain
from .veiled import veil_of
from .whereabouts import refuse_other_account, refuse_other_region, way_to

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Diffing:
    """The second thing that the engine asks, of what it has already."""

    resource: Resource
    config: Config

    def diff(self, id_: str, olds: Values, news: Values) -> tuple[bool | None, list[str]]:
        """Whether anything changes (None: the engine tells what, by the inputs), and what needs a new resource."""
        here, entry, wanted = operation(), Entry(olds), self._inputs(news)
        if not entry.known or here.lacks_provider:
            tell_taken_on(Remote(self._gateway(Entry(news)), self.resource, id_), wanted)
            return True, []
        todo = planned(self.resource, id_, olds, wanted, was_given(self.resource, entry), entry.answers)
        heard(self.resource, id_, wanted)
        self._refuse_elsewhere(id_, entry, news, todo)
        asked = asked_for_protection(self.resource, entry)
        status = self._status(entry)
        failed = not entry.finished and not entry.ever_ran and status in self.resource.states.dead
        here.run.diffed(id_, finished=entry.finished, ever_ran=entry.ever_ran, protected=asked, failed=failed)
        if failed:
            protected = self.resource.given(Role.PROTECTION, wanted) is True
            why = self._gateway(entry).command("logs", id_)
            says = f"{self._called(id_)} failed while it was being made ({status})"
            here.log(f"{says}. {way_on(protected)}\n  This tells why: {why}")
            return True, [self._status_name]
        todo.released = [change for change in todo.released if not entry.begun(change.top)]
        if todo.creation and here.old_inputs is not None:
            # Of what has no effect, only what the last `up` did not say: the outputs go on differing from it.
            anew = plan(self.resource.args, self._inputs(here.old_inputs), wanted).creation
            todo.creation = [change for change in todo.creation if change.where in {one.where for one in anew}]
        if not here.run.proposed:
            # As in a refresh: what the program says now, nobody has asked it.
            refuse_planned(self.resource, id_, entry, wanted, todo.replaces)
            if todo.replaces and not any(change.certain for change in todo.replaces):
                tell_goes_with(todo, self.resource.noun, id_, veil_of(self.resource))
        else:
            tell(todo, self.resource.noun, id_, veil_of(self.resource), lambda: self._gateway(Entry(news)))
            refuse_planned(self.resource, id_, entry, wanted, todo.replaces)
        if todo.replaces:
            tell_what_keeps_it(Remote(self._gateway(entry), self.resource, id_), entry)
            return self._by_inputs(wanted), sorted({c.top for c in todo.replaces})
        if not entry.finished:
            seen = status or "not seen since it was made"
            # One that has run may run again, so it is looked at once more.
            now = "looks whether it runs again" if status in self.resource.states.dead else "goes on with it"
            here.log(f"{self._called(id_)} is not finished ({seen}): `pulumi up` {now}")
            return True, []
        if entry.uncertain:
            if here.run.proposed:
                tell_uncertain(entry, wanted, veil_of(self.resource))
            return True, []
        if not todo.empty:
            by_inputs = self._by_inputs(wanted)
            # Pulumi shows how inputs differ, and these do not: it is E-HPC that has something else.
            for step in todo.as_steps(veil_of(self.resource)) if by_inputs else ():
                here.log(step)
            return by_inputs, []
        return (None if todo.creation else False), []

    def _refuse_elsewhere(self, id_: str, entry: Entry, news: Values, todo: Plan) -> None:
        region = self.resource.row(Role.REGION)
        if region and (news.get(region.state) is UNKNOWN or region.state in {change.top for change in todo.replaces}):
            return
        at = self._gateway(Entry(news))
        refuse_other_region(self._called(id_), entry, at)
        if entry.may_be_signed_by_others(at.sign):
            refuse_other_account(self._called(id_), entry, at)

    def _by_inputs(self, wanted: Values) -> bool | None:
        """None lets the engine find the changes in the inputs; where those are the same it has to be told."""
        before = operation().old_inputs
        return None if before is not None and self._inputs(before) != wanted else True

    def _status(self, entry: Entry) -> str:
        return str(self.resource.given(Role.STATUS, entry.values) or "").casefold()

    @property
    def _status_name(self) -> str:
        row = self.resource.row(Role.STATUS)
        return row.state if row else "id"

    def _inputs(self, values: Values) -> dict[str, Any]:
        return inputs_of(self.resource, values)

    def _gateway(self, entry: Entry) -> Gateway:
        return way_to(self.resource, self.config, entry)

    def _called(self, id_: str) -> str:
        return f"{self.resource.noun} {id_}"


def was_given(resource: Resource, entry: Entry) -> list[str]:
    """What the program gave before. An argument that was given as it was anyway is in the inputs only."""
    also = set_paths(resource.args, inputs_of(resource, operation().old_inputs or {}))
    return list(dict.fromkeys([*entry.was_set, *also]))
