"""The commands that import, as a shell runs them in a project; clusters that no program has made."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

from account import KEYS, configured
from emulator_process import Emulator
from engine.harness import Stack
from engine.programs import PROJECT
from pulumi_ehpc._core.api.gateway import gateway
from pulumi_ehpc._core.logic import wire
from pulumi_ehpc.resources import CLUSTER
from pulumi_ehpc.settings import resolve


def made(service: Emulator, inputs: dict[str, Any]) -> str:
    call = gateway(resolve(configured(service.url).get, KEYS)).call
    return str(call("CreateCluster", wire.request(CLUSTER.args, inputs))["ClusterId"])


def command(stack: Stack, *words: str, code: int = 0, given: str = "") -> str:
    """What it says; it ends with that code."""
    done = subprocess.run(
        [stack.variables["PULUMI_PYTHON_CMD"], "-u", "-m", "pulumi_ehpc", *words],
        cwd=stack.directory, env=stack.variables, input=given, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def project(folder: Path) -> Path:
    folder.mkdir()
    (folder / "Pulumi.yaml").write_text(PROJECT)
    return folder


def changing(service: Emulator) -> list[str]:
    return [name for name in service.actions() if not name.startswith(("Get", "List"))]
