"""The provider, its transport and its clock in this process: thousands of runs a minute, each call to be killed at.

The provider's verbs, the gateway with its retries and the emulator's service are the real ones. Replaced are the
sockets between them (a call is `service.handle`), time (it passes when somebody sleeps or calls), and the process:
a killed CLI is a call whose context is no longer active, a killed host an exception that nothing catches.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import grpc
import pytest
from google.protobuf import json_format
from pulumi.dynamic.dynamic import ResourceProvider
from pulumi.runtime import rpc
from pulumi.runtime.proto import provider_pb2
from Tea.exceptions import TeaException, UnretryableException

from contract.host_process import Said
from ehpc_emulator.protocol import Request
from ehpc_emulator.service import Service, Settings
from pulumi_ehpc._core.api import gateway, wait
from pulumi_ehpc._core.host import rpc as host
from pulumi_ehpc._core.host import run as memory
from pulumi_ehpc._core.host.exit import under_way
from pulumi_ehpc._core.verbs import adoption as claim
from pulumi_ehpc._core.verbs import creation as making
from pulumi_ehpc.cluster import EhpcClusterProvider

KEYS = {"authorization": "ACS3-HMAC-SHA256 Credential=test,SignedHeaders=host,Signature=" + "0" * 64}
CONFIG: dict[str, str] = {
    "ehpc:region": "cn-hangzhou",
    "ehpc:endpoint": "http://127.0.0.1:1",
    "ehpc:accessKey": "a",
    "ehpc:secretKey": "b",
}


class HostKilled(BaseException):
    """SIGKILL of the provider's process: nothing in it runs any more."""


class Context(grpc.ServicerContext):  # type: ignore[misc]
    """The engine's side of one call."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.trailer: tuple[tuple[str, Any], ...] = ()

    def is_active(self) -> bool:
        return not self._world.cli_killed

    def add_callback(self, _callback: Callable[[], None]) -> bool:
        return True

    def set_trailing_metadata(self, trailing_metadata: Any) -> None:
        self.trailer = trailing_metadata


# What the provider does not use of it stays abstract.
Context.__abstractmethods__ = frozenset()


@dataclass
class World:
    """One service and the time that passes for it and for the provider."""

    now: float = 1_767_268_800.0
    said: Said = field(default_factory=Said)
    cli_killed: bool = False
    host_killed: bool = False
    calls: list[str] = field(default_factory=list)
    """The actions of the run under way."""

    boundary: Callable[[str, str], None] = lambda _when, _action: None
    """Called "before" a request reaches the service and "after", before its answer reaches the provider."""

    def __post_init__(self) -> None:
        self.service = Service(Settings(clock="seconds:6", quota=1000), now=lambda: self.now)

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def clock(self, sleep: Callable[[float], None] | None = None, **_: Any) -> wait.Clock:
        return CLOCK(now=lambda: self.now, sleep=sleep or self.sleep, chance=lambda: 0.5, scale=1)

    def send(self, action: str, body: dict[str, str]) -> Any:
        """One request over a connection that may break on either side of the service."""
        self.calls.append(action)
        self.boundary("before", action)
        self.now += 0.2
        headers = {
            **KEYS,
            "x-acs-action": action,
            "x-acs-version": gateway.VERSION,
            "x-acs-date": "2026-01-01T12:00:00Z",
        }
        headers |= {"x-acs-signature-nonce": "1", "content-type": "application/x-www-form-urlencoded"}
        answer = self.service.handle(Request("POST", "/", "", headers, urlencode(body).encode()))
        self.boundary("after", action)
        patience = gateway.READ_MS / 1000
        self.now += min(answer.delay, patience)
        if answer.reset or answer.delay > patience:
            raise UnretryableException(None, ConnectionError("Connection aborted"))
        return answer

    def control(self, method: str, path: str, body: Any = None) -> Any:
        """The emulator's own interface."""
        request = Request(method, f"/_emulator/{path}", "", {}, json.dumps(body).encode() if body is not None else b"")
        answer = self.service.handle(request)
        assert answer.status == 200, answer.body
        return json.loads(answer.body)

    def clusters(self) -> dict[str, dict[str, Any]]:
        return {cluster["ClusterId"]: cluster for cluster in self.control("GET", "state")["clusters"]}


CLOCK, GATEWAY = wait.Clock, gateway.Gateway


