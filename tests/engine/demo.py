"""`make demo` and `make demo-destroy`: the root project on the real engine, against the bundled emulator.

Everything of it is in `.demo/`, which git ignores: the emulator's state and log, Pulumi's home and backend, the
generated password, and `env`, which lets a shell go on by hand.
"""

import json
import os
import secrets
import shlex
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from emulator_controls import Controls
from engine import toolchain
from engine.harness import environment
from pulumi_ehpc.testing import processes
from pulumi_ehpc.testing.environment import FOREIGN, PROXIES
from pulumi_ehpc.testing.process import started

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / ".demo"
STATE = DEMO / "emulator.json"
STACK = "demo"
CONFIG = {
    "ehpc:region": "cn-hangzhou",
    "vpcId": "vpc-bp1demo0000000000000",
    "vswitchId": "vsw-bp1demo0000000000000",
    "nasMountTarget": "0demo0000-abc00.cn-hangzhou.nas.aliyuncs.com",
    "nasFileSystemId": "0demo0000",
}
ACCESS = {"ALIBABA_CLOUD_ACCESS_KEY_ID": "demo", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "demo"}
PROJECT = "ehpc-quickstart"
FAILED = "The emulator still runs (.demo/emulator.log); `make demo` tries again, `make demo-destroy` clears all away."
GO_ON = """
The cluster is up, on the emulator at {url}; it stays until `make demo-destroy`.
Look at it, upset it, change it behind Pulumi's back: {url}/_emulator/
`make demo` again finds nothing to change. To go on by hand: . .demo/env, then pulumi preview --diff, pulumi up, ...
"""


class DemoError(Exception):
    """The demo cannot go on; the text says why."""


@dataclass(frozen=True)
class Service:
    """The emulator in the background, known by the files that it left in .demo."""

    pid: int
    url: str

    def alive(self) -> bool:
        """The id may be another program's by now, and the port another emulator's: ask for both."""
        command = processes.command_line(self.pid)
        if "ehpc_emulator" not in command or str(STATE) not in command:
            return False
        try:
            Controls(self.url).state()
        except (OSError, ValueError):
            return False
        return True

    def stop(self) -> None:
        if not self.alive():
            return
        os.kill(self.pid, signal.SIGTERM)
        processes.wait_gone(self.pid, limit=10)


def known_service() -> Service | None:
    try:
        pid, url = (DEMO / "emulator.pid").read_text(), (DEMO / "emulator.url").read_text()
    except FileNotFoundError:
        return None
    return Service(int(pid), url)


def service() -> Service:
    """The emulator of this demo, started unless it runs; on the port that the stack's configuration names."""
    known = known_service()
    if known and known.alive():
        return known
    port = known.url.rsplit(":", 1)[-1] if known else "0"
    try:
        return _serving(port)
    except DemoError:
        # Somebody else has taken the port meanwhile: the configuration follows the new one.
        if port == "0":
            raise
        return _serving("0")


def _serving(port: str) -> Service:
    log = DEMO / "emulator.log"
    options = ["--port", port, "--clock", "seconds:8", "--state", str(STATE)]
    with log.open("w") as said:
        # A session of its own: Ctrl-C during `pulumi up` must not end the service.
        process, url = started(*options, errors=said, start_new_session=True)
    if not url:
        raise DemoError(f"The emulator did not start; it said:\n{log.read_text()}")
    (DEMO / "emulator.pid").write_text(str(process.pid))
    (DEMO / "emulator.url").write_text(url)
    return Service(process.pid, url)


def variables(engine: Path) -> dict[str, str]:
    backend = DEMO / "backend"
    backend.mkdir(exist_ok=True)
    return environment(engine, DEMO / "pulumi", backend) | ACCESS


def write_env(shell_file: Path, engine: Path) -> None:
    """For `. .demo/env`: what the demo runs with, and nothing of the user's own that could disturb it."""
    values = {name: value for name, value in variables(engine).items() if name.startswith(FOREIGN)}
    path = [str(Path(sys.executable).parent), str(engine)]
    lines = ["# Go on with the demo by hand: . .demo/env && pulumi preview --diff"]
    lines += [
        f"for name in $(env | sed -n 's/^\\({prefix}[A-Z0-9_]*\\)=.*/\\1/p'); do unset $name; done"
        for prefix in FOREIGN
    ]
    lines += [f"unset {proxy} {proxy.lower()}" for proxy in PROXIES]
    lines += [f"export {name}={shlex.quote(value)}" for name, value in sorted(values.items())]
    lines += [f'export PATH={shlex.quote(os.pathsep.join(path))}:"$PATH"']
    shell_file.write_text("\n".join(lines) + "\n")


def password() -> str:
    kept = DEMO / "password"
    if not kept.exists():
        with open(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(f"Demo-{secrets.token_hex(6)}")
    return kept.read_text()


def pulumi(engine: Path, *command: str, given: str = "") -> str:
    """A step of the preparation: quiet unless it fails."""
    done = subprocess.run(
        [engine / "pulumi", *command, "--non-interactive"],
        cwd=ROOT,
        env=variables(engine),
        input=given,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise DemoError(f"pulumi {command[0]} {command[1]} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def prepare_stack(engine: Path, url: str) -> None:
    """Select the stack and set what is missing or different; one call each when nothing is."""
    pulumi(engine, "stack", "select", "--create", STACK)
    rows = json.loads(pulumi(engine, "config", "--json", "--show-secrets"))
    have = {key.removeprefix(f"{PROJECT}:"): row.get("value") for key, row in rows.items()}
    want = CONFIG | {"ehpc:endpoint": url}
    plain = [
        word for key, value in want.items() if have.get(key) != value for word in ("--plaintext", f"{key}={value}")
    ]
    if plain:
        pulumi(engine, "config", "set-all", *plain)
    if have.get("password") != password():
        pulumi(engine, "config", "set", "--secret", "password", given=password())


def watched(engine: Path, *command: str) -> int:
    """Run the CLI on the user's terminal; Ctrl-C is for it, and it decides when it ends."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        return subprocess.call([engine / "pulumi", *command], cwd=ROOT, env=variables(engine))
    finally:
        signal.signal(signal.SIGINT, before)


def up(engine: Path) -> int:
    running = service()
    prepare_stack(engine, running.url)
    write_env(DEMO / "env", engine)
    code = watched(engine, "up", "--yes")
    print(GO_ON.format(url=running.url) if code == 0 else FAILED)
    return code


def destroy(engine: Path) -> int:
    running = service()
    prepare_stack(engine, running.url)
    code = watched(engine, "destroy", "--yes", "--remove")
    if code:
        print(FAILED)
        return code
    running.stop()
    shutil.rmtree(DEMO)
    print("The cluster, the stack, the emulator and .demo are gone.")
    return 0


def main(verb: str) -> int:
    if verb == "destroy" and not DEMO.exists():
        print("There is no demo to destroy.")
        return 0
    DEMO.mkdir(mode=0o700, exist_ok=True)
    try:
        engine = toolchain.prepare(lambda line: print(line, file=sys.stderr, flush=True))
        return {"up": up, "destroy": destroy}[verb](engine)
    except (DemoError, toolchain.NoEngineError) as problem:
        print(problem, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
