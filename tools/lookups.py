"""The look-ups' part of provider/REFERENCE.md: each function, its arguments and what it answers."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import itertools
import re
import textwrap
import typing
from collections.abc import Callable, Iterator
from typing import Any

from pulumi_ehpc import lookups

HEAD = """\
## Look-ups

They ask E-HPC from the program, in previews too, once a run, with the provider or the parent in
`opts=pulumi.InvokeOptions(...)`, else as a resource without either; RAM allows them to whoever may read. Each has a
sister, `get_images_output` of `get_images`, whose arguments may be Outputs and whose answer is one. In a test,
`pulumi.runtime.set_mocks` is asked for `ehpc:index/getImages:getImages`, with arguments and answers in camelCase. What
E-HPC does not tell is None.
"""
LOOK_UP = """\
### `{name}`

{summary}

| Argument | Type | Meaning |
|---|---|---|
{arguments}

| Answer | Type | Meaning |
|---|---|---|
{answers}
"""


def section() -> str:
    names = sorted(name for name in lookups.__all__ if name.startswith("get_") and not name.endswith("_output"))
    return "\n".join([HEAD, *(_look_up(getattr(lookups, name)) for name in names)])


def documented(cls: type) -> dict[str, str]:
    """What stands under each value of a result; under "" what stands under the class."""
    (tree,) = ast.parse(textwrap.dedent(inspect.getsource(cls))).body
    assert isinstance(tree, ast.ClassDef)
    found = {"": ast.get_docstring(tree) or ""}
    for row, under in itertools.pairwise([*tree.body, ast.Pass()]):
        if isinstance(row, ast.AnnAssign):
            text = under.value if isinstance(under, ast.Expr) else None
            found[ast.unparse(row.target)] = str(text.value) if isinstance(text, ast.Constant) else ""
        if isinstance(row, ast.FunctionDef):
            found[row.name] = ast.get_docstring(row) or ""
    return found


def _look_up(function: Callable[..., Any]) -> str:
    summary, _, rest = inspect.cleandoc(function.__doc__ or "").partition("\n")
    meanings = re.findall(r"^:param (\w+): (.*?)(?=^:param|\Z)", rest, re.MULTILINE | re.DOTALL)
    arguments = [(name, function.__annotations__[name], meaning) for name, meaning in meanings]
    answers = _values(typing.get_type_hints(function)["return"], "")
    return LOOK_UP.format(
        name=function.__name__,
        summary=summary,
        arguments="\n".join(itertools.starmap(_row, arguments)),
        answers="\n".join(itertools.starmap(_row, answers)),
    )


def _values(cls: type, above: str) -> Iterator[tuple[str, str, str]]:
    """Every value of a result, also of those in it: its path, its type as it is written, and its meaning."""
    says, hints, written = documented(cls), typing.get_type_hints(cls), dict(cls.__annotations__)
    for name, value in vars(cls).items():
        if isinstance(value, property):
            written[name] = hints[name] = value.fget.__annotations__["return"]
    for name, hint in hints.items():
        inner = next((kind for kind in (hint, *typing.get_args(hint)) if dataclasses.is_dataclass(kind)), None)
        path = f"{above}{name}{'[]' * (typing.get_origin(hint) is tuple)}"
        yield path, "" if inner else written[name], says[name]
        if inner:
            yield from _values(typing.cast(type, inner), f"{path}.")


def _row(name: str, written: str, meaning: str) -> str:
    # What is None where it is left out, or is not told, is said once.
    kind = written.removesuffix(" | None").rpartition("pulumi.")[2]
    shown = "list of `str`" if "tuple[str" in kind else f"`{kind}`" if kind else ""
    return f"| `{name}` | {shown} | {' '.join(meaning.split())} |"
