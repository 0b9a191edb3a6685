"""The program of clusters that exist, as somebody would have written it by hand. Pure."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .._core.table.fields import Field, Role, fields_of
from .._core.table.names import python_name, shown_name
from .._core.texts import cut
from ..resources import CLUSTER
from .chosen import Secret, filled_in
from .code import WIDTH, Made, Name, code
from .found import Found


def program(clusters: Sequence[Found], *, protect: bool) -> str:
    """A whole program. protect: Pulumi refuses to delete them."""
    own = [found for found in clusters if not found.owner]
    blocks = [f'"""{_title(len(own))}"""\n', "import pulumi\nimport pulumi_ehpc as ehpc\n"]
    if any(found.secrets for found in clusters):
        blocks.append("config = pulumi.Config()\n")
    blocks += ["".join(_resource(found, protect=protect)) for found in clusters]
    ids = [(f"{found.variable}_id", Name(f"{found.variable}.id")) for found in own]
    blocks.append("".join(f"{code(Made('pulumi.export', {}, each))}\n" for each in ids))
    return "\n".join(blocks)


def _title(number: int) -> str:
    return f"{'An E-HPC cluster' if number == 1 else 'E-HPC clusters'} that existed before this program."


def _resource(found: Found, *, protect: bool) -> Iterator[str]:
    resource = found.resource
    if not found.owner:
        yield from _comments(found)
    given = _arguments(resource.args, found.inputs)
    if resource.within:
        given[python_name(resource.within.input)] = Name(f"{found.owner}.id")
    if protect and resource.given(Role.PROTECTION, found.inputs) is not True:
        # Deletion protection sets it by itself.
        given["opts"] = Made("pulumi.ResourceOptions", {"protect": True})
    made = Made(f"ehpc.{shown_name(resource.args)}", given, (found.name,))
    yield f"{found.variable} = {code(made, around=len(found.variable) + 3)}\n"


def _comments(found: Found) -> Iterator[str]:
    """What a reader misses in the program, and where it is."""
    left = [f"{field.python}={code(value)}" for field, value in filled_in(CLUSTER.args, found.outputs)]
    if left:
        yield from _wrapped(
            f"E-HPC fills these in where a program does not give them. Now: {', '.join(left)}. "
            "Write down what somebody chose."
        )
    never = [field.python for field in _never_told(CLUSTER.args)]
    yield from _wrapped(
        f"E-HPC does not tell {', '.join(never[:-1])} and {never[-1]}: they count only when a cluster is made, so give "
        "them before this one is ever replaced."
    )


def _never_told(cls: type) -> Iterator[Field]:
    """The inputs that are sent and never answered."""
    return (field for field in fields_of(cls) if field.wire and not field.readable)


def _wrapped(text: str) -> Iterator[str]:
    for line in textwrap.wrap(text, WIDTH - 2, break_long_words=False, break_on_hyphens=False):
        yield f"# {cut(line, 2000)}\n"


def _arguments(cls: type, values: Mapping[str, Any]) -> dict[str, Any]:
    """By their Python names, in the order of their declaration."""
    return {field.python: _value(field, values[field.state]) for field in fields_of(cls) if field.state in values}


def _value(field: Field, value: Any) -> Any:
    if isinstance(value, Secret):
        return Made("config.require_secret", {}, (value.key,))
    if isinstance(value, list):
        return [_value(field, item) for item in value]
    return Made(f"ehpc.{shown_name(field.kind)}", _arguments(field.kind, value)) if field.nested else value
