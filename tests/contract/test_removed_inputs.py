"""An input that is taken out of the program: what happens is what the reference says of it, for every one there is."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import pulumi_ehpc
from contract.changes import SETTINGS
from contract.host_process import NONE, URN
from contract.whole_life import PROGRAM, Life
from in_process import World
from pulumi_ehpc._core.logic.marks import generated_name
from pulumi_ehpc._core.table.fields import Field, fields_of
from pulumi_ehpc._core.table.names import shown_name
from pulumi_ehpc.inputs import EhpcClusterArgs

Step = str | int
Path_ = tuple[Step, ...]
REFERENCE = (Path(pulumi_ehpc.__file__).parents[1] / "REFERENCE.md").read_text(encoding="utf-8")
DISK = {"category": "cloud_essd", "size": 500, "level": "PL2"}
NODE: dict[str, Any] = {
    "instanceType": "ecs.c7.xlarge",
    "imageId": "centos_7_6_x64_20G_alibase_20211130.vhd",
    "systemDisk": DISK,
    "dataDisks": [
        {**DISK, "deleteWithInstance": False, "mountDir": "/data", "device": "/dev/xvdb", "snapshotId": "s-1"}
    ],
    "enableHt": False,
    "instanceChargeType": "PostPaid",
    "period": 2,
    "periodUnit": "Week",
    "autoRenew": True,
    "autoRenewPeriod": 2,
    "spotStrategy": "SpotWithPriceLimit",
    "spotPriceLimit": 0.5,
    "duration": 0,
}
QUEUE: dict[str, Any] = {
    "queueName": "comp",
    "computeNodes": [NODE],
    "minCount": 1,
    "maxCount": 4,
    "initialCount": 1,
    "maxCountPerCycle": 3,
    "enableScaleOut": True,
    "enableScaleIn": False,
    "vswitchIds": ["vsw-test"],
    "interConnect": "eRDMA",
    "hostnamePrefix": "node",
    "hostnameSuffix": "x",
    "allocationStrategy": "PriorityInstanceType",
    "ramRole": "role",
    "keepAliveNodes": ["node001"],
    "reservedNodePoolId": "rnp-1",
    "deleteNodes": True,
}
MOUNT = {"nasDirectory": "/", "mountOptions": "-t nfs -o vers=3,nolock", "protocolType": "NFS"}
ALL: dict[str, Any] = {
    **PROGRAM,
    **{name: value for name, (_, value, _) in SETTINGS.items()},
    "region": "cn-hangzhou",
    "isEnterpriseSecurityGroup": True,
    "resourceGroupId": "rg-1",
    "manager": {**PROGRAM["manager"], "managerNode": NODE},
    "addons": [{"name": "Login", "version": "1.0", "servicesSpec": "[]", "resourcesSpec": "{}"}],
    "sharedStorages": [{**storage, **MOUNT} for storage in PROGRAM["sharedStorages"]],
    "queues": [QUEUE],
    "clusterCredentials": {"password": "aliHPC123@", "keyPairName": "my-key"},
}


def optional(cls: type, values: Any, path: Path_ = ()) -> Iterator[tuple[Path_, str, Field]]:
    """Every input that may be left out, at each place, with the one that it stands in of the reference's tables."""
    for row in fields_of(cls):
        assert row.state in values, f"give {'.'.join(map(str, (*path, row.state)))} a value in this file"
        here, value = (*path, row.state), values[row.state]
        if not row.required:
            yield here, shown_name(cls), row
        if row.nested:
            held = (*here, 0) if row.many else here
            yield from optional(row.kind, value[0] if row.many else value, held)


EVERY = list(optional(EhpcClusterArgs, ALL))


def without(path: Path_) -> dict[str, Any]:
    program: Any = copy.deepcopy(ALL)
    holder = program
    for step in path[:-1]:
        holder = holder[step]
    del holder[path[-1]]
    return program  # type: ignore[no-any-return]


def documented(table: str, row: Field) -> str | None:
    """What the reference says that a removed input goes back to, None where the cluster keeps what it has."""
    section = REFERENCE.split(f"\n## {table}\n")[1].split("\n## ")[0]
    (line,) = re.findall(rf"^\| `{row.python}` \|.*$", section, re.M)
    found = re.search(r"removed: back to (\S+)", line)
    return found[1] if found else None


@pytest.fixture(scope="module")
def life() -> Life:
    made = Life(World("immediate"), copy.deepcopy(ALL))
    assert made.up(), made.failures
    return made


def seen(life: Life) -> dict[str, Any]:
    cluster = life.world.clusters()[life.id]
    return {name: value for name, value in cluster.items() if "Time" not in name and "Modify" not in name}


@pytest.mark.parametrize(("path", "table", "row"), [pytest.param(*one, id=".".join(map(str, one[0]))) for one in EVERY])
def test_an_input_that_is_taken_out(life: Life, path: Path_, table: str, row: Field) -> None:
    before, said = seen(life), life.world.said.lines
    life.program = without(path)
    life.sent()
    said.clear()
    back = documented(table, row)
    life.diff()
    told = life.world.said.text()
    assert life.up(), life.failures
    sent, after = life.sent(), seen(life)
    if back is None:
        assert (sent, after) == ([], before)
        assert re.search(rf"{row.python}\b.* (is|are) no longer in the program; the cluster keeps what it has", told), (
            told
        )
    else:
        assert sent == ["UpdateCluster"]
        wanted = generated_name(URN) if back == "the" else back
        assert {name: after[name] for name in after if after[name] != before[name]} == {
            row.wire: type(after[row.wire])(wanted)
        }
    assert life.diff().changes == NONE
    life.program = copy.deepcopy(ALL)
    assert life.up(), life.failures
    assert seen(life) == before


def test_what_is_left_out_of_a_value_that_is_set_as_a_whole_is_e_hpcs_to_decide() -> None:
    life = Life(World())
    node = {"instanceType": "ecs.c7.large", "imageId": NODE["imageId"], "spotStrategy": "SpotAsPriceGo"}
    life.program = {**life.program, "queues": [{"queueName": "comp", "maxCount": 3, "computeNodes": [node]}]}
    assert life.up(), life.failures
    life.program = copy.deepcopy(life.program)
    life.program["queues"][0]["computeNodes"] = [{"instanceType": "ecs.c7.xlarge"}]
    life.diff()
    nodes = "queues[comp].compute_nodes"
    assert (
        f"{nodes}[0].image_id and {nodes}[0].spot_strategy are no longer in the program; "
        f"as {nodes} is set anew as a whole, E-HPC decides about them"
    ) in life.world.said.text().splitlines()


def test_of_a_cluster_that_is_replaced_only_the_reason_is_told() -> None:
    life = Life(World())
    assert life.up(), life.failures
    life.program = copy.deepcopy(life.program)
    del life.program["queues"][1:], life.program["sharedStorages"][2:], life.program["maxCount"]
    life.program |= {"clusterVswitchId": "vsw-other", "deletionProtection": False}
    before = life.world.said.text()
    checked, _ = life.engine.check(life.program, life.inputs)
    assert life.engine.diff(life.id, life.outs, checked, life.inputs).replaces == ["clusterVswitchId"]
    told = life.world.said.text().removeprefix(before)
    assert told.strip().startswith("cluster_vswitch_id: needs a new cluster"), told
    assert len(told.strip().splitlines()) == 1, told
