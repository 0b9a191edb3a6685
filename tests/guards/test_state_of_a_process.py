"""What a process keeps stands in pulumi_ehpc._core.process and nowhere else: tests begin with a new one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "provider" / "pulumi_ehpc"
HOME = PACKAGE / "_core" / "process.py"
KEEPERS = {"cache", "lru_cache", "Lock", "RLock", "Condition", "Event", "defaultdict", "Counter", "deque", "local"}
# Types that are made once for a declared class: what they are made of never changes.
OF_TYPES = {"_core/program/props.py: cache of type_outputs", "_core/program/props.py: cache of _output_type"}


def kept(source: str) -> Iterator[str]:
    """What a module keeps from call to call, beside constants."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            yield f"global {', '.join(node.names)}"
        if isinstance(node, ast.FunctionDef):
            yield from (f"{name} of {node.name}" for name in map(_name, node.decorator_list) if name in KEEPERS)
    for node in tree.body:
        value = node.value if isinstance(node, (ast.Assign, ast.AnnAssign)) else None
        empty = isinstance(value, (ast.Dict, ast.List, ast.Set)) and not list(ast.iter_child_nodes(value))
        made = isinstance(value, ast.Call) and (
            _name(value.func) in KEEPERS or (_name(value.func) in ("dict", "list", "set") and not value.args)
        )
        if empty or made:
            yield ast.unparse(node).splitlines()[0]


def _name(node: ast.AST) -> str:
    node = node.func if isinstance(node, ast.Call) else node
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def test_no_module_but_one_keeps_anything() -> None:
    found = {
        f"{path.relative_to(PACKAGE).as_posix()}: {what}"
        for path in PACKAGE.rglob("*.py")
        if path != HOME
        for what in kept(path.read_text())
    }
    assert found - OF_TYPES == set(), "keep it with process().keep(...)"
    assert found >= OF_TYPES


@pytest.mark.parametrize(
    "source",
    [
        "_BY_URN: dict[str, int] = {}",
        "SEEN = set()",
        "import threading\n_LOCK = threading.Lock()",
        "def f():\n    global x\n    x = 1",
        "import functools\n@functools.cache\ndef connected(): ...",
        "import functools\n@functools.lru_cache(maxsize=1)\ndef connected(): ...",
    ],
)
def test_what_keeps_something_is_found(source: str) -> None:
    assert list(kept(source))
