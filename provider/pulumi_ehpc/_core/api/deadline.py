"""An end for one exchange: at its time the connection is cut, wherever the other side holds it.

The time-outs of sockets are for one read each. A server that sends a byte now and then, of its headers, of interim
answers or of trailers, is read for ever by the standard library: no caller of it is asked in between.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from requests import Session


class Deadline:
    """In the block, the connection that this thread uses has so many seconds."""

    def __init__(self, seconds: float) -> None:
        self.passed = False
        self._socket: socket.socket | None = None
        self._ended = False
        self._cutting = threading.Lock()
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> Deadline:
        self._token = _DEADLINE.set(self)
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        _DEADLINE.reset(self._token)
        self._timer.cancel()
        with self._cutting:
            # From now on the connection may be somebody else's.
            self._ended = True

    def watch(self, used: socket.socket) -> None:
        with self._cutting:
            self._socket = used
        if self.passed:
            self._cut()

    def _cut(self) -> None:
        with self._cutting, contextlib.suppress(OSError):
            self.passed = True
            if self._socket is not None and not self._ended:
                # Not SSLSocket's own, which takes away what its reader is using.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


_DEADLINE: ContextVar[Deadline] = ContextVar("deadline")


def cut_in_time(session: Session, connections: int) -> None:
    """Let every connection of a session be cut by the deadline that it is used under."""
    from requests.adapters import HTTPAdapter
    from urllib3 import HTTPConnectionPool, HTTPSConnectionPool

    class Adapter(HTTPAdapter):
        def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
            super().init_poolmanager(*args, **kwargs)
            self.poolmanager.pool_classes_by_scheme = pools

        def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:
            manager = super().proxy_manager_for(*args, **kwargs)
            manager.pool_classes_by_scheme = pools
            return manager

    pools = {"http": _cut(HTTPConnectionPool), "https": _cut(HTTPSConnectionPool)}
    for scheme in ("https://", "http://"):
        session.mount(scheme, Adapter(pool_maxsize=connections))


def _cut(pool: Any) -> Any:
    class Connection(pool.ConnectionCls):  # type: ignore[misc]
        def _new_conn(self) -> socket.socket:
            # A proxy may hold it before there is a request.
            made: socket.socket = super()._new_conn()
            _DEADLINE.get().watch(made)
            return made

        def getresponse(self, *args: Any, **kwargs: Any) -> Any:
            _DEADLINE.get().watch(self.sock)
            return super().getresponse(*args, **kwargs)

    return type(pool.__name__, (pool,), {"ConnectionCls": Connection})
