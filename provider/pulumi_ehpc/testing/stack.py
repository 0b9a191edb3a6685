"""A whole stack in a test, by Pulumi's Automation API: state in a file of the test, events as data."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

from pulumi import automation

from . import processes
from .project import copied

NO_ENGINE = (
    "ehpc_stack needs the Pulumi CLI and there is no `pulumi` on PATH: install it (pulumi.com/docs/install), or let a "
    "fixture ehpc_engine of yours return the directory that it is in"
)
INLINE = "test"
"""The project of programs that are functions."""

Program = Callable[[], None]
Config = Mapping[str, "str | automation.ConfigValue"]
"""Configuration of a stack: {"vpcId": "vpc-1", "password": ConfigValue("...", secret=True)}"""


class StackOf(Protocol):
    """What the fixture `ehpc_stack` is."""

    def __call__(self, program: Program | str | Path, name: str = ..., config: Config | None = ...) -> Stack: ...


def engine() -> Path | None:
    """The directory of the CLI that is on PATH."""
    found = shutil.which("pulumi")
    return Path(found).parent if found else None


class Stack:
    """One stack of a program. What the last run did and said is in `events`, `steps`, `errors` and `warnings`."""

    def __init__(self, program: Program | str | Path, scratch: Path, name: str, config: Config) -> None:
        """program: a function that declares resources, or the directory of a project; scratch: where its copy goes."""
        self.automation = _inline(program, scratch, name) if callable(program) else _local(Path(program), scratch, name)
        """Pulumi's own object, for all that is not here."""
        self.events: list[automation.EngineEvent] = []
        """What the engine told of the last run, in its order."""
        for key, value in config.items():
            self.automation.set_config(key, _config(value))

    def up(self, **options: Any) -> automation.UpResult:
        """Make it so. Raises automation.CommandError; `options` are those of automation.Stack.up, here and below."""
        result: automation.UpResult = self._run(self.automation.up, options)
        return result

    def preview(self, **options: Any) -> automation.PreviewResult:
        """What `up` would do: in `steps`, and counted in the result's change_summary."""
        result: automation.PreviewResult = self._run(self.automation.preview, options)
        return result

    def refresh(self, **options: Any) -> automation.RefreshResult:
        """Read what there is."""
        result: automation.RefreshResult = self._run(self.automation.refresh, options)
        return result

    def destroy(self, **options: Any) -> automation.DestroyResult:
        """Delete everything."""
        result: automation.DestroyResult = self._run(self.automation.destroy, options)
        return result

    def cancel(self) -> None:
        """Ctrl-C in the run that is under way in another thread: what has begun is waited for, and nothing else begins.
        A second time ends it at once. (Pulumi's own cancel, on a backend of files, only takes the lock away.)"""
        for pid, command in processes.started_with("PULUMI_HOME", os.environ["PULUMI_HOME"]).items():
            words = command.split()
            if Path(words[0]).name == "pulumi" and self.automation.name in words:
                os.kill(pid, signal.SIGINT)

    @property
    def outputs(self) -> dict[str, Any]:
        """What the program exports; secrets too."""
        return {name: output.value for name, output in self.automation.outputs().items()}

    @property
    def steps(self) -> dict[str, str]:
        """What the last run did, or would do, to each resource that does not stay as it is: {"render": "create"}"""
        told = [event.resource_pre_event.metadata for event in self.events if event.resource_pre_event]
        steps = {step.urn.rsplit("::", 1)[-1]: _text(step.op) for step in told if not step.type.startswith("pulumi:")}
        return {name: step for name, step in steps.items() if step != "same"}

    @property
    def errors(self) -> list[str]:
        """What the last run said as errors."""
        return self._said("error")

    @property
    def warnings(self) -> list[str]:
        """What the last run warned of."""
        return self._said("warning")

    def _said(self, severity: str) -> list[str]:
        told = [event.diagnostic_event for event in self.events if event.diagnostic_event]
        return [line.message.strip() for line in told if line.severity == severity]

    def _run(self, verb: Callable[..., Any], options: dict[str, Any]) -> Any:
        self.events, also = [], options.pop("on_event", None)
        events = self.events

        def heard(event: automation.EngineEvent) -> None:
            events.append(event)
            if also:
                also(event)

        return verb(on_event=heard, **{"color": "never", **options})


def _inline(program: Program, scratch: Path, name: str) -> automation.Stack:
    scratch.mkdir(parents=True, exist_ok=True)
    here = automation.LocalWorkspaceOptions(work_dir=str(scratch))
    return automation.create_or_select_stack(name, project_name=INLINE, program=program, opts=here)


def _local(project: Path, scratch: Path, name: str) -> automation.Stack:
    return automation.create_or_select_stack(name, work_dir=str(copied(project, scratch)))


def _config(value: str | automation.ConfigValue) -> automation.ConfigValue:
    return value if isinstance(value, automation.ConfigValue) else automation.ConfigValue(value)


def _text(step: Any) -> str:
    return str(getattr(step, "value", step))
