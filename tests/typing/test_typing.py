"""mypy and pyright accept right programs and refuse wrong ones, line by line."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parent
RIGHT, WRONG, WRONG_ROWS = HERE / "right.py", HERE / "wrong.py", HERE / "wrong_rows.py"


def mypy(path: Path) -> list[int]:
    """The lines that it refuses."""
    from mypy import api

    told, broken, _ = api.run(["--strict", "--no-color-output", "--python-executable", sys.executable, str(path)])
    assert not broken, broken
    errors = re.findall(r"^.*?:(\d+): error: .*$", told, re.MULTILINE)
    assert len(errors) == told.count("error:"), told
    return sorted({int(line) for line in errors})


def pyright(path: Path) -> list[int]:
    """The lines that it refuses."""
    command = [sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", sys.executable, str(path)]
    told = json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stdout)
    assert told["summary"]["filesAnalyzed"] == 1
    errors = [found for found in told["generalDiagnostics"] if found["severity"] == "error"]
    return sorted({found["range"]["start"]["line"] + 1 for found in errors})


Checker = Callable[[Path], list[int]]
checkers = pytest.mark.parametrize("checker", [mypy, pyright])


@checkers
def test_right_programs_are_accepted(checker: Checker) -> None:
    assert checker(RIGHT) == []


@checkers
@pytest.mark.parametrize("wrong", [WRONG, WRONG_ROWS], ids=["programs", "declarations"])
def test_every_mistake_is_refused_on_its_line(checker: Checker, wrong: Path) -> None:
    refused = [n for n, line in enumerate(wrong.read_text().splitlines(), 1) if "# refused" in line]
    assert checker(wrong) == refused
    assert len(refused) >= 15
