"""The engine's own service, which takes what is said in a resource's row."""

from __future__ import annotations

import sys
from typing import Any

from ..process import process


def say(urn: str, message: str, *, warning: bool, passing: bool) -> None:
    import grpc
    from pulumi.runtime.proto import engine_pb2

    engine = process().engine or process().keep("engine", _connected)
    if engine is None:
        return
    severity = engine_pb2.WARNING if warning else engine_pb2.INFO
    try:
        engine.Log(engine_pb2.LogRequest(severity=severity, message=message, urn=urn, ephemeral=passing), timeout=5)
    except grpc.RpcError:  # Nobody listens: what was to be said is not worth failing for.
        return


def _connected() -> Any:
    """Its address is the last argument of the host process; None where that is no address."""
    import grpc
    from pulumi.runtime.proto import engine_pb2_grpc

    host, _, port = sys.argv[-1].rpartition(":")
    if not (host and port.isdigit()):
        return None
    return engine_pb2_grpc.EngineStub(grpc.insecure_channel(sys.argv[-1]))
