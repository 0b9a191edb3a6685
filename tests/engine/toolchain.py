"""Finds the Pulumi engine, or brings it: `python tests/engine/toolchain.py` prints the directory it is in.

In this order: a `pulumi` on PATH that has its Python language host; one that this script made before, in the
user's cache; the official installer; a build from Go modules. PATH stays as it is.
"""

import fcntl
import filecmp
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

VERSION = "3.259.0"
HERE = Path(__file__).resolve().parent
SDK = "github.com/pulumi/pulumi/sdk/v3"
SCRIPTS = ("python/cmd/pulumi-language-python-exec", "python/dist/pulumi-resource-pulumi-python")
PROGRAMS = ("pulumi", "pulumi-language-python", *(Path(script).name for script in SCRIPTS))
LANGUAGE_HOST = """#!/bin/sh
exec "${PULUMI_PYTHON_CMD:-python3}" -u "$(dirname "$0")/language_host.py" "$@"
"""
INSTALLER = "https://get.pulumi.com/install.sh"
REACH = f"import urllib.request; urllib.request.urlopen({INSTALLER!r}, timeout=8).close()"
INSTALL = """
import sys
from pulumi.automation import PulumiCommand
from semver import VersionInfo
PulumiCommand.install(root=sys.argv[1], version=VersionInfo.parse(sys.argv[2]))
"""
WHAT_TO_INSTALL = "Install Go 1.25.11 or newer (go.dev/dl), or Pulumi (pulumi.com/docs/install)."

Say = Callable[[str], None]


class NoEngineError(Exception):
    """There is no engine, and none could be made; the text says why and what to install."""


class StepError(Exception):
    """A tool ended with a failure or took too long; the text is the last that it said."""


def find() -> Path | None:
    """The directory of an engine that is ready to run, or None. Never makes one."""
    on_path = shutil.which("pulumi")
    if on_path:
        beside = Path(on_path).resolve().with_name("pulumi-language-python")
        if os.access(beside, os.X_OK) or shutil.which("pulumi-language-python"):
            return Path(on_path).absolute().parent
    made = home() / "bin"
    if not _complete(made):
        return None
    _renew_language_host(made)
    return made


def prepare(say: Say) -> Path:
    """The directory of an engine, installed or built when there is none yet."""
    found = find()
    if found:
        return found
    home().parent.mkdir(parents=True, exist_ok=True)
    with _alone(home().parent / ".lock", say):
        # Whoever held the lock may have made it.
        found = find()
        if not found:
            found = _make(say)
    return found


def home() -> Path:
    """Where the engine that this script makes is kept."""
    if sys.platform == "darwin":
        cache = Path.home() / "Library" / "Caches"
    else:
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "pulumi-ehpc" / "engine" / f"v{VERSION}"


def _complete(directory: Path) -> bool:
    return all(os.access(directory / program, os.X_OK) for program in PROGRAMS)


def _make(say: Say) -> Path:
    for abandoned in home().parent.glob(".making-*"):
        shutil.rmtree(abandoned, ignore_errors=True)
    if home().exists():
        shutil.rmtree(home())
    # Made aside and moved into place whole: an interrupted build must not look like an engine.
    with tempfile.TemporaryDirectory(prefix=".making-", dir=home().parent) as aside:
        root = Path(aside) / "engine"
        if not _install(root, say):
            shutil.rmtree(root, ignore_errors=True)
            _build(root, Path(aside) / "go", say)
        if not _complete(root / "bin"):
            raise NoEngineError(f"The Pulumi engine in {root} is not complete. {WHAT_TO_INSTALL}")
        root.rename(home())
    say(f"The Pulumi engine {VERSION} is ready in {home()}.")
    return home() / "bin"


