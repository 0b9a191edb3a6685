"""Generates provider/REFERENCE.md: every input, what it may be, and what a change of it does.

python tests/golden/reference.py --write
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pulumi_ehpc
from golden.stub import held
from pulumi_ehpc._core.table import describe
from pulumi_ehpc._core.table.fields import Field, Role, between_of, fields_of, outputs_of
from pulumi_ehpc._core.table.policy import Life
from pulumi_ehpc._core.table.rules import DOCUMENTED, Between, Rule
from pulumi_ehpc.inputs import EhpcClusterArgs, EhpcClusterOutputs

TARGET = Path(pulumi_ehpc.__file__).parents[1] / "REFERENCE.md"
HEAD = """\
<!-- Generated from the declarations in pulumi_ehpc/inputs/ by tests/golden/reference.py: do not edit. -->

# Reference

Every input of `EhpcCluster`, what it may be, and what a change of it does to a cluster that exists. The same texts are
in the docstrings: `help(pulumi_ehpc.EhpcCluster)`, and in editors.

- **Unset** means that E-HPC decides: nothing is sent, and nothing that E-HPC chooses is a difference. `False`, `0` and
  `""` are sent.
- **A change** is made *in place*, or needs a *new cluster* (the preview says why), or has *no effect*: what is used
  only when the cluster is made keeps its value, the preview warns, and `--replace` or `ignore_changes` settle it.
- **Removing** an input from the program takes it back to the default that E-HPC documents, where this page names one;
  otherwise the cluster keeps what it has, and the preview says so. A list that is removed is no longer managed; `[]`
  empties it.
- **Rules** are checked in the preview, offline, all at once. Where E-HPC's documentation does not settle one, it is a
  warning, and its source stands here: nobody is stopped from something that E-HPC would accept.
- **Not read** are values that no call of E-HPC tells: a change that somebody makes elsewhere is not seen.
- Wherever a class is named, a dict with the same keys does as well.
"""
OUTPUTS = """\
## Outputs

Every input is an output too, with the value that the cluster has. Beside them:

| Output | Meaning |
|---|---|
"""
TABLE = """\
| Input | Type | Meaning | Rules | A change |
|---|---|---|---|---|
"""
Chain = tuple[Field, ...]


def reference() -> str:
    """The text of the page."""
    tables = [EhpcClusterArgs, *(cls for cls in _in_order() if cls is not EhpcClusterArgs)]
    outputs = "\n".join(f"| `{row.python}` | {row.doc} |" for row in outputs_of(EhpcClusterOutputs))
    return "\n".join(
        [HEAD, *map(_section, tables), f"{OUTPUTS}| `id` | ID of the cluster, as ehpc-hz-.... |\n{outputs}\n"]
    )


def _in_order() -> list[type]:
    """The classes, in the order in which a reader meets them."""
    met = dict.fromkeys(chain[-1].kind for chain in _chains(EhpcClusterArgs) if chain[-1].nested)
    assert {*met, EhpcClusterArgs} == set(held(EhpcClusterArgs))
    return list(met)


def _chains(cls: type, above: Chain = ()) -> Iterator[Chain]:
    """Every input at every place where it may stand, with the inputs that hold it."""
    for field in fields_of(cls):
        yield (*above, field)
    for field in fields_of(cls):
        if field.nested:
            yield from _chains(field.kind, (*above, field))


def _section(cls: type) -> str:
    name = "EhpcCluster" if cls is EhpcClusterArgs else cls.__name__
    places = [chain for chain in _chains(EhpcClusterArgs) if chain[-1].kind is cls]
    stands = f" Stands in {' and in '.join(f'`{_path(chain)}`' for chain in places)}." if places else ""
    rows = "\n".join(_row(cls, field, places or [()]) for field in fields_of(cls))
    together = "".join(f"- {_together(rule)}\n" for rule in between_of(cls))
    rules = f"\nTogether:\n\n{together}" if together else ""
    rules += "".join(f"\nOutput `{row.python}`: {row.doc}\n" for row in outputs_of(cls))
    return f"## {name}\n\n{str(cls.__doc__).splitlines()[0]}{stands}\n\n{TABLE}{rows}\n{rules}"


def _row(cls: type, field: Field, places: list[Chain]) -> str:
    needed = "**required**. " if field.required else ""
    meaning = " ".join(filter(None, [needed + field.doc, describe.default(field), "Not read." * _unread(field)]))
    rules = "; ".join(map(_rule, field.rules))
    cells = (f"`{field.python}`", _type(field), meaning, rules, _changes(cls, field, places))
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


def _changes(cls: type, field: Field, places: list[Chain]) -> str:
    """What a change does, at each place where that differs."""
    found: dict[str, list[str]] = {}
    for place in places:
        found.setdefault(_change((*place, field), cls), []).append(_path(place))
    if len(found) == 1:
        return next(iter(found))
    return "; ".join(f"{change} (in `{'`, `'.join(paths)}`)" for change, paths in found.items())


def _change(chain: Chain, cls: type) -> str:
    """The life of the nearest input that has one of its own."""
    at = max(place for place, field in enumerate(chain) if field.life is not Life.OWNER)
    field = chain[at]
    owner = chain[at - 1] if at else None
    what = describe.thing(owner.kind) if owner else "cluster"
    if field.life is Life.REPLACE and owner and owner.life is Life.ITEMS:
        return field.policy.because or f"the {what} is removed and made anew"
    if field.life is Life.REPLACE:
        return f"**new cluster**: {field.policy.because}"
    if field.life is Life.CREATION:
        return f"no effect: used only when the {what} is made"
    return "in place" if field.life is Life.UPDATE else "in place, item by item"


def _path(chain: Chain) -> str:
    return ".".join(f"{field.python}[]" if field.many else field.python for field in chain)


def main(arguments: Iterable[str]) -> None:
    if "--write" in arguments:
        TARGET.write_text(reference(), encoding="utf-8")
    else:
        sys.stdout.write(reference())


if __name__ == "__main__":
    main(sys.argv)
