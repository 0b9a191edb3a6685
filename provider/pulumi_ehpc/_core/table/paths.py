"""Paths to the values of a resource, as a program writes them in its options, against the table. Pure."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ..texts import word
from .fields import Field, Output, fields_of, first_of, outputs_of
from .names import python_name, shown_name, state_name

_PART = re.compile(r"""(?:^|\.)([^.\[\]]+)|\[("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\]"']+)\]""")


@dataclass(frozen=True)
class Key:
    """A key of a mapping: tags["team"]"""

    text: str


@dataclass(frozen=True)
class Item:
    """The key of an item in a list: queues[comp]"""

    text: str


@dataclass(frozen=True)
class Every:
    """Each item of a list: queues[*]"""


Step = str | int | Key | Item | Every
"""A name, the place in a list, or one of these."""


def steps(cls: type, path: str, also: type | None = None) -> list[Step]:
    """The steps of a path from a resource's class on, names as the state has them.

    also: the class of its outputs, if it has some.

    Raises ValueError, which says what is wrong with the path.

    queues[comp].max_count -> ["queues", Item("comp"), "maxCount"]; tags.team -> ["tags", Key("team")]; * -> [Every()]
    """
    parts = list(_parts(path))
    return [Every()] if [part.text for part in parts] == ["*"] else list(_known(cls, also, parts))


class _Part(NamedTuple):
    text: str
    brackets: bool = False
    quotes: bool = False


def _parts(path: str) -> Iterator[_Part]:
    at = 0
    while at < len(path) or not path:
        part = _PART.match(path, at)
        if part is None or (at == 0 and part[0].startswith(".")):
            raise ValueError("is no path; one is written as queues[comp].max_count")
        at = part.end()
        name, inside = part.groups()
        if inside and inside[0] in "\"'":
            yield _Part(re.sub(r"\\(.)", r"\1", inside[1:-1]), brackets=True, quotes=True)
        else:
            yield _Part(name or inside, brackets=name is None)


def _known(cls: type, also: type | None, parts: list[_Part]) -> Iterator[Step]:
    name, *rest = parts
    row = _row(cls, also, name)
    yield row.state
    if rest and isinstance(row, Field) and (row.many or row.mapping):
        inside = _inside(row, rest.pop(0))
        # Every key of a mapping is the mapping.
        yield from () if row.mapping and isinstance(inside, Every) else (inside,)
    if rest:
        if isinstance(row, Output) or not row.nested:
            raise ValueError(f"names nothing: there is nothing below {row.python}")
        yield from _known(row.kind, None, rest)


def _row(cls: type, also: type | None, name: _Part) -> Field | Output:
    if name.brackets and not name.quotes:
        raise ValueError(f"names nothing: {shown_name(cls)} is no list; write .{first_of(cls).python}, for one")
    rows: tuple[Field | Output, ...] = (*fields_of(cls), *outputs_of(cls), *(outputs_of(also) if also else ()))
    found = next((row for row in rows if name.text in (row.python, row.state)), None)
    if found is None:
        raise ValueError(f"names nothing: {word(name.text)} {unknown_name(cls, name.text)}")
    return found


def _inside(row: Field, part: _Part) -> Step:
    """Of a list or a mapping."""
    if not part.quotes and part.text == "*":
        return Every()
    if row.mapping:
        return Key(part.text)
    if not part.quotes and part.text.isdecimal():
        return int(part.text)
    if not part.brackets:
        here = f"{row.python}[*].{part.text}"
        raise ValueError(f"names nothing: {row.python} is a list; write {here} for each of its items")
    if not row.key:
        raise ValueError(f"names nothing: {row.python} has no keys; write {row.python}[*] or {row.python}[0]")
    return Item(part.text)


def only_told(cls: type, path: Iterable[Step]) -> bool:
    """Whether steps lead to what only the service knows: manager.managerNode.instanceId"""
    for name in path:
        if isinstance(name, str):
            row = next((row for row in fields_of(cls) if row.state == name), None)
            if row is None:
                return True
            cls = row.kind
    return False


def written(path: Iterable[Step]) -> str:
    """As Pulumi's engine reads it: ["tags", Key("team")] -> 'tags["team"]'"""
    text = ""
    for step in path:
        if isinstance(step, str):
            text += f".{step}" if text else step
        else:
            text += f"[{'*' if isinstance(step, Every) else step if isinstance(step, int) else _quoted(step.text)}]"
    return text


def shown(path: Iterable[Step]) -> str:
    """As the program writes it: ["queues", Item("comp"), "vswitchIds"] -> queues[comp].vswitch_ids"""
    text = ""
    for step in path:
        if isinstance(step, str):
            text += f".{python_name(step)}" if text else python_name(step)
        else:
            text += f"[{'*' if isinstance(step, Every) else step if isinstance(step, int) else word(step.text)}]"
    return text


def _quoted(key: str) -> str:
    return '"' + re.sub(r'(["\\])', r"\\\1", key) + '"'


def unknown_name(cls: type, name: str) -> str:
    """What to say of a name that is none of its inputs."""
    names = [f.python for f in fields_of(cls)]
    if name in names:
        # Every name that the program itself gives is translated: something set this one later.
        return f"is to be written {state_name(name)}: a transformation works with camelCase names"
    if python_name(name) in [output.python for output in outputs_of(cls)]:
        return f"is no input of {shown_name(cls)}, but told by E-HPC: leave it out"
    flat = {n.replace("_", ""): n for n in names}
    near = difflib.get_close_matches(name.replace("_", "").casefold(), flat, n=1, cutoff=0.6)
    near = near or [flat_name for flat_name in flat if flat_name.endswith(name.replace("_", "").casefold())][:1]
    if near:
        return f"is not an input of {shown_name(cls)}; did you mean {flat[near[0]]}?"
    return f"is not an input of {shown_name(cls)}, which knows {', '.join(sorted(names))}"
