"""What may happen half-way, and when: the cases of the page HALF_WAY.md."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from contract.whole_life import PROGRAM, Program
from in_process import HostKilled, World
from pulumi_ehpc import EhpcClusterArgs
from pulumi_ehpc._core.logic import wire

Event = Callable[[World], None]
HARDWARE = PROGRAM["queues"][0]["computeNodes"]
COMP, BIG = ({**queue, "computeNodes": HARDWARE} for queue in PROGRAM["queues"])
NEW = {"queueName": "new", "maxCount": 1, "computeNodes": HARDWARE}
HOME, OPT, DATA = PROGRAM["sharedStorages"]
SCRATCH = {**DATA, "mountDirectory": "/scratch"}
(MPICH,) = PROGRAM["additionalPackages"]
OPENMPI = {"name": "openmpi", "version": "4.1.1"}
BASE = {**PROGRAM, "queues": [COMP, BIG]}
UPDATE = {**BASE, "maxCount": 20, "queues": [{**COMP, "maxCount": 9}, BIG, NEW]}
"""Takes UpdateCluster, CreateQueue and UpdateQueue, in this order."""


def _quiet(world: World) -> None:
    world.control("DELETE", "faults")


@dataclass(frozen=True)
class Case:
    """One thing that happens, and what is done after it."""

    says: str
    happens: Event
    at: str = ""
    """Before the first call of this action; "" before the run."""

    program: Program | None = None
    """What the program says meanwhile; None for what it said before."""

    then: str = ""
    mend: Event = _quiet
    """What the user does before the next run."""

    back: bool = False
    """The program is taken back for it."""

    refresh: bool = False
    fails_again: bool = False


def refusing(code: str) -> Event:
    """From now on every call is refused so."""
    rule = {"action": "*", "kind": "error", "code": code, "status": 400, "times": None}

    def event(world: World) -> None:
        world.control("POST", "faults", rule)

    return event


def changed(**values: Any) -> Event:
    """A colleague changes it in the console, or the service does."""

    def event(world: World) -> None:
        for id_ in world.clusters():
            world.control("POST", f"clusters/{id_}", values)

    return event


def elsewhere(**values: Any) -> Event:
    """A colleague does this of the program's."""
    return changed(**wire.request(EhpcClusterArgs, values))


def gone(world: World) -> None:
    for id_ in world.clusters():
        world.control("DELETE", f"clusters/{id_}")


def asleep(world: World) -> None:
    world.now += 3_700


def endless(world: World) -> None:
    world.control("POST", "clock", {"clock": "looks:100000"})


def quick(world: World) -> None:
    world.control("POST", "clock", {"clock": "seconds:6"})


def killed(_world: World) -> None:
    raise HostKilled


RUNS = changed(ClusterStatus="running")
EXPIRED, CLOCK = refusing("InvalidSecurityToken.Expired"), refusing("InvalidTimeStamp.Expired")
STARTED: dict[str, Any] = {"then": "with the cluster running again", "mend": RUNS}

UPDATES = [
    Case("The STS token expires before the first call", EXPIRED, "GetCluster", then="with a new token"),
    Case("The STS token expires after UpdateCluster", EXPIRED, "CreateQueue", then="with a new token"),
    Case(
        "The STS token expires after CreateQueue", EXPIRED, "UpdateQueue", back=True,
        then="with a new token, and the program taken back",
    ),
    Case(
        "This machine's clock jumps an hour, ahead or back, after CreateQueue", CLOCK, "UpdateQueue",
        then="with the clock set",
    ),
    Case("The machine sleeps for an hour after CreateQueue", asleep, "UpdateQueue"),
    Case(
        "The cluster turns exception before CreateQueue", changed(ClusterStatus="exception"), "CreateQueue",
        fails_again=True,
    ),
    Case("The cluster is stopped before CreateQueue", changed(ClusterStatus="stopped"), "CreateQueue", **STARTED),
    Case("The cluster is pending before UpdateCluster", changed(ClusterStatus="pending"), "UpdateCluster", **STARTED),
    Case("Somebody has deleted the cluster", gone, fails_again=True),
    Case("Somebody deletes the cluster after UpdateCluster", gone, "CreateQueue", fails_again=True),
    Case("The provider's process is killed after CreateQueue", killed, "UpdateQueue"),
    Case(
        "The provider's process is killed after CreateQueue", killed, "UpdateQueue", refresh=True, back=True,
        then="with the program taken back and `--refresh`: what a killed process did is in no state",
    ),
]  # fmt: skip
UPDATES = [replace(case, program=UPDATE) for case in UPDATES]


def _meanwhile(says: str, event: Event, **wanted: Any) -> Case:
    return Case(says, event, program={**BASE, **wanted})


