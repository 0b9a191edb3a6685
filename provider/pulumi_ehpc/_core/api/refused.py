"""What E-HPC refuses, by the program's own paths beside the service's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ...errors import ServiceError, input_of
from ..logic.named import named, under

_BY_PATH = ("InvalidParam", "MissingParam")
"""So the codes begin whose texts name a parameter."""


@contextmanager
def told_by_path(cls: type, part: str = "") -> Iterator[None]:
    """In the block, an error learns which inputs it is about. cls: the resource's table. part: of an item, its path."""
    try:
        yield
    except ServiceError as error:
        error.part = error.part or part
        one_word = error.code.startswith(_BY_PATH)
        about = named(cls, error.text, error.sent, part, one_word=one_word)
        wire = input_of(error.code, error.action)
        error.inputs = about or (under(cls, wire, error.sent, part) if wire else "")
        raise
