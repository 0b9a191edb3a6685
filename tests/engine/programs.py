"""Pulumi programs for engine tests: the clusters stand in a JSON file, so that a test changes them as a user would."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from emulator_process import Emulator
from engine.harness import Result, Stack

PASSWORD = "Sesame-2024"
SMALL: dict[str, Any] = {"cluster_vpc_id": "vpc-test", "cluster_vswitch_id": "vsw-test", "cluster_name": "render"}

PROJECT = "name: clusters\nruntime:\n  name: python\n  options:\n    toolchain: pip\n"
PROGRAM = """\
import json, pulumi, pulumi_ehpc
made = {}
for entry in json.load(open("clusters.json")):
    options = dict(entry.get("opts") or {})
    for reference in ("parent",):
        if reference in options:
            options[reference] = made[options[reference]]
    if "depends_on" in options:
        options["depends_on"] = [made[name] for name in options["depends_on"]]
    if "aliases" in options:
        options["aliases"] = [pulumi.Alias(**alias) for alias in options["aliases"]]
    if "custom_timeouts" in options:
        options["custom_timeouts"] = pulumi.CustomTimeouts(**options["custom_timeouts"])
    args = dict(entry["args"])
    for secret in entry.get("secret") or []:
        args[secret] = pulumi.Output.secret(args[secret])
    cluster = pulumi_ehpc.EhpcCluster(entry["name"], args, pulumi.ResourceOptions(**options))
    made[entry["name"]] = cluster
    pulumi.export(entry["name"], cluster.id)
"""


class Program:
    """One stack of clusters on one emulator."""

    def __init__(self, folder: Path, service: Emulator, stack_of: Callable[..., Stack], **variables: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "Pulumi.yaml").write_text(PROJECT)
        (folder / "__main__.py").write_text(PROGRAM)
        self._folder = folder
        self.service = service
        keys = {"ALIBABA_CLOUD_ACCESS_KEY_ID": "test", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "test"}
        place = {"EHPC_ENDPOINT": service.url, "ALIBABA_CLOUD_REGION_ID": "cn-hangzhou"}
        self.write()
        self.stack = stack_of(folder, **{**keys, **place, "PULUMI_EHPC_POLL_SCALE": "0.05", **variables})

    def write(self, *clusters: dict[str, Any]) -> None:
        """The whole program: {"name", "args", "opts"} for each cluster."""
        (self._folder / "clusters.json").write_text(json.dumps(clusters))

    def one(self, *, opts: dict[str, Any] | None = None, name: str = "render", **args: Any) -> None:
        """A program of one small cluster with these arguments over it."""
        self.write({"name": name, "args": {**SMALL, **args}, "opts": opts})

    def up(self, *options: str) -> Result:
        return self.stack.up(*options)

    def entry(self, name: str = "render") -> dict[str, Any]:
        """The cluster's entry in the state."""
        (found,) = [r for r in self.stack.resources() if r["urn"].endswith(f"::{name}") and not r.get("delete")]
        return found

    def unchanged(self) -> None:
        """The next preview is empty."""
        self.stack.preview("--expect-no-changes").must_work()

    def calls_of(self, run: Callable[[], Any]) -> list[str]:
        """The service's journal of what `run` did, without the looks of waiting."""
        before = len(self.service.journal())
        run()
        return self.service.actions()[before:]
