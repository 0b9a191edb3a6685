"""mypy and pyright accept right programs and refuse wrong ones, line by line."""

from __future__ import annotations

import ast
import functools
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
RIGHT, OFFICIAL = HERE / "right.py", HERE / "right_official.py"
EXAMPLES = sorted(HERE.parents[1].glob("examples/**/__main__.py"))
WRONG, WRONG_ROWS = HERE / "wrong.py", HERE / "wrong_rows.py"
PROGRAMS = [RIGHT, OFFICIAL, *EXAMPLES, WRONG, WRONG_ROWS]

FEW_LINES, FEW_CHARACTERS = 10, 2500
"""What is told of a mistake is less: more is not read."""


def mypy(path: Path) -> dict[int, str]:
    """What it says of each line that it refuses."""
    rows = [re.match(r"(.*?):(\d+): (?:error|note): (.*)", said) for said in _said_by_mypy()]
    assert all(rows), _said_by_mypy()
    return _by_line((int(row[2]), row[3]) for row in rows if row and Path(row[1]).resolve() == path.resolve())


@functools.cache
def _said_by_mypy() -> list[str]:
    """Of all programs at once, as of each: most of its time it reads what they import."""
    from mypy import build, main, modulefinder

    _, options = main.process_options(["--strict", "--python-executable", sys.executable, str(RIGHT)])
    # Modules of their own: half of them are named __main__.
    sources = [modulefinder.BuildSource(str(path), f"program_{n}") for n, path in enumerate(PROGRAMS)]
    return build.build(sources, options).errors


def pyright(path: Path) -> dict[int, str]:
    """What it says of each line that it refuses."""
    # Beyond nine lines it leaves the rest out, and says so in a line of three dots.
    return _by_line(
        (found["range"]["start"]["line"] + 1, found["message"].removesuffix("\n  ..."))
        for found in _pyrights_errors()
        if Path(found["file"]).resolve() == path.resolve()
    )


@functools.cache
def _pyrights_errors() -> list[dict[str, Any]]:
    """Of all programs at once: most of its time it reads what they import."""
    command = [sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", sys.executable, *map(str, PROGRAMS)]
    told = json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stdout)
    assert told["summary"]["filesAnalyzed"] == len(PROGRAMS)
    return [found for found in told["generalDiagnostics"] if found["severity"] == "error"]


def _by_line(rows: Iterable[tuple[int, str]]) -> dict[int, str]:
    told: dict[int, str] = {}
    for line, text in rows:
        told[line] = f"{told[line]}\n{text}" if line in told else text
    return dict(sorted(told.items()))


Checker = Callable[[Path], dict[int, str]]
checkers = pytest.mark.parametrize("checker", [mypy, pyright])


@checkers
@pytest.mark.parametrize("right", [RIGHT, OFFICIAL, *EXAMPLES], ids=lambda path: f"{path.parent.name}/{path.name}")
def test_right_programs_are_accepted(checker: Checker, right: Path) -> None:
    assert checker(right) == {}


@checkers
@pytest.mark.parametrize("wrong", [WRONG, WRONG_ROWS], ids=["programs", "declarations"])
def test_every_mistake_is_refused_on_its_line_and_in_few_words(checker: Checker, wrong: Path) -> None:
    told = checker(wrong)
    assert list(told) == _refused(wrong)
    assert [text for text in told.values() if len(text) >= FEW_CHARACTERS or len(text.splitlines()) >= FEW_LINES] == []


def test_the_programs_are_many_and_each_is_of_its_own_kind() -> None:
    kinds = [row.name for row in ast.parse(RIGHT.read_text()).body if isinstance(row, ast.FunctionDef)]
    assert len(set(kinds)) >= 40
    assert len(_refused(WRONG)) >= 80


def _refused(wrong: Path) -> list[int]:
    return [n for n, line in enumerate(wrong.read_text().splitlines(), 1) if "# refused" in line]
