"""The reference page: every input, what it may be, and what a change of it does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pulumi_ehpc
from pulumi_ehpc._core.table import describe
from pulumi_ehpc._core.table.fields import (
    Derived,
    Field,
    Output,
    Role,
    between_of,
    derived_of,
    fields_of,
    outputs_of,
)
from pulumi_ehpc._core.table.names import shown_name
from pulumi_ehpc._core.table.policy import Life
from pulumi_ehpc._core.table.rules import DOCUMENTED, Between, Rule
from tools import lookups
from tools.resources import RESOURCES, Resource, name_of

TARGET = Path(pulumi_ehpc.__file__).parents[1] / "REFERENCE.md"
HEAD = """\
<!-- Generated from the declarations in pulumi_ehpc/inputs/ by tools/reference.py (make generate): do not edit. -->

# Reference

Every input of {names}, what it may be, and what a change of it does to one that exists. The same texts are
in the docstrings: `help(pulumi_ehpc.EhpcCluster)`, and in editors.

- **Unset** means that E-HPC decides: nothing is sent, and nothing that E-HPC chooses is a difference. `False`, `0` and
  `""` are sent.
- **A change** is made *in place*, or needs a *new cluster* (the preview says why), or has *no effect*: what is used
  only when the cluster is made keeps its value, the preview warns, and `--replace` or `ignore_changes` settle it.
- **Removing** an input from the program leaves the cluster what it has, and the preview says so; where it goes back to
  something instead, *removed* names that. A list that is removed is no longer managed; `[]` empties it.
  What is left out of a value that a change sets as a whole (`compute_nodes`) is E-HPC's to decide, and the preview says
  that instead.
- **The order** of lists whose items have a name (`queues`) means nothing: another order changes nothing, and outputs
  follow it with the next change. The order of `vswitch_ids` and `compute_nodes` is one of preference, and a value.
- **Rules** are checked in the preview, offline, all at once. Where E-HPC's documentation does not settle one, it is a
  warning, and its source stands here: nobody is stopped from something that E-HPC would accept.
- **Not read** are values that no call of E-HPC tells: a change that somebody makes elsewhere is not seen.
- **Paths** in options are those of the program. `ignore_changes=["max_count", "queues[comp].max_count",
  "queues[*].compute_nodes", "tags['team']"]`: an item by its key, wherever it stands in its list; all items; a key. One
  that names nothing is refused. What a transformation sets is written as Pulumi has it: `queues[1].maxCount`.
- Wherever a class is named, a dict with the same keys does as well.
"""
OUTPUTS = """\
## Outputs of {name}

Every input is an output too, with the value that the {thing} has. Beside them:

| Output | Meaning |
|---|---|
| `id` | ID of the {thing}. |
{rows}
"""
TABLE = """\
| Input | Type | Meaning | Rules | A change |
|---|---|---|---|---|
"""


class Place(NamedTuple):
    """Where a class stands in a resource: the inputs that hold it, none for the resource's own arguments."""

    resource: Resource
    chain: tuple[Field, ...]


def files() -> dict[Path, str]:
    """The text of the page."""
    *most, last = (f"`{name_of(resource)}`" for resource in RESOURCES)
    names = f"{', '.join(most)} and {last}"
    parts = [HEAD.format(names=names), *map(_section, _in_order()), *map(_outputs, RESOURCES), lookups.section()]
    return {TARGET: "\n".join(parts)}


def _in_order() -> list[type]:
    """The classes, in the order in which a reader meets them."""
    return list(dict.fromkeys(cls for resource in RESOURCES for cls, _ in _stand(resource)))


def _places(cls: type) -> list[Place]:
    return [place for resource in RESOURCES for kind, place in _stand(resource) if kind is cls]


def _stand(resource: Resource) -> Iterator[tuple[type, Place]]:
    """The arguments of a resource and all that they hold, at every place where it may stand."""
    yield resource.args, Place(resource, ())
    yield from ((chain[-1].kind, Place(resource, chain)) for chain in _chains(resource.args) if chain[-1].nested)


def _chains(cls: type, above: tuple[Field, ...] = ()) -> Iterator[tuple[Field, ...]]:
    for field in fields_of(cls):
        yield (*above, field)
    for field in fields_of(cls):
        if field.nested:
            yield from _chains(field.kind, (*above, field))


