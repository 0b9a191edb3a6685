"""The real Pulumi CLI on one stack, apart from the user's own Pulumi: own home, own file backend, own environment."""

import contextlib
import json
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from pulumi_ehpc.testing import processes
from pulumi_ehpc.testing.environment import of_pulumi, without_foreign
from pulumi_ehpc.testing.project import told

LIMIT = 180.0


def environment(engine: Path, home: Path, backend: Path) -> dict[str, str]:
    """The variables with which the CLI runs on its own home and backend, in the Python that runs this."""
    return without_foreign(os.environ) | of_pulumi(engine, home, backend)


@dataclass(frozen=True)
class Result:
    """What one run of the CLI came to."""

    command: str
    code: int
    stdout: str
    stderr: str

    @property
    def text(self) -> str:
        return self.stdout + self.stderr

    @property
    def json(self) -> Any:
        return json.loads(self.must_work().stdout)

    def must_work(self) -> "Result":
        assert self.code == 0, f"{self.command} ended with {self.code}:\n{self.text}"
        return self

    def must_fail(self) -> "Result":
        assert self.code != 0, f"{self.command} was expected to fail:\n{self.text}"
        return self


class Run:
    """One started CLI, to be watched, interrupted or killed."""

    def __init__(self, command: list[str], directory: Path, variables: Mapping[str, str], given: str) -> None:
        self._command = " ".join(["pulumi", *command[1:]])
        self._said = threading.Condition()
        self._parts: dict[str, list[str]] = {"stdout": [], "stderr": []}
        self._open = set(self._parts)
        self._process = subprocess.Popen(
            command,
            cwd=directory,
            env=variables,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        outputs = {"stdout": self._process.stdout, "stderr": self._process.stderr}
        self._readers = [self._follow(name, cast(IO[str], stream)) for name, stream in outputs.items()]
        writing = cast(IO[str], self._process.stdin)
        with contextlib.suppress(BrokenPipeError), writing:
            writing.write(given)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def text(self) -> str:
        """What it has said so far."""
        return "".join(self._parts["stdout"] + self._parts["stderr"])

    def wait_for(self, text: str, limit: float = LIMIT) -> None:
        """Return as soon as it has said `text`; fail when it ends or the limit passes without."""
        with self._said:
            self._said.wait_for(lambda: text in self.text or not self._open, timeout=limit)
        assert text in self.text, f"{self._command} did not say {text!r}:\n{self.text}"

    def interrupt(self) -> None:
        """What Ctrl-C in a terminal does: plugins are in other process groups and don't feel it."""
        os.killpg(self.pid, signal.SIGINT)

    def kill(self) -> None:
        """What `kill -9` of the CLI does: nothing else is told."""
        self._process.kill()

    def wait(self, limit: float = LIMIT) -> Result:
        """Its result; a run that takes longer than the limit is ended and fails the test."""
        end = time.monotonic() + limit
        try:
            code = self._process.wait(timeout=limit)
        except subprocess.TimeoutExpired:
            os.killpg(self.pid, signal.SIGKILL)
            self._process.wait()
            raise AssertionError(f"{self._command} took more than {limit:.0f} s:\n{self.text}") from None
        for reader in self._readers:
            # A plugin that outlives a killed CLI may hold the pipe open.
            reader.join(timeout=min(5.0, max(0.5, end - time.monotonic())))
        return Result(self._command, code, "".join(self._parts["stdout"]), "".join(self._parts["stderr"]))

    def _follow(self, name: str, stream: IO[str]) -> threading.Thread:
        def read() -> None:
            for line in stream:
                with self._said:
                    self._parts[name].append(line)
                    self._said.notify_all()
            with self._said:
                self._open.discard(name)
                self._said.notify_all()

        reader = threading.Thread(target=read, daemon=True)
        reader.start()
        return reader


class Stack:
    """One stack of the project in `directory`. Its home and backend are in `scratch`; `close` ends what is left."""

    def __init__(
        self,
        directory: Path,
        engine: Path,
        scratch: Path,
        name: str = "test",
        variables: Mapping[str, str] | None = None,
        secrets_provider: str = "passphrase",
    ) -> None:
        self.directory, self.name = directory, name
        self._home, self._backend = scratch / "pulumi-home", scratch / "backend"
        self._home.mkdir(parents=True, exist_ok=True)
        self._backend.mkdir(parents=True, exist_ok=True)
        self.variables = environment(engine, self._home, self._backend) | dict(variables or {})
        self._pulumi = str(engine / "pulumi")
        self.run("stack", "select", "--create", name, "--secrets-provider", secrets_provider).must_work()

    def start(self, *command: str, given: str = "") -> Run:
        """Start the CLI and return at once."""
        whole = [self._pulumi, *command, "--non-interactive", "--color", "never"]
        return Run(whole, self.directory, self.variables, given)

    def run(self, *command: str, given: str = "", limit: float = LIMIT) -> Result:
        return self.start(*command, given=given).wait(limit)

    def up(self, *options: str, limit: float = LIMIT) -> Result:
        return self.run("up", "--yes", *options, limit=limit)

    def preview(self, *options: str, limit: float = LIMIT) -> Result:
        return self.run("preview", *options, limit=limit)

    def refresh(self, *options: str, limit: float = LIMIT) -> Result:
        return self.run("refresh", "--yes", *options, limit=limit)

    def destroy(self, *options: str, limit: float = LIMIT) -> Result:
        return self.run("destroy", "--yes", *options, limit=limit)

    def cancel(self) -> Result:
        return self.run("cancel", "--yes")

    def planned(self, *options: str) -> dict[str, str]:
        """What a preview would do: operation by resource name."""
        steps = self.preview("--json", *options).json["steps"]
        return {step["urn"].rsplit("::", 1)[-1]: step["op"] for step in steps}

    def export(self) -> dict[str, Any]:
        """The deployment. The export of our own backend is what its file holds, and takes a third of a second more."""
        file = self._backend / ".pulumi" / "stacks" / told(self.directory)["name"] / f"{self.name}.json"
        if self.variables.get("PULUMI_BACKEND_URL") != f"file://{self._backend}" or not file.is_file():
            exported: dict[str, Any] = self.run("stack", "export").json["deployment"]
            return exported
        deployment: dict[str, Any] = json.loads(file.read_text())["checkpoint"]["latest"]
        return deployment

    def resources(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.export().get("resources", [])
        return found

    def outputs(self, *options: str) -> dict[str, Any]:
        """The stack's outputs; `--show-secrets` shows the secret ones."""
        values: dict[str, Any] = self.run("stack", "output", "--json", *options).json
        return values

    def configure(self, plain: Mapping[str, str], secret: Mapping[str, str] | None = None) -> None:
        words = [word for key, value in plain.items() for word in ("--plaintext", f"{key}={value}")]
        words += [word for key, value in (secret or {}).items() for word in ("--secret", f"{key}={value}")]
        self.run("config", "set-all", *words).must_work()

    def left_over(self) -> dict[int, str]:
        """Processes of this stack's runs that are still there: ids and command lines."""
        return processes.started_with("PULUMI_HOME", str(self._home))

    def close(self) -> None:
        for pid in self.left_over():
            processes.kill(pid)


StackOf = Callable[..., Stack]
"""Makes the stack of a project's directory, with environment variables of its own."""
