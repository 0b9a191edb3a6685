"""Generates the stubs: what editors and type checkers see of EhpcCluster and of the args classes.

python tests/golden/stub.py --write
"""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterable
from pathlib import Path

import pulumi_ehpc
from pulumi_ehpc import inputs
from pulumi_ehpc._core.table import describe
from pulumi_ehpc._core.table.fields import Field, Output, Role, fields_of, outputs_of
from pulumi_ehpc.inputs import EhpcClusterArgs, EhpcClusterOutputs

PACKAGE = Path(pulumi_ehpc.__file__).parent
WIDTH = 120
NOTE = "# Generated from the declarations in inputs/ by tests/golden/stub.py: do not edit."
CLUSTER = '''\
{note}
from collections.abc import Callable, Mapping
from typing import Any, overload, type_check_only

import pulumi
from pulumi import dynamic

from ._core.table.fields import Input, ManyNested, Nested
from .inputs import {imports}

class EhpcClusterProvider(dynamic.ResourceProvider):
    _config: Callable[[str], str | None]

{nested}
class EhpcCluster(dynamic.Resource):
    """{summary}"""

    @overload
    def __init__(
        self,
        resource_name: str,
        args: EhpcClusterArgs | Mapping[str, Any],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None: ...
    @overload
    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
{arguments}
    ) -> None:
{docstring}

    @staticmethod
    def get(
        resource_name: str, id: pulumi.Input[str], opts: pulumi.ResourceOptions | None = None
    ) -> EhpcCluster:
        """An existing cluster, read by its ID and neither changed nor deleted."""

{outputs}
'''
INPUTS = """\
{note}
from collections.abc import Mapping

from .._core.table.fields import Input, Json, Many, ManyNested, Nested, Output

{classes}
class EhpcClusterOutputs:
{outputs}
"""
ARGS = '''\
class {name}:
    """{summary}"""

{attributes}
    def __init__(
        self,
        *,
{arguments}
    ) -> None:
{docstring}

'''
OUTPUT = '''\
@type_check_only
class {name}Output(dict[str, Any]):
    """{summary}"""

{attributes}

'''


def stubs() -> dict[Path, str]:
    """The text of each stub by its file."""
    return {PACKAGE / "cluster.pyi": _cluster(), PACKAGE / "inputs" / "__init__.pyi": _inputs()}


def held(cls: type) -> list[type]:
    """A declared class after all that it holds, each once."""
    inner = [kind for field in fields_of(cls) if field.nested for kind in held(field.kind)]
    return list(dict.fromkeys([*inner, cls]))


def _cluster() -> str:
    *nested, args = held(EhpcClusterArgs)
    fields = fields_of(args)
    return CLUSTER.format(
        note=NOTE,
        imports=", ".join(sorted({args.__name__, *(f.kind.__name__ for f in fields if f.nested)})),
        nested="".join(map(_output_class, nested)),
        summary=_summary(pulumi_ehpc.EhpcCluster),
        arguments=_arguments(args),
        docstring=_docstring(args),
        outputs="\n".join([*map(_property, fields), *map(_property, outputs_of(EhpcClusterOutputs))]).rstrip(),
    )


def _inputs() -> str:
    classes = sorted(held(EhpcClusterArgs), key=lambda cls: cls.__name__)
    assert {cls.__name__ for cls in classes} | {"EhpcClusterOutputs"} == set(vars(inputs)["__all__"])
    return INPUTS.format(
        note=NOTE,
        classes="".join(map(_args_class, classes)),
        outputs="\n".join(f'    {row.python}: Output\n    """{row.doc}"""' for row in outputs_of(EhpcClusterOutputs)),
    )


def _args_class(cls: type) -> str:
    attributes = [f"    {field.python}: {_annotation(cls, field)}" for field in fields_of(cls)]
    return ARGS.format(
        name=cls.__name__,
        summary=_summary(cls),
        attributes="\n".join(attributes),
        arguments=_arguments(cls),
        docstring=_docstring(cls),
    )


def _output_class(cls: type) -> str:
    lines = [f'    {field.python}: {_told(field)}\n    """{field.doc}"""' for field in fields_of(cls)]
    lines += [f'    {row.python}: str | None\n    """{row.doc}"""' for row in outputs_of(cls)]
    return OUTPUT.format(name=cls.__name__, summary=_summary(cls), attributes="\n".join(lines))


def _annotation(cls: type, field: Field) -> str:
    owners = (base for base in cls.__mro__ if field.python in vars(base).get("__annotations__", {}))
    return str(next(owners).__annotations__[field.python])


def _arguments(cls: type) -> str:
    return "\n".join(
        f"        {field.python}: {_annotation(cls, field)}{'' if field.required else ' = None'},"
        for field in fields_of(cls)
    )


def _summary(cls: type) -> str:
    return str(cls.__doc__).split("\n", 1)[0]


def _docstring(cls: type) -> str:
    lines = ['"""' + _summary(cls), ""]
    lines += [_wrapped(f":param {field.python}: {describe.sentences(field, cls)}") for field in fields_of(cls)]
    return textwrap.indent("\n".join([*lines, '"""']), " " * 8)


def _wrapped(text: str) -> str:
    return textwrap.fill(text, WIDTH - 8, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)


def _property(row: Field | Output) -> str:
    kind = "str"
    if isinstance(row, Field):
        # GetCluster tells it of every cluster.
        always = row.required or (row.readable and not row.listed and row.calls is None) or row.role is Role.REGION
        kind = _told(row).removesuffix(" | None") if always else _told(row)
    return f'    @property\n    def {row.python}(self) -> pulumi.Output[{kind}]:\n        """{row.doc}"""\n'


def _told(field: Field) -> str:
    kind = f"{field.kind.__name__}Output" if field.nested else field.kind.__name__
    whole = f"list[{kind}]" if field.many else f"Mapping[str, {kind}]" if field.mapping else kind
    return whole if field.required else f"{whole} | None"


def main(arguments: Iterable[str]) -> None:
    for path, text in stubs().items():
        if "--write" in arguments:
            path.write_text(text, encoding="utf-8")
        else:
            sys.stdout.write(text)


if __name__ == "__main__":
    main(sys.argv)
