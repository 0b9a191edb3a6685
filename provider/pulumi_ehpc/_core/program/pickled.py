"""Many dynamic resources in one program: what Pulumi leaves behind of each."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_PICKLER: Any = pickle._Pickler


@contextmanager
def pickling_as_before() -> Iterator[None]:
    """In the block, a dynamic resource is declared that leaves the pickler as it is.

    Pulumi has dicts sorted by a wrapper around a method of Python's pickler, one more for each dynamic resource, and
    takes none of them off (SDK 3.216 to 3.272). Ours have no dict, but after some 300 of them a provider of the
    program's own ended with a RecursionError.
    """
    before = _PICKLER._batch_setitems
    try:
        yield
    finally:
        _PICKLER._batch_setitems = before
