"""States that a release has written, and what E-HPC had then: `make release-states` keeps those of the current one."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from account import exported
from emulator_process import Emulator
from engine import toolchain
from engine.harness import Stack
from engine.programs import project_of
from pulumi_ehpc.version import __version__

RELEASES = Path(__file__).with_name("releases")
NOWHERE = "http://127.0.0.1:0"
"""Stands in a kept state for the endpoint, which is another one in each run."""
OF_A_MACHINE = ("sourcePosition", "stackTrace")
"""What tells where something was installed."""
STACKS = ("finished", "unfinished", "killed")


def releases() -> list[str]:
    return sorted(folder.name for folder in RELEASES.iterdir() if folder.is_dir() and folder.name != "__pycache__")


def kept(release: str, stack: str, url: str) -> str:
    """What `pulumi stack import` takes."""
    return (RELEASES / release / f"{stack}.json").read_text().replace(NOWHERE, url)


def keep(engine: Path, folder: Path, scratch: Path) -> None:
    """Run the program with this release, and write what its stacks and the service have then."""
    program = (RELEASES / "program.py").read_text()
    (folder / "program.py").write_text(program)
    with Emulator("immediate", "--quota", "4", state=scratch / "service.json") as service:
        stacks = {
            name: Stack(project_of(program, scratch / name), engine, scratch, name, exported(service.url))
            for name in STACKS
        }
        stacks["finished"].up("--skip-preview").must_work()
        service.change_clock("seconds:1000")
        stacks["unfinished"].up("--skip-preview").must_fail()
        run = stacks["killed"].start("up", "--yes", "--skip-preview")
        run.wait_for("E-HPC is making cluster ")
        run.kill()
        run.wait()
        for name, stack in stacks.items():
            _write(folder / f"{name}.json", stack.run("stack", "export").json, service.url)
            stack.close()
    _write(folder / "service.json", json.loads((scratch / "service.json").read_text()), service.url)


def _write(file: Path, kept: Any, url: str) -> None:
    file.write_text(json.dumps(_portable(kept), indent=1).replace(url, NOWHERE) + "\n")


def _portable(kept: Any) -> Any:
    if isinstance(kept, dict):
        return {key: _portable(value) for key, value in kept.items() if key not in OF_A_MACHINE}
    return [_portable(item) for item in kept] if isinstance(kept, list) else kept


def main() -> None:
    engine = toolchain.prepare(lambda line: print(line, file=sys.stderr, flush=True))
    folder = RELEASES / __version__
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        keep(engine, folder, Path(scratch))
    print(f"{folder} has the states of {__version__}")


if __name__ == "__main__":
    main()
