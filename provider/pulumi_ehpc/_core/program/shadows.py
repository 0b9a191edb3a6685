"""Files of a project that hide modules of Python's own.

Pulumi's provider process starts in the project's folder and looks there first: it gets a queue.py of the user for
`queue`, dies, and says little about why.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from importlib.machinery import FrozenImporter

from pulumi.runtime import mocks, settings

from .odd import Refused


def refuse_shadows() -> None:
    """Raise Refused for the first file that the provider process would fall over. A test with mocks has no process."""
    if getattr(sys.flags, "safe_path", False) or mocked():
        return
    folder = os.getcwd()
    for file, name in _shadows(folder):
        raise Refused(
            f"{file} in {folder} hides Python's own module {name} from Pulumi's provider process, which starts in that "
            f"folder and cannot run so: rename {file}"
        )


def mocked() -> bool:
    """Whether this is a test, with Pulumi's mocks in place of its engine."""
    return isinstance(settings.get_monitor(), mocks.MockMonitor)


def _shadows(folder: str) -> Iterator[tuple[str, str]]:
    """What this program has had of Python's own, before it could see the folder, the provider process needs as well."""
    for entry in sorted(os.listdir(folder)):
        name, ending = os.path.splitext(entry)
        package = not ending and os.path.isfile(os.path.join(folder, entry, "__init__.py"))
        if (ending == ".py" or package) and name in sys.stdlib_module_names and name not in _BEFORE:
            path = getattr(sys.modules.get(name), "__file__", None)
            own = path and not os.path.abspath(path).startswith(os.path.join(folder, entry))
            if own and name not in sys.builtin_module_names and FrozenImporter.find_spec(name) is None:
                yield entry, name


_BEFORE = {"os", "stat", "codecs", "io", "abc", "site", "posixpath", "genericpath", "ntpath", "encodings"}
"""Loaded before the folder is looked into (Python 3.10 has them from files)."""
