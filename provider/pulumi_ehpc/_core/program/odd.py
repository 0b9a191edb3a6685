"""Values that no state can hold, refused by their path in the program: the engine, or the wire to it, fails on them."""

from __future__ import annotations

from typing import Any

import pulumi

from ..texts import word

SIGNATURE = "4dabf18193072939515e22adb298388d"
"""A dict with this key is one of Pulumi's own values: a secret, an asset, an output."""

DEEPEST = 32
"""Lists and dicts inside one another; no input of E-HPC has more than a few."""

_LARGEST = 2**53
"""Pulumi's numbers are floats: beyond this a whole number would become another one."""


def refuse(path: str, says: str) -> pulumi.RunError:
    return pulumi.RunError(f"{word(path)} {says}")


def text(value: str, path: str) -> str:
    """The text, if it is one."""
    try:
        value.encode()
    except UnicodeEncodeError as error:
        half = word(value[error.start])
        raise refuse(path, f"holds {half}, which is half a character: give the whole one") from None
    return value


def number(value: float, path: str) -> float:
    if value != value or value in (float("inf"), float("-inf")):
        raise refuse(path, f"is {value}, which is no number: leave it out, or give one")
    if isinstance(value, int) and abs(value) > _LARGEST:
        raise refuse(path, f"is too large for a number: give one of at most {_LARGEST}, or a text")
    return value


def key(name: Any, path: str) -> str:
    """The key of a dict, as a text."""
    if isinstance(name, bool) or not isinstance(name, (str, int)):
        raise refuse(path, f"has {word(repr(name))} as a key, which is a {type(name).__name__}: give keys as texts")
    if name == SIGNATURE:
        raise refuse(path, f"has {SIGNATURE} as a key, which Pulumi keeps for itself: use another key")
    return text(str(name), f"a key of {path}" if path else "the name of an input")


def deeper(path: str, depth: int) -> int:
    if depth >= DEEPEST:
        raise refuse(path, f"has lists or dicts more than {DEEPEST} deep: is it part of itself?")
    return depth + 1


def other(value: Any, path: str) -> pulumi.RunError:
    return refuse(path, f"cannot be a {type(value).__name__}: give texts, numbers, True or False, lists, dicts")
