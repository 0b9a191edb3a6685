"""The plugin's side of Pulumi's provider protocol: configuration, two lookups, and the life of resources."""

import importlib.metadata
import os
import signal
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import grpc
from google.protobuf import empty_pb2, json_format, struct_pb2
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc

from engine.alicloud_stub.cloud import Cloud
from engine.alicloud_stub.made import MADE

NETWORKS = "alicloud:vpc/getNetworks:getNetworks"
SWITCHES = "alicloud:vpc/getSwitches:getSwitches"


class Plugin(provider_pb2_grpc.ResourceProviderServicer):
    """One configured provider: the engine starts a process for each."""

    def __init__(self, cloud: Cloud) -> None:
        self._cloud = cloud
        self._region = self._access_key = ""
        self._changing = threading.Lock()

    def GetPluginInfo(self, *_: Any) -> Any:
        # The engine warns when this is lower than what pulumi_alicloud asks for.
        return plugin_pb2.PluginInfo(version=importlib.metadata.version("pulumi_alicloud"))

    def Cancel(self, *_: Any) -> Any:
        return empty_pb2.Empty()

    def CheckConfig(self, request: Any, _: Any) -> Any:
        return provider_pb2.CheckResponse(inputs=request.news)

    def DiffConfig(self, request: Any, _: Any) -> Any:
        kinds = provider_pb2.DiffResponse.DiffChanges
        same = _plain(request.old_inputs) == _plain(request.news)
        return provider_pb2.DiffResponse(changes=kinds.DIFF_NONE if same else kinds.DIFF_SOME)

    def Configure(self, request: Any, context: Any) -> Any:
        given = _plain(request.args)
        self._region = given.get("region") or os.environ.get("ALICLOUD_REGION", "")
        self._access_key = given.get("accessKey") or _environment_key()
        if not (self._region and self._access_key):
            context.abort(grpc.StatusCode.INVALID_ARGUMENT, "the alicloud provider needs a region and an access key")
        return provider_pb2.ConfigureResponse(supportsPreview=True)

    def Check(self, request: Any, _: Any) -> Any:
        return provider_pb2.CheckResponse(inputs=request.news)

    def Diff(self, request: Any, _: Any) -> Any:
        # What is there already came by an import, which has no inputs of a program; of what was made, all is for ever.
        before, now = _plain(request.old_inputs), _plain(request.news)
        changed = [key for key in {*before, *now} if before.get(key) != now.get(key)]
        if not changed or _kind(request.urn) not in MADE:
            return provider_pb2.DiffResponse(changes=provider_pb2.DiffResponse.DIFF_NONE)
        some = provider_pb2.DiffResponse.DIFF_SOME
        return provider_pb2.DiffResponse(changes=some, replaces=changed, diffs=changed, deleteBeforeReplace=True)

    def Create(self, request: Any, context: Any) -> Any:
        if _kind(request.urn) not in MADE:
            context.abort(grpc.StatusCode.UNIMPLEMENTED, f"the stand-in for alicloud does not make {request.urn}")
        if request.preview:
            return provider_pb2.CreateResponse(properties=request.properties)
        with self._changing:
            made = self._cloud.make(self._region, _kind(request.urn), _plain(request.properties))
        return provider_pb2.CreateResponse(id=made["id"], properties=_struct(made))

    def Read(self, request: Any, _: Any) -> Any:
        return provider_pb2.ReadResponse(id=request.id, properties=request.properties, inputs=request.inputs)

    def Delete(self, request: Any, context: Any) -> Any:
        with self._changing:
            self._cloud.note(deleted=request.urn)
            if refer := self._cloud.remove(self._region, request.id):
                context.abort(grpc.StatusCode.FAILED_PRECONDITION, f"DependencyViolation: {request.id} of {refer}")
        return empty_pb2.Empty()

    def Invoke(self, request: Any, context: Any) -> Any:
        asked = _plain(request.args)
        self._cloud.note(lookup=request.tok, asked=asked, region=self._region, access_key=self._access_key)
        if request.tok == NETWORKS:
            found = self._cloud.vpcs(self._region, asked.get("nameRegex", ""))
            answer = {"vpcs": found, "names": [vpc["vpcName"] for vpc in found], "totalCount": len(found)}
        elif request.tok == SWITCHES:
            found = self._cloud.vswitches(self._region, asked.get("nameRegex", ""), asked.get("vpcId", ""))
            answer = {"vswitches": found, "names": [vswitch["name"] for vswitch in found]}
        else:
            context.abort(grpc.StatusCode.UNIMPLEMENTED, f"the stand-in for alicloud does not know {request.tok}")
        every = {**asked, **answer, "id": "lookup", "ids": [row["id"] for row in found]}
        response: dict[str, Any] = {"return": _struct(every)}
        return provider_pb2.InvokeResponse(**response)


def serve(folder: Path) -> None:
    """Tell the engine a port and serve it until it says that it is done."""
    server = grpc.server(ThreadPoolExecutor(16))
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(Plugin(Cloud(folder)), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    done = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: done.set())
    print(port, flush=True)
    done.wait()
    server.stop(0)
    os._exit(0)  # Taking gRPC's threads down can hang, and the engine would wait five seconds for it.


def _environment_key() -> str:
    return os.environ.get("ALICLOUD_ACCESS_KEY") or os.environ.get("ALIBABA_CLOUD_ACCESS_KEY_ID", "")


def _kind(urn: str) -> str:
    return urn.split("::")[2].rpartition("$")[2]


def _plain(struct: Any) -> dict[str, Any]:
    values: dict[str, Any] = json_format.MessageToDict(struct)
    return values


def _struct(values: Mapping[str, Any]) -> struct_pb2.Struct:
    struct = struct_pb2.Struct()
    struct.update(dict(values))
    return struct
