"""How the outcome of a verb reaches the engine: as one message, with what is half made, instead of a traceback."""

from __future__ import annotations

import asyncio
import functools
import os
import traceback
from collections.abc import Callable
from typing import Any, TypeVar, cast

from ...errors import EhpcError, ServiceError
from ..process import secrets
from .exit import under_way
from .operation import Operation, Served, serving

F = TypeVar("F", bound=Callable[..., Any])
PROVIDER = "__provider"


class HalfMade(EhpcError):
    """It exists, but the operation on it did not come to its end: the engine keeps what is known."""

    def __init__(self, id_: str, outs: dict[str, Any], reason: str) -> None:
        super().__init__(reason)
        self.id = id_
        self.outs = outs


class _Told(EhpcError):
    """What the engine has been told, for a host that sends no more than an error."""


def verb(method: F) -> F:
    """A method of a provider that the engine asks: its errors are sentences."""

    @functools.wraps(method)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        with serving() as operation:
            try:
                with under_way():
                    return method(*args, **kwargs)
            except Exception as error:  # noqa: BLE001 - the error that is raised instead tells it
                message = secrets().said(sentence(operation, error))
                _answer_with(operation, message, error)
                # The host sends the traceback along, with the text of each error in it.
                raise _Told(message) from None
            finally:
                if isinstance(operation, Served) and not operation.context.is_active():
                    under_way().leave()

    return cast(F, wrapped)


def sentence(operation: Operation, error: Exception) -> str:
    """What an error says to the user."""
    if isinstance(error, ServiceError):
        return error.sentence(f'"{operation.urn.rsplit("::", 1)[-1]}"')
    return str(error) if isinstance(error, EhpcError) else defect(error)


def defect(error: Exception) -> str:
    """A defect of this package: where it happened, without its text, which may hold what should not be seen."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{os.path.basename(last.filename)}:{last.lineno}"
    return f"pulumi-ehpc has a defect: {type(error).__name__} in {last.name} ({where}). Please report this line."


def _answer_with(operation: Operation, message: str, error: Exception) -> None:
    """Set the status that the engine reads before the one that the host will answer with."""
    if not isinstance(operation, Served):
        return
    from pulumi.runtime.proto import provider_pb2, status_pb2

    # The code has to be the host's own, UNKNOWN: the engine takes two different codes for an internal error.
    status = status_pb2.Status(code=2, message=message)
    if isinstance(error, HalfMade):
        properties = _to_struct({**error.outs, PROVIDER: _provider(operation.request)})
        status.details.add().Pack(
            provider_pb2.ErrorResourceInitFailed(id=error.id, properties=properties, reasons=[message])
        )
    operation.context.set_trailing_metadata((("grpc-status-details-bin", status.SerializeToString()),))


def _provider(request: Any) -> str:
    for name in ("news", "properties"):
        bag = getattr(request, name, None)
        if bag is not None and PROVIDER in bag.fields:
            return str(bag.fields[PROVIDER].string_value)
    return ""


def _to_struct(properties: dict[str, Any]) -> Any:
    from pulumi.runtime import rpc

    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(rpc.serialize_properties(properties, {}))
    finally:
        loop.close()
