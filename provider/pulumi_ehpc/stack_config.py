"""The configuration of the stack in whose directory a command is called, as the Pulumi CLI tells it."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from .settings import Config

PROJECT_FILES = ("Pulumi.yaml", "Pulumi.yml", "Pulumi.json")
SECONDS = 60.0


@dataclass(frozen=True)
class StackConfig:
    """What `pulumi config` told; nothing outside of a project."""

    values: dict[str, str] = field(default_factory=dict, repr=False)
    """By full key, as "ehpc:region", secrets too."""

    failure: str = ""
    """Why it did not tell them, for whoever then misses a setting."""

    @classmethod
    def of(cls, directory: Path, stack: str | None = None) -> StackConfig:
        """stack: its name; None for the one that is selected."""
        folders = (directory, *directory.parents)
        if not any((folder / name).is_file() for folder in folders for name in PROJECT_FILES):
            return cls(failure=f"there is no Pulumi project in {directory}" if stack else "")
        command = ["pulumi", "config", "--json", "--show-secrets", "--non-interactive"]
        try:
            done = subprocess.run(
                [*command, *(["--stack", stack] if stack else [])],
                cwd=directory, capture_output=True, text=True, timeout=SECONDS, check=False,
            )  # fmt: skip
        except FileNotFoundError:
            return cls(failure="there is no `pulumi` on PATH that tells the stack's configuration")
        except subprocess.TimeoutExpired:
            return cls(failure=f"`pulumi config` did not end within {SECONDS:.0f} s")
        if done.returncode:
            why = (done.stderr.strip().splitlines() or ["nothing"])[-1]
            return cls(failure=f"`pulumi config` said: {why.removeprefix('error: ')}")
        rows = json.loads(done.stdout)
        return cls({key: str(row["value"]) for key, row in rows.items() if row.get("value") is not None})

    def over(self, endpoint: str | None) -> Config:
        """Reads it key by key, another endpoint in place of its own."""
        return {**self.values, **({"ehpc:endpoint": endpoint} if endpoint else {})}.get
