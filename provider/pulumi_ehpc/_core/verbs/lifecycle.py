"""The verbs, written once over what a resource is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...errors import ResourceError
from ...settings import Config
from ..api.gateway import Gateway
from ..api.place import place
from ..api.remote import Remote
from ..host.operation import operation
from ..host.state_file import state_file
from ..logic import wire
from ..logic.by_path import set_paths
from ..logic.plan import Plan, plan
from ..logic.seen import Seen
from ..logic.soundness import healed
from ..logic.state import ANSWERS, Entry, applied
from ..resource import Resource
from ..table.fields import UNKNOWN, Role
from .adoption import Claim, claim_of
from .checking import Checking, inputs_of
from .creation import Creation
from .deletion import Deletion, asked_for_protection
from .item_outputs import read_outputs
from .keyed import key_of
from .preview import tell, way_on
from .replacement import refuse_in_its_place, refuse_planned
from .settling import Settling
from .taking_on import taken_on, tell_taken_on
from .uncertain import begun_in, new_lists, tell_uncertain
from .veiled import veil_of
from .whereabouts import refuse_gone_elsewhere, refuse_other_account, refuse_other_region, way_back, way_to

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Lifecycle:
    """What Pulumi's engine asks of a resource. Values are in state names, UNKNOWN where they are not known yet."""

    resource: Resource
    config: Config

    def check(self, olds: Values, news: Values) -> tuple[dict[str, Any], list[str]]:
        """The inputs in one spelling, and everything that is wrong with them. Makes no call, needs no credentials."""
        return Checking(self.resource, self.config).check(olds, news)

    def _inputs(self, values: Values) -> dict[str, Any]:
        return inputs_of(self.resource, values)

    def diff(self, id_: str, olds: Values, news: Values) -> tuple[bool | None, list[str]]:
        """Whether anything changes (None: the engine tells what, by the inputs), and what needs a new resource."""
        here, entry, wanted = operation(), Entry(olds), self._inputs(news)
        if not entry.known or here.lacks_provider:
            tell_taken_on(self._remote(self._gateway(Entry(news)), id_), wanted)
            return True, []
        todo = plan(self.resource.args, olds, wanted, self._was_given(entry), entry.answers)
        self._refuse_elsewhere(id_, entry, news, todo)
        asked = asked_for_protection(self.resource, entry)
        here.run.diffed(id_, finished=entry.finished, ever_ran=entry.ever_ran, protected=asked)
        status, states = self._status(entry), self.resource.states
        if not entry.finished and not entry.ever_ran and status in states.failed | states.going:
            protected = self.resource.given(Role.PROTECTION, wanted) is True
            here.log(f"{self._called(id_)} failed while it was being made ({status}). {way_on(protected)}")
            return True, [self._status_name]
        todo.released = [change for change in todo.released if not entry.begun(change.top)]
        if todo.creation and here.old_inputs is not None:
            # Of what has no effect, only what the last `up` did not say: the outputs go on differing from it.
            anew = plan(self.resource.args, self._inputs(here.old_inputs), wanted).creation
            todo.creation = [change for change in todo.creation if change.where in {one.where for one in anew}]
        tell(todo, self.resource.noun, id_, veil_of(self.resource), lambda: self._gateway(Entry(news)).briefly)
        if todo.replaces:
            refuse_planned(self.resource, id_, entry, [c for c in todo.replaces if c.certain])
            return self._by_inputs(wanted), sorted({c.top for c in todo.replaces})
        if not entry.finished:
            seen = status or "not seen since it was made"
            # One that has run may run again, so it is looked at once more.
            now = "looks whether it runs again" if status in states.failed | states.going else "goes on with it"
            here.log(f"{self._called(id_)} is not finished ({seen}): `pulumi up` {now}")
            return True, []
        if entry.uncertain:
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
        if not todo.empty or not entry.finished or entry.may_be_signed_by_others(at.sign):
            refuse_other_account(self._called(id_), entry, at)

    def _was_given(self, entry: Entry) -> list[str]:
        """What the program gave before. An argument that was given as it was anyway is in the inputs only."""
        also = set_paths(self.resource.args, self._inputs(operation().old_inputs or {}))
        return list(dict.fromkeys([*entry.was_set, *also]))

    def _by_inputs(self, wanted: Values) -> bool | None:
        """None lets the engine find the changes in the inputs; where those are the same it has to be told."""
        before = operation().old_inputs
        return None if before is not None and self._inputs(before) != wanted else True

    def takes_its_place(self, id_: str, news: Values) -> bool:
        """Whether what may replace it has its key: it has to go first."""
        return key_of(self.resource, self._inputs(news)) == id_

    def create(self, props: Values) -> tuple[str, dict[str, Any]]:
        """Make one and wait until it runs. Once it exists, every failure keeps its id in the state."""
        here, wanted = operation(), self._inputs(props)
        at, run = self._gateway(Entry(wanted)), here.run
        run.begins()
        refuse_in_its_place(self.resource, lambda replaced: self._remote(at, replaced))
        claim = self._claim(at, wanted, run.asked)
        left = claim.find()
        entry = Entry({**wanted, **place(at, self.resource)})
        entry.was_set, entry.ever_ran = set_paths(self.resource.args, wanted), False
        entry.hide(run.secret)
        id_ = left.id if left else claim.create(wanted)
        return id_, Creation(self._remote(at, id_), wanted, entry).to_its_end(
            claim, claim.sent(left, wanted) if left else wanted
        )

    def _claim(self, at: Gateway, wanted: Values, passed_over: str = "") -> Claim:
        state_file(operation().urn)  # Where it is now: at the end of the creation it may be gone.
        return claim_of(at, self.resource, wanted, passed_over, self.config)

    def read(self, id_: str, props: Values) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """The outputs and inputs as they are now, None where it is gone."""
        entry, table = Entry(props), self.resource.args
        known = self._inputs(healed(table, operation().old_inputs or props, {}))
        remote = self._remote(self._gateway(entry), id_)
        detail = self._find(remote, entry)
        if detail is None:
            if not entry.known:
                raise ResourceError(f"there is no {self._called(id_)} in {remote.at.where}")
            return None
        before = self._inputs(props) if entry.known else {}
        look = remote.look(detail.answer, {**new_lists(remote, entry), **before} if entry.known else None)
        if entry.known:
            settling = Settling(remote, entry)
            settling.review(before, look)
            settling.see(before, look, look)
        live = remote.values(look, before, entry.answers)
        if not entry.finished:
            # It has not drifted: its inputs are still on their way.
            live, known_now = {**live, **before}, known
        else:
            for difference in plan(table, live, known, (), entry.answers).as_drift(veil_of(self.resource)):
                operation().log(f"{self._called(id_)}: {difference}")
            known_now = wire.given(table, live, known)
        now = Entry({**live, **place(remote.at, self.resource, entry), ANSWERS: entry.answers.pairs})
        read_outputs(remote, now.values, entry.values)
        now.hide(entry.secret)
        now.was_set, now.finished = list(entry.was_set), entry.finished
        now.doubt(path for _, _, begun in begun_in(remote, entry, live) for path in begun)
        now.ever_ran = (entry.known and entry.ever_ran) or detail.status in self.resource.states.has_run
        return now.values, known_now

    def update(self, id_: str, olds: Values, news: Values) -> dict[str, Any]:
        """Bring it to the new inputs, or go on with a creation that did not come to its end."""
        wanted, run = self._inputs(news), operation().run
        remote = self._remote(self._gateway(Entry(news)), id_)
        entry, given = Entry(olds), set_paths(self.resource.args, wanted)
        if not entry.known or operation().lacks_provider:
            entry = taken_on(remote, wanted)
            entry.hide(run.secret)
            return entry.values
        entry.hide(run.secret)
        todo = plan(self.resource.args, olds, wanted, self._was_given(entry), entry.answers)
        # What was given before is forgotten at the end only: a failure must not hide that it was removed.
        entry.was_set = [*entry.was_set, *given]
        making = Creation(remote, wanted, entry)
        run.ended() if entry.finished else run.begins()
        if not entry.finished or entry.uncertain or todo.updates or any(todo.items):
            detail = self._find(remote, entry)
            if detail is None:
                gone = f"{self._called(id_)} is gone"
                raise ResourceError(f"{gone}; run `pulumi refresh`, then `pulumi up` makes a new one")
            if not entry.finished:
                making.to_its_end(self._claim(remote.at, wanted), self._inputs(olds))
                entry.was_set = given
                return entry.values
            with making.kept():
                Settling(remote, entry).see(self._inputs(olds), detail.answer)
                if entry.uncertain:
                    making.look_at_what_is_uncertain(detail)
                    was_given = self._was_given(Entry(olds))
                    todo = plan(self.resource.args, entry.values, making.wanted, was_given, entry.answers)
                making.bring_about(todo, detail)
            entry.believe(entry.uncertain)
        entry.values.update(applied(self.resource.args, entry.values, wanted))
        entry.was_set = given
        return entry.values

    def delete(self, id_: str, props: Values) -> None:
        """Delete it and wait until it is gone. A protected one is refused before anything is sent."""
        here, entry, noun = operation(), Entry(props), self.resource.noun
        if not entry.finished and here.run.spares(id_):
            here.log(f"{noun} {id_} is in use by this resource: only its unfinished entry is dropped", warning=True)
            return
        if here.run.busy:
            # The engine comes this far only with --continue-on-error.
            raise ResourceError(
                f"{noun} {id_} is kept, because the one that replaces it is not finished; "
                "a later `pulumi up` that finishes that one deletes this one"
            )
        remote = self._remote(way_back(self.resource, self.config, entry), id_)
        detail = self._find(remote, entry)
        if detail is not None:
            asked, replaced = asked_for_protection(self.resource, entry), here.run.replaced(id_)
            Deletion(remote, entry.ever_ran, asked, replaced).to_its_end(detail, props)

    def _gateway(self, entry: Entry) -> Gateway:
        return way_to(self.resource, self.config, entry)

    def _remote(self, at: Gateway, id_: str) -> Remote:
        return Remote(at, self.resource, id_)

    def _called(self, id_: str) -> str:
        return f"{self.resource.noun} {id_}"

    @property
    def _status_name(self) -> str:
        row = self.resource.row(Role.STATUS)
        return row.state if row else "id"

    def _status(self, entry: Entry) -> str:
        return str(self.resource.given(Role.STATUS, entry.values) or "").casefold()

    def _find(self, remote: Remote, entry: Entry) -> Seen | None:
        """The resource, None where it is gone: believed only where it was looked for in the right place."""
        subject = self._called(remote.id)
        refuse_other_region(subject, entry, remote.at)
        detail = remote.find()
        if detail is None:
            refuse_gone_elsewhere(subject, self.resource.noun, entry, remote.at)
        return detail
