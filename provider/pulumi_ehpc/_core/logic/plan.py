"""The table, what is, and what is wanted: what has to happen. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as attribute
from typing import Any

from ..table.fields import Field, fields_of
from ..table.names import top, within
from ..table.policy import Life
from ..table.walk import matched
from .answers import NONE, Answers
from .by_path import set_paths
from .differences import Change, differences, holds_unknown
from .veil import Veil

Values = Mapping[str, Any]


@dataclass
class Items:
    """What happens to the items of one list, each list in the program's order."""

    field: Field
    added: list[Values] = attribute(default_factory=list)
    changed: list[Values] = attribute(default_factory=list)
    changes: list[Change] = attribute(default_factory=list)
    """What differs in the changed ones."""
    touched: dict[str, set[str]] = attribute(default_factory=dict)
    """By the key of a changed one: its inputs that differ, in state names."""
    removed: list[Values] = attribute(default_factory=list)
    moved: bool = False
    """Whether one that stays stands at another place: Pulumi compares lists by place."""

    staying: list[Values] = attribute(default_factory=list)
    """Those that stay as they are."""

    in_doubt: list[Values] = attribute(default_factory=list)
    """Those that go, unless one whose name is not known yet is one of them."""

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    def paths(self, several: Sequence[Values]) -> list[str]:
        """Where these items of it stand, in state names."""
        return [f"{self.field.state}[{self.field.item_key(item)}]" for item in several]

    @property
    def sends(self) -> list[str]:
        changed = self.paths(self.changed)
        if self.in_place:
            inputs = (self.touched[self.field.item_key(item)] for item in self.changed)
            changed = [f"{path}.{name}" for path, names in zip(changed, inputs, strict=True) for name in names]
        return [*self.paths(self.added), *changed]

    @property
    def in_place(self) -> bool:
        """Whether a call changes an item; else it is removed and added anew."""
        return self.field.calls is not None and bool(self.field.calls.change)

    @property
    def made(self) -> list[Any]:
        """The items that are added, also those in whose place the same stood before."""
        return [*self.added, *([] if self.in_place else self.changed)]

    @property
    def losing(self) -> bool:
        """Whether it takes something away."""
        return bool(self.removed) or (bool(self.changed) and not self.in_place)

    def without_loss(self) -> Items:
        """Of it, what takes nothing away."""
        return replace(self, removed=[]) if self.in_place else Items(self.field, added=self.added)


@dataclass
class Plan:
    """Everything that differs, by what it means."""

    replaces: list[Change] = attribute(default_factory=list)
    updates: list[Change] = attribute(default_factory=list)
    creation: list[Change] = attribute(default_factory=list)
    released: list[Change] = attribute(default_factory=list)
    """No longer given by the program and without a documented default: they stay as they are (but see `sent_with`)."""
    items: list[Items] = attribute(default_factory=list)

    def fallback(self, name: str) -> Any:
        """What a removed input goes back to."""
        return next((change.new for change in self.updates if change.top == name), None)

    @property
    def changes(self) -> list[Change]:
        """What calls change, value by value."""
        return [*self.updates, *(change for items in self.items for change in items.changes)]

    @property
    def sends(self) -> list[str]:
        """What its calls set, by path: whole inputs, whole items that are added, and inputs of those that change."""
        return [*(change.top for change in self.updates), *(path for items in self.items for path in items.sends)]

    def still(self, later: Plan) -> list[str]:
        """Of its paths, those that a later look shows as they were; `later` leads from that look to the same end."""
        before = {change.where: change.old for change in self.changes if change.field.readable}
        unmoved = [c.where for c in later.changes if c.where in before and before[c.where] == c.old]
        items = {one.field.state: one for one in later.items}
        for mine in self.items:
            rest = items.get(mine.field.state, Items(mine.field))
            for was, now in ((mine.added, rest.added), (mine.removed, rest.removed)):
                unmoved += set(mine.paths(was)) & set(mine.paths(now))
        return unmoved

    def as_drift(self, veil: Veil) -> list[str]:
        """What changed meanwhile, of the plan that leads back: program 10, live 12 -> "max_count: 10 -> 12"."""
        changed = [_told(veil, change, change.new, change.old) for change in self._shown]
        return changed + self._told_of_items(veil, {"removed": "was added", "added": "was removed"})

    def as_steps(self, veil: Veil) -> list[str]:
        """What it does: live 12, program 10 -> "max_count: 12 -> 10"."""
        changed = [_told(veil, change, change.old, change.new) for change in self._shown]
        return changed + self._told_of_items(veil, {"added": "is added", "removed": "is removed"})

    def _told_of_items(self, veil: Veil, how: Mapping[str, str]) -> list[str]:
        each = [
            (path, says) for one in self.items for name, says in how.items() for path in one.paths(getattr(one, name))
        ]
        return [f"{veil.path(path)} {says}" for path, says in each]

    @property
    def _shown(self) -> list[Change]:
        return [change for change in (*self.replaces, *self.changes) if not change.field.secret]

    def sent_with(self, path: str) -> str:
        """What is sent as a whole and would hold this path, "" where nothing is: E-HPC decides then about what is left
        out, where otherwise it stays as it is."""
        return next((whole for whole in self.sends if within(path, whole)), "")

    @property
    def empty(self) -> bool:
        return not (self.replaces or self.updates or self.released or any(self.items))


