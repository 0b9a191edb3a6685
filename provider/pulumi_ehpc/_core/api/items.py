"""The items of one list at E-HPC: changed by their own calls, whatever an interrupted run has done already."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from ...errors import ServiceError
from ..logic import wire
from ..logic.answers import Answers
from ..logic.plan import Items
from ..table.calls import Call, ItemCalls
from ..table.course import Stand
from ..table.fields import Field, fields_of
from ..table.names import python_path
from ..table.walk import answered_key
from .gateway import Gateway
from .refused import told_by_path

Values = Mapping[str, Any]
Done = Callable[[Collection[str], Sequence[Values]], object]
"""Hears of each step that was done: the keys of what has gone, and what is as it is wanted now."""
Begins = Callable[[Sequence[str], str], object]
"""Hears of each step before it is done: the paths of the items, and what is done to them."""


def change_items(
    at: Gateway, table: type, owner: str, items: Items, answers: Answers, done: Done, begins: Begins
) -> None:
    """Bring them to what is wanted: changed in place where there is a call for it, else removed and added anew.

    table: the inputs of their owner.
    """
    assert items.field.calls is not None, items.field.wire
    listed = _Listed(at, owner, items.field, items.field.calls, answers)
    again = [] if listed.calls.change else items.changed
    leaving = [*items.removed, *again]
    gone = [str(items.field.item_key(item)) for item in leaving]
    if gone:
        begins(items.paths(leaving), listed.calls.course.removing)
        with _about(items.paths(leaving), table):
            listed.remove(gone, again)
        done(gone, ())
    for item in [*again, *items.added]:
        begins(items.paths([item]), listed.calls.course.adding)
        with _about(items.paths([item]), table):
            listed.add(item)
        done((), [item])
    if listed.calls.change:
        for item in items.changed:
            begins(items.paths([item]), "changing")
            with _about(items.paths([item]), table):
                listed.change(item, items.touched[items.field.item_key(item)])
            done((), [item])


def _about(paths: Sequence[str], table: type) -> AbstractContextManager[None]:
    """In the block, what fails is about these items."""
    return told_by_path(table, ", ".join(map(python_path, paths)))


@dataclass(frozen=True)
class _Listed:
    at: Gateway
    owner: str
    field: Field
    calls: ItemCalls
    answers: Answers

    def _keys(self, items: Iterable[Any]) -> list[str]:
        """As E-HPC spells them."""
        return [self.answers.listed(self.field.state, self.field.key, str(key)) for key in items]

    def change(self, item: Values, touched: Collection[str]) -> None:
        """Set what differs. The call sets all of an item, so the rest is sent as it is now, whoever set it: never as
        E-HPC spells it, which may not take that, or spell it once more."""
        assert self.calls.one is not None, self.field.wire
        kind, one, label = self.field.kind, self.calls.one, self.field.item_key(item)
        (key,), path = self._keys([label]), f"{self.field.state}[{label}]"
        wanted = {name: item[name] for name in touched}
        if all(not row.wire for row in fields_of(kind) if row.state in touched):
            return

        def attempt() -> None:
            told = one(self.at.call, self.owner, key)
            live = wire.answer(kind, told, item, self.answers, path=f"{path}.", above=self.field.life)
            self._send(self.at.attempt, self.calls.change, {self.field.key: key, **wire.complete(kind, live, wanted)})

        try:
            self.at.repeat(attempt)
        except ServiceError as error:
            refused = error.is_refusal and not self.answers.unlisted(path)
            if not refused or {key, label} & self._live([item], error).keys():
                raise
            # Somebody has removed it.
            self._send(self.at.call, self.calls.add, item)

    def add(self, item: Values) -> None:
        """An error may only say that an interrupted run, or a call without an answer, has done it already."""
        try:
            self._send(self.at.call, self.calls.add, item)
        except ServiceError as error:
            rows = self._rows([item], error)
            live = self._as_wanted(rows, [item]).get(self.field.item_key(item))
            if live is None:
                raise
            failed = any(self._is(row, item) and self.calls.course.stand(row) is Stand.FAILED for row in rows)
            if self.calls.change:
                self.change(item, set(item))
            elif failed or {**live, **item} != live:
                self.calls.remove(self.at.call, self.owner, self._keys([self.field.item_key(item)]), ())
                self._send(self.at.call, self.calls.add, item)

    def remove(self, keys: list[str], again: Sequence[Values]) -> None:
        """Some may be gone already, as above. again: those of them that are added anew after it."""
        labels, keys = keys, self._keys(keys)
        try:
            self.calls.remove(self.at.call, self.owner, keys, again)
        except ServiceError as error:
            live = self._live([], error)
            left = [key for label, key in zip(labels, keys, strict=True) if {label, key} & live.keys()]
            if left == keys:
                raise
            if left:
                self.calls.remove(self.at.call, self.owner, left, again)

    def _send(self, call: Call, action: str, item: Values) -> None:
        parameters = self.calls.item(
            wire.request(self.field.kind, item), wire.request(self.field.kind, item, as_read=True)
        )
        call(action, {"ClusterId": self.owner, **parameters})

    def _live(self, wanted: Sequence[Values], failure: ServiceError) -> dict[Any, dict[str, Any]]:
        """The live items by key; a value that means the same as the wanted one keeps that spelling. Raises the failure
        for which they are looked at where they cannot be: a user has to know of that one."""
        return self._as_wanted(self._rows(wanted, failure), wanted)

    def _rows(self, wanted: Sequence[Values], failure: ServiceError) -> list[dict[str, Any]]:
        try:
            return self.calls.live(self.at.call, self.owner, wanted)
        except ServiceError:
            raise failure from None

    def _is(self, row: Values, item: Values) -> bool:
        label = self.field.item_key(item)
        return answered_key(self.field)(row) in (label, *self._keys([label]))

    def _as_wanted(self, rows: list[dict[str, Any]], wanted: Sequence[Values]) -> dict[Any, dict[str, Any]]:
        return {self.field.item_key(item): item for item in wire.answer_items(self.field, rows, wanted)}
