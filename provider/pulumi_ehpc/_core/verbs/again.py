"""A step that the engine asks for once more after its failure, in the same run: a resource hook `on_error` wants it.

The engine asks with what it knew before the first attempt, and forgets what that one left unless this one names it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ..host.answer import HalfMade, sentence
from ..host.operation import NobodyListensError, operation
from ..host.run import Left


@contextmanager
def remembering() -> Iterator[None]:
    """What a failure in the block leaves, or has left before it, is known to the next attempt, and to the engine."""
    here = operation()
    try:
        yield
    except HalfMade as error:
        here.run.left = Left(error.id, error.outs)
        raise
    except NobodyListensError:
        raise
    except Exception as error:
        left = here.run.left
        if left is None:
            raise
        raise HalfMade(left.id, dict(left.values), sentence(here, error)) from error
    here.run.left = None