def _told(veil: Veil, change: Change, was: Any, now: Any) -> str:
    return f"{veil.path(change.where)}: {veil.value(change.where, was)} -> {veil.value(change.where, now)}"


def plan(cls: type, old: Values, new: Values, was_set: Sequence[str] = (), answers: Answers = NONE) -> Plan:
    """What leads from `old` (outputs) to `new` (checked inputs); `was_set`: the paths that the program gave before.

    old {"maxCount": 4, "growInterval": 5}, new {"maxCount": 9}, was_set ["maxCount", "growInterval"]
    -> updates max_count 4 -> 9, and grow_interval 5 -> 2, because E-HPC documents that default
    """
    result = Plan()
    given_before = {top(path) for path in was_set}
    for field in fields_of(cls):
        before, after = old.get(field.state), new.get(field.state)
        if after is None:
            if field.state in given_before:
                _removed(result, field, before)
        elif field.life is Life.ITEMS and isinstance(after, list):
            items = _items(result, field, before or [], after, answers)
            if items:
                result.items.append(items)
        else:
            for change in differences(field, before, after, field.state, answers):
                _file(result, field, change)
    _removed_inside(result, cls, old, new, was_set)
    return result


def _file(result: Plan, field: Field, change: Change) -> None:
    lists = {Life.REPLACE: result.replaces, Life.UPDATE: result.updates, Life.CREATION: result.creation}
    # A list whose items are not known at all is planned as the change of a setting.
    lists.get(field.life, result.updates).append(
        replace(change, because=change.field.policy.because or field.policy.because)
    )


def _removed(result: Plan, field: Field, before: Any) -> None:
    """An argument that is gone from the program (design: unset means that the service decides)."""
    default = field.policy.removed
    if default is not None and not field.equal(before, default):
        result.updates.append(Change(field.state, field, before, default))
    else:
        result.released.append(Change(field.state, field, before, None))


def _removed_inside(result: Plan, cls: type, old: Values, new: Values, was_set: Sequence[str]) -> None:
    """Nested arguments that are gone while what held them is still given: they stay as they are."""
    now = set_paths(cls, new)
    table = {f.state: f for f in fields_of(cls)}
    for path in was_set:
        holder, dot, _ = path.rpartition(".")
        field = table.get(top(path))
        if not dot or path in now or field is None or holds_unknown(new.get(field.state)):
            continue
        if any(p == holder or p.startswith(f"{holder}.") for p in now):
            result.released.append(Change(path, field, old.get(field.state), None))


def _items(result: Plan, field: Field, old: Sequence[Values], new: Sequence[Any], answers: Answers) -> Items:
    """Items matched by key. One whose key is not known yet counts as added."""
    items = Items(field)
    for key, item, before in matched(field, new, old):
        if before is None:
            items.added.append(item)
            continue
        changes = list(_item_changes(field, before, item, f"{field.state}[{key}]", answers))
        result.creation += [change for inner, change in changes if inner.life is Life.CREATION]
        lasting = [(inner, change) for inner, change in changes if inner.life is not Life.CREATION]
        if lasting:
            items.changed.append(item)
            items.changes += [change for _, change in lasting]
            items.touched[key] = {inner.state for inner, _ in lasting}
    keys, before_keys = ([field.item_key(item) for item in several] for several in (new, old))
    stay = [key for key in keys if key in before_keys]
    items.moved = any(keys.index(key) != before_keys.index(key) for key in stay)
    items.staying = [item for item in new if field.item_key(item) in set(stay) - items.touched.keys()]
    gone = items.removed if all(isinstance(key, str) for key in keys) else items.in_doubt
    gone.extend(item for item in old if field.item_key(item) not in keys)
    return items


def _item_changes(
    field: Field, old: Values, new: Values, path: str, answers: Answers
) -> Iterator[tuple[Field, Change]]:
    for inner in fields_of(field.kind):
        value = new.get(inner.state)
        if value is not None:
            for change in differences(inner, old.get(inner.state), value, f"{path}.{inner.state}", answers):
                yield inner, change
