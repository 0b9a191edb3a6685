"""What somebody sees whose machine has no Pulumi engine: one that is brought, or a sentence that says what to do."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

import pytest

from engine import toolchain

SCRIPT = Path(toolchain.__file__)
# A Go that takes no time. With gates it says when the build has begun, and goes on when the test lets it.
GO = """#!/bin/sh
place=$(dirname "$0")
if [ "$1" = list ]; then echo "$place/sdk"; exit; fi
echo built >> "$place/builds"
while [ "$1" != -o ]; do shift; done
printf '#!/bin/sh\\n' > "$2"
if [ -p "$place/begun" ]; then exec 3< "$place/go-on"; echo begun > "$place/begun"; cat <&3; fi
chmod 755 "$2"
"""


class Machine:
    """A home directory and a PATH of one's own; the official installer cannot be reached from it."""

    def __init__(self, root: Path) -> None:
        self.bin, self.home = root / "bin", root / "home"
        self.bin.mkdir()
        self.home.mkdir()
        caches = "Library/Caches" if sys.platform == "darwin" else ".cache"
        self.engines = self.home / caches / "pulumi-ehpc" / "engine"
        self.engine = self.engines / f"v{toolchain.VERSION}" / "bin"
        for tool in ("sh", "dirname", "cat", "chmod"):
            (self.bin / tool).symlink_to(shutil.which(tool) or tool)

    def has(self, name: str, script: str = "#!/bin/sh\n", where: Path | None = None) -> Path:
        program = (where or self.bin) / name
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text(script)
        program.chmod(0o755)
        return program

    def has_go(self) -> None:
        self.has("go", GO)
        for script in toolchain.SCRIPTS:
            self.has(script, where=self.bin / "sdk")

    @contextmanager
    def gated(self) -> Iterator[None]:
        """Builds begin and wait; whoever still waits at the end is let go."""
        os.mkfifo(self.bin / "begun")
        os.mkfifo(self.bin / "go-on")
        opened = os.open(self.bin / "go-on", os.O_RDWR)
        try:
            yield
        finally:
            os.close(opened)
            (self.bin / "begun").unlink()

    def begun(self) -> None:
        assert (self.bin / "begun").read_text() == "begun\n"

    def builds(self) -> int:
        return len((self.bin / "builds").read_text().splitlines())

    def start(self) -> subprocess.Popen[str]:
        closed = "http://127.0.0.1:9"
        variables = {"PATH": str(self.bin), "HOME": str(self.home), "https_proxy": closed, "HTTPS_PROXY": closed}
        command = [sys.executable, str(SCRIPT)]
        # What runs in the background of a shell ignores an interrupt, and so would all that it starts.
        heard = signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            return subprocess.Popen(command, env=variables, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        finally:
            signal.signal(signal.SIGINT, heard)

    def prepare(self) -> tuple[int, str, str]:
        process = self.start()
        out, err = process.communicate(timeout=60)
        return process.returncode, out.strip(), err


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_an_engine_on_the_path_is_used_as_it_is(machine: Machine) -> None:
    for program in toolchain.PROGRAMS:
        machine.has(program)
        machine.has(program, where=machine.engine)
    assert machine.prepare() == (0, str(machine.bin), "")


def test_a_pulumi_without_its_language_host_is_passed_over(machine: Machine) -> None:
    machine.has("pulumi")
    machine.has_go()
    assert machine.prepare()[:2] == (0, str(machine.engine))


def test_the_build_says_what_it_does_and_is_done_once(machine: Machine) -> None:
    machine.has_go()
    code, directory, said = machine.prepare()
    assert (code, directory) == (0, str(machine.engine))
    assert "usually takes" in said
    assert all(os.access(machine.engine / program, os.X_OK) for program in toolchain.PROGRAMS)
    assert machine.prepare() == (0, directory, "")
    assert machine.builds() == 1


def test_the_language_host_of_a_built_engine_follows_the_checkout(machine: Machine) -> None:
    machine.has_go()
    machine.prepare()
    copy = machine.engine / "language_host.py"
    copy.write_text("an older one")
    machine.prepare()
    assert copy.read_text() == SCRIPT.with_name("language_host.py").read_text()


def test_without_go_the_user_is_told_what_to_install(machine: Machine) -> None:
    code, directory, said = machine.prepare()
    assert (code, directory) == (1, "")
    assert "`go` is not on PATH. Install Go" in said
    assert "Traceback" not in said


def test_a_build_that_fails_shows_why_and_what_to_do(machine: Machine) -> None:
    machine.has("go", "#!/bin/sh\necho 'go.mod requires go >= 1.25.11 (running go 1.22.1)' >&2\nexit 1\n")
    code, directory, said = machine.prepare()
    assert (code, directory) == (1, "")
    assert "running go 1.22.1" in said
    assert said.strip().endswith(toolchain.WHAT_TO_INSTALL)
    assert not machine.engine.exists()


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_build_leaves_nothing_and_the_next_one_works(machine: Machine, stop: signal.Signals) -> None:
    machine.has_go()
    with machine.gated():
        building = machine.start()
        machine.begun()
        building.send_signal(stop)
        said = building.communicate(timeout=60)[1]
    assert building.returncode == 130
    assert "Traceback" not in said
    assert [path.name for path in machine.engines.iterdir()] == [".lock"]
    assert machine.prepare()[:2] == (0, str(machine.engine))


def test_a_killed_build_is_no_engine_and_is_cleaned_up_by_the_next(machine: Machine) -> None:
    machine.has_go()
    with machine.gated():
        building = machine.start()
        machine.begun()
        building.kill()
        building.communicate(timeout=60)
    assert not machine.engine.exists()
    assert machine.prepare()[:2] == (0, str(machine.engine))
    assert {path.name for path in machine.engines.iterdir()} == {".lock", f"v{toolchain.VERSION}"}


def test_two_at_once_make_one_engine(machine: Machine) -> None:
    machine.has_go()
    with machine.gated():
        first = machine.start()
        machine.begun()
        second = machine.start()
        assert "waiting for it" in cast(IO[str], second.stderr).readline()
    for process in (first, second):
        assert process.communicate(timeout=60)[0].strip() == str(machine.engine)
    assert machine.builds() == 1


@pytest.mark.parametrize(("ci", "code"), [("true", 1), ("", 0)])
def test_skipped_engine_tests_are_loud_and_fail_a_run_of_ci(machine: Machine, ci: str, code: int) -> None:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", str(SCRIPT.with_name("test_language_host.py"))]
    variables = {"PATH": str(machine.bin), "HOME": str(machine.home), "CI": ci}
    run = subprocess.run([*command, "-k", "goes_up"], env=variables, capture_output=True, text=True, timeout=120)
    assert run.returncode == code, run.stdout
    assert "no Pulumi engine: `make test` brings one" in run.stdout
    assert ("ENGINE TESTS SKIPPED: 1" in run.stdout) == (code == 0)
