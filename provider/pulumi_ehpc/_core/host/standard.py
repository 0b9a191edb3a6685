"""Python's own modules, whatever files the user's project has: the host looks into its folder first (`python -m`).

What it has imported before this package is loaded, a program is refused for (program.shadows).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from typing import Any


class _Standard(MetaPathFinder):
    """Finds a module of Python's own past the project: a getpass.py there is not the `getpass` that is meant here."""

    def __init__(self, project: str) -> None:
        self._passed = ("", project)

    def find_spec(self, name: str, path: Sequence[str] | None, target: Any = None) -> ModuleSpec | None:
        if path is not None or name not in sys.stdlib_module_names:
            return None
        return PathFinder.find_spec(name, [entry for entry in sys.path if entry not in self._passed], target)


def find_standard_modules() -> None:
    """From now on, and once a process."""
    if not any(isinstance(finder, _Standard) for finder in sys.meta_path):
        sys.meta_path.insert(sys.meta_path.index(PathFinder), _Standard(os.getcwd()))
