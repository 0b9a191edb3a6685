"""After a call that changes something: look until it shows, and remember how E-HPC spells it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...errors import ResourceError
from ..api.remote import Remote
from ..host.operation import operation
from ..logic.answers import NONE, Spelling, spellings, whole
from ..logic.by_path import by_path
from ..logic.plan import Items, Plan, plan
from ..logic.state import Entry, applied
from ..logic.veil import Veil
from ..table.calls import Look
from ..table.course import Course
from ..table.fields import Role, fields_of
from ..table.names import top, within
from ..table.policy import Life
from .passing import Passing
from .veiled import veil_of

Values = Mapping[str, Any]
SHOWS_WITHIN, COMES_WITHIN = 60.0, 600.0
"""Seconds for which a value that was set may not show yet, and for which an item may come or go."""


@dataclass
class Settling:
    """What E-HPC answers after it was sent something."""

    remote: Remote
    entry: Entry

    def learn(self, sent: Values, look: Look) -> None:
        """Remember how it spells what a creation was sent, but for what a call changes in place: that is set once more
        before it is taken for a spelling. What it has made by itself is its own."""
        self._remember(s for s in self._spellings(sent, look) if s.life is not Life.UPDATE)

    def listed(self, sent: Values, look: Callable[[], Look]) -> Look:
        """The look that has all items that a creation was sent, for a while: a list may be behind the state."""
        here, say = operation(), Passing(operation())
        begin = here.clock.now()
        while True:
            found = look()
            late = [s.path for s in self._spellings(sent, found) if s.lacking and s.sent is not None]
            elapsed = here.clock.now() - begin
            if not late or elapsed > SHOWS_WITHIN * here.clock.scale:
                return found
            say("; ".join(f"{self._veil.path(path)}: not listed yet" for path in late), elapsed)
            here.clock.sleep(here.clock.pause(elapsed))

    def review(self, known: Values, look: Look) -> None:
        """Drop what an answer contradicts. What no call changes cannot have changed, so it is spelt anew; an item whose
        key is spelt anew is the same one."""
        told = self.remote.values(look, {}, NONE)
        args = self.remote.resource.args
        self.entry.answers.review(args, by_path(args, told))
        if not self.entry.finished:
            return
        for spelling in self.entry.answers.respell(args, known, told):
            operation().log(spelling.told(self._veil))
        for spelling in self._spellings(known, look):
            if spelling.life.lasts and self.entry.answers.learn(spelling) and spelling.life is Life.REPLACE:
                operation().log(spelling.told(self._veil, "no call changes it, so nothing is planned for that"))

    def see(self, known: Values, detail: Look, row: Look | None = None) -> None:
        """The first look at what the last call of a creation has set. What answers the same as before that call is
        spelt so, or shows later; what answers something else, somebody has changed."""
        unseen = self.entry.unseen
        sent = {name: known[name] for name in {top(path) for path in unseen} if name in known}
        if sent and self.entry.finished:
            found = self._spellings(sent, self.remote.look(detail, sent, row))
            self._remember(s for s in found if s.path in unseen and s.answer == unseen[s.path])
            self.entry.unseen = {}

    def after(self, done: Plan, before: Values, sent: Values, detail: Look | None = None) -> Look:
        """Look until what a plan has set shows; gives the last look. before: it was so. sent: it was set to that.
        detail: what `find` answered before the calls; what differs from it otherwise is told.

        Raises ResourceError where what was removed does not go.
        """
        args, clock, say = self.remote.resource.args, operation().clock, Passing(operation())
        look: Look = {}
        mine = {change.top: sent[change.top] for change in done.updates if change.top in sent}
        mine |= {items.field.state: _concerned(items, sent) for items in done.items if _sends(items)}
        # One that was never listed does not go, and one of E-HPC's own that the program has named need not come.
        self.entry.answers.forget_items(
            path for items in done.items for path in items.paths([*items.added, *items.removed])
        )
        begin = clock.now()
        while mine:
            look = self._look(done, mine)
            now = self.remote.values(look, before, self.entry.answers)
            elapsed = clock.now() - begin
            # An item may have come under another spelling of its key.
            found = list(self._spellings(mine, look))
            come = {s.path.rpartition(".")[0] for s in found}
            later = plan(args, now, mine, (), self.entry.answers)
            waiting = [path for path in done.still(later) if not (path.endswith("]") and path in come)]
            patience = COMES_WITHIN if any(path.endswith("]") for path in waiting) else SHOWS_WITHIN
            if not waiting or elapsed > patience * clock.scale:
                self._refuse_staying(done, waiting, now)
                self._warn_unchanged(done, waiting)
                self._warn_of_others(done, detail or {}, look)
                self.entry.answers.forget(done.sends)
                self._remember(_caused(done, before, found))
                self._fill(done, now)
                break
            say("; ".join(self._doing(done, waiting)), elapsed)
            clock.sleep(clock.pause(elapsed))
        return look

    def _doing(self, done: Plan, waiting: Sequence[str]) -> Iterator[str]:
        """What is waited for: "queues[big]: adding", "max_count: set, and not shown yet"."""
        doing = dict.fromkeys(waiting, "set, and not shown yet")
        for items in done.items:
            course = items.field.calls.course if items.field.calls else Course()
            doing |= dict.fromkeys(set(items.paths(items.added)) & set(waiting), course.adding)
            doing |= dict.fromkeys(set(items.paths(items.removed)) & set(waiting), course.removing)
        return (f"{self._veil.path(path)}: {what}" for path, what in doing.items())

    def _fill(self, done: Plan, now: Values) -> None:
        """What only the service knows of items that have come."""
        for items in done.items:
            name = items.field.state
            held, live = self.entry.values.get(name), now.get(name)
            if items.made and held and live:
                self.entry.values.update(applied(self.remote.resource.args, {name: live}, {name: held}))

    def _refuse_staying(self, done: Plan, waiting: Sequence[str], now: Values) -> None:
        for items in done.items:
            for path in set(items.paths(items.removed)) & set(waiting):
                self.entry.values[items.field.state] = now[items.field.state]
                raise ResourceError(
                    f"{self._veil.path(path)} is still there: E-HPC took the call that removes it "
                    f"{COMES_WITHIN / 60:.0f} minutes ago, and lists it yet\n"
                    "  Remove it in the E-HPC console, or give it in the program again; then run `pulumi up`."
                )

    def _warn_unchanged(self, done: Plan, waiting: Sequence[str]) -> None:
        """At the end of a creation what differs was sent before, so it is but spelt otherwise."""
        for change in done.changes:
            if change.where in waiting and self.entry.finished and not change.field.secret:
                veil, where = self._veil, change.where
                old = veil.value(where, whole(change.old))
                still = "does not show it" if change.old is None else f"still answers {old}"
                operation().log(
                    f"{veil.path(where)} was set to {veil.value(where, change.new)}, but E-HPC {still} after a minute\n"
                    "  See in the E-HPC console which of them is in force.",
                    warning=True,
                )

    def _warn_of_others(self, done: Plan, was: Look, now: Look) -> None:
        """A call that sets everything resets what it does not know."""
        args = self.remote.resource.args
        mine = {change.top for change in done.updates}
        live = [self.remote.values(told, {}, NONE) for told in (was, now)]
        names = {field.state for field in fields_of(args) if field.calls is None} - mine
        before, after = ({name: told[name] for name in names if all(name in each for each in live)} for told in live)
        for change in plan(args, before, after, (), NONE).changes:
            if not change.field.secret:
                veil, where = self._veil, change.where
                old, new = veil.value(where, change.old), veil.value(where, change.new)
                operation().log(
                    f"{veil.path(where)} was {old} before this update and is {new} now: "
                    "somebody has changed it meanwhile, or E-HPC has reset it",
                    warning=True,
                )

    @property
    def _veil(self) -> Veil:
        return veil_of(self.remote.resource)

    @property
    def _guard(self) -> str:
        role = self.remote.resource.row(Role.PROTECTION)
        return role.state if role else ""

    def _look(self, done: Plan, mine: Values) -> Look:
        """No more than what a plan has set."""
        settings = {name: value for name, value in mine.items() if name in {change.top for change in done.updates}}
        listed = {field.state for field in fields_of(self.remote.resource.args) if field.listed}
        look = dict(self.remote.look(self.remote.told() if settings.keys() - listed else {}, settings))
        for items in filter(_sends, done.items):
            some = self.entry.answers if _only_changed(items) else None
            look[items.field.wire] = self.remote.items(items.field, mine[items.field.state], some)
        return look

    def _spellings(self, sent: Values, look: Look) -> Iterator[Spelling]:
        args = self.remote.resource.args
        # Whether it is protected is never taken for a spelling.
        return (s for s in spellings(args, sent, self.remote.values(look, {}, NONE)) if s.path != self._guard)

    def _remember(self, found: Iterable[Spelling]) -> None:
        for spelling in found:
            if self.entry.answers.learn(spelling):
                operation().log(spelling.told(self._veil), warning=spelling.lacking)


def _caused(done: Plan, before: Values, found: Sequence[Spelling]) -> Iterator[Spelling]:
    """Only what was sent: what differs beside it has changed elsewhere. But where an item that was added is not listed,
    one that has come instead may be that one under another name: it is not removed for a stranger."""
    lacking = {top(s.path) for s in found if s.lacking and _sent(s, done)}
    known = {path for items in done.items for path in items.paths(before.get(items.field.state) or ())}
    for spelling in found:
        instead = top(spelling.path) in lacking and spelling.path not in known
        if instead if spelling.sent is None else _sent(spelling, done):
            yield spelling


def _sent(spelling: Spelling, done: Plan) -> bool:
    return any(within(spelling.path, path) for path in done.sends)


def _sends(items: Items) -> bool:
    """Whether there is anything to look for: of what only the program and the state know, nothing was sent."""
    touched = {name for names in items.touched.values() for name in names}
    told = {row.state for row in fields_of(items.field.kind) if row.wire}
    return bool(items.made or items.removed or touched & told)


def _only_changed(items: Items) -> bool:
    return items.in_place and not items.added and not items.removed


def _concerned(items: Items, sent: Values) -> Sequence[Values]:
    """Of a list, the items that have to be looked at: the changed ones, where none has come or gone."""
    everything: Sequence[Values] = sent[items.field.state]
    return items.changed if _only_changed(items) else everything