def _section(cls: type) -> str:
    places = _places(cls)
    paths = [f"`{_path(place)}`" for place in places if place.chain]
    stands = f" Stands in {' and in '.join(paths)}." if paths else ""
    rows = "\n".join(_row(field, places) for field in fields_of(cls))
    together = "".join(f"- {_together(rule)}\n" for rule in between_of(cls))
    rules = f"\nTogether:\n\n{together}" if together else ""
    rules += "".join(f"\nOutput `{row.python}`: {row.doc}\n" for row in outputs_of(cls))
    return f"## {shown_name(cls)}\n\n{_paragraph(cls)}{stands}\n\n{TABLE}{rows}\n{rules}"


def _paragraph(cls: type) -> str:
    """The first one of its docstring, in one line."""
    return " ".join(str(cls.__doc__).partition("\n\n")[0].split())


def _outputs(resource: Resource) -> str:
    every: list[Output | Derived] = [*outputs_of(resource.outputs), *derived_of(resource.outputs)]
    rows = "\n".join(f"| `{row.python}` | {row.doc} |" for row in every)
    return OUTPUTS.format(name=name_of(resource), thing=describe.thing(resource.args), rows=rows)


def _row(field: Field, places: list[Place]) -> str:
    needed = "**required**. " if field.required else ""
    meaning = " ".join(filter(None, [needed + field.doc, describe.default(field), "Not read." * _unread(field)]))
    rules = "; ".join(map(_rule, field.rules))
    cells = (f"`{field.python}`", _type(field), meaning, rules, _changes(field, places))
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _unread(field: Field) -> bool:
    return not field.readable and field.role is not Role.REGION


def _type(field: Field) -> str:
    one = f"[{field.kind.__name__}](#{field.kind.__name__.lower()})" if field.nested else f"`{field.kind.__name__}`"
    if field.json:
        one = "JSON: list, dict or text"
    return f"list of {one}" if field.many else "dict of texts" if field.mapping else one


def _rule(rule: Rule) -> str:
    return f"{rule.must.replace('*', chr(92) + '*')}{_source(rule)}"


def _source(rule: Rule | Between) -> str:
    if rule.warning:
        return f" (warning; {rule.source})"
    return "" if rule.source == DOCUMENTED else f" ({rule.source})"


def _together(rule: Between) -> str:
    says = re.sub(r"\{(\w+)\}", r"`\1`", rule.says)
    return f"`{rule.names[0]}`: {says}{_source(rule)}"


def _changes(field: Field, places: list[Place]) -> str:
    """What a change does, at each place where that differs."""
    found: dict[str, list[str]] = {}
    for place in places:
        found.setdefault(_change(place.resource, (*place.chain, field)), []).append(_path(place))
    if len(found) == 1:
        return next(iter(found))
    return "; ".join(f"{change} (in `{'`, `'.join(paths)}`)" for change, paths in found.items())


def _change(resource: Resource, chain: tuple[Field, ...]) -> str:
    """The life of the nearest input that has one of its own."""
    at = max(place for place, field in enumerate(chain) if field.life is not Life.OWNER)
    field = chain[at]
    owner = chain[at - 1] if at else None
    what = describe.thing(owner.kind if owner else resource.args)
    if field.life is Life.REPLACE and owner and owner.life is Life.ITEMS:
        return field.policy.because or f"the {what} is removed and made anew"
    if field.life is Life.REPLACE:
        because = f": {field.policy.because}" if field.policy.because else ""
        return f"**new {describe.thing(resource.args)}**{because}"
    if field.life is Life.CREATION:
        return f"no effect: used only when the {what} is made"
    if field.life is Life.ITEMS:
        return "in place, item by item"
    back = "the name that is made up" if field.role is Role.NAME else None if owner else field.policy.removed
    return "in place" if back is None else f"in place; removed: back to {back}"


def _path(place: Place) -> str:
    """How users write the place; the resource is named where there is more than one."""
    names = [f"{field.python}[]" if field.many else field.python for field in place.chain]
    return ".".join(names if len(RESOURCES) == 1 else [name_of(place.resource), *names])
