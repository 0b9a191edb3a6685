"""The stubs: what editors and type checkers see of each resource and of the args classes."""

from __future__ import annotations

import inspect
import re
import textwrap
from pathlib import Path

import pulumi_ehpc
from pulumi_ehpc import inputs
from pulumi_ehpc._core.table import describe
from pulumi_ehpc._core.table.fields import Derived, Field, Output, Role, derived_of, fields_of, first_of, outputs_of
from tools import stub_types
from tools.resources import RESOURCES, Resource, declared, name_of
from tools.stub_layout import ARGS, INPUTS, OUTPUT, RESOURCE

INPUTS_STUB = Path(inputs.__file__).with_suffix(".pyi")
TYPED = Path(pulumi_ehpc.__file__).parent / "_core" / "program" / "typed.pyi"
WIDTH = 120
NOTE = "# Generated from the declarations in inputs/ by tools/stubs.py (make generate): do not edit."


def files() -> dict[Path, str]:
    """The text of each stub by its file."""
    return {**{_stub_of(resource): _resource(resource) for resource in RESOURCES}, INPUTS_STUB: _inputs()}


def _stub_of(resource: Resource) -> Path:
    return Path(inspect.getfile(_class_of(resource))).with_suffix(".pyi")


def _class_of(resource: Resource) -> type:
    return vars(pulumi_ehpc)[name_of(resource)]  # type: ignore[no-any-return]


def _resource(resource: Resource) -> str:
    args = resource.args
    fields, arguments = fields_of(args), _arguments(args)
    outputs = "\n".join(
        [
            *map(_property, fields),
            *map(_property, outputs_of(resource.outputs)),
            *map(_derived, derived_of(resource.outputs)),
        ]
    ).rstrip()
    used = r"\b(Any\w+|Later\w+|\w+Output)\b"
    return RESOURCE.format(
        note=NOTE,
        name=name_of(resource),
        args=stub_types.any_of(args),
        thing=describe.thing(args),
        forms=_forms(RESOURCE + arguments + outputs),
        imports=", ".join(sorted({*re.findall(used, arguments + outputs), stub_types.any_of(args)} - {"LaterList"})),
        summary=textwrap.indent(_whole_summary(_class_of(resource)), " " * 4).strip(),
        arguments=textwrap.indent(arguments, " " * 4),
        tolerant=re.sub(r"( = None)?,$", r" | NothingElse[Never]\1,", textwrap.indent(arguments, " " * 4), flags=re.M),
        required=", ".join(f'"{name}"' for name in ["resource_name", *(f.python for f in fields if f.required)]),
        first=first_of(args).python,
        docstring=textwrap.indent(_docstring(args), " " * 4),
        outputs=outputs,
    )


def _inputs() -> str:
    classes = sorted(declared(*(resource.args for resource in RESOURCES)), key=lambda cls: cls.__name__)
    outputs = [resource.outputs for resource in RESOURCES]
    exported, wanted = set(vars(inputs)["__all__"]), {cls.__name__ for cls in [*classes, *outputs]}
    assert exported >= wanted, f"inputs/__init__.py: import {sorted(wanted - exported)} there and name it in __all__"
    assert exported <= wanted, f"inputs/__init__.py: no resource holds {sorted(exported - wanted)}: take it out"
    text = "".join(map(_args_class, classes))
    return INPUTS.format(note=NOTE, forms=_forms(text), classes=text, rows="\n\n".join(map(_rows, outputs)))


def _forms(text: str) -> str:
    """The names of typed.pyi that a text has."""
    names = re.findall(r"^(?:class )?(\w+)(?=[(:]| = False)", TYPED.read_text(encoding="utf-8"), re.MULTILINE)
    return ", ".join(sorted(name for name in names if re.search(rf"\b{name}\b", text)))


def _rows(cls: type) -> str:
    every: list[Output | Derived] = [*outputs_of(cls), *derived_of(cls)]
    rows = "\n".join(f'    {row.python}: Row\n    """{row.doc}"""' for row in every)
    return f"class {cls.__name__}:\n{rows}"


def _args_class(cls: type) -> str:
    fields = fields_of(cls)
    is_output = all(cls is not resource.args for resource in RESOURCES)
    return ARGS.format(
        name=cls.__name__,
        summary=_summary(cls),
        attributes="\n".join(f"    {field.python}: {stub_types.given(field)}" for field in fields),
        arguments=_arguments(cls),
        docstring=_docstring(cls),
        keys="\n".join(f'    {field.python}: {_key(field)}\n    """{field.doc}"""' for field in fields),
        outputs=_output_classes(cls) if is_output else "",
        like=stub_types.like(cls),
        forms=stub_types.forms(cls, is_output=is_output),
    )


def _key(field: Field) -> str:
    return stub_types.given(field) if field.required else f"NotRequired[{stub_types.given(field)}]"


def _output_classes(cls: type) -> str:
    fields, outputs = fields_of(cls), outputs_of(cls)
    told = [(row, stub_types.told(row)) for row in fields] + [
        (row, f"{stub_types.text(row)} | None") for row in outputs
    ]
    later = [(row, stub_types.later(row)) for row in fields] + [
        (row, f"Output[{stub_types.text(row)}]") for row in outputs
    ]
    return OUTPUT.format(
        name=cls.__name__,
        summary=_summary(cls),
        told="\n".join(f'    {row.python}: {kind}\n    """{row.doc}"""' for row, kind in told),
        later="\n".join(_getter(row, kind) for row, kind in later).rstrip(),
    )


def _arguments(cls: type) -> str:
    return "\n".join(
        f"        {field.python}: {stub_types.given(field)}{'' if field.required else ' = None'},"
        for field in fields_of(cls)
    )


def _summary(cls: type) -> str:
    return _whole_summary(cls).split("\n", 1)[0]


def _whole_summary(cls: type) -> str:
    return inspect.cleandoc(vars(cls)["__doc__"].summary)


def _docstring(cls: type) -> str:
    lines = ['"""' + _summary(cls), ""]
    lines += [_wrapped(f":param {field.python}: {describe.sentences(field, cls)}") for field in fields_of(cls)]
    return textwrap.indent("\n".join([*lines, '"""']), " " * 8)


def _wrapped(text: str) -> str:
    return textwrap.fill(text, WIDTH - 8, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)


def _property(row: Field | Output) -> str:
    if isinstance(row, Output):
        return _getter(row, f"Output[{stub_types.text(row)}]")
    # GetCluster tells it of every cluster.
    always = row.required or (row.readable and not row.listed and row.calls is None) or row.role is Role.REGION
    whole = stub_types.told(row)
    return _getter(row, stub_types.later(row, whole.removesuffix(" | None") if always else whole))


def _derived(row: Derived) -> str:
    return _getter(row, stub_types.derived(row))


def _getter(row: Field | Output | Derived, kind: str) -> str:
    return f'    @property\n    def {row.python}(self) -> {kind}:\n        """{row.doc}"""\n'
