"""Pulumi's Python language host, for an engine that was built without it.

Installed as `pulumi-language-python`. The engine starts it with its own address, reads a port from its first
line of output, and speaks gRPC to it. Programs run by the official `pulumi-language-python-exec`.
"""

import importlib.metadata
import importlib.util
import json
import os
import platform
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any


def _only_messages_of_pulumi() -> None:
    """Let `pulumi.runtime.proto` be found without running `pulumi` itself, which takes most of a start of ours."""
    found = importlib.util.find_spec("pulumi")
    if not found:
        raise ImportError("No module named 'pulumi'")
    path = Path(*(found.submodule_search_locations or ()))
    for name, folder in (("", path), (".runtime", path / "runtime"), (".runtime.proto", path / "runtime/proto")):
        package = ModuleType(f"pulumi{name}")
        package.__path__ = [str(folder)]
        sys.modules[package.__name__] = package


try:
    _only_messages_of_pulumi()
    import grpc
    from pulumi.runtime.proto import language_pb2 as language
    from pulumi.runtime.proto import language_pb2_grpc, plugin_pb2
except ImportError as missing:
    sys.exit(
        f"{sys.executable} cannot run Pulumi programs ({missing}). Activate the environment that has pulumi, "
        "or name its Python in PULUMI_PYTHON_CMD."
    )

PYTHON = os.environ.get("PULUMI_PYTHON_CMD") or "python3"
EXEC = Path(__file__).with_name("pulumi-language-python-exec")
# Status with which the exec script says that the user has already been shown what is wrong.
SHOWN = 32
MESSAGES = 400 * 1024 * 1024
LIMITS = [("grpc.max_receive_message_length", MESSAGES), ("grpc.max_send_message_length", MESSAGES)]


class LanguageHost(language_pb2_grpc.LanguageRuntimeServicer):
    """The part of the LanguageRuntime service that preview, up, refresh, destroy and about call."""

    def __init__(self, engine: str) -> None:
        self._engine = engine
        self._programs: set[subprocess.Popen[bytes]] = set()

    def Handshake(self, request: Any, _: Any) -> Any:
        self._engine = request.engine_address or self._engine
        return language.LanguageHandshakeResponse()

    def GetPluginInfo(self, *_: Any) -> Any:
        return plugin_pb2.PluginInfo(version=importlib.metadata.version("pulumi"))

    def GetRequiredPackages(self, *_: Any) -> Any:
        return language.GetRequiredPackagesResponse()

    def GetRequiredPlugins(self, *_: Any) -> Any:
        return language.GetRequiredPluginsResponse()

    def About(self, *_: Any) -> Any:
        return language.AboutResponse(executable=sys.executable, version=platform.python_version())

    def GetProgramDependencies(self, *_: Any) -> Any:
        found = {d.metadata["Name"]: d.version for d in importlib.metadata.distributions()}
        rows = [language.DependencyInfo(name=name, version=found[name]) for name in sorted(found)]
        return language.GetProgramDependenciesResponse(dependencies=rows)

    def Run(self, request: Any, _: Any) -> Any:
        """Run the program to its end; what it prints goes out through our own stdout and stderr."""
        try:
            program = subprocess.Popen(self._command(request), env=_environment(request))
        except OSError as problem:
            return language.RunResponse(error=f"could not start Python ({PYTHON}): {problem.strerror}")
        self._programs.add(program)
        status = program.wait()
        self._programs.discard(program)
        if status == SHOWN:
            return language.RunResponse(bail=True)
        if status != 0:
            return language.RunResponse(error=f"Program exited with non-zero exit code: {status}")
        return language.RunResponse()

    def _command(self, request: Any) -> list[str]:
        return [PYTHON, "-u", str(EXEC), *_options(request, self._engine), _entry(request), *request.args]

    def end_programs(self) -> None:
        for program in tuple(self._programs):
            program.terminate()


def _options(request: Any, engine: str) -> Iterator[str]:
    values = {
        "monitor": request.monitor_address,
        "engine": engine,
        "project": request.project,
        "root_directory": request.info.root_directory,
        "stack": request.stack,
        "pwd": request.pwd,
        "dry_run": "true" if request.dryRun else "false",
        "parallel": str(request.parallel),
        "organization": request.organization,
    }
    for name, value in values.items():
        if value:
            yield from (f"--{name}", value)


def _entry(request: Any) -> str:
    directory, entry = request.info.program_directory, request.info.entry_point
    return os.path.normpath(os.path.join(directory, entry or ".")) if directory else request.program or "."


def _environment(request: Any) -> dict[str, str]:
    return {
        **os.environ,
        "PULUMI_CONFIG": json.dumps(dict(request.config)),
        "PULUMI_CONFIG_SECRET_KEYS": json.dumps(list(request.configSecretKeys)),
    }


def _tell_the_end_of(engine: int, end_of_all: int) -> None:
    """A killed engine sends no signal."""
    if sys.platform == "linux":
        end = select.poll()
        end.register(os.pidfd_open(engine), select.POLLIN)
        end.poll()
    else:
        gone = select.kevent(engine, select.KQ_FILTER_PROC, select.KQ_EV_ADD, select.KQ_NOTE_EXIT)
        select.kqueue().control([gone], 1)
    os.write(end_of_all, b".")


def _no_exception(number: int, frame: FrameType | None) -> None:
    """The pipe tells of the signal."""


def main() -> None:
    """Serve until the engine says stop (SIGINT) or is gone."""
    # A handler that sets an Event hangs when the signal comes as the wait for it begins; the engine then waits 5 s.
    over, end_of_all = os.pipe()
    os.set_blocking(end_of_all, False)
    signal.set_wakeup_fd(end_of_all)
    signal.signal(signal.SIGINT, _no_exception)
    signal.signal(signal.SIGTERM, _no_exception)
    engine = os.getppid()
    host = LanguageHost(sys.argv[-1] if len(sys.argv) > 1 else "")
    server = grpc.server(ThreadPoolExecutor(max_workers=4), options=LIMITS)
    language_pb2_grpc.add_LanguageRuntimeServicer_to_server(host, server)
    print(server.add_insecure_port("127.0.0.1:0"), flush=True)
    server.start()
    threading.Thread(target=_tell_the_end_of, args=(engine, end_of_all), daemon=True).start()
    os.read(over, 1)
    host.end_programs()
    server.stop(grace=None).wait(timeout=2)


if __name__ == "__main__":
    main()
