"""The file that a program goes to: nothing that somebody wrote is overwritten unasked."""

from __future__ import annotations

import itertools
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..errors import ResourceError
from .project import Project, says_nothing

BESIDE = "imported_clusters.py"
"""Where the project has a program of its own; the next one has a number."""

Ask = Callable[[str], bool]


@dataclass(frozen=True)
class Target:
    """A file, and whether the project's program is in another one."""

    file: Path
    beside: bool = False

    @classmethod
    def of(cls, project: Project, out: str | None, ask: Ask) -> Target:
        """Raises ResourceError where it exists and is not to be overwritten."""
        main = project.program
        if out:
            file = Path(out).absolute()
            if out == "-":
                raise ResourceError(f"--out {out} is no file: name one; --program - prints the program")
            _refuse_losing(file)
            return cls(free(file, ask), file.resolve() != main.resolve())
        file = next_free(main)
        return cls(free(file, ask), file != main)

    def write(self, text: str) -> None:
        write(self.file, text)


def next_free(main: Path) -> Path:
    """Where a program goes unasked: where the project's own one is or would be, else beside it."""
    if not main.exists() or says_nothing(main.read_text(encoding="utf-8", errors="replace")):
        return main
    beside = main.with_name(BESIDE)
    others = (beside.with_stem(f"{beside.stem}_{number}") for number in itertools.count(2))
    return next(file for file in itertools.chain([beside], others) if not file.exists())


def _refuse_losing(file: Path) -> None:
    """A program that declares clusters is not overwritten, whatever was said: the next `pulumi up` deletes them."""
    if file.is_file() and "EhpcCluster(" in file.read_text(encoding="utf-8", errors="replace"):
        raise ResourceError(
            f"nothing was imported: {file} declares clusters, which the next `pulumi up` would delete if it were "
            "overwritten. Name another file with --out"
        )


def write(file: Path, text: str, *, mode: int = 0o644) -> None:
    """Whole or not at all. Raises ResourceError."""
    try:
        with tempfile.TemporaryDirectory(dir=file.parent, prefix=f".{file.name}.") as folder:
            made = Path(folder) / file.name
            made.touch(mode)
            made.write_text(text, encoding="utf-8")
            made.replace(file)
    except OSError as error:
        raise ResourceError(f"{file} cannot be written: {error.strerror}") from None


def free(file: Path, ask: Ask) -> Path:
    if not file.parent.is_dir():
        raise ResourceError(f"{file} cannot be written: there is no folder {file.parent}")
    if file.exists() and not ask(f"{file} exists and is overwritten."):
        raise ResourceError(f"nothing was done; {file} is as it was. Name another file, or give --yes to overwrite it")
    return file


def asking(yes: bool) -> Ask:
    """Asks whoever calls the command. yes: it is said already."""

    def ask(what: str) -> bool:
        if yes:
            return True
        print(f"{what} Go on? [y/N] ", end="", flush=True)
        answer = sys.stdin.readline().strip().casefold()
        if not sys.stdin.isatty():
            print()
        return answer in ("y", "yes")

    return ask
