"""The verbs, written once over what a resource is."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from ...errors import ResourceError, ServiceError
from ...settings import Config
from ..api.gateway import Gateway
from ..api.place import place
from ..api.remote import Remote
from ..host.crowd import crowd
from ..host.operation import operation
from ..host.run import Left
from ..host.state_file import state_file
from ..logic.by_path import set_paths
from ..logic.state import Entry, applied
from ..resource import Resource
from .adopted import adopted
from .adoption import Claim, claim_of
from .again import remembering
from .checking import Checking, inputs_of
from .creation import Creation
from .deletion import Deletion, asked_for_protection
from .diffing import Diffing, was_given
from .ends import nothing_made
from .keyed import key_of
from .listed import planned, stays_in_list
from .reading import read
from .replacement import forced_refusals, refuse_in_its_place
from .settling import Settling
from .taking_on import taken_on
from .whereabouts import find, find_to_delete, way_back, way_to

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Lifecycle:
    """What Pulumi's engine asks of a resource. Values are in state names, UNKNOWN where they are not known yet."""

    resource: Resource
    config: Config

    def check(self, olds: Values, news: Values) -> tuple[dict[str, Any], list[str]]:
        """The inputs in one spelling, and everything that is wrong with them. Makes no call, needs no credentials."""
        given, failures = Checking(self.resource, self.config).check(olds, news)
        if not olds and self._takes_time:
            crowd().plans(operation().urn)
        replaced = operation().run.checked(olds)
        if replaced is not None and not failures:
            failures = forced_refusals(self.resource, replaced, given)
        return given, failures

    def _inputs(self, values: Values) -> dict[str, Any]:
        return inputs_of(self.resource, values)

    def diff(self, id_: str, olds: Values, news: Values) -> tuple[bool | None, list[str]]:
        """Whether anything changes (None: the engine tells what, by the inputs), and what needs a new resource."""
        return Diffing(self.resource, self.config).diff(id_, olds, news)

    def goes_first(self, id_: str, news: Values) -> bool:
        """Whether it goes before what replaces it is made: that has its key; or it is of no use to anybody, while each
        further attempt takes another place of the account's quota."""
        return operation().run.failed or key_of(self.resource, self._inputs(news)) == id_

    def create(self, props: Values) -> tuple[str, dict[str, Any]]:
        """Make one and wait until it runs. Once it exists, every failure keeps its id in the state."""
        left = operation().run.left
        with remembering(), crowd().making(operation().urn) if self._takes_time else nullcontext():
            return (self._go_on(left, props) if left else None) or self._make(props)

    def _go_on(self, left: Left, props: Values) -> tuple[str, dict[str, Any]] | None:
        """With what an earlier attempt of this run left, as the next run would; None where that one is gone now."""
        here, entry = operation(), Entry(left.values)
        remote = self._remote(self._gateway(Entry(props)), left.id)
        detail = find(remote, entry)
        if detail is not None and (entry.ever_ran or detail.status not in self.resource.states.dead):
            return left.id, self.update(left.id, left.values, props)
        if detail is not None:
            here.log(f"{self._called(left.id)} failed while it was being made ({detail.status}): it is replaced")
            asked = asked_for_protection(self.resource, entry)
            Deletion(remote, entry.ever_ran, asked, replaced=True).to_its_end(detail, left.values)
        here.run.left = None
        return None

    def _make(self, props: Values) -> tuple[str, dict[str, Any]]:
        wanted = self._inputs(props)
        at, run = self._gateway(Entry(wanted)), operation().run
        run.begins()
        refuse_in_its_place(self.resource, wanted, lambda replaced: self._remote(at, replaced))
        claim = self._claim(at, wanted, run.asked)
        with nothing_made():
            left = claim.find()
            entry = Entry({**wanted, **place(at, self.resource)})
        entry.was_set, entry.ever_ran = set_paths(self.resource.args, wanted), False
        entry.hide(run.secret)
        id_ = left.id if left else claim.create(wanted)
        sent = claim.sent(left, wanted) if left else wanted
        made = Creation(self._remote(at, id_), wanted, entry).to_its_end(claim, sent)
        adopted().ends(id_, claim.adopt)
        return id_, made

    def _claim(self, at: Gateway, wanted: Values, passed_over: str = "") -> Claim:
        state_file(operation().urn)  # Where it is now: at the end of the creation it may be gone.
        return claim_of(at, self.resource, wanted, passed_over, self.config)

    def read(self, id_: str, props: Values) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """The outputs and inputs as they are now, None where it is gone."""
        return read(self._remote(self._gateway(Entry(props)), id_), Entry(props))

    def update(self, id_: str, olds: Values, news: Values) -> dict[str, Any]:
        """Bring it to the new inputs, or go on with a creation that did not come to its end."""
        left = operation().run.left
        with remembering():
            return self._change(id_, left.values if left and left.id == id_ else olds, news)

    def _change(self, id_: str, olds: Values, news: Values) -> dict[str, Any]:
        wanted, run = self._inputs(news), operation().run
        remote = self._remote(self._gateway(Entry(news)), id_)
        entry, given = Entry(olds), set_paths(self.resource.args, wanted)
        if not entry.known or operation().lacks_provider:
            entry = taken_on(remote, wanted)
            entry.hide(run.secret)
            return entry.values
        entry.hide(run.secret)
        todo = planned(self.resource, id_, olds, wanted, was_given(self.resource, entry), entry.answers)
        # What was given before is forgotten at the end only: a failure must not hide that it was removed.
        entry.was_set = [*entry.was_set, *given]
        making = Creation(remote, wanted, entry)
        run.ended() if entry.finished else run.begins()
        if not entry.finished or entry.uncertain or todo.updates or any(todo.items):
            detail = find(remote, entry)
            if detail is None:
                gone = f"{self._called(id_)} is gone"
                raise ResourceError(f"{gone}; run `pulumi refresh`, then `pulumi up` makes a new one")
            if entry.finished and detail.status in self.resource.states.going:
                raise ResourceError(
                    f"{self._called(id_)} is being deleted ({detail.status}), so nothing was changed; once it is gone, "
                    "run `pulumi refresh`, then `pulumi up` makes a new one"
                )
            if not entry.finished:
                making.to_its_end(self._claim(remote.at, wanted), self._inputs(olds))
                entry.was_set = given
                return entry.values
            with making.kept():
                Settling(remote, entry).see(self._inputs(olds), detail.answer)
                if entry.uncertain:
                    making.look_at_what_is_uncertain(detail)
                    before = was_given(self.resource, Entry(olds))
                    todo = planned(self.resource, id_, entry.values, making.wanted, before, entry.answers)
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
        if there := stays_in_list(self.resource, id_):
            here.log(f"{noun} {id_} is in {there} now: it stays, and only its own entry is dropped", warning=True)
            return
        makes_room = here.run.makes_room(id_)
        if here.run.busy and not makes_room:
            # The engine comes this far only with --continue-on-error.
            raise ResourceError(
                f"{noun} {id_} is kept, because the one that replaces it is not finished; "
                "a later `pulumi up` that finishes that one deletes this one"
            )
        if makes_room:
            here.run.begins()
        remote = self._remote(way_back(self.resource, self.config, entry), id_)
        detail = find_to_delete(remote, entry, lambda text: here.log(text, warning=True))
        if detail is not None:
            if makes_room and detail.status not in self.resource.states.dead:
                raise ResourceError(
                    f"{remote.called} failed while it was being made, and is {detail.state} now: nothing was deleted. "
                    "`pulumi up --refresh` goes on with it"
                )
            asked, run = asked_for_protection(self.resource, entry), here.run
            try:
                Deletion(remote, entry.ever_ran, asked, run.replaced(id_), run.lifts(id_)).to_its_end(detail, props)
            except ServiceError as error:
                error.part = error.part or remote.called
                raise

    @property
    def _takes_time(self) -> bool:
        return bool(self.resource.states.under_way)

    def _gateway(self, entry: Entry) -> Gateway:
        return way_to(self.resource, self.config, entry)

    def _remote(self, at: Gateway, id_: str) -> Remote:
        return Remote(at, self.resource, id_)

    def _called(self, id_: str) -> str:
        return f"{self.resource.noun} {id_}"
