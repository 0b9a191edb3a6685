"""Pulumi programs for engine tests: the clusters stand in a JSON file, so that a test changes them as a user would."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from account import VPC, VSWITCH, exported
from emulator_process import Emulator
from engine.harness import Run, StackOf

SMALL: dict[str, Any] = {"cluster_vpc_id": VPC, "cluster_vswitch_id": VSWITCH, "cluster_name": "render"}
HANGS = {"custom_timeouts": {"create": "1s"}}
"""Options with which a creation ends before its cluster is made, where making one takes longer."""

DOOMED = {"action": "CreateCluster", "kind": "exception", "stage": "ConfigNetwork"}
"""The fault with which the service fails to make a cluster."""

PROJECT = "name: clusters\nruntime:\n  name: python\n  options:\n    toolchain: pip\n"
PROGRAM = """\
import json, pulumi, pulumi_ehpc
made = {}
for entry in json.load(open("clusters.json")):
    options = dict(entry.get("opts") or {})
    if "parent" in options:
        options["parent"] = made[options["parent"]]
    if "depends_on" in options:
        options["depends_on"] = [made[name] for name in options["depends_on"]]
    if "aliases" in options:
        options["aliases"] = [pulumi.Alias(**alias) for alias in options["aliases"]]
    if options.pop("retries", False):
        again = pulumi.ErrorHook("again", lambda args: len(args.errors) < 2)
        options["hooks"] = pulumi.ResourceHookBinding(on_error=[again])
    if "custom_timeouts" in options:
        options["custom_timeouts"] = pulumi.CustomTimeouts(**options["custom_timeouts"])
    made[entry["name"]] = pulumi_ehpc.EhpcCluster(entry["name"], entry["args"], pulumi.ResourceOptions(**options))
    pulumi.export(entry["name"], made[entry["name"]].id)
"""


def project_of(program: str, folder: Path) -> Path:
    """The folder, made into a project of that program."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "Pulumi.yaml").write_text(PROJECT)
    (folder / "__main__.py").write_text(program)
    return folder


class Program:
    """One stack of clusters on one emulator: of one small cluster, until a test writes others."""

    def __init__(self, folder: Path, service: Emulator, stack_of: StackOf) -> None:
        self._clusters = project_of(PROGRAM, folder) / "clusters.json"
        self.service = service
        self.one()
        self.stack = stack_of(folder, **exported(service.url))

    def write(self, *clusters: dict[str, Any]) -> None:
        """The whole program: {"name", "args", "opts"} for each cluster."""
        self._clusters.write_text(json.dumps(clusters))

    def one(self, *, opts: dict[str, Any] | None = None, name: str = "render", **args: Any) -> None:
        """A program of one small cluster with these arguments over it."""
        self.write({"name": name, "args": {**SMALL, **args}, "opts": opts})

    def up(self, *options: str) -> str:
        """What an `up` without a preview says; it works."""
        return self.stack.up("--skip-preview", *options).must_work().text

    def up_fails(self, *options: str) -> str:
        """What an `up` without a preview says; it does not work."""
        return self.stack.up("--skip-preview", *options).must_fail().text

    def keeps_its_state_elsewhere(self) -> None:
        """From now on the provider cannot read the stack's state, as where its backend is no folder of this machine."""
        self.stack.variables["PULUMI_DIY_BACKEND_ZSTD"] = "true"

    @property
    def entries(self) -> list[dict[str, Any]]:
        """The clusters in the state."""
        return [r for r in self.stack.resources() if r["type"] == "pulumi-python:dynamic/ehpc:Cluster"]

    @property
    def ids(self) -> list[str]:
        return [entry["id"] for entry in self.entries]

    def entry(self, name: str = "render") -> dict[str, Any]:
        """A cluster in the state that is not about to be deleted."""
        (found,) = [entry for entry in self.entries if entry["urn"].endswith(f"::{name}") and not entry.get("delete")]
        return found

    @property
    def cluster(self) -> dict[str, Any]:
        """The cluster at the service, which has no other."""
        (cluster,) = self.service.clusters()
        return cluster

    @property
    def statuses(self) -> dict[str, str]:
        """How the clusters at the service are, by their ids."""
        return {cluster["ClusterId"]: cluster["ClusterStatus"] for cluster in self.service.clusters()}

    def calls_of(self, run: Callable[[], Any]) -> list[str]:
        """The service's journal of what `run` did."""
        before = len(self.service.journal())
        run()
        return self.service.actions()[before:]

    def unchanged(self) -> None:
        """The next preview is empty."""
        self.stack.preview("--expect-no-changes").must_work()

    def ends_well(self) -> None:
        """One cluster, the recorded one, and nothing to do."""
        assert [(entry, "running") for entry in self.ids] == list(self.statuses.items())
        self.unchanged()

    def leaves_nothing(self) -> None:
        """After a `destroy` there is no cluster, neither at the service nor in the state."""
        self.stack.destroy("--skip-preview").must_work()
        assert (self.statuses, self.entries) == ({}, [])


def in_mid_create(program: Program) -> tuple[Run, str]:
    """A CLI whose cluster is being made and goes on being made for as long as the test likes."""
    program.service.change_clock("seconds:1000")
    run = program.stack.start("up", "--yes", "--skip-preview")
    run.wait_for("E-HPC is making cluster ")
    return run, program.cluster["ClusterId"]
