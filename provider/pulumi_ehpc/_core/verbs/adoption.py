"""One creation's claim: at most one made for a resource, and none that the next creation cannot find."""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from ...errors import ODD, ResourceError, ServiceError
from ...settings import Config
from ..api.gateway import Gateway, done_nothing
from ..api.remote import Remote, create
from ..host.operation import operation
from ..logic.marks import Mark, age, mark_in, marked, named_for_adoption, verdict
from ..logic.seen import Seen, oldest_first
from ..process import Clock
from ..resource import Resource
from ..table.fields import Role
from ..table.rows import ShortListError
from ..texts import word
from .begun import Begun
from .finished import Finished, made_in_this_run
from .identity import fixed, lists, mark_of
from .keyed import Keyed, key_of
from .passing import Passing

Values = Mapping[str, Any]
LATE_LOOKS = 5
"""So often a list may lag before that is said."""
LOOK_FOR = 60.0
"""Seconds for which one is looked for whose creation was not answered."""


class Claim(Protocol):
    """A creation before, during and after the call that creates."""

    made: bool
    """Whether this creation has made one, and does not go on with what was there."""
    adopt: Collection[str]

    def find(self) -> Seen | None:
        """What an interrupted run left and this creation goes on with, None for nothing. Raises ResourceError."""

    def sent(self, seen: Seen, wanted: Values) -> dict[str, Any]:
        """Of what is wanted, what it is known to have been made with."""

    def create(self, wanted: Values) -> str:
        """The id of what was made. Raises ResourceError, ServiceError."""

    def looked(self, seen: Seen) -> None:
        """Hear of a look at what is being made."""

    def look_again(self, id_: str) -> None:
        """Name what else was left, before the creation of `id_` ends."""


