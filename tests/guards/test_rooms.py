"""The import contracts refuse what they are there for: each is tried on a copy of the package with one line more."""

from __future__ import annotations

import inspect
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import pulumi_ehpc
from pulumi_ehpc._core.program.declared import Declared

ROOT = Path(__file__).parents[2]
CORE = "pulumi_ehpc/_core"


def lint(folder: Path, module: str, line: str) -> str:
    """What import-linter says of a copy of the package whose module has that line at its end; "" where all is well."""
    leave = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "provider", folder / "provider", ignore=leave)
    shutil.copy(ROOT / "pyproject.toml", folder)
    with (folder / "provider" / module).open("a") as file:
        file.write(f"{line}\n")
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "provider")},
        capture_output=True,
        text=True,
    )
    return "" if done.returncode == 0 else " ".join(done.stdout.split())


@pytest.mark.parametrize(
    ("module", "line", "says"),
    [
        ("pulumi_ehpc/inputs/queue.py", "import alibabacloud_ehpc20240730", "Only what sends touches the Alibaba SDK"),
        (f"{CORE}/program/props.py", "import Tea", "Only what sends touches the Alibaba SDK"),
        (f"{CORE}/api/gateway.py", "import darabonba", "Only what sends touches the Alibaba SDK"),
        ("pulumi_ehpc/commands.py", "import alibabacloud_credentials", "Only what sends touches the Alibaba SDK"),
        ("pulumi_ehpc/cluster.py", "import pulumi_ehpc._core.verbs", "A program never needs the service's side"),
        (f"{CORE}/program/options.py", "from ..api import gateway", "A program never needs the service's side"),
        (f"{CORE}/provider.py", "from .verbs import lifecycle", "A program never needs the service's side"),
        (
            "pulumi_ehpc/resources/cluster.py",
            "import pulumi_ehpc._core.host",
            "A program never needs the service's side",
        ),
        (f"{CORE}/verbs/watch.py", "import pulumi", "Only host, program and the two classes know Pulumi"),
        (f"{CORE}/api/wait.py", "import grpc", "Only host, program and the two classes know Pulumi"),
        (f"{CORE}/logic/plan.py", "from ..process import process", "Tables, logic and resources ask nobody"),
        (f"{CORE}/table/fields.py", "from ..logic import plan", "Rooms know only the rooms below them"),
        (f"{CORE}/host/run.py", "from . import operation", "How Pulumi's host is asked"),
        (f"{CORE}/verbs/preview.py", "from . import lifecycle", "The verbs: what the engine asks"),
        (f"{CORE}/api/newcomer.py", "", "How E-HPC is asked"),
        (f"{CORE}/newcomer.py", "", "Rooms know only the rooms below them"),
        ("pulumi_ehpc/newcomer.py", "", "Imports of the package point one way"),
        ("pulumi_ehpc/settings.py", "import ehpc_emulator", "The emulator and the provider know nothing of each other"),
    ],
)
def test_an_import_that_breaks_a_rule_is_refused_by_the_rules_name(
    tmp_path: Path, module: str, line: str, says: str
) -> None:
    assert says in lint(tmp_path, module, line).split("Broken contracts")[-1]


def test_the_package_as_it_is_keeps_them_all(tmp_path: Path) -> None:
    assert lint(tmp_path, "pulumi_ehpc/errors.py", "") == ""


def test_every_room_says_what_it_answers() -> None:
    rooms = [path.parent for path in (ROOT / "provider" / CORE).rglob("__init__.py")]
    sentences = {room.name: (room / "__init__.py").read_text().strip() for room in rooms}
    assert len(sentences) > 6
    assert [name for name, text in sentences.items() if not (text.startswith('"""') and text.endswith('."""'))] == []


def test_every_folder_is_a_package_that_the_contracts_see() -> None:
    folders = {path.parent for path in (ROOT / "provider").rglob("*.py")} - {ROOT / "provider"}
    assert [str(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


def test_nothing_is_imported_past_the_contracts() -> None:
    package = ROOT / "provider" / "pulumi_ehpc"
    calls = re.compile(r"import_module\(|__import__\(")
    assert [str(path) for path in package.rglob("*.py") if calls.search(path.read_text())] == []


def test_the_module_of_every_resource_is_of_the_programs_side() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    contract = text.split("A program never needs the service's side", 1)[1].split("]", 1)[0]
    public = [value for value in vars(pulumi_ehpc).values() if inspect.isclass(value) and issubclass(value, Declared)]
    assert [cls.__module__ for cls in public if f'"{cls.__module__}"' not in contract] == [], (
        "name it in source_modules of that contract, in pyproject.toml"
    )
