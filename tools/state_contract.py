"""The state contract: every path that stands in users' states, with its type and with E-HPC's name for it.

State files outlive releases, so what was written once is frozen: the generator adds lines and takes none back, and
while a line is broken it adds none, so that a mistake is not frozen too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from pulumi_ehpc._core.logic import state
from pulumi_ehpc._core.table import describe
from pulumi_ehpc._core.table.fields import Field, fields_of, outputs_of
from tools.resources import RESOURCES, Resource, name_of

ROOT = Path(__file__).parents[1]
HEAD = """\
# Every path of a user's state of {name}: its type, and E-HPC's name for it, sent (->), read (<-) or both (<->).
# [] is an item of a list, {{}} a value of a mapping. `make generate` adds lines and takes none back.
"""
KINDS = {str: "text", int: "integer", float: "number", bool: "boolean"}
INTERNAL = {
    f"{state.SET}[]": "text",
    state.FINISHED: "boolean",
    state.EVER_RUNNING: "boolean",
    state.REGION: "text",
    state.ACCOUNT: "text",
    state.ENDPOINT: "text",
    state.KEYS: "text",
    f"{state.ANSWERS}{{}}": "object",
    f"{state.ANSWERS}{{}}.sent": "any",
    f"{state.ANSWERS}{{}}.answer": "any",
    f"{state.UNCERTAIN}[]": "text",
    f"{state.UNSEEN}{{}}": "any",
    f"{state.SECRET}[]": "text",
}


class Row(NamedTuple):
    """A line of the contract."""

    path: str
    kind: str
    wire: str
    """E-HPC's names for it, and what else has to stay: that it is secret, what tells items apart."""


def files() -> dict[Path, str]:
    """The text of each contract by its file."""
    return {file_of(resource): _text(resource) for resource in RESOURCES}


def file_of(resource: Resource) -> Path:
    return ROOT / "tests" / "golden" / "state" / f"{describe.thing(resource.args).replace(' ', '_')}.txt"


def declared(resource: Resource) -> dict[str, Row]:
    """The contract that the declarations make now."""
    internal = (Row(path, kind, "internal") for path, kind in INTERNAL.items())
    return {row.path: row for row in [*internal, *_inputs(resource.args), *_outputs(resource.outputs)]}


def frozen(resource: Resource) -> dict[str, Row]:
    """The contract that was written before."""
    file = file_of(resource)
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    rows = (Row(*re.split(r" {2,}", line, maxsplit=2)) for line in lines if not line.startswith("#"))
    return {row.path: row for row in rows}


def joined(before: Mapping[str, Row], now: Mapping[str, Row]) -> list[Row]:
    """What is frozen, as it is, and what is new where nothing is broken."""
    return sorted((before if broken(before, now) else {**now, **before}).values())


def _text(resource: Resource) -> str:
    lines = [f"{path:<54}  {kind:<7}  {wire}\n" for path, kind, wire in joined(frozen(resource), declared(resource))]
    return "".join([HEAD.format(name=name_of(resource)), *lines])


def _inputs(cls: type, above: str = "") -> Iterator[Row]:
    for field in fields_of(cls):
        path = f"{above}{field.state}{'[]' * field.many}{'{}' * field.mapping}"
        yield Row(path, _kind(field), ", ".join(_spelling(field)))
        if field.nested:
            yield from _inputs(field.kind, f"{path}.")
    yield from _outputs(cls, above)


def _outputs(cls: type, above: str = "") -> Iterator[Row]:
    yield from (
        Row(f"{above}{row.state}{'{}' * row.mapping}", "text", f"<- {row.wire}, output" if row.wire else "output")
        for row in outputs_of(cls)
    )


def _kind(field: Field) -> str:
    return "object" if field.nested else "json" if field.json else KINDS[field.kind]


def _spelling(field: Field) -> Iterable[str]:
    if not field.wire:
        yield "not sent"
    elif field.read == field.wire:
        yield f"<-> {field.wire}"
    else:
        yield f"-> {field.wire}{f' <- {field.read}' if field.readable else ''}"
    if field.key:
        yield f"told apart by {field.key}"
    if field.secret:
        yield "secret"


def broken(before: Mapping[str, Row], now: Mapping[str, Row]) -> list[str]:
    """What the declarations no longer keep of what is frozen, a sentence each."""
    lost = [row for path, row in before.items() if path not in now and _holder(path) not in {*before} - {*now}]
    told = [f"{row.path} is gone{_renamed(row, before, now)}" for row in lost]
    for path in before.keys() & now.keys():
        old, new = before[path], now[path]
        if old.kind != new.kind:
            told.append(f"{path} was {old.kind} and is {new.kind}")
        if old.wire != new.wire:
            told.append(f"{path} was `{old.wire}` and is `{new.wire}`")
    return sorted(told)


def _renamed(lost: Row, before: Mapping[str, Row], now: Mapping[str, Row]) -> str:
    here, what = _holder(lost.path), lost[1:]
    names = [
        row.path for row in now.values() if row.path not in before and (_holder(row.path), row[1:]) == (here, what)
    ]
    return f": renamed to {' or '.join(names)}?" if names else ""


def _holder(path: str) -> str:
    return path.rpartition(".")[0]
