"""A project whose `pulumi` tells what a test wrote, and takes nothing: for all that is refused before it would."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

CLI = """#!/bin/sh
echo "$@" >> asked
case "$1 $2" in
  version*) cat version ;;
  "stack --show-name") echo dev ;;
  "stack ls") echo "[]" ;;
  "stack export") cp stack.json "$4" ;;
  config*) cat told.json ;;
  *) echo "error: nobody expected $1 $2" >&2; exit 255 ;;
esac
"""
CLUSTER = "pulumi-python:dynamic/ehpc:Cluster"


def urn(name: str, kind: str = CLUSTER) -> str:
    return f"urn:pulumi:dev::clusters::{kind}::{name}"


def stand_in(folder: Path, endpoint: str) -> None:
    """Make that folder such a project, with an empty stack."""
    (folder / "Pulumi.yaml").write_text("name: clusters\nruntime: python\n")
    (folder / "pulumi").write_text(CLI)
    (folder / "pulumi").chmod(0o755)
    (folder / "version").write_text("v3.259.0\n")
    told = {"ehpc:region": "cn-hangzhou", "ehpc:endpoint": endpoint}
    (folder / "told.json").write_text(json.dumps({key: {"value": value} for key, value in told.items()}))
    state(folder)


def state(folder: Path, *entries: dict[str, Any], **more: Any) -> None:
    """What the stack has."""
    (folder / "stack.json").write_text(json.dumps({"version": 3, "deployment": {"resources": list(entries), **more}}))


def took(folder: Path) -> list[str]:
    """What it was asked that changes something."""
    asked = (folder / "asked").read_text().splitlines() if (folder / "asked").exists() else []
    return [line for line in asked if line.startswith(("import", "stack import", "config set"))]
