"""Programs run under the engine as they do with Pulumi's own language host, and failures are told once."""

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast

import grpc
import pytest
from pulumi.runtime.proto import language_pb2 as language
from pulumi.runtime.proto import language_pb2_grpc

from engine.harness import StackOf
from engine.programs import project_of
from engine.toolchain import HERE

pytestmark = pytest.mark.anew

PROGRAM = """
import pulumi
from pulumi.dynamic import CreateResult, Resource, ResourceProvider, UpdateResult

class Notes(ResourceProvider):
    def create(self, props):
        return CreateResult("note-1", dict(props))

    def update(self, id, olds, news):
        return UpdateResult(dict(news))

class Note(Resource):
    def __init__(self, name, text):
        super().__init__(Notes(), name, {"text": text})

config = pulumi.Config()
print("the program speaks")
pulumi.export("text", Note("note", config.require("text")).text)
pulumi.export("password", config.require_secret("password"))
"""
BLOCKED = 'import threading\nprint("the program waits")\nthreading.Event().wait()\n'
# Stands for pulumi-language-python-exec: tells what it was given, and ends as the test says.
TELLS = """
import json, os, sys
from pathlib import Path
given = {"arguments": sys.argv[1:], **{n: os.environ[n] for n in ("PULUMI_CONFIG", "PULUMI_CONFIG_SECRET_KEYS")}}
Path(__file__).with_name("given.json").write_text(json.dumps(given))
sys.exit(int(Path(__file__).with_name("status").read_text()))
"""


def test_a_program_goes_up_stays_as_it_is_changes_and_goes_away(stack_of: StackOf, tmp_path: Path) -> None:
    stack = stack_of(project_of(PROGRAM, tmp_path / "project"))
    stack.configure({"text": "first"}, {"password": "hunter-2"})
    assert "the program speaks" in stack.up().must_work().text
    stack.preview("--expect-no-changes").must_work()
    assert stack.outputs("--show-secrets") == {"text": "first", "password": "hunter-2"}
    assert "hunter-2" not in json.dumps(stack.export())
    stack.configure({"text": "second"})
    assert stack.planned()["note"] == "update"
    stack.up().must_work()
    assert stack.outputs()["text"] == "second"
    stack.destroy().must_work()
    assert stack.resources() == []


def test_a_failing_program_is_told_by_its_own_error_only(stack_of: StackOf, tmp_path: Path) -> None:
    failed = stack_of(project_of('raise ValueError("no such flavour")', tmp_path / "project")).up().must_fail()
    assert "no such flavour" in failed.text
    assert "language_host" not in failed.text
    assert "non-zero exit code" not in failed.text


def test_ctrl_c_is_quiet_and_leaves_no_process(stack_of: StackOf, tmp_path: Path) -> None:
    stack = stack_of(project_of(BLOCKED, tmp_path / "project"))
    run = stack.start("up", "--yes", "--skip-preview")
    run.wait_for("the program waits")
    run.interrupt()
    stopped = run.wait(limit=30).must_fail()
    assert "language_host" not in stopped.text
    assert stack.left_over() == {}


@pytest.fixture
def standing_in(tmp_path: Path) -> Path:
    """Our language host, beside an exec script that tells what it was given."""
    (tmp_path / "pulumi-language-python-exec").write_text(TELLS)
    return Path(shutil.copy(HERE / "language_host.py", tmp_path))


@pytest.fixture
def served(standing_in: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[subprocess.Popen[str]]:
    monkeypatch.setenv("PULUMI_PYTHON_CMD", sys.executable)
    command = [sys.executable, str(standing_in), "127.0.0.1:1"]
    with subprocess.Popen(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as host:
        yield host
        host.kill()


def runtime(host: subprocess.Popen[str]) -> Any:
    port = cast(IO[str], host.stdout).readline().strip()
    return language_pb2_grpc.LanguageRuntimeStub(grpc.insecure_channel(f"127.0.0.1:{port}"))


@pytest.mark.parametrize(
    ("status", "error", "bail"),
    [(0, "", False), (32, "", True), (3, "Program exited with non-zero exit code: 3", False)],
)
def test_how_a_program_ended_is_told_to_the_engine(
    served: subprocess.Popen[str], standing_in: Path, status: int, error: str, bail: bool
) -> None:
    standing_in.with_name("status").write_text(str(status))
    answer = runtime(served).Run(language.RunRequest(program="."), timeout=30)
    assert (answer.error, answer.bail) == (error, bail)


def test_a_program_gets_its_place_and_its_configuration(served: subprocess.Popen[str], standing_in: Path) -> None:
    standing_in.with_name("status").write_text("0")
    info = language.ProgramInfo(root_directory="/r", program_directory="/r/main", entry_point=".")
    request = language.RunRequest(project="p", stack="s", pwd="/r/main", dryRun=True, parallel=8, info=info)
    request.config["p:password"] = "hunter-2"
    request.configSecretKeys.append("p:password")
    runtime(served).Run(request, timeout=30)
    given = json.loads(standing_in.with_name("given.json").read_text())
    options = dict(zip(given["arguments"][:-1:2], given["arguments"][1::2], strict=True))
    assert given["arguments"][-1] == "/r/main"
    assert options == {
        "--engine": "127.0.0.1:1",
        "--project": "p",
        "--root_directory": "/r",
        "--stack": "s",
        "--pwd": "/r/main",
        "--dry_run": "true",
        "--parallel": "8",
    }
    assert json.loads(given["PULUMI_CONFIG"]) == {"p:password": "hunter-2"}
    assert json.loads(given["PULUMI_CONFIG_SECRET_KEYS"]) == ["p:password"]


def test_an_interrupt_ends_it_without_a_word(served: subprocess.Popen[str]) -> None:
    runtime(served)
    served.send_signal(signal.SIGINT)
    assert served.communicate(timeout=30) == ("", "")
    assert served.returncode == 0


def test_it_ends_when_the_engine_is_gone(standing_in: Path) -> None:
    engine = ["sh", "-c", '"$0" "$1" & read gone', sys.executable, str(standing_in)]
    with subprocess.Popen(engine, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as killed:
        assert cast(IO[str], killed.stdout).readline().strip().isdigit()
        # The shell reads the end of its input and ends; the pipe closes only when the language host has ended too.
        assert killed.communicate("", timeout=30)[0] == ""


def test_a_python_without_pulumi_is_told_in_a_sentence(standing_in: Path) -> None:
    bare = subprocess.run([sys.executable, "-S", "-E", str(standing_in)], capture_output=True, text=True)
    assert bare.returncode == 1
    assert "cannot run Pulumi programs" in bare.stderr
    assert "Traceback" not in bare.stderr