def _install(root: Path, say: Say) -> bool:
    """Try the official installer. It waits long for a network that does not answer, so ask first."""
    try:
        _run([sys.executable, "-c", REACH], limit=15)
    except StepError:
        say("get.pulumi.com cannot be reached: building the Pulumi engine instead of installing it.")
        return False
    say(f"Installing the Pulumi engine {VERSION} with its official installer; this usually takes a minute.")
    try:
        _run([sys.executable, "-c", INSTALL, str(root), VERSION], limit=600)
    except StepError as problem:
        say(f"{problem}\nThe installer failed: building the Pulumi engine instead.")
        return False
    return _complete(root / "bin")


def _build(root: Path, source: Path, say: Say) -> None:
    go = shutil.which("go")
    if not go:
        raise NoEngineError(f"The Pulumi engine must be built, and `go` is not on PATH. {WHAT_TO_INSTALL}")
    shutil.copytree(HERE / "go", source)
    binaries = root / "bin"
    binaries.mkdir(parents=True)
    say(
        f"Building the Pulumi engine {VERSION} from Go modules, once; it usually takes three to eight minutes. "
        "Go keeps about 3 GB in its own caches for it (`go clean -cache -modcache`)."
    )
    # A workspace or vendoring that the user has set up elsewhere is not about this module.
    environment = {**os.environ, "GOWORK": "off", "CGO_ENABLED": "0"}
    version = f"-X {SDK}/go/common/version.Version=v{VERSION}"
    build = [go, "build", "-mod=readonly", "-buildvcs=false", "-trimpath", "-tags", "osusergo,grpcnotrace"]
    build += ["-ldflags", f"-s -w {version}", "-o", str(binaries / "pulumi")]
    where = [go, "list", "-mod=readonly", "-m", "-f", "{{.Dir}}", SDK]
    try:
        _run([*build, "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"], 2400, say, source, environment)
        sdk = Path(_run(where, 60, cwd=source, environment=environment).strip().splitlines()[-1])
    except StepError as problem:
        raise NoEngineError(f"{problem}\nBuilding the Pulumi engine failed. {WHAT_TO_INSTALL}") from None
    for script in SCRIPTS:
        _place(binaries / Path(script).name, (sdk / script).read_bytes())
    _place(binaries / "pulumi-language-python", LANGUAGE_HOST.encode())
    _place(binaries / "language_host.py", (HERE / "language_host.py").read_bytes())


def _renew_language_host(directory: Path) -> None:
    """The language host of a built engine is a copy of ours: keep it equal to this checkout's."""
    copy, ours = directory / "language_host.py", HERE / "language_host.py"
    if copy.exists() and not filecmp.cmp(copy, ours, shallow=False):
        _place(copy, ours.read_bytes())


def _place(target: Path, content: bytes) -> None:
    aside = target.with_name(f".{target.name}.{os.getpid()}")
    aside.write_bytes(content)
    aside.chmod(0o755)
    aside.replace(target)


def _run(
    command: Sequence[str],
    limit: float,
    say: Say | None = None,
    cwd: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> str:
    """What a tool printed. It runs in its own process group, so that nothing of it outlives this call."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            status = _wait(process, limit, say)
        finally:
            _end(process)
        output.seek(0)
        text = output.read().decode(errors="replace")
    if status != 0:
        why = f"`{' '.join(command[:2])}` " + ("took too long" if status is None else f"ended with {status}")
        raise StepError("\n".join([*("  " + line for line in text.splitlines()[-8:]), why + "."]))
    return text


def _wait(process: subprocess.Popen[bytes], limit: float, say: Say | None) -> int | None:
    start = time.monotonic()
    while (passed := time.monotonic() - start) < limit:
        try:
            return process.wait(timeout=min(60, limit - passed))
        except subprocess.TimeoutExpired:
            if say:
                say(f"  still at it after {time.monotonic() - start:.0f} s")
    return None


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextmanager
def _alone(path: Path, say: Say) -> Iterator[None]:
    """Hold the lock file; the system lets go of it however this process ends."""
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another process is making the Pulumi engine: waiting for it.")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main() -> int:
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        print(prepare(lambda line: print(line, file=sys.stderr, flush=True)))
    except NoEngineError as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped; nothing half-made was left.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
