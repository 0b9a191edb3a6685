"""A program that only declares pays for the table, and for nothing that talks to E-HPC."""

from __future__ import annotations

import subprocess
import sys

import pytest

SDK = ("alibabacloud_ehpc20240730", "alibabacloud_tea_openapi", "alibabacloud_credentials", "darabonba", "Tea")
ROOMS = ("serve", "verbs", "api", "host", "logic", "process")
SERVICE_SIDE = (*(f"pulumi_ehpc._core.{room}" for room in ROOMS), "pulumi_ehpc.testing")
DECLARES = """
import asyncio, pulumi
from pulumi.runtime import mocks

class Engine(mocks.Mocks):
    def new_resource(self, args):
        return "ehpc-hz-1", args.inputs
    def call(self, args):
        return {}

asyncio.set_event_loop(asyncio.new_event_loop())
mocks.set_mocks(Engine(), preview=True)
import pulumi_ehpc

@pulumi.runtime.test
def program():
    cluster = pulumi_ehpc.EhpcCluster(
        "render", cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1", deletion_protection=True,
        queues=[pulumi_ehpc.Queue(queue_name="comp")], cluster_credentials={"password": "Sesame-2024"},
    )
    return cluster.id.apply(print)

program()
"""
LOOKS_UP = DECLARES.replace(
    "    return cluster.id",
    "    pulumi_ehpc.get_images(os='CentOS')\n    pulumi_ehpc.get_nodes_output(cluster.id)\n    return cluster.id",
)
"""With Pulumi's mocks, nobody else is asked."""


@pytest.mark.parametrize("program", ["import pulumi_ehpc", DECLARES, LOOKS_UP], ids=["imports", "declares", "looks up"])
def test_neither_the_sdk_nor_the_services_side_is_imported(program: str) -> None:
    loaded = f"import sys; print([m for m in {(*SDK, *SERVICE_SIDE)!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", f"{program}\n{loaded}"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "[]"
    assert ("ehpc-hz-1" in done.stdout) is (program != "import pulumi_ehpc"), "the program ran"
