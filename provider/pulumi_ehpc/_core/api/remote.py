"""One resource at E-HPC: several calls as one question or one change."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..logic import wire
from ..logic.answers import NONE, Answers
from ..logic.marks import mark_in
from ..logic.plan import Items
from ..logic.seen import Seen, seen
from ..process import process
from ..resource import Resource
from ..table.calls import Call, Look, owner_in
from ..table.fields import Field, Role, fields_of
from ..table.rows import ShortListError
from .gateway import Gateway
from .items import Begins, Done, change_items
from .lists import SharedLists
from .refused import told_by_path
from .together import Together

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Remote:
    """What is there under an id."""

    at: Gateway
    resource: Resource
    id: str

    @property
    def called(self) -> str:
        """As a sentence calls it: "cluster ehpc-hz-1"."""
        return f"{self.resource.noun} {self.id}"

    def find(self, call: Call | None = None) -> Seen | None:
        """All of it as it is now, None where there is none. call: another way to ask than the gateway's patient one."""
        calls = self.resource.calls
        answer = calls.read(call or self.at.call, self.id)
        if answer is None and calls.listed:
            listed = functools.partial(calls.listed, call) if call else _in_its_owner(self.at, self.resource, self.id)
            answer = listed([self.id]).get(self.id)
        return None if answer is None else seen(self.resource, self.id, answer)

    def told(self) -> Look:
        """What `find` answers, {} where there is none."""
        found = self.find()
        return found.answer if found else {}

    @staticmethod
    def all(at: Gateway, resource: Resource, short: Callable[[ShortListError], object] | None = None) -> list[Seen]:
        """What a list tells of all in the region. short: hears where it holds less than it tells, and may raise that;
        else what it holds is given. Without it that is raised."""
        try:
            return list(_lists(at, resource)().values())
        except ShortListError as error:
            if short is None:
                raise
            short(error)
            return [seen(resource, id_, row) for id_, row in error.rows.items()]

    def listed(self) -> Look:
        """Its row of the list, {} where it is not listed or there is no list."""
        row = _lists(self.at, self.resource)([self.id]).get(self.id) if self.resource.calls.rows else None
        return row.answer if row else {}

    def look(self, detail: Look, known: Values | None, row: Look | None = None) -> Look:
        """What E-HPC tells of it, in the names of answers.

        detail: what `find` answered. row: of the list, when it is at hand. What takes a call of its own is asked where
        it is known, and everything of a resource of which nothing is known (None).
        """
        table = fields_of(self.resource.args)
        wanted = {field.state for field in table if known is None or known.get(field.state) is not None}
        if row is None and any(field.listed and field.state in wanted for field in table):
            row = self.listed()
        live: dict[str, Any] = {**(row or {}), **detail}
        description = self.resource.row(Role.DESCRIPTION)
        if description and mark_in(live.get(description.wire)):
            live.pop(description.wire)
        for field in table:
            if field.calls is not None:
                live.pop(field.wire, None)
                if field.state in wanted:
                    live[field.wire] = self.items(field, (known or {}).get(field.state) or ())
        return live

    def items(self, field: Field, known: Sequence[Values], some: Answers | None = None) -> list[dict[str, Any]]:
        """The items of a list, in the names of answers; some: only those that are known, each by a call of its own,
        under the keys that these have."""
        calls = field.calls
        assert calls is not None, field.wire
        if some is not None and calls.one is not None:
            keys = [some.listed(field.state, field.key, field.item_key(item)) for item in known]
            return [calls.one(self.at.call, self.id, key) for key in keys]
        return calls.live(self.at.call, self.id, known)

    def values(self, look: Look, known: Values, answers: Answers) -> dict[str, Any]:
        """Inputs and outputs in state names, as a look tells them; `known` ones where it does not."""
        outputs = wire.only_known_there(self.resource.outputs, look)
        return wire.answer(self.resource.args, look, known, answers) | outputs

    def set_all(
        self,
        wanted: Values,
        detail: Look | None = None,
        known: Values | None = None,
        answers: Answers = NONE,
        row: Look | None = None,
    ) -> None:
        """Send the live values with `wanted` ones over them: as the program (`known`) spells them, never as E-HPC does,
        which may not take that, or spell it once more. detail, row: what `find` and the list answered just now.

        UpdateCluster and its like reset what they are not told, deletion protection included (observed by the authors
        of Alibaba's Terraform provider): the complete set is sent, so that a change that was made in the console to
        something else survives; and it is read again before it is sent again.
        """
        if all(not row.wire for row in fields_of(self.resource.args) if row.state in wanted):
            return
        args, update = self.resource.args, self.resource.calls.update
        read = [(detail, row)]
        assert update is not None, f"no call changes a {self.resource.noun}"

        def attempt() -> None:
            now, listed = read.pop() if read else (None, None)
            live = wire.answer(args, {**(listed or self.listed()), **(now or self.told())}, known or {}, answers)
            update(self.at.attempt, self.id, wire.request(args, wire.complete(args, live, wanted)))

        with told_by_path(args):
            self.at.repeat(attempt)

    def change(
        self,
        items: Items,
        answers: Answers,
        done: Done = lambda _gone, _set: None,
        begins: Begins = lambda _paths, _doing: None,
    ) -> None:
        """Bring the items of one list to what is wanted."""
        change_items(self.at, self.resource.args, self.id, items, answers, done, begins)

    def protected(self, detail: Look) -> bool:
        """Whether it may not be deleted; the list is asked where `find` (detail) does not tell."""
        row = self.resource.row(Role.PROTECTION)
        if not isinstance(row, Field):
            return False
        told = wire.answer(self.resource.args, detail, {}).get(row.state)
        return bool(wire.answer(self.resource.args, self.listed(), {}).get(row.state) if told is None else told)


