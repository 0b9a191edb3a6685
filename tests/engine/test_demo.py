"""What a newcomer sees: `make demo`, once more, and `make demo-destroy`, whatever their environment holds."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pulumi_ehpc.testing import processes
from pulumi_ehpc.testing.interface import DIRECT
from pulumi_ehpc.testing.project import copied

ROOT = Path(__file__).parents[2]
DEMO_NEEDS = ("emulator_controls.py", "emulator_process.py", "engine")
THE_USERS_OWN = {
    "PULUMI_BACKEND_URL": "https://pulumi.example",
    "PULUMI_STACK": "production",
    "ALICLOUD_REGION": "us-west-1",
    "ALIBABA_CLOUD_PROFILE": "production",
    "HTTP_PROXY": "http://127.0.0.1:9",
    "http_proxy": "http://127.0.0.1:9",
}


class Checkout:
    """A copy of the repository's demo, so that a demo which somebody has running stays as it is."""

    def __init__(self, root: Path) -> None:
        self.root = copied(ROOT, root)
        self.demo = root / ".demo"
        for part in DEMO_NEEDS:
            source, target = ROOT / "tests" / part, root / "tests" / part
            target.parent.mkdir(exist_ok=True)
            shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)

    def make(self, verb: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "engine.demo", verb]
        variables = os.environ | THE_USERS_OWN
        return subprocess.run(
            command, cwd=self.root / "tests", env=variables, capture_output=True, text=True, timeout=120
        )

    def in_shell(self, line: str) -> subprocess.CompletedProcess[str]:
        command, variables = ["sh", "-c", f". .demo/env; {line}"], os.environ | THE_USERS_OWN
        return subprocess.run(command, cwd=self.root, env=variables, capture_output=True, text=True, timeout=120)

    def password_is_kept(self) -> bool:
        """Readable for its owner only, and in no other file in plain text."""
        kept = self.demo / "password"
        holding = [path for path in self.root.rglob("*") if path.is_file() and kept.read_bytes() in path.read_bytes()]
        return kept.stat().st_mode & 0o077 == 0 and holding == [kept]

    def emulator(self) -> int:
        return int((self.demo / "emulator.pid").read_text())


@pytest.fixture
def checkout(engine: Path, tmp_path: Path) -> Iterator[Checkout]:
    checkout = Checkout(tmp_path / "a checkout")
    yield checkout
    for process in processes.started_with("PULUMI_HOME", str(checkout.demo / "pulumi")):
        processes.kill(process)
    if checkout.demo.exists() and str(checkout.demo) in processes.command_line(checkout.emulator()):
        processes.kill(checkout.emulator())


def test_the_demo_comes_up_stays_and_goes(checkout: Checkout) -> None:
    first = checkout.make("up")
    assert first.returncode == 0, first.stdout + first.stderr
    assert '"running"' in first.stdout
    assert "2 created" in first.stdout
    emulator = checkout.emulator()
    assert checkout.password_is_kept()
    (page,) = re.findall(r"http://\S+/_emulator/", first.stdout)
    with DIRECT.open(page) as answer:
        assert b"<title>E-HPC emulator</title>" in answer.read()

    again = checkout.make("up")
    assert again.returncode == 0
    assert "2 unchanged" in again.stdout
    assert checkout.emulator() == emulator

    by_hand = checkout.in_shell("pulumi preview --expect-no-changes --diff")
    assert by_hand.returncode == 0, by_hand.stdout + by_hand.stderr

    gone = checkout.make("destroy")
    assert gone.returncode == 0, gone.stdout + gone.stderr
    assert "2 deleted" in gone.stdout
    assert not checkout.demo.exists()
    assert not processes.command_line(emulator)
    assert not list(checkout.root.glob("Pulumi.*.yaml"))


def test_there_may_be_nothing_to_destroy(checkout: Checkout) -> None:
    nothing = checkout.make("destroy")
    assert (nothing.returncode, nothing.stdout) == (0, "There is no demo to destroy.\n")
    assert not checkout.demo.exists()
