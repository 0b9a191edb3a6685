"""The table, what is, and what is wanted: what has to happen. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as attribute
from typing import Any

from ..table.fields import UNKNOWN, Field, fields_of
from ..table.names import python_name, state_name
from ..table.policy import Life
from ..table.walk import matched

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """One value that differs. `new` is UNKNOWN where it is not known yet, None where it was removed."""

    path: str
    field: Field
    old: Any
    new: Any
    because: str = ""
    """Why it needs a new cluster, where it does."""

    @property
    def top(self) -> str:
        """The state name of the input that the change is in."""
        return state_name(re.split(r"[.\[]", self.path, maxsplit=1)[0])

    @property
    def certain(self) -> bool:
        return not _holds_unknown(self.new)


@dataclass
class Items:
    """What happens to the items of one list, each list in the program's order."""

    field: Field
    added: list[Values] = attribute(default_factory=list)
    changed: list[Values] = attribute(default_factory=list)
    changes: list[Change] = attribute(default_factory=list)
    """What differs in the changed ones."""
    removed: list[Values] = attribute(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    def without_loss(self) -> Items:
        """Of it, what takes nothing away: items that a call changes in place."""
        in_place = self.field.calls is not None and bool(self.field.calls.change)
        return Items(self.field, changed=self.changed, changes=self.changes) if in_place else Items(self.field)


@dataclass
class Plan:
    """Everything that differs, by what it means."""

    replaces: list[Change] = attribute(default_factory=list)
    updates: list[Change] = attribute(default_factory=list)
    creation: list[Change] = attribute(default_factory=list)
    released: list[Change] = attribute(default_factory=list)
    """No longer given by the program and without a documented default: they stay as they are."""
    items: list[Items] = attribute(default_factory=list)

    def fallback(self, name: str) -> Any:
        """What a removed input goes back to."""
        return next((change.new for change in self.updates if change.top == name), None)

    def as_drift(self) -> list[str]:
        """What changed meanwhile, of the plan that leads back: program 10, live 12 -> "max_count: 10 -> 12"."""
        changes = [*self.replaces, *self.updates, *(c for items in self.items for c in items.changes)]
        told = [f"{c.path}: {c.new!r} -> {c.old!r}" for c in changes if not c.field.secret]
        for items in self.items:
            name, key = items.field.python, items.field.item_key
            told += [f"{name}[{key(item)}] was added" for item in items.removed]
            told += [f"{name}[{key(item)}] was removed" for item in items.added]
        return told

    @property
    def empty(self) -> bool:
        return not (self.replaces or self.updates or self.released or any(self.items))


def plan(cls: type, old: Values, new: Values, was_set: Sequence[str]) -> Plan:
    """What leads from `old` (outputs) to `new` (checked inputs); `was_set`: the paths that the program gave before.

    old {"maxCount": 4, "growInterval": 5}, new {"maxCount": 9}, was_set ["maxCount", "growInterval"]
    -> updates max_count 4 -> 9, and grow_interval 5 -> 2, because E-HPC documents that default
    """
    result = Plan()
    for field in fields_of(cls):
        before, after = old.get(field.state), new.get(field.state)
        if after is None:
            if _was_given(field.state, was_set):
                _removed(result, field, before)
        elif field.life is Life.ITEMS and isinstance(after, list):
            items = _items(result, field, before or [], after)
            if items:
                result.items.append(items)
        else:
            for change in _differences(field, before, after, field.python):
                _file(result, field, change)
    _removed_inside(result, cls, old, new, was_set)
    return result


def set_paths(cls: type, values: Values, prefix: str = "") -> list[str]:
    """The state path of everything that a program gives: "manager.scheduler.type", "queues[compute].maxCount"."""
    paths = []
    for field in fields_of(cls):
        value = values.get(field.state)
        if value is None:
            continue
        here = f"{prefix}{field.state}"
        paths.append(here)
        if field.nested and isinstance(value, Mapping):
            paths += set_paths(field.kind, value, f"{here}.")
        elif field.nested and isinstance(value, list):
            for label, item, _ in matched(field, value, ()):
                if isinstance(item, Mapping):
                    paths += set_paths(field.kind, item, f"{here}[{label}].")
    return paths


def _was_given(path: str, was_set: Sequence[str]) -> bool:
    return any(p == path or p.startswith((f"{path}.", f"{path}[")) for p in was_set)


def _file(result: Plan, field: Field, change: Change) -> None:
    lists = {Life.REPLACE: result.replaces, Life.UPDATE: result.updates, Life.CREATION: result.creation}
    # A list whose items are not known at all is planned as the change of a setting.
    lists.get(field.life, result.updates).append(
        replace(change, because=change.field.policy.because or field.policy.because)
    )


def _removed(result: Plan, field: Field, before: Any) -> None:
    """An argument that is gone from the program (design: unset means that the service decides)."""
    default = None if field.policy.sticky else field.policy.default
    if field.life is Life.UPDATE and default is not None and not field.equal(before, default):
        result.updates.append(Change(field.python, field, before, default))
    else:
        result.released.append(Change(field.python, field, before, None))


def _removed_inside(result: Plan, cls: type, old: Values, new: Values, was_set: Sequence[str]) -> None:
    """Nested arguments that are gone while what held them is still given: they stay as they are."""
    now = set_paths(cls, new)
    table = {f.state: f for f in fields_of(cls)}
    for path in was_set:
        holder, dot, _ = path.rpartition(".")
        field = table.get(re.split(r"[.\[]", path, maxsplit=1)[0])
        if not dot or path in now or field is None or _holds_unknown(new.get(field.state)):
            continue
        if any(p == holder or p.startswith(f"{holder}.") for p in now):
            result.released.append(Change(_python_path(path), field, old.get(field.state), None))


def _python_path(path: str) -> str:
    """The path in the user's names; what stands in brackets is a key."""
    return re.sub(r"\[[^\]]*\]|\w+", lambda m: m[0] if m[0].startswith("[") else python_name(m[0]), path)


def _differences(field: Field, old: Any, new: Any, path: str) -> Iterator[Change]:
    """The leaves below one input that differ; what only the service set below is no difference."""
    if new is UNKNOWN:
        yield Change(path, field, old, new)
    elif field.nested and field.many:
        yield from _list_differences(field, old, new, path)
    elif field.nested:
        yield from _object_differences(field.kind, old, new, path)
    elif field.many:
        if not _same_list(field, old, new):
            yield Change(path, field, old, new)
    elif field.mapping:
        if (old or {}) != new:
            yield Change(path, field, old, new)
    elif not field.equal(old, new):
        yield Change(path, field, old, new)


def _object_differences(cls: type, old: Any, new: Values, path: str) -> Iterator[Change]:
    old = old if isinstance(old, Mapping) else {}
    for field in fields_of(cls):
        value = new.get(field.state)
        if value is not None:
            yield from _differences(field, old.get(field.state), value, f"{path}.{field.python}")


def _list_differences(field: Field, old: Any, new: Sequence[Any], path: str) -> Iterator[Change]:
    old = old if isinstance(old, list) else []
    if len(old) != len(new):
        yield Change(path, field, old, new)
        return
    for index, after, before in matched(field, new, old):
        here = f"{path}[{index}]"
        if after is UNKNOWN:
            yield Change(here, field, before, after)
        else:
            yield from _object_differences(field.kind, before, after, here)


def _same_list(field: Field, old: Any, new: Sequence[Any]) -> bool:
    return (
        isinstance(old, list)
        and len(old) == len(new)
        and all(after is not UNKNOWN and field.equal(before, after) for before, after in zip(old, new, strict=True))
    )


def _items(result: Plan, field: Field, old: Sequence[Values], new: Sequence[Any]) -> Items:
    """Items matched by key. One whose key is not known yet counts as added."""
    items = Items(field)
    for key, item, before in matched(field, new, old):
        if before is None:
            items.added.append(item)
            continue
        changes = list(_item_changes(field, before, item, f"{field.python}[{key}]"))
        result.creation += [change for life, change in changes if life is Life.CREATION]
        lasting = [change for life, change in changes if life is not Life.CREATION]
        if lasting:
            items.changed.append(item)
            items.changes += lasting
    keys = [field.item_key(item) for item in new]
    # While a name is not known yet, nothing is known about what is no longer wanted.
    if all(isinstance(key, str) for key in keys):
        items.removed.extend(item for item in old if field.item_key(item) not in keys)
    return items


def _item_changes(field: Field, old: Values, new: Values, path: str) -> Iterator[tuple[Life, Change]]:
    for inner in fields_of(field.kind):
        value = new.get(inner.state)
        if value is not None:
            for change in _differences(inner, old.get(inner.state), value, f"{path}.{inner.python}"):
                yield inner.life, change


def _holds_unknown(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(map(_holds_unknown, value.values()))
    if isinstance(value, list):
        return any(map(_holds_unknown, value))
    return value is UNKNOWN
