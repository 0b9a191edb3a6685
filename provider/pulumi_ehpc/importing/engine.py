"""Pulumi's own command line on one stack: what of it an import needs."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .._core.process import secrets
from ..errors import EhpcError
from ..exports import Export

OLDEST = (3, 254)
"""The first release that imports what is not to be read."""

_LINES = 20
"""Of what a failed command said."""


class EngineError(EhpcError):
    """Pulumi's command line is not there, or failed."""


@dataclass(frozen=True)
class Engine:
    """One stack of the project in a directory."""

    directory: Path
    stack: str
    apart: bool = False
    """Whether a Ctrl-C is not for its commands."""

    @classmethod
    def of(cls, directory: Path, stack: str | None) -> Engine:
        """The stack of that name, or the one that is selected. Raises EngineError."""
        version = re.match(r"v?(\d+)\.(\d+)", _run(directory, "version"))
        if version and (int(version[1]), int(version[2])) < OLDEST:
            oldest = ".".join(map(str, OLDEST))
            raise EngineError(f"`pulumi` is {version[0]}, and only {oldest} and later can import a cluster: update it")
        if stack is None:
            stack = _run(directory, "stack", "--show-name", "--non-interactive").strip()
        return cls(directory, stack)

    @property
    def short(self) -> str:
        """Its name without that of an organisation, as URNs have it."""
        return self.stack.rsplit("/", 1)[-1]

    def export(self, file: Path) -> Export:
        """Its state, kept in a file. Raises EngineError."""
        self._pulumi("stack", "export", "--file", str(file))
        return Export.of(str(file))

    def sisters(self) -> list[Engine]:
        """The project's other stacks that have something, those that are told. Raises EngineError."""
        rows = json.loads(_run(self.directory, "stack", "ls", "--json", "--non-interactive"))
        names = [str(row["name"]) for row in rows if row.get("resourceCount") != 0]
        return [Engine(self.directory, name) for name in names if name.rsplit("/", 1)[-1] != self.short]

    def load(self, file: Path) -> None:
        """Make that its state. Raises EngineError."""
        self._pulumi("stack", "import", "--file", str(file))

    def take(self, file: Path, *, protect: bool) -> None:
        """Import what stands in a file. Raises EngineError."""
        options = ("--generate-code=false", "--skip-preview", "--yes", f"--protect={str(protect).lower()}")
        self._pulumi("import", "--file", str(file), *options)

    def set_secret(self, key: str, value: str) -> None:
        """Put it into the stack's configuration, encrypted. Raises EngineError."""
        self._pulumi("config", "set", "--secret", key, given=value)

    def remove_setting(self, key: str) -> None:
        self._pulumi("config", "rm", key)

    def planned(self, directory: Path, urns: Sequence[str]) -> dict[str, dict[str, Any]]:
        """What a preview of the program in a directory would do to these, if anything: each step by its URN."""
        targets = [word for urn in urns for word in ("--target", urn)]
        words = ("preview", "--json", *targets, "--stack", self.stack, "--non-interactive")
        told = json.loads(_run(directory, *words, also={"PULUMI_PYTHON_CMD": sys.executable}))
        return {step["urn"]: step for step in told["steps"] if step["urn"] in urns and step["op"] != "same"}

    def _pulumi(self, *words: str, given: str = "") -> str:
        words = (*words, "--stack", self.stack, "--non-interactive")
        return _run(self.directory, *words, given=given, apart=self.apart)


def _run(
    directory: Path, *words: str, given: str = "", also: Mapping[str, str] | None = None, apart: bool = False
) -> str:
    """What it tells. given: to read; also: environment variables. Raises EngineError."""
    name = " ".join(["pulumi", *words[: 2 if words[0] in ("stack", "config") else 1]])
    pipe = subprocess.PIPE
    try:
        process = subprocess.Popen(
            ["pulumi", *words], cwd=directory, env={**os.environ, **(also or {})},
            stdin=pipe, stdout=pipe, stderr=pipe, text=True, start_new_session=apart,
        )  # fmt: skip
    except FileNotFoundError:
        raise EngineError("there is no `pulumi` on PATH") from None
    try:
        output, errors = process.communicate(given)
    except KeyboardInterrupt:
        with _unheard():
            process.communicate()  # It heard the Ctrl-C as well; killed, it would leave its stack locked.
        raise
    if process.returncode:
        raise EngineError(f"`{name}` failed:\n  " + "\n  ".join(_why(output, errors)))
    return output


def _why(output: str, errors: str) -> list[str]:
    """What it said last, without the lines of progress."""
    lines = [line.strip() for text in (output, errors) for line in text.splitlines()]
    said = [line for line in lines if re.match(r"error:", line)] or [line for line in lines if line]
    return [secrets().told(line) for line in said[-_LINES:]]


@contextmanager
def kept(engine: Engine, snapshot: Path) -> Iterator[None]:
    """In the block the state may change; where the block fails or is ended, it is what the snapshot has again."""
    try:
        with _heard(signal.default_int_handler, signal.SIGTERM):  # as Ctrl-C: systems that cancel a job send it
            yield
    except BaseException as failure:
        try:
            with _unheard():
                _put_back(replace(engine, apart=True), snapshot)
        except EhpcError as error:
            aside = engine.directory / f"{engine.short}-before-import.json"
            aside.write_bytes(snapshot.read_bytes())
            raise EngineError(
                f"{str(failure) or 'interrupted'}\n  The state could not be put back: {error}\n"
                f"  What it was: `pulumi stack import --stack {engine.stack} --file {aside}`"
            ) from failure
        if isinstance(failure, KeyboardInterrupt):
            print("interrupted: the stack is as it was", file=sys.stderr)
        raise


def _unheard() -> AbstractContextManager[None]:
    """In the block, whoever presses Ctrl-C once more waits: half put back, the next `pulumi up` deletes the cluster."""
    return _heard(signal.SIG_IGN, signal.SIGINT, signal.SIGTERM)


@contextmanager
def _heard(how: Any, *signals: signal.Signals) -> Iterator[None]:
    before = [signal.signal(each, how) for each in signals]
    try:
        yield
    finally:
        for each, handler in zip(signals, before, strict=True):
            signal.signal(each, handler)


def _put_back(engine: Engine, snapshot: Path) -> None:
    now = snapshot.with_name("now.json")
    engine.export(now)
    if _resources(now) != _resources(snapshot):
        engine.load(snapshot)


def _resources(file: Path) -> Any:
    return {**json.loads(file.read_bytes())["deployment"], "manifest": None}
