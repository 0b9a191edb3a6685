"""Finds Chromium, or brings it: `python tests/browser/chromium.py` prints the program.

In this order: the one that EHPC_BROWSER names; one on PATH, or where macOS keeps programs; one that this script made
before, in the user's cache; Debian's headless shell, unpacked there with what it needs and this system lacks. That
takes apt-get and dpkg, but neither root nor a change of the system.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

NAMES = ("google-chrome", "google-chrome-stable", "chromium", "chromium-headless-shell", "chrome")
OF_MACOS = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
PACKAGE = "chromium-headless-shell"
PROGRAM = "usr/lib/chromium/chromium-headless-shell"
MISSING = "no Chromium: `make test` brings Debian's where apt-get can; else install one, or name it in EHPC_BROWSER"
STARTER = """#!/bin/sh
export LD_LIBRARY_PATH={libraries}
exec {program} "$@"
"""


def home() -> Path:
    if sys.platform == "darwin":
        cache = Path.home() / "Library" / "Caches"
    else:
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "pulumi-ehpc" / "chromium"


def find() -> Path | None:
    """The program, or None where there is none that starts. Never makes one."""
    named = os.environ.get("EHPC_BROWSER")
    found = [named] if named is not None else [*filter(None, map(shutil.which, NAMES)), OF_MACOS, str(home() / "start")]
    return next((Path(program) for program in found if _starts(program)), None)


def prepare() -> Path:
    """The program, brought where there is none."""
    found = find()
    if found:
        return found
    if "EHPC_BROWSER" in os.environ:
        raise OSError(f"EHPC_BROWSER is {os.environ['EHPC_BROWSER']!r}, which does not start")
    print("Bringing Debian's headless Chromium, once: 100 MB to load, some 15 seconds.", file=sys.stderr)
    home().parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(home(), ignore_errors=True)
    # Made aside and moved into place whole: an interrupted one must not look like a whole one.
    with tempfile.TemporaryDirectory(prefix=".making-", dir=home().parent) as folder:
        aside = Path(folder) / "chromium"
        for package in _loaded(Path(folder) / "apt"):
            subprocess.run(["dpkg", "-x", package, aside], check=True, stdout=sys.stderr)
        libraries = {str(home() / found.parent.relative_to(aside)) for found in aside.rglob("*.so*")}
        starter = STARTER.format(libraries=f"'{':'.join(sorted(libraries))}'", program=f"'{home() / PROGRAM}'")
        (aside / "start").write_text(starter)
        (aside / "start").chmod(0o755)
        aside.rename(home())
    if not _starts(str(home() / "start")):
        raise OSError(f"Debian's Chromium in {home()} does not start")
    return home() / "start"


def _loaded(folder: Path) -> list[Path]:
    """The package and what it needs, by an apt that keeps its lists in this folder; what is installed is left out."""
    for name in ("state/lists/partial", "cache/archives/partial"):
        (folder / name).mkdir(parents=True)
    options = {
        "Dir::State": folder / "state",
        "Dir::State::status": "/var/lib/dpkg/status",
        "Dir::Cache": folder / "cache",
        "Debug::NoLocking": "1",
        "APT::Sandbox::User": "root",  # another user may not read this folder
        "Acquire::Retries": "3",
    }
    apt = ["apt-get", "-qq", *(f"-o{name}={value}" for name, value in options.items())]
    install = ["install", "--yes", "--download-only", "--no-install-recommends", PACKAGE]
    for command in (["update"], install):
        subprocess.run([*apt, *command], check=True, stdout=sys.stderr, timeout=300)
    return list((folder / "cache" / "archives").glob("*.deb"))


def _starts(program: str) -> bool:
    try:
        return subprocess.run([program, "--version"], capture_output=True, timeout=30).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def main() -> int:
    try:
        print(prepare())
    except (OSError, subprocess.SubprocessError) as problem:
        print(f"{problem}\n{MISSING}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
