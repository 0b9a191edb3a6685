"""Two stacks at once, by Pulumi's Automation API: `python automate.py up`, `python automate.py destroy`."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pulumi
from pulumi import automation as auto

import pulumi_ehpc as ehpc

NETWORK = {"vpcId": "vpc-bp1example", "vswitchId": "vsw-bp1example"}
PATIENCE = 3600.0
"""Seconds after which a run is cancelled."""


def render() -> None:
    """A program as a function."""
    cluster = ehpc.EhpcCluster("render", cluster_vpc_id=NETWORK["vpcId"], cluster_vswitch_id=NETWORK["vswitchId"])
    pulumi.export("cluster", cluster.id)


def stacks() -> list[auto.Stack]:
    """One of that function, and one of the project in a directory."""
    inline = auto.create_or_select_stack("render", project_name="automation-render", program=render)
    local = auto.create_or_select_stack("site", work_dir=str(Path(__file__).parent / "project"))
    for key, value in NETWORK.items():
        local.set_config(key, auto.ConfigValue(value))
    return [inline, local]


@dataclass
class Outcome:
    """What became of a run, told by the engine's events."""

    stack: str
    failed: bool = False
    steps: dict[str, str] = field(default_factory=dict)
    """By resource: create, update, delete ..."""

    errors: list[str] = field(default_factory=list)

    def hear(self, event: auto.EngineEvent) -> None:
        if event.resource_pre_event:
            step = event.resource_pre_event.metadata
            if not step.type.startswith("pulumi:"):
                self.steps[step.urn.rsplit("::", 1)[-1]] = step.op.value
        if event.diagnostic_event and event.diagnostic_event.severity == "error":
            self.errors.append(event.diagnostic_event.message.strip())


def run(stack: auto.Stack, verb: str, patience: float = PATIENCE) -> Outcome:
    """One run, in which nothing is raised: an error is data too."""
    outcome = Outcome(stack.name)
    too_long = threading.Timer(patience, cancel, [stack])
    too_long.start()
    try:
        getattr(stack, verb)(on_event=outcome.hear, color="never")
    except auto.CommandError:
        outcome.failed = True
    finally:
        too_long.cancel()
    return outcome


def cancel(stack: auto.Stack) -> None:
    """Ctrl-C for the run of one stack, from any thread: what has begun is waited for, and nothing else begins.

    `stack.cancel()` asks Pulumi Cloud for it; of a backend of files it takes the lock away, and the run goes on.
    """
    listing = subprocess.run(["ps", "-A", "-ww", "-o", "ppid=,pid=,command="], capture_output=True, text=True).stdout
    for parent, pid, command in (line.split(maxsplit=2) for line in listing.splitlines()):
        if int(parent) == os.getpid() and f"--stack {stack.name} " in f"{command} ":
            os.kill(int(pid), signal.SIGINT)


def at_once(made: Iterable[auto.Stack], verb: str) -> list[Outcome]:
    """All of them side by side."""
    with ThreadPoolExecutor() as threads:
        return list(threads.map(lambda stack: run(stack, verb), made))


def main(verb: str) -> int:
    made = stacks()
    outcomes = at_once(made, verb)
    for outcome in outcomes:
        print(f"{outcome.stack}: {'failed' if outcome.failed else 'done'}, {outcome.steps}")
        for error in outcome.errors:
            print(f"  {error}")
    if verb == "destroy" and not any(outcome.failed for outcome in outcomes):
        for stack in made:
            stack.workspace.remove_stack(stack.name)
    return int(any(outcome.failed for outcome in outcomes))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
