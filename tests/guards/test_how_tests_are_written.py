"""How tests are written: what they share stands in a module of its own, and nobody sleeps."""

from __future__ import annotations

import ast
import functools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
Found = Iterator[tuple[int, str]]
"""Line numbers, and what stands there."""


def imported(module: list[ast.AST]) -> Found:
    """The full names of what a module imports."""
    for node in module:
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module or ''}.{name.name}") for name in node.names)


def imports_of_tests(module: list[ast.AST]) -> Found:
    for line, name in imported(module):
        if any(part == "conftest" or part.startswith("test_") for part in name.split(".")):
            yield line, name


def sleeps(module: list[ast.AST]) -> Found:
    """time.sleep and asyncio.sleep, by whatever name."""
    yield from ((line, name) for line, name in imported(module) if name in ("time.sleep", "asyncio.sleep"))
    imports = [name for node in module if isinstance(node, ast.Import) for name in node.names]
    times = {name.asname or name.name for name in imports if name.name in ("time", "asyncio")}
    for node in module:
        if isinstance(node, ast.Attribute) and node.attr == "sleep" and ast.unparse(node.value) in times:
            yield node.lineno, ast.unparse(node)


@functools.cache
def modules() -> dict[Path, list[ast.AST]]:
    return {path: parsed(path.read_text(encoding="utf-8")) for path in sorted(TESTS.rglob("*.py"))}


def parsed(text: str) -> list[ast.AST]:
    return list(ast.walk(ast.parse(text)))


def everywhere(rule: Callable[[list[ast.AST]], Found], but: str = "") -> list[str]:
    asked = {path: module for path, module in modules().items() if path.parent.name != but}
    return [f"{path.relative_to(TESTS)}:{line}: {what}" for path in asked for line, what in rule(asked[path])]


def test_no_test_module_and_no_conftest_is_imported() -> None:
    assert everywhere(imports_of_tests) == []


def test_nothing_sleeps_but_benchmarks() -> None:
    assert everywhere(sleeps, but="bench") == []


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (imports_of_tests, "from contract.test_contract import holds"),
        (imports_of_tests, "from contract import test_contract"),
        (imports_of_tests, "import contract.test_contract as other"),
        (imports_of_tests, "def later():\n    from .conftest import KEYS"),
        (sleeps, "import time\ntime.sleep(1)"),
        (sleeps, "import time as t\nt.sleep(1)"),
        (sleeps, "from time import sleep as rest\nrest(1)"),
        (sleeps, "import asyncio\nasync def f():\n    await asyncio.sleep(1)"),
    ],
)
def test_what_is_wrong_is_seen(rule: Callable[[list[ast.AST]], Found], text: str) -> None:
    assert list(rule(parsed(text)))


def test_what_is_right_is_passed_over() -> None:
    right = parsed("import time\nfrom contract.programs import SMALL\nclock.sleep(time.time())")
    assert not [*imports_of_tests(right), *sleeps(right)]
