"""A cluster that exists comes under a program by an entry that something else wrote: nothing of it is changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from engine import alicloud_stub
from engine.programs import Program

CLUSTER_V2 = "alicloud:ehpc/clusterV2:ClusterV2"
PROVIDER = "pulumi:providers:alicloud"


def as_cluster_v2(program: Program) -> None:
    """The entry in the stack as `pulumi_alicloud` would have written it."""
    deployment = json.loads(program.stack.run("stack", "export").must_work().stdout)
    resources = deployment["deployment"]["resources"]
    (entry,) = (r for r in resources if r["type"] == "pulumi-python:dynamic/ehpc:Cluster")
    root = next(r["urn"] for r in resources if r["type"] == "pulumi:pulumi:Stack")
    prefix = root.rsplit("::", 2)[0]
    provider: dict[str, Any] = {
        "urn": f"{prefix}::{PROVIDER}::default_1_0_0",
        "custom": True,
        "id": "0f1e2d3c-0000-4000-8000-000000000000",
        "type": PROVIDER,
        "inputs": {"version": "1.0.0", "region": "cn-hangzhou"},
        "outputs": {"version": "1.0.0", "region": "cn-hangzhou"},
    }
    values = {"clusterName": "render", "manager": {"managerNode": {"systemDisk": {"size": "40"}}}, "tags": {}}
    resources[resources.index(entry)] = {
        "urn": f"{prefix}::{CLUSTER_V2}::render",
        "custom": True,
        "id": entry["id"],
        "type": CLUSTER_V2,
        "inputs": {**values, "__defaults": []},
        "outputs": {**values, "regionId": "cn-hangzhou"},
        "parent": root,
        "provider": f"{provider['urn']}::{provider['id']}",
    }
    resources.insert(resources.index(next(r for r in resources if r["type"] == CLUSTER_V2)), provider)
    program.stack.run("stack", "import", given=json.dumps(deployment)).must_work()


def test_an_alias_of_cluster_v2_is_taken_on_without_a_call_that_changes_anything(program: Program) -> None:
    program.up()
    (made,) = program.ids
    alicloud_stub.install(Path(program.stack.variables["PULUMI_HOME"]))
    as_cluster_v2(program)
    program.one(max_count=7, opts={"aliases": [{"type_": CLUSTER_V2}]})
    calls = len(program.service.journal())
    taken = f"cluster {made} is taken on as it is: `pulumi up` reads it, and changes nothing of it"
    preview = program.stack.preview().must_work().text
    assert taken in preview
    assert "max_count: 100 -> 7: not by this `pulumi up`, but by the next one" in preview
    assert taken in program.up()
    assert program.service.changing(calls) == []
    assert program.ids == [made]
    assert "max_count: 100 -> 7" in program.stack.preview().must_work().text
    program.stack.refresh().must_work()
    program.up()
    assert program.service.changing(calls) == ["UpdateCluster"]
    program.ends_well()
    program.leaves_nothing()


def test_an_entry_that_does_not_name_the_provider_is_mended_by_up(program: Program) -> None:
    program.up()
    deployment = json.loads(program.stack.run("stack", "export").must_work().stdout)
    for row in deployment["deployment"]["resources"]:
        for bag in (row.get("inputs") or {}, row.get("outputs") or {}):
            bag.pop("__provider", None)
    program.stack.run("stack", "import", given=json.dumps(deployment)).must_work()
    calls = len(program.service.journal())
    assert "is taken on as it is" in program.up()
    assert program.service.changing(calls) == []
    program.stack.refresh("--expect-no-changes").must_work()
    program.ends_well()
