"""A warm process is to whoever starts it what a new one is: what it is given, how it ends, and that nothing is left."""

from __future__ import annotations

import marshal
import os
import platform
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import IO, cast

import pytest

import warm
from engine.ci_jobs import on_machine
from pulumi_ehpc.testing import processes

TELLS = """
import os, sys
print(os.getcwd(), os.environ["GIVEN"], sys.argv[1:], sys.path[0], __name__, os.getppid(), sys.stdin.read())
print("to the end", file=sys.stderr)
sys.exit(3)
"""
WAITS = "import os, threading\nprint(os.getpid(), flush=True)\nthreading.Event().wait()\n"


@pytest.fixture(params=["new", "warm"])
def python(request: pytest.FixtureRequest) -> str:
    return warm.python() if request.param == "warm" else sys.executable


def test_a_script_has_its_place_its_words_and_its_end(python: str, tmp_path: Path) -> None:
    (tmp_path / "tells.py").write_text(TELLS)
    done = subprocess.run(
        [python, "-u", str(tmp_path / "tells.py"), "one", "two"],
        cwd=tmp_path,
        env={**os.environ, "GIVEN": "a variable"},
        input="read",
        capture_output=True,
        text=True,
    )
    assert done.stdout == f"{tmp_path} a variable ['one', 'two'] {tmp_path} __main__ {os.getpid()} read\n"
    assert (done.stderr, done.returncode) == ("to the end\n", 3)


def test_it_is_on_the_machine_of_whoever_starts_it(python: str, tmp_path: Path) -> None:
    (tmp_path / "names.py").write_text("import platform\nprint(platform.node())\n")
    there = on_machine("another", [python, "-u", str(tmp_path / "names.py")])
    done = subprocess.run(there, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == ("another\n" if "another" in there else f"{platform.node()}\n")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_signal_ends_all_of_it(python: str, number: signal.Signals, tmp_path: Path) -> None:
    (tmp_path / "waits.py").write_text(WAITS)
    with subprocess.Popen([python, "-u", str(tmp_path / "waits.py")], stdout=subprocess.PIPE, text=True) as process:
        pid = int(cast(IO[str], process.stdout).readline())
        process.send_signal(number)
        assert process.wait(timeout=30) == -number
        assert processes.gone_within(pid, 30)


def test_what_a_module_says_and_ends_with_is_told() -> None:
    wrong = warm.start("ehpc_emulator", "--port", "x", env=os.environ)
    assert (cast(IO[str], wrong.stdout).read(), wrong.wait(30)) == ("", 2)


def test_who_asks_may_be_gone_before_it_is_answered() -> None:
    for words in ((), ("-m", "ehpc_emulator", "--port", "0")):
        with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as asking, open(os.devnull) as nothing:
            asking.connect(str(warm.address()))
            if words:
                wanted = (["-u", *words], str(Path.cwd()), dict(os.environ), os.getpid(), "any")
                socket.send_fds(asking, [marshal.dumps(wanted)], [nothing.fileno()] * 3)
    still = warm.start("platform", env=os.environ)
    assert (still.wait(30), "Linux" in cast(IO[str], still.stdout).read()) == (0, True)


def test_who_is_interrupted_before_it_is_answered_ends_without_a_word(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as asked:
        asked.bind(str(tmp_path / "asked"))
        asked.listen()
        words = [sys.executable, "-IS", str(warm.HERE / "python.py"), sys.executable, str(tmp_path / "asked")]
        process = subprocess.Popen([*words, "-u", "waits.py"], stderr=subprocess.PIPE, text=True)
        with process, asked.accept()[0]:
            process.send_signal(signal.SIGINT)
            assert (process.communicate(timeout=30)[1], process.returncode) == ("", -signal.SIGINT)