@dataclass
class Marked:
    """The claim by a mark in the description."""

    at: Gateway
    resource: Resource
    mark: Mark
    passed_over: str = ""
    """The id that the state has already; "" for none."""

    adopt: Collection[str] = ()
    """The ids that the user named with ehpc:adopt, those for other resources among them."""

    name: str = ""
    description: str = ""
    """How the program names and describes it."""

    wanted: Values = field(default_factory=dict)

    clock: Clock = field(default_factory=lambda: operation().clock)
    made: bool = False
    _there_before: set[str] = field(default_factory=set)
    _named: set[str] = field(default_factory=set)
    _told: bool = False
    _short: list[ShortListError] = field(default_factory=list)
    """What a list has said that holds less than it tells."""

    _unlisted: int = 0
    """Looks in a row for which no list has shown it."""

    def find(self) -> Seen | None:
        rows = self._all()
        self._there_before = {row.id for row in rows} | {self.passed_over}
        begun = Begun(self.at, self.resource, self.mark)
        found = verdict(rows, self.mark, self.resource.states.dead, self.passed_over, self.adopt)
        for row in found.others:
            self._name(row)
        if found.refused:
            described, replaces = self._described(found.refused), bool(self.passed_over)
            raise ResourceError(begun.refusal(found.refused, described, rows, replaces=replaces))
        finished = Finished(self.at, self.resource, self.name, self.description, self.passed_over, self.adopt)
        chosen = finished.find(rows, found.adopt) or found.adopt
        # Of several, each is for another resource: only one that is nowhere is nobody's.
        others = {row.id for row in rows} if len(self.adopt) > 1 else {chosen.id} if chosen else set()
        for id_ in sorted(set(self.adopt) - others):
            self._warn(
                f"ehpc:adopt names {word(id_)}, which is no unfinished creation of this resource: ignored. "
                "Where it has done what it was for: pulumi config rm ehpc:adopt"
            )
        if chosen and not mark_in(chosen.description):
            self._warn(f"going on with {self._described(chosen)}, which this resource has finished before")
        elif chosen:
            self._warn(
                f"going on with {self._described(chosen)}, which an interrupted run of this resource left"
                f"{begun.as_it_was(chosen, self.wanted)}; to start afresh instead, press Ctrl-C twice, then run "
                f"`pulumi cancel` and {self._deletes(chosen)}"
            )
        elif self._short:
            self._warn(begun.unseen(self._short[0]))
        return chosen

    def sent(self, seen: Seen, wanted: Values) -> dict[str, Any]:
        theirs = mark_in(seen.description)
        if theirs is None or theirs.inputs != self.mark.inputs:
            return {}
        names = [field.state for field in lists(self.resource)]
        known = {name for name, as_here in zip(names, self.mark.same_lists(theirs), strict=False) if as_here}
        return {name: wanted[name] for name in (*known, *fixed(self.resource)) if name in wanted}

    def _name(self, row: Seen) -> None:
        if row.id not in self._named:
            self._named.add(row.id)
            self._warn(
                f"{self._described(row)} was left by another creation of this resource; "
                f"unless that is still under way or this run deletes it: {self._deletes(row)}"
            )

    def _described(self, row: Seen) -> str:
        return f"{self.resource.noun} {row.id} ({row.status}, {age(row.created, time.time())})"

    def _deletes(self, row: Seen) -> str:
        return self.at.command("delete", row.id)

    def create(self, wanted: Values) -> str:
        """Once; where the answer is lost, the one that the call made."""
        text = marked(self.resource.given(Role.DESCRIPTION, wanted), self.mark)
        id_ = self._send({**wanted, **self.resource.under(Role.DESCRIPTION, text)})
        self.made = True
        made_in_this_run().add(id_)
        account = f", account {self.at.account}" if self.at.account else ""
        # Passing text is gone where Ctrl-C ends a run twice, and Pulumi's service keeps none (observed, CLI 3.259).
        operation().log(
            f"E-HPC is making {self.resource.noun} {id_} in {self.at.settings.region}{account} "
            "(a killed run: `pulumi up` goes on with it)"
        )
        return id_

    def _send(self, wanted: Values) -> str:
        try:
            made = create(self.at, self.resource, wanted)
            if made in self._there_before:
                # Somebody else's: it would be changed, and deleted in the end.
                action = f"the call that makes a {self.resource.noun}"
                raise ServiceError(action, ODD, f"it answered {made}, which was there before")
            return made
        except ServiceError as error:
            if done_nothing(error):
                error.effect = "nothing was made"
                raise
            return self._look_for_it(error)

    def _look_for_it(self, error: ServiceError) -> str:
        noun = self.resource.noun
        looking = f"looking for the {noun} that it may have made"
        self._warn(f"{error.action} got no certain answer ({error.code}): {looking}, for a minute at most")
        begin, say = self.clock.now(), Passing(operation())
        why = "none was listed within a minute"
        while True:
            try:
                mine = [row for row in self._all() if self._made_now(row)]
            except ServiceError as failure:
                why = f"looking for it failed ({failure.code})"
                break
            if mine:
                return oldest_first(mine)[0].id
            elapsed = self.clock.now() - begin
            if elapsed > LOOK_FOR * self.clock.scale:
                break
            say(looking, elapsed)
            self.clock.sleep(self.clock.pause(elapsed))
        raise ResourceError(
            f"{error.sentence('')}\n  A {noun} may have been made all the same: {why}. "
            f"Run `pulumi up` again: it goes on with that {noun}, if there is one. "
            f"`pulumi destroy` does not know it; this lists it: {self.at.command('orphans', '')}"
        )

    def _made_now(self, row: Seen) -> bool:
        return mark_in(row.description) == self.mark and row.id not in self._there_before

    def looked(self, seen: Seen) -> None:
        """A list that does not show it, or shows another description, hides the mark from the next creation, too."""
        row = self.resource.row(Role.DESCRIPTION)
        listed = row is not None and row.wire in seen.answer
        self._unlisted = 0 if listed else self._unlisted + 1
        hidden = mark_in(seen.description) is None if listed else self._unlisted > LATE_LOOKS
        if self.made and hidden and not self._told:
            self._told = True
            self._warn(
                f"E-HPC does not {'show the description of' if listed else 'list'} {seen.id}, by which the next "
                "`pulumi up` finds it: should this run be killed, that makes a second one; "
                f"delete this one first then: {self._deletes(seen)}"
            )

    def look_again(self, id_: str) -> None:
        """A list may have lagged, and a killed run may have made its last call meanwhile."""
        for row in self._all():
            theirs = mark_in(row.description)
            if theirs and theirs.urn == self.mark.urn and row.id not in (id_, self.passed_over):
                self._name(row)

    def _all(self) -> list[Seen]:
        return Remote.all(self.at, self.resource, self._short.append)

    @staticmethod
    def _warn(message: str) -> None:
        operation().log(message, warning=True)


def claim_of(at: Gateway, resource: Resource, wanted: Values, passed_over: str, config: Config) -> Claim:
    """The claim that a creation with these inputs has."""
    adopt = named_for_adoption(config("ehpc:adopt"))
    if not resource.marked:
        key = key_of(resource, wanted)
        assert key, f"a {resource.noun} has neither a mark nor a key by which it is found"
        return Keyed(at, resource, key, wanted, adopt)
    place = (config("ehpc:place") or os.environ.get("EHPC_PLACE") or "").strip()
    name, description = (str(resource.given(role, wanted) or "") for role in (Role.NAME, Role.DESCRIPTION))
    return Marked(at, resource, mark_of(resource, wanted, place), passed_over, adopt, name, description, wanted)
