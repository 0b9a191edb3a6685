"""From the call that creates to a resource as the program wants it; whatever fails, nothing is forgotten."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from ...errors import EhpcError, ResourceError, ServiceError
from ..api.remote import Remote
from ..api.wait import End, created
from ..host.answer import HalfMade, defect
from ..host.operation import NobodyListensError, operation
from ..host.state_file import why_not_written
from ..logic import wire
from ..logic.check import normalise
from ..logic.marks import mark_in, plain_text
from ..logic.plan import Items, Plan, plan
from ..logic.seen import Seen
from ..logic.state import Entry, applied, without_internal
from ..resource import Resource
from ..table.calls import Look
from ..table.fields import Field, Role
from ..texts import short
from .adoption import Claim
from .arrival import await_arrival, without_failed
from .emptying import empty_items
from .ends import is_made, why_not
from .identity import fixed
from .item_outputs import await_outputs, new_items
from .preview import tell_left
from .settling import Settling
from .uncertain import as_left, begun_in, told
from .veiled import veil_of
from .watch import waits

Values = Mapping[str, Any]


@dataclass
class Creation:
    """One resource on its way to what the program wants."""

    remote: Remote
    wanted: Values
    entry: Entry
    """What the engine is to know if the next step fails."""

    @contextmanager
    def kept(self) -> Iterator[None]:
        """A failure inside leaves the id and everything that is known in the state."""
        try:
            yield
        except NobodyListensError:
            raise
        except ServiceError as error:
            raise self._half_made(told(error, self.remote, self.entry, self._subject)) from error
        except EhpcError as error:
            raise self._half_made(str(error)) from error
        except Exception as error:
            raise self._half_made(defect(error)) from error

    def _half_made(self, reason: str) -> HalfMade:
        return HalfMade(self.remote.id, self.entry.values, reason)

    def to_its_end(self, claim: Claim, before: Values) -> dict[str, Any]:
        """Wait until it runs, set what the call that creates does not set, and say how it is.

        before: what that call was sent, as far as it is known. What E-HPC answers otherwise for it is how it spells
        that: nothing is taken away and made anew for it, as a mount would be.
        """
        run, args = operation().run, self._resource.args
        run.takes_on(self.remote.id)
        self.entry.finished = False
        with self.kept():
            detail, row = self._await_running(claim)
            all_of_it = self._settling.listed(before, lambda: self.remote.look(detail.answer, self.wanted, row))
            look = without_failed(self._resource, all_of_it, self.wanted)
            self._settling.learn(before, look)
            live = self.remote.values(look, {**self._changeable, **before}, self.entry.answers)
            self.entry.values.update(live)
            todo = plan(args, live, self.wanted, (), self.entry.answers)
            left = self._leave(todo, before)
            self._change_items(todo.items, left)
            look |= self._settling.after(replace(todo, updates=[]), live, self.wanted)
            await_arrival(self.remote, self.entry, look, lambda _name, _item: True)
            if left:
                again = self.remote.look({}, {name: self.wanted[name] for name in left}, {})
                self.entry.values.update(wire.answer(args, again, {name: live[name] for name in left}))
            claim.look_again(self.remote.id)
            waited = any(todo.items) | await_outputs(self.remote, self.entry.values, lambda _name, _item: True, row)
            self._insist_on_the_state()
            self._end(todo, row, None if waited else detail.answer)
            self._warn_unprotected(todo, before)
            # The next plan has to see that it was made with other inputs, or has what nobody knows the origin of.
            differing = {change.top for change in todo.replaces} | left
            self._apply({name: value for name, value in self.wanted.items() if name not in differing})
            self.entry.finished = True
        run.ended()
        return self.entry.values

    @property
    def _changeable(self) -> dict[str, Any]:
        """What is wanted, without what no call changes."""
        never = fixed(self._resource)
        return {name: value for name, value in self.wanted.items() if name not in never}

    def _leave(self, todo: Plan, before: Values) -> set[str]:
        """Take out of a plan what would be lost though perhaps nobody has asked for that; gives the lists concerned."""
        unsure = [items for items in todo.items if items.field.state not in before and items.losing]
        for items in unsure:
            tell_left(items, veil_of(self._resource))
            todo.items[todo.items.index(items)] = items.without_loss()
        return {items.field.state for items in unsure}

    def _end(self, todo: Plan, row: Look, detail: Look | None) -> None:
        """The call that takes the mark away, last of all: whatever dies before it is found by the next creation. So all
        waiting for items has to be over, and no look follows it. detail: where it is not looked at anew before it."""
        wanted = {name: self.wanted[name] for name in {change.top for change in todo.updates}}
        self.entry.unseen = {change.where: change.old for change in todo.updates if change.old is not None}
        description = self._resource.row(Role.DESCRIPTION)
        if self._resource.marked and description and (not row or mark_in(row.get(description.wire))):
            wanted[description.state] = self.wanted.get(description.state, plain_text(operation().urn))
        if wanted:
            self._set_all(wanted, detail, row)

    def _insist_on_the_state(self) -> None:
        """Where the engine cannot write the end of this creation down, the mark stays."""
        if self._resource.marked and (why := why_not_written(operation().urn)):
            raise ResourceError(
                f"{self._subject} runs, but Pulumi cannot write the stack's state ({why})\n"
                "  Nothing is lost: mend that (where Pulumi has emptied the file, its .bak is the state before); "
                f"then `pulumi up` goes on with this {self._resource.noun}."
            )

    def _warn_unprotected(self, todo: Plan, before: Values) -> None:
        """Protection that the service did not take at once may never come."""
        guard = self._resource.row(Role.PROTECTION)
        if guard and before.get(guard.state) is True and guard.state in {change.top for change in todo.updates}:
            operation().log(
                f"{guard.python} was set to True, but E-HPC answered False once it ran; it was set once more\n"
                "  `pulumi refresh` tells whether that holds.",
                warning=True,
            )

    def _set_all(self, wanted: Values, detail: Look | None, row: Look | None = None) -> None:
        known = normalise(self._resource.args, without_internal(self.entry.values))
        self.remote.set_all(wanted, detail, known, self.entry.answers, row)

    def bring_about(self, todo: Plan, detail: Seen) -> None:
        """The calls of a plan, settings first. The entry follows each of them, and where one fails it says what is no
        longer known: the call may have acted all the same, or half of what it takes to change an item was done."""
        before, clock = dict(self.entry.values), operation().clock
        begin = clock.now()
        changed = {change.top for change in todo.updates}
        wanted = {name: self.wanted.get(name, todo.fallback(name)) for name in changed}
        self.entry.doubt([*changed, *(items.field.state for items in todo.items if items)])
        new = [items for items in todo.items if items.field.state not in before or self.entry.begun(items.field.state)]
        self.entry.doubt(path for items in new for path in items.paths(items.added))
        if todo.updates:
            self._begins(sorted(changed), "setting")
            self._set_all(wanted, detail.answer)
            self._apply(wanted)
            self.entry.believe(changed)
        self._change_items(todo.items)
        look = self._settling.after(todo, before, {**self.wanted, **wanted}, detail.answer)
        await_arrival(self.remote, self.entry, look, new_items(todo.items))
        await_outputs(self.remote, self.entry.values, new_items(todo.items))
        operation().log(f"done ({short(clock.now() - begin)})", passing=True)

    def look_at_what_is_uncertain(self, detail: Seen) -> None:
        """Bring the entry to what a failed update has left. A list that the program does not have any more is to be as
        it was before: without what that update was to add."""
        live = as_left(self.remote, self.entry, self.wanted, detail.answer)
        self.entry.values.update(live)
        for name, others, _ in begun_in(self.remote, self.entry, live):
            if name not in self.wanted:
                self.wanted = {**self.wanted, name: others}

    def _change_items(self, several: Iterable[Items], unfinished: Collection[str] = ()) -> None:
        for items in filter(None, several):
            name = items.field.state
            empty_items(self.remote, items, self.entry)
            self.remote.change(items, self.entry.answers, functools.partial(self._done, items.field), self._begins)
            if name not in unfinished:
                self._apply({name: self.wanted[name]})
            self.entry.believe([name])

    def _begins(self, paths: Sequence[str], doing: str) -> None:
        veil = veil_of(self._resource)
        operation().log(f"{', '.join(map(veil.path, paths))}: {doing}", passing=True)

    def _done(self, row: Field, gone: Collection[str], now: Sequence[Values]) -> None:
        """Some items of a list have gone, or are as they are wanted."""
        others = {*gone, *map(row.item_key, now)}
        rest = [item for item in self.entry.values.get(row.state) or () if row.item_key(item) not in others]
        self._apply({row.state: [*rest, *now]})

    def _apply(self, wanted: Values) -> None:
        self.entry.values.update(applied(self._resource.args, self.entry.values, wanted))

    def _await_running(self, claim: Claim) -> tuple[Seen, Look]:
        with waits(self.remote, claim.looked) as await_:
            outcome = await_(created(self._resource, lambda: is_made(self.remote), just_begun=claim.made))
        if outcome.end is End.SUCCEEDED and self._resource.row(Role.STATUS):
            operation().log(f"{self.remote.id} runs ({short(outcome.seconds)})", passing=True)
        if outcome.last:
            self.entry.values.update(wire.only_known_there(self._resource.outputs, outcome.last.answer))
        if outcome.end is End.SUCCEEDED and outcome.last:
            detail = self.remote.find() if self._resource.calls.rows else outcome.last
            self.entry.ever_ran = True
            if detail is not None and detail.status not in self._resource.states.failed:
                # Where the list lags the last look is that of `find`, which does not tell the description.
                description = self._resource.row(Role.DESCRIPTION)
                told = description is not None and description.wire in outcome.last.answer
                return detail, outcome.last.answer if told else self.remote.listed()
            if detail is not None:
                # It ran for a moment.
                outcome = replace(outcome, end=End.FAILED, last=detail)
                self.entry.values.update(wire.only_known_there(self._resource.outputs, detail.answer))
        protected = self._resource.given(Role.PROTECTION, self.wanted) is True
        raise ResourceError(
            why_not(self.remote, self._subject, outcome, ever_ran=self.entry.ever_ran, protected=protected)
        )

    @property
    def _settling(self) -> Settling:
        return Settling(self.remote, self.entry)

    @property
    def _resource(self) -> Resource:
        return self.remote.resource

    @property
    def _subject(self) -> str:
        name = f'"{self._resource.given(Role.NAME, self.wanted) or ""}", ' if self._resource.row(Role.NAME) else ""
        return f"{self._resource.noun} {self.remote.id} ({name}{self.remote.at.settings.region})"
