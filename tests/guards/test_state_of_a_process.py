"""What a process keeps stands in pulumi_ehpc._core.process and nowhere else: tests begin with a new one."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "provider" / "pulumi_ehpc"
HOME = PACKAGE / "_core" / "process.py"
KEEPERS = {
    *("cache", "lru_cache", "Lock", "RLock", "Condition", "Event", "Semaphore", "local", "ThreadPoolExecutor", "Queue"),
    *("defaultdict", "Counter", "OrderedDict", "deque", "count", "WeakValueDictionary", "WeakKeyDictionary"),
}
COLLECTIONS = {"dict", "list", "set"}
# Types that are made once for a declared class: what they are made of never changes.
OF_TYPES = {
    "_core/program/dicts.py: cache of dict_of",
    "_core/program/props.py: cache of type_outputs",
    "_core/program/props.py: cache of _output_type",
}


def kept(source: str) -> Iterator[str]:
    """What a module keeps from call to call, beside constants."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            yield f"global {', '.join(node.names)}"
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield from (f"{name} of {node.name}" for name in map(_name, node.decorator_list) if name in KEEPERS)
            defaults = [*node.args.defaults, *filter(None, node.args.kw_defaults)]
            yield from (f"{ast.unparse(default)} of {node.name}" for default in defaults if _keeps(default))
    yield from _assigned(tree.body)


def _assigned(body: Sequence[ast.stmt]) -> Iterator[str]:
    """In a module, in its classes, and in what stands under an `if` or a `try` there."""
    for node in body:
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
            values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
            if any(map(_keeps, values)):
                yield ast.unparse(node).splitlines()[0]
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            for part in ("body", "orelse", "finalbody", "handlers"):
                yield from _assigned([inner for inner in getattr(node, part, []) if isinstance(inner, ast.stmt)])


def _keeps(value: ast.expr) -> bool:
    """An empty collection waits to be filled; a lock, a cache and their like are there to be used."""
    if isinstance(value, (ast.Dict, ast.List)):
        return not (value.keys if isinstance(value, ast.Dict) else value.elts)
    if not isinstance(value, ast.Call):
        return False
    return _name(value.func) in KEEPERS or (_name(value.func) in COLLECTIONS and not value.args)


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
        "@cache\nasync def connected(): ...",
        "class Looks:\n    seen = {}",
        "def f(seen={}): ...",
        "def f(*, seen=set()): ...",
        "_S, _T = {}, []",
        "if True:\n    _SEEN = []",
        "SEEN = WeakValueDictionary()",
    ],
)
def test_what_keeps_something_is_found(source: str) -> None:
    assert list(kept(source))
