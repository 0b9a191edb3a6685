"""Pulumi's dynamic provider host, seen from inside: the only module that reaches into it.

The host hands a provider neither the URN nor a way to report a half-made resource, a short error or progress.
All of it is within reach of the gRPC call that is being served, whose frame lies below the provider's method:
proven on CLI 3.259 with SDK 3.216 to 3.272. Wherever something looks different, what is left is the host's own
behaviour.
"""

from __future__ import annotations

import asyncio
import functools
import os
import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from ...errors import EhpcError, ServiceError
from .exit import under_way
from .unknown import plain

F = TypeVar("F", bound=Callable[..., Any])
PROVIDER = "__provider"


class HalfMade(EhpcError):
    """A cluster exists, but the operation on it did not come to its end: the engine keeps what is known."""

    def __init__(self, id_: str, outs: dict[str, Any], reason: str) -> None:
        super().__init__(reason)
        self.id = id_
        self.outs = outs


class NobodyListensError(EhpcError):
    """The engine is gone: what it has not been told it will never know, so nothing more is done."""


@dataclass(eq=False, repr=False)
class Rpc:
    """The call that is being served."""

    request: Any
    context: Any

    @property
    def urn(self) -> str:
        return getattr(self.request, "urn", "")

    @property
    def timeout(self) -> float:
        """Seconds of the user's custom_timeouts for this operation, 0 when there are none."""
        return float(getattr(self.request, "timeout", 0) or 0)

    def sleeper(self) -> Callable[[float], None]:
        """A sleep that a killed or twice interrupted CLI ends: seen within 0.04 s of the kill."""
        gone = threading.Event()
        self.context.add_callback(gone.set)

        def sleep(seconds: float) -> None:
            gone.wait(seconds)
            insist(self)

        return sleep

    @property
    def internal(self) -> dict[str, Any]:
        """What the state holds under internal names (diff, read, update, delete)."""
        from pulumi.runtime import rpc

        bag = getattr(self.request, "olds", None) or getattr(self.request, "properties", None)
        whole = rpc.deserialize_properties(bag, True, True) if bag is not None else {}
        return {name: value for name, value in whole.items() if name.startswith("__")}

    @property
    def old_inputs(self) -> Mapping[str, Any] | None:
        """The inputs in the state (diff, read, update); None where the engine does not tell them."""
        from pulumi.runtime import rpc

        known = {field.name for field in self.request.DESCRIPTOR.fields}
        for name in ("old_inputs", "inputs"):
            if name in known and self.request.HasField(name):
                bag = rpc.deserialize_properties(getattr(self.request, name), True)
                return cast("Mapping[str, Any]", plain(bag))
        return None


def current() -> Rpc | None:
    """The call that is being served by this thread, found by walking its frames outward."""
    import grpc

    frame = sys._getframe(1)
    while frame is not None:
        context = frame.f_locals.get("context")
        if isinstance(context, grpc.ServicerContext) and "request" in frame.f_locals:
            return Rpc(frame.f_locals["request"], context)
        frame = frame.f_back  # type: ignore[assignment]
    return None


def insist(rpc: Rpc | None = None) -> None:
    """Go on only while somebody listens. Raises NobodyListensError."""
    rpc = rpc or current()
    if rpc is not None and not rpc.context.is_active():
        raise NobodyListensError("Pulumi is gone; nothing more was done")


def urn() -> str:
    rpc = current()
    return rpc.urn if rpc else ""


def timeout() -> float:
    rpc = current()
    return rpc.timeout if rpc else 0.0


def whole(state: Mapping[str, Any]) -> dict[str, Any]:
    """The outputs in the state with the internal ones, which the host of SDK 3.216 does not hand on."""
    rpc = current()
    return {**(rpc.internal if rpc else {}), **state}


def old_inputs() -> Mapping[str, Any] | None:
    rpc = current()
    return rpc.old_inputs if rpc else None


def verb(method: F) -> F:
    """Let the errors of a provider's method reach the user as one message instead of a traceback."""

    @functools.wraps(method)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        try:
            with under_way:
                return method(*args, **kwargs)
        except HalfMade as half:
            _answer_with(str(half), half)
            raise
        except ServiceError as error:
            _answer_with(error.sentence(f'"{urn().rsplit("::", 1)[-1]}"'))
            raise
        except EhpcError as error:
            _answer_with(str(error))
            raise
        except Exception as error:
            _answer_with(defect(error))
            raise
        finally:
            rpc = current()
            if rpc and not rpc.context.is_active():
                under_way.leave()

    return cast(F, wrapped)


def defect(error: Exception) -> str:
    """A defect of this package: where it happened, without its text, which may hold what should not be seen."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{os.path.basename(last.filename)}:{last.lineno}"
    return f"pulumi-ehpc has a defect: {type(error).__name__} in {last.name} ({where}). Please report this line."


def _answer_with(message: str, half: HalfMade | None = None) -> None:
    """Set the status that the engine reads before the one that the host will answer with."""
    rpc = current()
    if rpc is None:
        return
    from pulumi.runtime.proto import provider_pb2, status_pb2

    # The code has to be the host's own, UNKNOWN: the engine takes two different codes for an internal error.
    status = status_pb2.Status(code=2, message=message)
    if half is not None:
        detail = provider_pb2.ErrorResourceInitFailed(
            id=half.id, properties=_to_struct({**half.outs, PROVIDER: _provider(rpc)}), reasons=[message]
        )
        status.details.add().Pack(detail)
    rpc.context.set_trailing_metadata((("grpc-status-details-bin", status.SerializeToString()),))


def _provider(rpc: Rpc) -> str:
    for name in ("news", "properties"):
        bag = getattr(rpc.request, name, None)
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


def log(message: str, *, warning: bool = False, passing: bool = False) -> None:
    """Say something in the resource's row; `passing` text is gone with the next one, other text stays."""
    rpc = current()
    if rpc is not None:
        _log_to_engine(rpc.urn, message, warning, passing)


def _log_to_engine(urn: str, message: str, warning: bool, passing: bool) -> None:
    import grpc
    from pulumi.runtime.proto import engine_pb2

    engine = _engine(sys.argv[-1])
    if engine is None:
        return
    severity = engine_pb2.WARNING if warning else engine_pb2.INFO
    try:
        engine.Log(engine_pb2.LogRequest(severity=severity, message=message, urn=urn, ephemeral=passing), timeout=5)
    except grpc.RpcError:  # Nobody listens: what was to be said is not worth failing for.
        return


@functools.cache
def _engine(address: str) -> Any:
    """The engine's own service; its address is the last argument of the host process."""
    import grpc
    from pulumi.runtime.proto import engine_pb2_grpc

    host, _, port = address.rpartition(":")
    if not (host and port.isdigit()):
        return None
    return engine_pb2_grpc.EngineStub(grpc.insecure_channel(address))


def widen_pool(workers: int = 128) -> None:
    """Let more than four operations run at once: the host's pool has four threads, and waiting takes one each.

    Measured: 40 creations of four seconds took 46 s with four threads and 6 s with this.
    """
    frame = sys._getframe(0)
    while frame.f_back is not None and frame.f_code.co_name != "_worker":
        frame = frame.f_back
    reference = frame.f_locals.get("executor_reference")
    pool: Any = reference() if callable(reference) else None
    if isinstance(getattr(pool, "_max_workers", None), int):
        pool._max_workers = max(pool._max_workers, workers)
