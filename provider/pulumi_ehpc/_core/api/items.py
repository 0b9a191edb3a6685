"""The items of one list at E-HPC: changed by their own calls, whatever an interrupted run has done already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...errors import ServiceError
from ..logic import wire
from ..logic.plan import Items
from ..table.calls import ItemCalls
from ..table.fields import Field
from .gateway import Gateway

Values = Mapping[str, Any]


def change_items(at: Gateway, owner: str, items: Items) -> None:
    """Bring them to what is wanted: changed in place where there is a call for it, else removed and added anew."""
    assert items.field.calls is not None, items.field.wire
    listed = _Listed(at, owner, items.field, items.field.calls)
    again = [] if listed.calls.change else items.changed
    gone = [str(items.field.item_key(item)) for item in [*items.removed, *again]]
    if gone:
        listed.remove(gone)
    for item in [*again, *items.added]:
        listed.add(item)
    if listed.calls.change:
        for item in items.changed:
            listed.change(item)


@dataclass(frozen=True)
class _Listed:
    at: Gateway
    owner: str
    field: Field
    calls: ItemCalls

    def change(self, item: Values) -> None:
        """The call sets all of an item, so what the program leaves to the service is sent as it is."""
        assert self.calls.one is not None, self.field.wire
        live = wire.answer(self.field.kind, self.calls.one(self.at.call, self.owner, self.field.item_key(item)), {})
        self._send(self.calls.change, {**live, **item})

    def add(self, item: Values) -> None:
        """An error may only say that an interrupted run, or a call without an answer, has done it already."""
        try:
            self._send(self.calls.add, item)
        except ServiceError:
            live = self._live([item]).get(self.field.item_key(item))
            if live is None:
                raise
            if self.calls.change:
                self.change(item)
            elif {**live, **item} != live:
                self.calls.remove(self.at.call, self.owner, [str(self.field.item_key(item))])
                self._send(self.calls.add, item)

    def remove(self, keys: list[str]) -> None:
        """Some may be gone already, as above."""
        try:
            self.calls.remove(self.at.call, self.owner, keys)
        except ServiceError:
            live = self._live([])
            left = [key for key in keys if key in live]
            if left == keys:
                raise
            if left:
                self.calls.remove(self.at.call, self.owner, left)

    def _send(self, action: str, item: Values) -> None:
        parameters = self.calls.item(
            wire.request(self.field.kind, item), wire.request(self.field.kind, item, as_read=True)
        )
        self.at.call(action, {"ClusterId": self.owner, **parameters})

    def _live(self, wanted: Sequence[Values]) -> dict[Any, dict[str, Any]]:
        """The live items by key; a value that means the same as the wanted one keeps that spelling."""
        rows = self.calls.live(self.at.call, self.owner, wanted)
        return {self.field.item_key(item): item for item in wire.answer_items(self.field, rows, wanted)}
