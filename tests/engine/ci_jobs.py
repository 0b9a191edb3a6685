"""Jobs of CI systems: each has a checkout of its own, on a machine of its own, and what its system sets."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from account import PASSWORD, REGION, VPC, VSWITCH, exported
from emulator_process import Emulator
from engine import vault
from engine.harness import Result, Run, environment

EXAMPLE = Path(__file__).parents[2] / "examples/ci"
CONFIGURATION = {
    "vpcId": VPC,
    "vswitchId": VSWITCH,
    "imageId": "centos_7_6_x64_20G_alibase_20211130.vhd",
    "maxNodes": "20",
    "nasFileSystemId": "0example",
    "nasMountTarget": "0example-abc.cn-hangzhou.nas.aliyuncs.com",
}
SYSTEMS: dict[str, dict[str, str]] = {
    "GitHub": {"CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_REPOSITORY": "team/cluster"},
    "GitLab": {"CI": "true", "GITLAB_CI": "true", "CI_PROJECT_URL": "https://gitlab.example/team/cluster"},
    "other": {"CI": "true"},
}
# A machine of that name, where the kernel lends one to whoever asks.
_MACHINE = ["unshare", "--user", "--map-root-user", "--uts"]
_NAMED = "import os, socket, sys; socket.sethostname(sys.argv[1]); os.execvp(sys.argv[2], sys.argv[2:])"


def on_machine(machine: str, shell: list[str]) -> list[str]:
    """The words that start it on a machine of that name; where the kernel lends none, here."""
    tried = [*_MACHINE, sys.executable, "-c", _NAMED, machine, "true"]
    lent = shutil.which("unshare") and subprocess.run(tried, capture_output=True).returncode == 0
    return [*tried[:-1], *shell] if lent else shell


@dataclass
class Job:
    """One job of a system, in its fresh checkout."""

    system: str
    checkout: Path
    variables: dict[str, str]

    def start(self, job: str) -> Run:
        """As the system's runner starts it: GitHub by a file, the others by a shell's argument."""
        script = self.checkout.parent / f"{self.checkout.name}.sh"
        script.write_text(f"exec python ci.py {job}\n")
        by = ["bash", "-e", str(script)] if self.system == "GitHub" else ["sh", "-c", script.read_text()]
        return Run(on_machine(self.checkout.name, by), self.checkout, self.variables, "")

    def run(self, job: str) -> Result:
        return self.start(job).wait()

    def file(self, name: str) -> str:
        return (self.checkout / "out" / name).read_text()


@dataclass
class Team:
    """A repository, the backend that its jobs share, and the service that they change.

    variables: where Pulumi finds the key of the stack, and the Python of programs and providers.
    """

    folder: Path
    engine: Path
    service: Emulator
    variables: dict[str, str]
    _jobs: list[Job] = field(default_factory=list)

    def __post_init__(self) -> None:
        backend, self.repository = self.folder / "backend", self.folder / "repository"
        backend.mkdir()
        self.state = backend / ".pulumi"
        self._variables = {
            **environment(self.engine, self.folder / "home", backend),
            **exported(self.service.url),
            "PULUMI_STACK": "prod",
            **self.variables,
        }
        shutil.copytree(EXAMPLE, self.repository, ignore=shutil.ignore_patterns("out", "__pycache__", "Pulumi.*.yaml"))
        self._in_repository("git", "init", "--quiet", "--initial-branch=main")
        self._in_repository("pulumi", "stack", "init", "prod", "--secrets-provider", vault.PROVIDER)
        self.configure(**CONFIGURATION, **{"ehpc:region": REGION})
        self._in_repository("pulumi", "config", "set", "rootPassword", "--secret", PASSWORD)
        self.commit()

    def configure(self, **values: str) -> None:
        pairs = [word for key, value in values.items() for word in ("--plaintext", f"{key}={value}")]
        self._in_repository("pulumi", "config", "set-all", *pairs)

    def commit(self) -> None:
        who = ["-c", "user.name=team", "-c", "user.email=team@example"]
        self._in_repository("git", "add", "--all")
        self._in_repository("git", *who, "commit", "--quiet", "--message=change")

    def _in_repository(self, *words: str) -> None:
        subprocess.run(words, cwd=self.repository, env=self._variables, check=True, capture_output=True)

    def job(self, system: str = "GitHub", plan: str = "") -> Job:
        """The next job, on another machine; with the plan that it fetches."""
        checkout = self.folder / f"runner-{len(self._jobs)}"
        self._in_repository("git", "clone", "--quiet", ".", str(checkout))
        if plan:
            (checkout / "out").mkdir()
            (checkout / "out/plan.json").write_text(plan)
        home = {"PULUMI_HOME": str(self.folder / f"home-{len(self._jobs)}")}
        self._jobs.append(Job(system, checkout, self._variables | SYSTEMS[system] | home))
        return self._jobs[-1]

    def planned(self) -> str:
        """The plan of a preview that worked."""
        job = self.job()
        job.run("preview").must_work()
        return job.file("plan.json")

    @property
    def deployment(self) -> dict[str, Any]:
        told: dict[str, Any] = yaml.safe_load((self.state / "stacks/ci/prod.json").read_text())["checkpoint"]["latest"]
        return told

    @property
    def recorded(self) -> list[str]:
        """The clusters in the state."""
        return [entry["id"] for entry in self.deployment["resources"] if "ehpc:Cluster" in entry["type"]]

    @property
    def locks(self) -> list[Path]:
        return [*(self.state / "locks").rglob("*.json")]


def cancel(run: Run, *signals: signal.Signals) -> None:
    """To the entry process alone, as GitHub does."""
    for number in signals:
        os.kill(run.pid, number)
