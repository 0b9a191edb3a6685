"""A Python with the oldest Pulumi SDK that is supported: `python tests/contract/old_sdk.py` makes it, once.

It is kept in the user's cache, beside the engine that tests/engine/toolchain.py brings.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from importlib import metadata
from pathlib import Path

VERSION = "3.216.0"
MISSING = f"no Python with Pulumi SDK {VERSION}: `make test` makes one (python tests/contract/old_sdk.py does too)"
MADE_OF = "made-of.txt"


def home() -> Path:
    if sys.platform == "darwin":
        cache = Path.home() / "Library" / "Caches"
    else:
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "pulumi-ehpc" / f"sdk-{VERSION}"


def find() -> Path | None:
    """The Python, or None where there is none that has what this package needs now. Never makes one."""
    python, made_of = home() / "bin" / "python", home() / MADE_OF
    return python if os.access(python, os.X_OK) and made_of.exists() and made_of.read_text() == _needs() else None


def prepare() -> Path:
    """The Python, made where there is none."""
    found = find()
    if found:
        return found
    print(f"Making a Python environment with Pulumi SDK {VERSION}, once; it takes about a minute.", file=sys.stderr)
    home().parent.mkdir(parents=True, exist_ok=True)
    # Made aside and moved into place whole: an interrupted one must not look like a whole one.
    with tempfile.TemporaryDirectory(prefix=".making-", dir=home().parent) as folder:
        aside = Path(folder) / "sdk"
        python = str(aside / "bin" / "python")
        subprocess.run([sys.executable, "-m", "venv", aside], check=True)
        install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*install, *_needs().splitlines()[1:]], check=True, stdout=sys.stderr)
        (aside / MADE_OF).write_text(_needs())
        shutil.rmtree(home(), ignore_errors=True)
        aside.rename(home())
    return home() / "bin" / "python"


def _needs() -> str:
    """The Python and what is installed for it, a line each: the old SDK and this package's other dependencies."""
    wanted = [need for need in metadata.requires("pulumi-ehpc") or [] if "extra ==" not in need]
    others = sorted(need for need in wanted if not need.startswith("pulumi"))
    return "\n".join([f"Python {sys.version_info[0]}.{sys.version_info[1]}", f"pulumi=={VERSION}", *others])


def main() -> int:
    try:
        print(prepare())
    except (OSError, subprocess.CalledProcessError) as problem:
        print(f"{problem}\nThe contract is tested with the newest Pulumi SDK only.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
