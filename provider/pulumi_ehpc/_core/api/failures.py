"""A failure that several have waited for: what is added to an error is about one resource, so each gets his own."""

from __future__ import annotations

from typing import TypeVar

E = TypeVar("E", bound=BaseException)


def twin_of(failure: E) -> E:
    """The same failure for another one who waited for it."""
    kind = type(failure)
    twin = kind.__new__(kind, *failure.args)
    twin.__dict__.update(failure.__dict__)
    return twin
