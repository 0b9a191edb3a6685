"""The project of a stack: where its program is, and a copy of it with another one."""

from __future__ import annotations

import ast
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import yaml

from ..errors import SettingsError
from ..stack_config import PROJECT_FILES

PROGRAM = "__main__.py"


@dataclass(frozen=True)
class Project:
    """A directory with a Pulumi.yaml."""

    directory: Path
    main: str
    """Where its program is, as the Pulumi.yaml says: a directory, or a file."""

    name: str

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
            main, name = str(told.get("main") or ""), str(told["name"])
        except (yaml.YAMLError, KeyError, TypeError, AttributeError, ValueError):
            raise SettingsError(f"{file} does not tell name and runtime of a Pulumi project") from None
        if language != "python":
            raise SettingsError(
                f"{file}: a cluster needs a project with `runtime: python`, and this one has {language}"
            )
        project = cls(file.parent, main, name)
        if not project.program.resolve().is_relative_to(file.parent.resolve()):
            raise SettingsError(f"{file}: main is outside of the project, where no program of clusters is written")
        return project

    @property
    def program(self) -> Path:
        path = self.directory / self.main
        return path if path.suffix == ".py" else path / PROGRAM

    @contextmanager
    def copy_with(self, program: str) -> Iterator[Path]:
        """A directory in which all is as in the project's, but for the program.

        So the clusters' own program is tried where the project has another one, and before anything of it is written.
        """
        with tempfile.TemporaryDirectory(prefix="pulumi-ehpc-") as made:
            copy = Path(made)
            within = self.program.resolve().relative_to(self.directory.resolve())
            _link_all(self.directory, copy, within)
            (copy / within).write_text(program, encoding="utf-8")
            yield copy


def _link_all(folder: Path, copy: Path, but: Path) -> None:
    """Links to what is in a folder; only the folders on the way to one file are made."""
    copy.mkdir(exist_ok=True)
    first, *rest = but.parts
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name != first:
            (copy / path.name).symlink_to(path)
    if rest:
        _link_all(folder / first, copy / first, Path(*rest))


def says_nothing(program: str) -> bool:
    """Whether a program declares nothing: it has imports and texts, as `pulumi new` leaves one."""
    try:
        body = ast.parse(program).body
    except (SyntaxError, ValueError):
        return False
    return all(isinstance(node, (ast.Import, ast.ImportFrom)) or _is_text(node) for node in body)


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