def looked_at(resource: Resource, ids: Sequence[str], call: Call) -> dict[str, Seen]:
    """What a list tells of these, or of all in the region."""
    rows = resource.calls.rows
    assert rows is not None, f"there is no list of a {resource.noun}"
    return {id_: seen(resource, id_, row) for id_, row in rows(call, ids).items()}


def _lists(at: Gateway, resource: Resource) -> SharedLists[Seen]:
    return process().keep((_lists, at, resource), lambda: SharedLists(lambda ids: looked_at(resource, ids, at.call)))


def _in_its_owner(at: Gateway, resource: Resource, id_: str) -> SharedLists[Any]:
    """The list in which something of a cluster is, for all that ask of that cluster."""
    listed = resource.calls.listed
    assert listed is not None, f"there is no list of a cluster's {resource.noun}s"
    key = (_in_its_owner, at, resource, owner_in(id_))
    return process().keep(key, lambda: SharedLists(functools.partial(listed, at.call)))


def delete(at: Gateway, resource: Resource, id_: str) -> None:
    """Delete one."""
    several = resource.calls.several
    if several:
        _together(at, several.delete, several.most, id_)(id_)
    else:
        resource.calls.delete(at.call, id_)


def create(at: Gateway, resource: Resource, values: Values) -> str:
    """Make one, with what the call that creates takes of these; its id."""
    later = {field.state for field in fields_of(resource.args) if field.policy.after_creation}
    first = {name: value for name, value in values.items() if name not in later}
    parameters, calls = wire.request(resource.args, first), resource.calls
    with told_by_path(resource.args):
        if calls.several is None or calls.key is None:
            return calls.create(at.once, parameters)
        id_ = calls.key(parameters)
        _together(at, calls.several.create, calls.several.most, id_)(parameters)
        return id_


def _together(at: Gateway, send: Callable[[Call, Any], object], most: int, id_: str) -> Together[Any]:
    return process().keep((Together, at, send, owner_in(id_)), lambda: Together(functools.partial(send, at.once), most))
