"""The three spellings of a name: Python's, the state's, and the class's that users know."""

from __future__ import annotations

import re

from ..texts import word

SET, ANSWERS = "__set", "__answers"
"""In a state: the paths that the program gave, and how E-HPC spells what it was sent (logic.state)."""

SECRET = "__secret"  # noqa: S105 - it is a name
"""Under this name a program, and then the state, has the paths of what it gave as secrets: Pulumi's engine hands a
dynamic provider their values without a sign that they are secret."""

IGNORED = "__ignored"
"""Under this name a program tells `check` the paths of ignore_changes that the engine cannot follow."""

ORGANISATION = "__organization"
"""Under this name a program tells `check` whose stack it is, as it alone knows; that hands it on to nobody."""


def state_name(python: str) -> str:
    """The camelCase of a snake_case name, without exceptions."""
    head, *rest = python.split("_")
    return head + "".join(part[:1].upper() + part[1:] for part in rest)


def python_name(state: str) -> str:
    """The snake_case of a state name; what does not look like a state name comes back as it is."""
    if not re.fullmatch(r"[a-z][A-Za-z0-9]*", state):
        return state
    return re.sub(r"(?<!^)([A-Z])", lambda m: "_" + m[1].lower(), state)


def shown_name(cls: type) -> str:
    """What users know the class as: the arguments of EhpcCluster are those of EhpcClusterArgs."""
    return cls.__name__.removesuffix("Args")


def python_path(path: str) -> str:
    """A path in the user's names, to be shown; what stands in brackets is a key:

    queues[comp].maxCount -> queues[comp].max_count
    """
    shown = re.sub(rf"{_BRACKETS}|\w+", lambda m: m[0] if m[0].startswith("[") else python_name(m[0]), path)
    return word(shown)


_BRACKETS = r"""\[(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\]]*)\]"""
"""A place or a key; one in quotes may have a bracket in it."""


def without_places(path: str) -> str:
    """A path without places and keys: queues[0].hostnamePrefix -> queues.hostnamePrefix"""
    return re.sub(_BRACKETS, "", path)


def top(path: str) -> str:
    """The input that a path is in: queues[comp].maxCount -> queues"""
    return re.split(r"[.\[]", path, maxsplit=1)[0]


def within(path: str, of: str) -> bool:
    """Whether a path is that of something, or of a value below it: queues[comp].maxCount within queues[comp]"""
    return path == of or path.startswith((f"{of}.", f"{of}["))
