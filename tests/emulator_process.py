"""The emulator as users run it: a process of its own, spoken to over loopback."""

import contextlib
import json
import subprocess
import sys
import tempfile
import threading
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import IO, Any, cast

READY = "ehpc-emulator listening on "
LIMIT = 20.0
# Loopback never goes through a proxy, whatever the environment says.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def ask(url: str, method: str = "GET", body: Any = None) -> Any:
    """Send JSON to a control path of the emulator, and read its JSON answer."""
    content = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, content, {"Content-Type": "application/json"}, method=method)
    try:
        with DIRECT.open(request, timeout=LIMIT) as answer:
            text = answer.read()
    except urllib.error.HTTPError as refusal:
        raise AssertionError(f"{method} {url} was refused: {refusal.code} {refusal.read().decode()}") from None
    return json.loads(text) if text else None


class Emulator:
    """`with Emulator(clock="seconds:8") as service:` runs one for the length of the block."""

    def __init__(self, clock: str = "immediate", *options: str, state: Path | None = None, port: int = 0) -> None:
        kept = ["--state", str(state)] if state else []
        command = [sys.executable, "-u", "-m", "ehpc_emulator", "--port", str(port), "--clock", clock]
        self._files = contextlib.ExitStack()
        self._errors = self._files.enter_context(tempfile.TemporaryFile("w+"))  # noqa: SIM115
        self._process = subprocess.Popen(
            [*command, *kept, *options],
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self._errors,
        )
        self._said = self._files.enter_context(cast(IO[str], self._process.stdout))
        self.url = self._ready()

    @property
    def pid(self) -> int:
        return self._process.pid

    def journal(self) -> list[dict[str, Any]]:
        """Every request that it got: action, params, status, code, time, request_id."""
        requests: list[dict[str, Any]] = ask(f"{self.url}/_emulator/journal")["requests"]
        return requests

    def actions(self) -> list[str]:
        return [request["action"] for request in self.journal()]

    def state(self) -> dict[str, Any]:
        state: dict[str, Any] = ask(f"{self.url}/_emulator/state")
        return state

    def clusters(self) -> list[dict[str, Any]]:
        clusters: list[dict[str, Any]] = self.state()["clusters"]
        return clusters

    def change(self, cluster: str, **values: Any) -> Any:
        """Change a cluster behind Pulumi's back, as somebody does in the console."""
        return ask(f"{self.url}/_emulator/clusters/{cluster}", "POST", values)

    def remove(self, cluster: str) -> None:
        """Remove a cluster at once, behind Pulumi's back."""
        ask(f"{self.url}/_emulator/clusters/{cluster}", "DELETE")

    def advance(self, seconds: float) -> None:
        """Let the service's time pass at once."""
        ask(f"{self.url}/_emulator/clock", "POST", {"advance": seconds})

    def change_clock(self, pace: str) -> None:
        """From now on life cycles take `immediate`, `looks:N` or `seconds:S`."""
        ask(f"{self.url}/_emulator/clock", "POST", {"clock": pace})

    def faults(self, *script: dict[str, Any]) -> Any:
        """Add faults to the script; without any, show those that are still to come."""
        url = f"{self.url}/_emulator/faults"
        return ask(url, "POST", list(script)) if script else ask(url)

    def clear_faults(self) -> None:
        ask(f"{self.url}/_emulator/faults", "DELETE")

    def reset(self) -> None:
        """No clusters, no faults, an empty journal."""
        ask(f"{self.url}/_emulator/reset", "POST", {})

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(timeout=LIMIT)
        except subprocess.TimeoutExpired:
            self.kill()
        self._files.close()

    def __enter__(self) -> "Emulator":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ready(self) -> str:
        # A timer ends a process that never says that it is ready, and so ends the reading.
        timer = threading.Timer(LIMIT, self._process.kill)
        timer.start()
        try:
            line = self._said.readline()
        finally:
            timer.cancel()
        if not line.startswith(READY):
            self.kill()
            self._errors.seek(0)
            said = line + self._errors.read()
            self._files.close()
            raise AssertionError(f"the emulator did not start: {said}")
        return line.removeprefix(READY).strip()
