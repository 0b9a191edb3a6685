"""The project of a stack: where its program is, and a copy of it with another one."""

from __future__ import annotations

import ast
import json
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from ..errors import SettingsError
from ..stack_config import PROJECT_FILES

PROGRAM = "__main__.py"


@dataclass(frozen=True)
class Project:
    """A directory with a Pulumi.yaml."""

    directory: Path
    told: Mapping[str, Any]
    """What that says."""

    @classmethod
    def of(cls, directory: Path) -> Project:
        """The project that a directory is in. Raises SettingsError where it is in none, or in none of Python."""
        for folder in (directory, *directory.parents):
            for name in PROJECT_FILES:
                if (folder / name).is_file():
                    return cls._read(folder / name)
        raise SettingsError(f"there is no Pulumi project in {directory}: `pulumi new python` makes one")

    @classmethod
    def _read(cls, file: Path) -> Project:
        try:
            told = yaml.safe_load(file.read_text(encoding="utf-8"))
            runtime = told["runtime"]
            language = runtime["name"] if isinstance(runtime, dict) else runtime
            project = cls(file.parent, {**told, "name": str(told["name"])})
        except (yaml.YAMLError, KeyError, TypeError, ValueError):
            raise SettingsError(f"{file} does not tell name and runtime of a Pulumi project") from None
        if language != "python":
            raise SettingsError(
                f"{file}: a cluster needs a project with `runtime: python`, and this one has {language}"
            )
        return project

    @property
    def name(self) -> str:
        name: str = self.told["name"]
        return name

    @property
    def program(self) -> Path:
        path = self.directory / str(self.told.get("main") or "")
        return path if path.suffix == ".py" else path / PROGRAM

    @contextmanager
    def copy_with(self, program: str) -> Iterator[Path]:
        """A directory in which all is as in the project's, but that the program is another one.

        So the clusters' own program is tried where the project has another one, and before anything of it is written.
        It runs in the Python that runs this: uv and Poetry find another environment for another directory.
        """
        runtime = {"name": "python", "options": {"toolchain": "pip"}}
        told = {name: value for name, value in self.told.items() if name != "main"}
        with tempfile.TemporaryDirectory(prefix="pulumi-ehpc-") as made:
            copy = Path(made)
            for path in self.directory.iterdir():
                if path.name not in (*PROJECT_FILES, PROGRAM):
                    (copy / path.name).symlink_to(path)
            (copy / PROJECT_FILES[0]).write_text(json.dumps({**told, "runtime": runtime}))
            (copy / PROGRAM).write_text(program, encoding="utf-8")
            yield copy


def says_nothing(program: str) -> bool:
    """Whether a program declares nothing: it has imports and texts, as `pulumi new` leaves one."""
    try:
        body = ast.parse(program).body
    except (SyntaxError, ValueError):
        return False
    return all(isinstance(node, (ast.Import, ast.ImportFrom)) or _is_text(node) for node in body)


def imports(program: Path, file: Path) -> bool:
    """Whether a program imports another one beside it already."""
    try:
        nodes = list(ast.walk(ast.parse(program.read_text(encoding="utf-8"))))
    except (OSError, SyntaxError, ValueError):
        return False
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    return file.parent == program.parent and file.stem in names


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
