"""A project that a test runs: a copy, so that nothing is left in the directory that it is in."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import yaml

_LEFT = shutil.ignore_patterns("Pulumi.*.yaml", "__pycache__", ".*", "venv", "node_modules")
PROJECT = "Pulumi.yaml"


def told(project: Path) -> dict[str, Any]:
    """What its Pulumi.yaml says."""
    said: dict[str, Any] = yaml.safe_load((project / PROJECT).read_text(encoding="utf-8"))
    return said


def copied(source: Path, target: Path) -> Path:
    """The copy, without the configuration of stacks; of a project whose program is below it, only that program.

    It runs in the Python that runs this, whatever environment the project has.
    """
    said = told(source)
    program = Path(said.get("main") or ".")
    shutil.copytree(source / program, target / program, ignore=_LEFT, dirs_exist_ok=True)
    if said["runtime"] == "python" or (isinstance(said["runtime"], dict) and said["runtime"].get("name") == "python"):
        said["runtime"] = {"name": "python", "options": {"toolchain": "pip"}}
    (target / PROJECT).write_text(yaml.safe_dump(said, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return target
