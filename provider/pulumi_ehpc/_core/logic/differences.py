"""The leaves below an input that differ: what is, and what is wanted. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..table.fields import UNKNOWN, Field, fields_of
from ..table.names import python_path, top
from ..table.walk import matched
from .answers import Answers, same

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """One value that differs. `new` is UNKNOWN where it is not known yet, None where it was removed."""

    where: str
    """Its path in state names."""

    field: Field
    old: Any
    new: Any
    because: str = ""
    """Why it needs a new cluster, where it does."""

    @property
    def path(self) -> str:
        """In the user's names."""
        return python_path(self.where)

    @property
    def top(self) -> str:
        """The state name of the input that the change is in."""
        return top(self.where)

    @property
    def certain(self) -> bool:
        return not holds_unknown(self.new)


def differences(field: Field, old: Any, new: Any, path: str, answers: Answers) -> Iterator[Change]:
    """The leaves below one input that differ; what only the service set below is no difference, and neither is a
    program that has come to spell a value as E-HPC does. path: in state names."""
    if new is UNKNOWN:
        yield Change(path, field, old, new)
    elif field.nested and field.many:
        yield from _list_differences(field, old, new, path, answers)
    elif field.nested:
        yield from _object_differences(field.kind, old, new, path, answers)
    elif field.mapping:
        if (old or {}) != new:
            yield Change(path, field, old, new)
    elif not same(field, old, new) and not answers.means(path, old, new):
        yield Change(path, field, old, new)


def _object_differences(cls: type, old: Any, new: Values, path: str, answers: Answers) -> Iterator[Change]:
    old = old if isinstance(old, Mapping) else {}
    for field in fields_of(cls):
        value = new.get(field.state)
        if value is not None:
            yield from differences(field, old.get(field.state), value, f"{path}.{field.state}", answers)


def _list_differences(field: Field, old: Any, new: Sequence[Any], path: str, answers: Answers) -> Iterator[Change]:
    old = old if isinstance(old, list) else []
    if len(old) != len(new):
        yield Change(path, field, old, new)
        return
    for index, after, before in matched(field, new, old):
        here = f"{path}[{index}]"
        if after is UNKNOWN:
            yield Change(here, field, before, after)
        else:
            yield from _object_differences(field.kind, before, after, here, answers)


def holds_unknown(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(map(holds_unknown, value.values()))
    if isinstance(value, list):
        return any(map(holds_unknown, value))
    return value is UNKNOWN
