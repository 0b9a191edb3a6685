"""Other ways in which the real service may answer, by name: what a client must bear until somebody has looked.

One file a theme; each holds a table of variants, and the small functions that its rows need.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..variation import Variant
from . import arriving, calls, codes, fills, lists, nodes, own, refusals, shapes, spellings, timing, users

THEMES = {
    "Spellings": spellings.VARIANTS,
    "What is filled in": fills.VARIANTS,
    "Lists": lists.VARIANTS,
    "Things of its own": own.VARIANTS,
    "What a call does": calls.VARIANTS,
    "When it shows": timing.VARIANTS,
    "How an installation goes": arriving.VARIANTS,
    "What is refused": refusals.VARIANTS,
    "Codes": codes.VARIANTS,
    "Users": users.VARIANTS,
    "Nodes": nodes.VARIANTS,
    # Last: what they make of an answer, the others would not know.
    "Shapes of answers": shapes.VARIANTS,
}
VARIANTS: tuple[Variant, ...] = tuple(variant for variants in THEMES.values() for variant in variants)
KNOWN = [variant.name for variant in VARIANTS]
LISTING = "\n".join(f"{variant.name}\n    {variant.says}\n    {variant.evidence}" for variant in VARIANTS)


class UnknownVariant(ValueError):
    """The text names it and those that there are."""


def chosen(names: Iterable[str]) -> list[Variant]:
    """The variants of these names, in the order of the table."""
    wanted = list(names)
    for name in wanted:
        if name not in KNOWN:
            raise UnknownVariant(f"there is no variant {str(name)[:80]!r}; there are {', '.join(KNOWN)}")
    return [variant for variant in VARIANTS if variant.name in wanted]
