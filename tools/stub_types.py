"""How type checkers see an input and an output: the forms of _core/program/typed.pyi, filled in from a field."""

from __future__ import annotations

import json
from pathlib import Path

from pulumi_ehpc._core.table.fields import Derived, Field, Output
from pulumi_ehpc._core.table.written import DICT, closed, literal

ALICLOUD = Path(__file__).parents[1] / "tests" / "golden" / "alicloud_names.json"
NAMES: dict[str, list[str]] = json.loads(ALICLOUD.read_text(encoding="utf-8"))


def given(field: Field) -> str:
    """Input[int | None], Choice[Literal["PL0", "PL1"] | None, str | None], Input[Sequence[Input[AnyQueue]] | None]"""
    none = "" if field.required else " | None"
    one = any_of(field.kind) if field.nested else field.kind.__name__
    if field.json:
        return "Json"
    if values := closed(field):
        return f"Choice[{literal(values)}{none}, {one}{none}]"
    if field.many:
        return f"Input[{'Sequence' if field.nested else 'Several'}[Input[{one}]]{none}]"
    return f"Input[{f'Mapping[str, Input[{one}]]' if field.mapping else one}{none}]"


def told(field: Field) -> str:
    """An output as a whole: list[QueueOutput] | None"""
    kind = f"{field.kind.__name__}Output" if field.nested else field.kind.__name__
    whole = f"list[{kind}]" if field.many else f"Mapping[str, {kind}]" if field.mapping else kind
    return whole if field.required else f"{whole} | None"


def later(field: Field, whole: str | None = None) -> str:
    """An output that is asked for what is in it: LaterList[list[QueueOutput], LaterQueue[QueueOutput]]"""
    name, whole = field.kind.__name__, whole or told(field).removesuffix(" | None")
    one = f"Later{name}[{name}Output]" if field.nested else f"Output[{name}]"
    if field.many:
        return f"LaterList[{whole}, {one}]"
    return f"Later{name}[{whole}]" if field.nested else f"Output[{whole}]"


def text(row: Output) -> str:
    """An output that only the service knows: str, Mapping[str, str]"""
    return "Mapping[str, str]" if row.mapping else "str"


def derived(row: Derived) -> str:
    """What follows from another output: LaterAddon[AddonOutput | None], Output[Mapping[str, str]]"""
    if row.kind.endswith("Output"):
        return f"Later{row.kind.removesuffix('Output')}[{row.kind} | None]"
    return f"Output[{row.kind}]" if row.kind.startswith("Mapping") else f"Output[{row.kind} | None]"


def any_of(cls: type) -> str:
    """What stands for every form of an object: AnyQueue"""
    return f"Any{cls.__name__}"


def forms(cls: type, *, is_output: bool) -> str:
    """The definition of that: its own class and dict, its output, ClusterV2's class, an object of the program's."""
    name = cls.__name__
    members = [name, f"{name}{DICT}", *[f"{name}Output"] * is_output, "Record"]
    members += [*[f"{name}Like"] * (name in NAMES), "Untyped"]
    return f"{any_of(cls)}: TypeAlias = {' | '.join(members)}"


def like(cls: type) -> str:
    """The shape of ClusterV2's args class for it, which this package need not know."""
    name = cls.__name__
    if name not in NAMES:
        return ""
    rows = "".join(f"    {python}: Any\n" for python in NAMES[name])
    summary = "An args class of pulumi_alicloud's ehpc.ClusterV2: it has all of these names."
    return f'@type_check_only\nclass {name}Like(Foreign, Protocol):\n    """{summary}"""\n\n{rows}\n'