ELSEWHERE = [
    _meanwhile("A queue was removed, and is resized here", elsewhere(queues=[BIG]),
               queues=[{**COMP, "maxCount": 9}, BIG]),
    _meanwhile("A queue was removed, and is removed here", elsewhere(queues=[COMP]), queues=[COMP]),
    _meanwhile("A queue was added, and the same one is added here", elsewhere(queues=[COMP, BIG, NEW]),
               queues=[COMP, BIG, NEW]),
    _meanwhile("A queue was added with max_count 7, and is added here with 1",
               elsewhere(queues=[COMP, BIG, {**NEW, "maxCount": 7}]), queues=[COMP, BIG, NEW]),
    _meanwhile("A package was uninstalled, and is removed here", changed(AdditionalPackages=[]), additionalPackages=[]),
    _meanwhile("A package was uninstalled, and has another version here", changed(AdditionalPackages=[]),
               additionalPackages=[{**MPICH, "version": "4.1"}]),
    _meanwhile("A package was installed, and is added here", elsewhere(additionalPackages=[MPICH, OPENMPI]),
               additionalPackages=[MPICH, OPENMPI]),
    _meanwhile("A storage was unmounted, and is removed here", elsewhere(sharedStorages=[HOME, OPT]),
               sharedStorages=[HOME, OPT]),
    _meanwhile("A storage was unmounted, and has another directory here", elsewhere(sharedStorages=[HOME, OPT]),
               sharedStorages=[HOME, OPT, {**DATA, "nasDirectory": "/archive"}]),
    _meanwhile("A storage was mounted, and the same one is added here",
               elsewhere(sharedStorages=[HOME, OPT, DATA, SCRATCH]), sharedStorages=[HOME, OPT, DATA, SCRATCH]),
    _meanwhile("Another directory was mounted where a storage is added here",
               elsewhere(sharedStorages=[HOME, OPT, DATA, {**SCRATCH, "nasDirectory": "/other"}]),
               sharedStorages=[HOME, OPT, DATA, SCRATCH]),
    _meanwhile("max_count was set to the value that it has here", changed(MaxCount=20), maxCount=20),
]  # fmt: skip

DELETIONS = [
    Case("The STS token expires before DeleteCluster", EXPIRED, "DeleteCluster", then="with a new token"),
    Case("The STS token expires while it is waited for", EXPIRED, "ListClusters", then="with a new token"),
    Case("This machine's clock jumps an hour, ahead or back, while it is waited for", CLOCK, "ListClusters",
         then="with the clock set"),
    Case("The machine sleeps for an hour while it is waited for", asleep, "ListClusters"),
    Case("The cluster has turned exception, or was stopped", changed(ClusterStatus="exception")),
    Case("The cluster is pending, and stays so", changed(ClusterStatus="pending"), then="with the cluster running",
         mend=RUNS),
    Case("The cluster turns pending before DeleteCluster", changed(ClusterStatus="pending"), "DeleteCluster",
         then="with the cluster running", mend=RUNS),
    Case("Somebody deletes the cluster before DeleteCluster", gone, "DeleteCluster"),
    Case("A colleague protects the cluster before DeleteCluster", changed(DeletionProtection=True), "DeleteCluster",
         fails_again=True),
    Case("The cluster stays releasing", endless, "ListClusters", mend=quick),
    Case("The cluster turns exception while it is waited for", changed(ClusterStatus="exception"), "ListClusters"),
]  # fmt: skip

CREATIONS = [
    Case("The STS token expires while it is waited for", EXPIRED, "GetCluster", then="with a new token"),
    Case("The STS token expires before the last call", EXPIRED, "UpdateCluster", then="with a new token"),
    Case("This machine's clock jumps an hour, ahead or back, while it is waited for", CLOCK, "GetCluster",
         then="with the clock set"),
    Case("The machine sleeps for an hour while it is waited for", asleep, "GetCluster"),
    Case("The cluster turns exception", changed(ClusterStatus="exception"), "GetCluster", fails_again=True),
    Case("The cluster is stopped before the last call", changed(ClusterStatus="stopped"), "UpdateCluster"),
    Case("The cluster turns pending before the last call", changed(ClusterStatus="pending"), "UpdateCluster",
         then="with the cluster running", mend=RUNS),
    Case("Somebody deletes the cluster while it is waited for", gone, "GetCluster", fails_again=True),
    Case("Somebody deletes the cluster before the last call", gone, "UpdateCluster", fails_again=True),
    Case("The provider's process is killed before the last call", killed, "UpdateCluster"),
]  # fmt: skip

CASES = {"update": UPDATES, "elsewhere": ELSEWHERE, "delete": DELETIONS, "create": CREATIONS}
