"""What resources and their variables are called in a program: each name once. Pure."""

from __future__ import annotations

import builtins
import keyword
import re
import unicodedata
from collections.abc import Collection, Iterable

_TAKEN = {"config", "ehpc", "pulumi", *keyword.kwlist, *keyword.softkwlist, *dir(builtins)}
"""What a program has under these already."""


def distinct(names: Iterable[str], taken: Collection[str] = ()) -> list[str]:
    """The names, a later one of the same with a number: ["a", "a"] -> ["a", "a-2"]"""
    found: list[str] = []
    for name in names:
        found.append(_free(name, "-", {*found, *taken}))
    return found


def variables(names: Iterable[str]) -> list[str]:
    """A Python identifier for each: ["a-b", "a.b", "2nd"] -> ["a_b", "a_b_2", "_2nd"]"""
    found: list[str] = []
    for name in names:
        # As Python reads an identifier: two that it takes for one are one here too.
        plain = re.sub(r"\W+", "_", unicodedata.normalize("NFKC", name)).strip("_").lower() or "cluster"
        plain = plain if plain.isidentifier() else f"_{plain}"
        found.append(_free(f"{plain}_" if plain in _TAKEN else plain, "_", set(found)))
    return found


def _free(name: str, joint: str, taken: Collection[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}{joint}{number}"
    return free
