"""The emulator as the account that is looked at: in this process, where time passes as fast as somebody waits."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Mapping

from in_process import CONFIG, World
from live.asking import Service, as_it_came
from live.check import CENTS, CONTRADICTED, NOT_SEEN
from live.given import Given
from live.looks import Looking, Row
from live.subject import Subject
from pulumi_ehpc._core.api.gateway import gateway
from pulumi_ehpc._core.process import another
from pulumi_ehpc.settings import resolve

NAS = "008b63-sihc.cn-hangzhou.nas.aliyuncs.com"
PLACE = {"VPC": "vpc-1", "VSWITCH": "vsw-1", "NAS": f"{NAS}:/shared"}
MOUNT = {"FileSystemId": "008b63", "MountTargetDomain": NAS, "NASDirectory": "/", "MountDirectory": "/home"}
NEW_SLURM, PBS = ({"Type": "SLURM", "Version": "23.02"}, {"Type": "PBS", "Version": "20.1"})
THEIRS = {
    "SharedStorages": [MOUNT],
    "Addons": [{"Name": "Login", "Version": "1.0"}],
    "Queues": [{"QueueName": "comp", "InitialCount": 1}],
}


def account(variants: Iterable[str] = ()) -> World:
    """One with two clusters that stand anyway."""
    # The log is asked for the last day of the machine's own time.
    world = World(pace="seconds:60", now=time.time() - 7200)
    for number, scheduler in enumerate((NEW_SLURM, PBS)):
        parameters = {"Manager": {"Scheduler": scheduler}, **THEIRS}
        world.send("CreateCluster", {"ClusterName": f"theirs-{number}"} | _form(parameters))
    world.now += 120
    world.control("POST", "variants", list(variants))
    return world


def _form(parameters: Mapping[str, object]) -> dict[str, str]:
    return {name: json.dumps(value) for name, value in parameters.items()}


def look(world: World, cost: str = CENTS, say: Callable[[str], None] = lambda _: None) -> list[Row]:
    """What is found there."""
    rows: list[Row] = []
    with another(world.process()):
        given = Given.by({"LIVE": cost, **PLACE})
        subject = Subject(Service(as_it_came(gateway(resolve(CONFIG.get, {})))), given)
        Looking(subject, rows.append, say).at_everything()
    return rows


def contradicted(rows: Iterable[Row]) -> set[str]:
    return {row.check.name for row in rows if row.finding.verdict == CONTRADICTED}


def not_seen(rows: Iterable[Row]) -> set[str]:
    return {row.check.name for row in rows if row.finding.verdict == NOT_SEEN}
