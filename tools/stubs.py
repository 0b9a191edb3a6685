"""The stubs: what editors and type checkers see of each resource and of the args classes."""

from __future__ import annotations

import inspect
import re
import textwrap
from pathlib import Path

import pulumi_ehpc
from pulumi_ehpc import inputs
from pulumi_ehpc._core.table import describe
from pulumi_ehpc._core.table.fields import Field, Output, Role, fields_of, outputs_of
from tools.resources import RESOURCES, Resource, declared, name_of

INPUTS_STUB = Path(inputs.__file__).with_suffix(".pyi")
WIDTH = 120
KINDS = ("Input", "Json", "Many", "ManyNested", "Nested")
NOTE = "# Generated from the declarations in inputs/ by tools/stubs.py (make generate): do not edit."
RESOURCE = '''\
{note}
from collections.abc import Callable, Mapping
from typing import Any, overload, type_check_only

import pulumi
from pulumi import dynamic

from ._core.table.fields import {kinds}
from .inputs import {imports}

class {name}Provider(dynamic.ResourceProvider):
    _config: Callable[[str], str | None]

{nested}
class {name}(dynamic.Resource):
    """{summary}"""

    @overload
    def __init__(
        self,
        resource_name: str,
        args: {args} | Mapping[str, Any],
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
    ) -> {name}:
        """An existing {thing}, read by its ID and neither changed nor deleted."""

{outputs}
'''
INPUTS = """\
{note}
from collections.abc import Mapping

from .._core.table.fields import {kinds}, Output

{classes}
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


def files() -> dict[Path, str]:
    """The text of each stub by its file."""
    return {**{_stub_of(resource): _resource(resource) for resource in RESOURCES}, INPUTS_STUB: _inputs()}


def _stub_of(resource: Resource) -> Path:
    return Path(inspect.getfile(_class_of(resource))).with_suffix(".pyi")


def _class_of(resource: Resource) -> type:
    return vars(pulumi_ehpc)[name_of(resource)]  # type: ignore[no-any-return]


def _resource(resource: Resource) -> str:
    *nested, args = declared(resource.args)
    fields, arguments = fields_of(args), _arguments(args)
    return RESOURCE.format(
        note=NOTE,
        name=name_of(resource),
        args=args.__name__,
        thing=describe.thing(args),
        imports=", ".join(sorted({args.__name__, *(f.kind.__name__ for f in fields if f.nested)})),
        nested="".join(map(_output_class, nested)),
        summary=_summary(_class_of(resource)),
        kinds=", ".join(kind for kind in KINDS if re.search(rf"\b{kind}\b", arguments)),
        arguments=arguments,
        docstring=_docstring(args),
        outputs="\n".join([*map(_property, fields), *map(_property, outputs_of(resource.outputs))]).rstrip(),
    )


def _inputs() -> str:
    classes = sorted(declared(*(resource.args for resource in RESOURCES)), key=lambda cls: cls.__name__)
    outputs = [resource.outputs for resource in RESOURCES]
    exported, wanted = set(vars(inputs)["__all__"]), {cls.__name__ for cls in [*classes, *outputs]}
    assert exported >= wanted, f"inputs/__init__.py: import {sorted(wanted - exported)} there and name it in __all__"
    assert exported <= wanted, f"inputs/__init__.py: no resource holds {sorted(exported - wanted)}: take it out"
    return INPUTS.format(
        note=NOTE,
        kinds=", ".join(KINDS),
        classes="".join(map(_args_class, classes)),
        outputs="\n\n".join(map(_outputs_class, outputs)),
    )


def _outputs_class(cls: type) -> str:
    rows = "\n".join(f'    {row.python}: Output\n    """{row.doc}"""' for row in outputs_of(cls))
    return f"class {cls.__name__}:\n{rows}"


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
