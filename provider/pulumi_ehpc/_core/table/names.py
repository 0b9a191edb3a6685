"""The three spellings of a name: Python's, the state's, and the class's that users know."""

from __future__ import annotations

import re


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
    """A path in the user's names; what stands in brackets is a key: queues[comp].maxCount -> queues[comp].max_count"""
    return re.sub(r"\[[^\]]*\]|\w+", lambda m: m[0] if m[0].startswith("[") else python_name(m[0]), path)


def top(path: str) -> str:
    """The input that a path is in: queues[comp].maxCount -> queues"""
    return re.split(r"[.\[]", path, maxsplit=1)[0]


def within(path: str, of: str) -> bool:
    """Whether a path is that of something, or of a value below it: queues[comp].maxCount within queues[comp]"""
    return path == of or path.startswith((f"{of}.", f"{of}["))