class Client:
    """The SDK's client without its socket: errors as the SDK raises them."""

    def __init__(self, world: World) -> None:
        self._world = world

    def call_api(self, how: Any, request: Any, _runtime: Any) -> dict[str, Any]:
        answer = self._world.send(how.action, request.body)
        try:
            body = json.loads(answer.body)
        except ValueError as error:
            raise UnretryableException(None, RuntimeError(str(error))) from None
        if answer.status >= 400:
            failure = TeaException({"code": body["Code"], "message": "not shown", "data": body})
            failure.statusCode, failure.request_id = answer.status, body["RequestId"]
            raise failure
        return {"body": body}


class Stub:
    """The host process as contract.host_process.Host drives it; a new one is a new process."""

    def __init__(self, world: World, patch: pytest.MonkeyPatch, adopt: str = "") -> None:
        self._world = world
        self._provider: ResourceProvider = EhpcClusterProvider()
        config = {**CONFIG, **({"ehpc:adopt": adopt} if adopt else {})}
        self._provider._config = config.get
        memory._BY_URN.clear()
        gateway._GATEWAYS.clear()
        making._LOOKS.clear()
        for module in (wait, claim, making):
            patch.setattr(module, "Clock", world.clock)
        patch.setattr(gateway, "_client", lambda _settings: Client(world))
        patch.setattr(host.Rpc, "sleeper", lambda call: self._sleeper(call))
        patch.setattr(host, "_log_to_engine", self._log)
        patch.setattr(gateway, "Gateway", functools.partial(GATEWAY, clock=world.clock()))

    def _sleeper(self, call: host.Rpc) -> Callable[[float], None]:
        def sleep(seconds: float) -> None:
            self._world.sleep(seconds)
            host.insist(call)

        return sleep

    def _log(self, _urn: str, message: str, _warning: bool, passing: bool) -> None:
        self._world.said.lines.append(SimpleNamespace(message=message, ephemeral=passing))  # type: ignore[arg-type]

    def __getattr__(self, method: str) -> Callable[..., Any]:
        return lambda request, **_timeout: self._serve(method, request)

    def _serve(self, method: str, request: Any) -> Any:
        context = Context(self._world)
        # Another call is under way for ever: the process does not leave, because it is the test's.
        with under_way:
            try:
                return getattr(self, f"_{method.lower()}")(request, context)
            except Exception as error:
                raise Broken(error, context.trailer) from error

    # The next six are pulumi.dynamic's: the names `request` and `context` are what the provider looks for.

    def _check(self, request: Any, context: Any) -> Any:  # noqa: ARG002
        result = self._provider.check(properties(request.olds), properties(request.news))
        reasons = [provider_pb2.CheckFailure(reason=failure.reason) for failure in result.failures]
        return provider_pb2.CheckResponse(inputs=struct(result.inputs), failures=reasons)

    def _diff(self, request: Any, context: Any) -> Any:  # noqa: ARG002
        result = self._provider.diff(request.id, properties(request.olds), properties(request.news))
        kinds = provider_pb2.DiffResponse
        changes = {None: kinds.DIFF_UNKNOWN, True: kinds.DIFF_SOME, False: kinds.DIFF_NONE}[result.changes]
        return provider_pb2.DiffResponse(changes=changes, replaces=result.replaces or [])

    def _create(self, request: Any, context: Any) -> Any:  # noqa: ARG002
        result = self._provider.create(properties(request.properties))
        return provider_pb2.CreateResponse(id=result.id, properties=struct(result.outs))

    def _update(self, request: Any, context: Any) -> Any:  # noqa: ARG002
        result = self._provider.update(request.id, properties(request.olds), properties(request.news))
        return provider_pb2.UpdateResponse(properties=struct(result.outs))

    def _delete(self, request: Any, context: Any) -> Any:  # noqa: ARG002
        self._provider.delete(request.id, properties(request.properties))

    def _read(self, request: Any, context: Any) -> Any:  # noqa: ARG002
        result = self._provider.read(request.id, properties(request.properties))
        return provider_pb2.ReadResponse(
            id=result.id or "", properties=struct(result.outs), inputs=struct(result.inputs or {})
        )


class Broken(grpc.RpcError):  # type: ignore[misc]
    """A call that failed, as the engine gets it."""

    def __init__(self, error: Exception, trailer: Any) -> None:
        self._error, self._trailer = error, trailer

    def details(self) -> str:
        return str(self._error)

    def trailing_metadata(self) -> Any:
        return self._trailer


def properties(struct: Any) -> dict[str, Any]:
    values: dict[str, Any] = rpc.deserialize_properties(struct, True)
    values.pop("__provider", None)
    return values


def struct(values: Any) -> Any:
    from google.protobuf import struct_pb2

    made = struct_pb2.Struct()
    json_format.ParseDict(dict(values or {}), made)
    return made
