"""The real dynamic provider host, driven over gRPC the way the engine drives it: no engine, nothing replaced."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent import futures
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import grpc
from google.protobuf import empty_pb2, json_format, struct_pb2
from pulumi.dynamic.dynamic import serialize_provider
from pulumi.runtime.proto import engine_pb2, engine_pb2_grpc, provider_pb2, provider_pb2_grpc, status_pb2

import warm
from pulumi_ehpc.cluster import EhpcClusterProvider

UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
"""How the engine writes a value that is not known yet (pulumi.runtime.rpc.UNKNOWN)."""

NONE = provider_pb2.DiffResponse.DIFF_NONE
BY_INPUTS, BY_PROVIDER = provider_pb2.DiffResponse.DIFF_UNKNOWN, provider_pb2.DiffResponse.DIFF_SOME
"""Whether diff finds a change: one that the engine sees for itself in the inputs, or one that only diff knows of."""

PROVIDER = serialize_provider(EhpcClusterProvider())

URN = "urn:pulumi:dev::project::pulumi-python:dynamic/ehpc:Cluster::render"


@dataclass
class Said:
    """What the provider said to the engine."""

    lines: list[engine_pb2.LogRequest] = field(default_factory=list)
    heard: Callable[[str], None] = lambda _line: None
    """Called with every line while the provider waits for the engine to take it."""

    def text(self, *, passing: bool = False) -> str:
        return "\n".join(line.message for line in self.lines if line.ephemeral == passing)

    def warnings(self) -> list[str]:
        return [line.message for line in self.lines if line.severity == engine_pb2.WARNING]


class _Engine(engine_pb2_grpc.EngineServicer):
    def __init__(self, said: Said) -> None:
        self._said = said

    def Log(self, request: engine_pb2.LogRequest, context: Any) -> Any:  # noqa: ARG002
        self._said.lines.append(request)
        self._said.heard(request.message)
        return empty_pb2.Empty()


class Failed(Exception):
    """A call failed: what the user would read, and what the engine would store."""

    def __init__(self, error: grpc.RpcError) -> None:
        self.message = error.details()
        self.id, self.properties = "", {}
        for key, value in error.trailing_metadata() or ():
            if key == "grpc-status-details-bin":
                status = status_pb2.Status.FromString(value)
                self.message = status.message
                for detail in status.details:
                    made = provider_pb2.ErrorResourceInitFailed()
                    if detail.Unpack(made):
                        self.id, self.properties = made.id, as_dict(made.properties)
        super().__init__(self.message)


@dataclass
class Host:
    """One host process. Property bags are plain dicts in state names; what the engine adds is added here."""

    stub: provider_pb2_grpc.ResourceProviderStub
    said: Said
    process: subprocess.Popen[str]
    urn: str = URN
    channel: grpc.Channel | None = None
    address: str = ""
    provider: str = PROVIDER
    """The pickled provider, as the engine hands it on."""

    _proposed: bool = False

    def bag(self, values: Mapping[str, Any]) -> struct_pb2.Struct:
        return bag(values, self.provider)

    def kill_cli(self) -> None:
        """What is left of the engine for this process when the CLI is killed: every connection and pipe is closed.

        It comes back when the process has seen that: by then it answers over a new connection, or has left.
        """
        assert self.channel is not None
        assert self.process.stdout is not None
        self.channel.close()
        self.process.stdout.close()
        with grpc.insecure_channel(self.address) as later, contextlib.suppress(grpc.RpcError):
            provider_pb2_grpc.ResourceProviderStub(later).GetPluginInfo(empty_pb2.Empty(), timeout=60)

    def check(self, news: Mapping[str, Any], olds: Mapping[str, Any] | None = None) -> tuple[dict[str, Any], list[str]]:
        self._proposed = bool(olds)
        answer = self._call(
            "Check", provider_pb2.CheckRequest(urn=self.urn, olds=self.bag(olds or {}), news=self.bag(news))
        )
        return as_dict(answer.inputs), [failure.reason for failure in answer.failures]

    def diff(
        self,
        id_: str,
        olds: Mapping[str, Any],
        news: Mapping[str, Any],
        old_inputs: Mapping[str, Any] | None = None,
        *,
        proposed: bool = True,
    ) -> provider_pb2.DiffResponse:
        """proposed: whether the engine has checked what the program wants, which it does but for a refresh."""
        if proposed and not self._proposed:
            self.check(news, old_inputs or news)
        self._proposed = False
        request = provider_pb2.DiffRequest(id=id_, urn=self.urn, olds=self.bag(olds), news=self.bag(news))
        if old_inputs is not None:
            request.old_inputs.CopyFrom(self.bag(old_inputs))
        answer: provider_pb2.DiffResponse = self._call("Diff", request)
        return answer

    def create(self, inputs: Mapping[str, Any], timeout: float = 0) -> tuple[str, dict[str, Any]]:
        answer = self._call(
            "Create", provider_pb2.CreateRequest(urn=self.urn, properties=self.bag(inputs), timeout=timeout)
        )
        return answer.id, as_dict(answer.properties)

    def read(
        self, id_: str, outs: Mapping[str, Any], inputs: Mapping[str, Any] | None = None
    ) -> tuple[str, dict[str, Any], dict[str, Any]]:
        request = provider_pb2.ReadRequest(id=id_, urn=self.urn, properties=self.bag(outs))
        if inputs is not None:
            request.inputs.CopyFrom(self.bag(inputs))
        answer = self._call("Read", request)
        return answer.id, as_dict(answer.properties), as_dict(answer.inputs)

    def update(
        self,
        id_: str,
        olds: Mapping[str, Any],
        news: Mapping[str, Any],
        timeout: float = 0,
        old_inputs: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        request = provider_pb2.UpdateRequest(
            id=id_, urn=self.urn, olds=self.bag(olds), news=self.bag(news), timeout=timeout
        )
        if old_inputs is not None:
            request.old_inputs.CopyFrom(self.bag(old_inputs))
        answer = self._call("Update", request)
        return as_dict(answer.properties)

    def delete(self, id_: str, outs: Mapping[str, Any], timeout: float = 0) -> None:
        self._call(
            "Delete", provider_pb2.DeleteRequest(id=id_, urn=self.urn, properties=self.bag(outs), timeout=timeout)
        )

    def up(self, news: Mapping[str, Any], timeout: float = 0) -> tuple[str, dict[str, Any], dict[str, Any]]:
        """check and create, as a first `pulumi up` does: id, outputs, inputs."""
        inputs, failures = self.check(news)
        assert not failures, failures
        id_, outs = self.create(inputs, timeout)
        return id_, outs, inputs

    def _call(self, method: str, request: Any) -> Any:
        try:
            return getattr(self.stub, method)(request, timeout=120)
        except grpc.RpcError as error:
            raise Failed(error) from None


def bag(values: Mapping[str, Any], provider: str = PROVIDER) -> struct_pb2.Struct:
    struct = struct_pb2.Struct()
    json_format.ParseDict({"__provider": provider, **values}, struct)
    return struct


def as_dict(struct: struct_pb2.Struct) -> dict[str, Any]:
    values: dict[str, Any] = json_format.MessageToDict(struct)
    values.pop("__provider", None)
    return values


@contextlib.contextmanager
def host_process(
    cwd: Path, config: Mapping[str, str], environment: Mapping[str, str], python: str = sys.executable
) -> Iterator[Host]:
    """Start `python -m pulumi.dynamic` with what the engine gives it, configured, and end it afterwards."""
    said = Said()
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=4))
    engine_pb2_grpc.add_EngineServicer_to_server(_Engine(said), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    env = {name: value for name, value in os.environ.items() if not name.upper().endswith("_PROXY")}
    variables = {**env, "PULUMI_PROJECT": "project", "PYTHONPATH": warm.PATH, **environment}
    process = warm.start("pulumi.dynamic", f"127.0.0.1:{port}", cwd=cwd, env=variables, python=python)
    try:
        assert process.stdout is not None
        address = f"127.0.0.1:{process.stdout.readline().strip()}"
        channel = grpc.insecure_channel(address)
        stub = provider_pb2_grpc.ResourceProviderStub(channel)
        arguments = struct_pb2.Struct()
        json_format.ParseDict(dict(config), arguments)
        stub.Configure(provider_pb2.ConfigureRequest(args=arguments), timeout=60)
        yield Host(stub, said, process, channel=channel, address=address)
        channel.close()
    finally:
        process.kill()
        process.wait()
        server.stop(None)
