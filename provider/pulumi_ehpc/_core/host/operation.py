"""One call of the engine as one object: found once, when a verb begins, and there for everything below it."""

from __future__ import annotations

import sys
import threading
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, cast

from ...errors import EhpcError
from ..process import Clock, process, secrets
from ..table.names import ORGANISATION
from ..unknown import plain
from .engine import say
from .run import Run


class NobodyListensError(EhpcError):
    """The engine is gone: what it has not been told it will never know, so nothing more is done."""


class Operation:
    """What a verb knows of who asks. This one is nobody's: of a command line, or of a test without a host."""

    urn: str = ""
    timeout: float = 0.0
    """Seconds of the user's custom_timeouts, 0 when there are none."""

    old_inputs: Mapping[str, Any] | None = None
    """The inputs in the state (diff, read, update); None where the engine does not tell them."""

    secret: Collection[str] = ()
    """The paths of what the program gave as secrets, now or before, in state names and without places and keys."""

    organisation: str = ""
    """Whose stack the program says that it is (check); "" where the backend has no organisations."""

    lacks_provider: bool = False
    """The state does not name this package's provider: without that Pulumi can neither refresh nor delete it."""

    @property
    def run(self) -> Run:
        """What this process remembers of the URN. One `pulumi up` sends all of a URN to one process."""
        return process().keep((Run, self.urn), Run)

    def whole(self, state: Mapping[str, Any]) -> dict[str, Any]:
        """The outputs in the state with the internal ones, which the host of SDK 3.216 does not hand on."""
        return dict(state)

    def log(self, message: str, *, warning: bool = False, passing: bool = False) -> None:
        """Say something in the resource's row; `passing` text is gone with the next one, other text stays."""

    def insist(self) -> None:
        """Go on only while somebody listens. Raises NobodyListensError."""

    @property
    def clock(self) -> Clock:
        """Time for this operation: its sleep ends when nobody listens any more."""
        return process().clock


@dataclass(eq=False, repr=False)
class Served(Operation):
    """A call that the host serves.

    The host hands a provider neither the URN nor a way to report a half-made resource, a short error or progress. All
    of it is within reach of the gRPC call, whose frame lies below the provider's method: proven on CLI 3.259 with
    SDK 3.216 to 3.272.
    """

    request: Any
    context: Any
    _gone: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.urn = getattr(self.request, "urn", "")
        self.timeout = float(getattr(self.request, "timeout", 0) or 0)
        olds = getattr(self.request, "olds", None)
        self.lacks_provider = olds is not None and bool(olds) and "__provider" not in olds
        # The host hands no internal name on, and check alone gets what the program itself declares.
        bag = getattr(self.request, "news", None)
        self.organisation = bag.fields[ORGANISATION].string_value if bag and ORGANISATION in bag.fields else ""

    @cached_property
    def old_inputs(self) -> Mapping[str, Any] | None:  # type: ignore[override]
        from pulumi.runtime import rpc

        known = {field.name for field in self.request.DESCRIPTOR.fields}
        for name in ("old_inputs", "inputs"):
            if name in known and self.request.HasField(name):
                bag = rpc.deserialize_properties(getattr(self.request, name), True)
                return cast("Mapping[str, Any]", plain(bag))
        return None

    def whole(self, state: Mapping[str, Any]) -> dict[str, Any]:
        from pulumi.runtime import rpc

        bag = getattr(self.request, "olds", None) or getattr(self.request, "properties", None)
        if bag is None:
            return dict(state)
        ours = type(bag)()
        for name in bag.fields:
            if name.startswith("__"):
                ours.fields[name].CopyFrom(bag.fields[name])
        return {**rpc.deserialize_properties(ours, True, True), **state}

    def log(self, message: str, *, warning: bool = False, passing: bool = False) -> None:
        say(self.urn, secrets().said(message), warning=warning, passing=passing)

    def insist(self) -> None:
        if not self.context.is_active():
            raise NobodyListensError("Pulumi is gone; nothing more was done")

    @cached_property
    def clock(self) -> Clock:
        # A killed or twice interrupted CLI is noticed within 0.04 s.
        self.context.add_callback(self._gone.set)
        return replace(process().clock, woken=self._gone, heard=self.insist)


_OPERATION: ContextVar[Operation] = ContextVar("operation")
_NOBODYS = Operation()


def operation() -> Operation:
    """The one that is under way in this thread."""
    return _OPERATION.get(_NOBODYS)


@contextmanager
def serving() -> Iterator[Operation]:
    """In the block, `operation` is the call that the host serves with this thread."""
    token = _OPERATION.set(_served() or _NOBODYS)
    try:
        yield operation()
    finally:
        _OPERATION.reset(token)


def _served() -> Served | None:
    """The call, found by walking its frames outward; None where the host looks different."""
    import grpc

    frame = sys._getframe(1)
    while frame is not None:
        context = frame.f_locals.get("context")
        if isinstance(context, grpc.ServicerContext) and "request" in frame.f_locals:
            return Served(frame.f_locals["request"], context)
        frame = frame.f_back  # type: ignore[assignment]
    return None
