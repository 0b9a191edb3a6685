"""The SDK's models beside the table, path by path, and what to do where the two differ."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pulumi_ehpc._core.table.fields import Field, fields_of
from pulumi_ehpc._core.table.policy import Life
from pulumi_ehpc.inputs import EhpcClusterArgs, Queue
from tools import actions

SDK: dict[str, Any] = json.loads(actions.files()[actions.TARGET])
KINDS = {str: "string", int: "integer", bool: "boolean", float: "number"}
PYTHON = {name: kind.__name__ for kind, name in KINDS.items()}
CALLS = {EhpcClusterArgs: ("CreateCluster", "UpdateCluster"), Queue: ("QueueTemplate", "UpdateQueueRequestQueue")}
"""What makes a thing that changes in place, and what changes it."""
HERE = "tests/golden/test_completeness.py"
MISSING = """
{name} has {path} ({kind}), which is not declared{how}.
  Declare it in {place}:
    {row}
  or say in LEFT_OUT, in {here}, why no program needs it, under "{name}":
    "{path}": "of no use in a program","""
UNKNOWN = """
{place} declares {path}{how}, which {name} does not have.
  Is it spelt as in the API? Is its life right? Is the SDK older than the API (CONTRIBUTING.md, "Take a new SDK")?"""
IN_VAIN = """
LEFT_OUT, in {here}, leaves {path} out of {name}, which does not have it, or it is declared: take the line out."""
OTHERWISE = """
{path} is {kind} in {name} and {declared} in {place}.
  Annotate it as Input[{python}]; where only the answer has it as text, add it to TOLD_AS_TEXT in {here}."""


def model(name: str, part: str = "parameters") -> dict[str, str]:
    """A model, or the request or answer of an action: the scalar type of each of its paths."""
    fields = SDK["actions"][name][part] if name in SDK["actions"] else SDK["types"][name]["fields"]
    return dict(_keys(fields))


def _keys(fields: dict[str, str], above: str = "") -> Iterator[tuple[str, str]]:
    for name, kind in fields.items():
        plain, here = kind.strip("[]"), f"{above}{name}{'[]' if kind.startswith('[') else ''}"
        if plain in SDK["types"]:
            yield from _keys(SDK["types"][plain]["fields"], f"{here}.")
        else:
            yield here, plain


def rows(fields: tuple[Field, ...], *, read: bool = False, above: str = "") -> Iterator[tuple[str, str]]:
    """The path and scalar type of what the table sends, or reads."""
    for field in fields:
        name = field.read if read else field.wire
        here = f"{above}{name}{'[]' if field.many or field.mapping else ''}"
        if not name:
            continue
        if field.nested:
            yield from rows(fields_of(field.kind), read=read, above=f"{here}.")
        elif field.mapping:
            yield from ((f"{here}.{part}", "string") for part in ("Key", "Value"))
        else:
            yield here, KINDS[field.kind]


def differences(
    cls: type, name: str, sdk: Mapping[str, str], declared: Mapping[str, str], left_out: Mapping[str, str], how: str
) -> list[str]:
    """How a model and what a class declares of it differ, each with what to do about it."""
    say = {"name": name, "how": how, "here": HERE}
    told = []
    for path in sorted(set(sdk) - set(declared) - set(left_out)):
        row, place = _example(cls, path, sdk[path]), _place(cls, path)
        told.append(MISSING.format(path=path, kind=sdk[path], row=row, place=place, **say))
    for path in sorted(set(declared) - set(sdk)):
        told.append(UNKNOWN.format(path=path, place=_place(cls, path), **say))
    for path in sorted(set(left_out) - set(sdk) | set(left_out) & set(declared)):
        told.append(IN_VAIN.format(path=path, **say))
    for path in sorted(path for path in set(sdk) & set(declared) if sdk[path] != declared[path]):
        types = {"kind": sdk[path], "declared": declared[path], "python": PYTHON[sdk[path]]}
        told.append(OTHERWISE.format(path=path, place=_place(cls, path), **types, **say))
    return told


def _place(cls: type, path: str) -> str:
    """The class that holds a path, and its file."""
    holder, _ = _holder(cls, path)
    file = Path(inspect.getfile(holder))
    return f"{holder.__name__} (provider/pulumi_ehpc/inputs/{file.name})"


def _holder(cls: type, path: str) -> tuple[type, str]:
    """The declared class nearest to a path, and what of the path is below it."""
    head, dot, rest = path.partition(".")
    for field in fields_of(cls):
        if dot and field.nested and head.removesuffix("[]") in (field.wire, field.read):
            return _holder(field.kind, rest)
    return cls, path


def _example(cls: type, path: str, kind: str) -> str:
    """A row as it could be declared."""
    holder, below = _holder(cls, path)
    cls, path = (holder, below) if holder in CALLS else (cls, path)
    made, changed = (model(name) if name else {} for name in CALLS.get(cls, ("", "")))
    head, dot, _ = below.partition(".")
    wire, many = head.removesuffix("[]"), head.endswith("[]")
    python = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", wire).lower()
    if made and path not in {**made, **changed}:
        where = holder.__name__.replace("Args", "Outputs")
        return f'{python} = Output("{wire}", "What only the service knows.")  # in {where}'
    if dot:
        annotation = f"{'ManyNested' if many else 'Nested'}[{wire}]"
    else:
        annotation = f"{'Many' if many else 'Input'}[{PYTHON[kind]}]"
    policy = "updates()" if path in changed else 'replaces("E-HPC has no call that changes it")'
    whole = all(field.life is Life.OWNER for field in fields_of(holder))
    declares = f'part("{wire}"' if whole else f'field("{wire}", {policy}'
    return f'{python}: {annotation} | None = {declares}, doc="Its meaning, with its unit.")'
