"""A host process inside this one: thousands of runs a minute, each call to be killed at.

All of it is real: the provider, Pulumi's own host (pulumi.dynamic) that serves it, the emulator's service. Replaced are
the edges of a process (pulumi_ehpc._core.process): the network (a request is `service.handle`), time (it passes when
somebody sleeps or calls) and the engine. A killed CLI is a call whose context is no longer active, a killed host an
exception that nothing catches.
"""

from __future__ import annotations

import ast
import functools
import importlib.util
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType
from typing import Any
from urllib.parse import urlencode

import grpc
from google.protobuf import json_format, struct_pb2
from pulumi.runtime.proto import provider_pb2

from contract.host_process import URN, Host, Said
from ehpc_emulator.protocol import Request, Response
from ehpc_emulator.service import Service, Settings
from pulumi_ehpc._core.api.sdk import READ_SECONDS, VERSION
from pulumi_ehpc._core.api.transport import LOST, NOT_JSON, BrokenError, Reply
from pulumi_ehpc._core.process import Clock, Process, another
from pulumi_ehpc._core.table.calls import Get

CONFIG = {
    "ehpc:region": "cn-hangzhou",
    "ehpc:endpoint": "http://127.0.0.1:1",
    "ehpc:accessKey": "a",
    "ehpc:secretKey": "b",
}
HEAD = {
    "authorization": f"ACS3-HMAC-SHA256 Credential=test,SignedHeaders=host,Signature={'0' * 64}",
    "x-acs-version": VERSION,
    "x-acs-date": "2026-01-01T12:00:00Z",
    "x-acs-signature-nonce": "1",
    "content-type": "application/x-www-form-urlencoded",
}


class HostKilled(BaseException):
    """SIGKILL of the provider's process: nothing in it runs any more."""


@dataclass
class World:
    """One service, and the time that passes for it and for the provider, from now on: logs are asked by the day."""

    pace: str = "seconds:6"
    now: float = field(default_factory=time.time)
    said: Said = field(default_factory=Said)
    cli_killed: bool = False
    host_killed: bool = False
    calls: list[str] = field(default_factory=list)
    """The actions of the run under way."""

    boundary: Callable[[str, str], None] = lambda _when, _action: None
    """Called "before" a request reaches the service and "after", before its answer reaches the provider."""

    def __post_init__(self) -> None:
        self.service = Service(Settings(clock=self.pace, quota=10**6), now=lambda: self.now)

    def process(self) -> Process:
        """The edges of a process in this world."""
        clock = Clock(now=lambda: self.now, wait=self._pass, chance=lambda: 0.5, scale=1)
        network, engine = _Network(self), _Engine(self.said)
        return Process(lambda _settings: network, engine, clock, lambda _code: None, None, in_terminal=lambda: False)

    def _pass(self, _woken: Any, seconds: float) -> None:
        self.now += seconds

    def send(self, action: str, form: Mapping[str, str]) -> Response:
        """One request as it reaches the service, and its answer."""
        self.calls.append(action)
        self.boundary("before", action)
        self.now += 0.2
        head, text = {**HEAD, "x-acs-action": action}, urlencode(form)
        by_get = Request("GET", "/", text, head)
        posted = Request("POST", "/", "", head, text.encode())
        answer = self.service.handle(by_get if isinstance(action, Get) else posted)
        self.boundary("after", action)
        return answer

    def control(self, method: str, path: str, body: Any = None) -> Any:
        """The emulator's own interface."""
        request = Request(method, f"/_emulator/{path}", "", {}, json.dumps(body).encode() if body is not None else b"")
        answer = self.service.handle(request)
        assert answer.status == 200, answer.body
        return json.loads(answer.body)

    def clusters(self) -> dict[str, dict[str, Any]]:
        return {cluster["ClusterId"]: cluster for cluster in self.control("GET", "state")["clusters"]}


@dataclass
class _Network:
    """A connection that may break on either side of the service."""

    world: World

    def send(self, action: str, form: Mapping[str, str]) -> Reply:
        answer = self.world.send(action, form)
        patience = READ_SECONDS
        self.world.now += min(answer.delay, patience)
        if answer.reset or answer.delay > patience:
            raise BrokenError(LOST)
        try:
            body = json.loads(answer.body)
        except ValueError:
            raise BrokenError(NOT_JSON) from None
        return Reply(answer.status, body)


@dataclass
class _Engine:
    said: Said

    def Log(self, request: Any, timeout: float) -> None:  # noqa: ARG002
        self.said.lines.append(request)


class Broken(grpc.RpcError):  # type: ignore[misc]
    """A call that failed, as the engine gets it."""

    def __init__(self, details: str, trailer: Any) -> None:
        self._details, self._trailer = details, trailer

    def details(self) -> str:
        return self._details

    def trailing_metadata(self) -> Any:
        return self._trailer


class Context(grpc.ServicerContext):  # type: ignore[misc]
    """The engine's side of one call."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._trailer: tuple[tuple[str, Any], ...] = ()

    def is_active(self) -> bool:
        return not self._world.cli_killed

    def add_callback(self, _callback: Callable[[], None]) -> bool:
        return True

    def set_trailing_metadata(self, trailing_metadata: Any) -> None:
        self._trailer = trailing_metadata

    def abort(self, _code: Any, details: str) -> None:
        raise Broken(details, self._trailer)


# What neither the host nor the provider uses of it stays abstract.
Context.__abstractmethods__ = frozenset()


class Stub:
    """A new host process, spoken to as over a connection."""

    def __init__(self, world: World, adopt: str = "", place: str = "") -> None:
        self._world, self._process = world, world.process()
        namespace: dict[str, Any] = {"__name__": "host"}
        exec(_pulumis_host(), namespace)  # noqa: S102
        self._servicer = namespace["DynamicResourceProviderServicer"]()
        arguments, told = struct_pb2.Struct(), {"ehpc:adopt": adopt, "ehpc:place": place}
        json_format.ParseDict({**CONFIG, **{name: value for name, value in told.items() if value}}, arguments)
        self.Configure(provider_pb2.ConfigureRequest(args=arguments))

    def __getattr__(self, method: str) -> Callable[..., Any]:
        def serve(request: Any, **_timeout: Any) -> Any:
            with another(self._process):
                return getattr(self._servicer, method)(request, Context(self._world))

        return serve


@functools.cache
def _pulumis_host() -> CodeType:
    """`python -m pulumi.dynamic` without its last line, which starts a server and waits for ever."""
    spec = importlib.util.find_spec("pulumi.dynamic.__main__")
    assert spec is not None
    assert spec.origin is not None
    module = ast.parse(Path(spec.origin).read_text())
    last = module.body.pop()
    assert ast.unparse(last) == "main()"
    return compile(module, spec.origin, "exec")


def host(world: World, adopt: str = "", place: str = "") -> Host:
    """A new host process, driven as the engine drives it."""
    return Host(Stub(world, adopt, place), world.said, None, URN)  # type: ignore[arg-type]
