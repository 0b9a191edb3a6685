"""Updates that fail half-way: what changes, how a call fails, and what the user does then; all of it combined."""

from __future__ import annotations

import copy
import functools
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from contract.host_process import NONE
from contract.whole_life import PROGRAM, Life, Program
from in_process import HostKilled, World

FIRST, BIG = PROGRAM["queues"]
HOME, OPT, DATA = PROGRAM["sharedStorages"]
NEW = {"queueName": "new", "maxCount": 1}
MPICH, OPENMPI = {"name": "mpich", "version": "4.0.3"}, {"name": "openmpi", "version": "4.1.1"}
LISTS = ("queues", "sharedStorages", "additionalPackages", "addons")
BARE = {name: value for name, value in PROGRAM.items() if name not in ("queues", "additionalPackages", "addons")}
"""A program that leaves these lists to E-HPC."""


def _with(**values: Any) -> tuple[Program, Program]:
    return PROGRAM, {**PROGRAM, **values}


def _mounted(*data: dict[str, Any]) -> tuple[Program, Program]:
    return _with(sharedStorages=[HOME, OPT, *data])


CHANGES: dict[str, tuple[Program, Program]] = {
    "settings": _with(maxCount=20, idleInterval=9),
    "queues in place": _with(queues=[{**FIRST, "maxCount": 9}, {**BIG, "maxCount": 5}]),
    "queues added": _with(queues=[FIRST, BIG, NEW, {**NEW, "queueName": "newer"}]),
    "queues removed": _with(queues=[]),
    "packages installed": _with(additionalPackages=[MPICH, OPENMPI, {"name": "gromacs", "version": "2024.1"}]),
    "packages uninstalled": _with(additionalPackages=[]),
    "a package changed": _with(additionalPackages=[{**MPICH, "version": "4.1"}]),
    "storages mounted": _mounted(DATA, {**DATA, "mountDirectory": "/a"}, {**DATA, "mountDirectory": "/b"}),
    "a storage unmounted": _mounted(),
    "a storage replaced": _mounted({**DATA, "nasDirectory": "/archive"}),
    "add-ons uninstalled": _with(addons=[]),
    "an add-on installed": _with(addons=[])[::-1],
    "an add-on replaced": _with(addons=[{**PROGRAM["addons"][0], "resourcesSpec": "{}"}]),
    "lists that were left to E-HPC": (BARE, {**BARE, "queues": [FIRST, NEW], "additionalPackages": [MPICH, OPENMPI]}),
    "several kinds": _with(
        maxCount=20,
        queues=[{**FIRST, "maxCount": 9}, NEW],
        sharedStorages=[HOME, OPT, {**DATA, "nasDirectory": "/archive"}],
        additionalPackages=[OPENMPI],
        addons=[],
    ),
}
"""What the program says before, and what it says then."""

MUTATING = (
    *("UpdateCluster", "CreateQueue", "UpdateQueue", "DeleteQueues", "AttachSharedStorages", "DetachSharedStorages"),
    *("InstallSoftwares", "UninstallSoftwares", "InstallAddon", "UnInstallAddon"),
)
HOW: dict[str, dict[str, Any]] = {
    "refused": {"kind": "error", "code": "InvalidParams", "status": 400},
    "acted, then lost": {"kind": "reset-after"},
    "forbidden": {"kind": "error", "code": "Forbidden.RAM", "status": 403},
    "acted, then 500": {"kind": "500", "acted": True},
    "lost": {"kind": "reset-before"},
    "down": {"kind": "503"},
    "throttled": {"kind": "throttled"},
    "no success": {"kind": "success-false"},
    "acted, no success": {"kind": "success-false", "acted": True},
}


def made(program: Program) -> Life:
    """A life that has come as far as that program, made only once."""
    return again(_made(json.dumps(program)))


@functools.cache
def _made(program: str) -> Life:
    life = Life(World(), json.loads(program))
    assert life.up(), life.failures
    return life


def again(life: Life) -> Life:
    """The same life once more, so that it can be gone on with in several ways."""
    world = World(now=life.world.now)
    world.service.world.load(copy.deepcopy(life.world.service.world.dump()))
    program, outs, inputs = copy.deepcopy((life.program, life.outs, life.inputs))
    return Life(world, program, life.id, outs, inputs)


@functools.cache
def calls(change: str) -> list[str]:
    """The calls that the change takes where nothing fails."""
    life, life.program = (life := made(CHANGES[change][0])), CHANGES[change][1]
    assert life.up(), life.failures
    return list(life.world.calls)


@dataclass(frozen=True)
class Cell:
    """A change, and the call of it that fails."""

    change: str
    action: str
    nth: int
    """Of the calls of that action; those after it fail too."""

    def __str__(self) -> str:
        return f"{self.change}: {self.action} {self.nth}"

    @property
    def before(self) -> Program:
        return CHANGES[self.change][0]

    @property
    def known(self) -> bool:
        """Whether the program had all of its lists before."""
        return self.before is not BARE

    def failed(self, how: dict[str, Any]) -> Life:
        """A life in which the update to that change has failed, where it had to."""
        life = made(self.before)
        life.program = CHANGES[self.change][1]
        life.world.control("POST", "faults", {"action": self.action, "nth": self.nth, "times": None, **how})
        life.up()
        life.world.control("DELETE", "faults")
        return life

    def killed(self, when: str) -> Life:
        """A life whose provider was killed before that call, or after it."""
        life = made(self.before)
        life.program = CHANGES[self.change][1]

        def boundary(now: str, action: str) -> None:
            if (now, action) == (when, self.action) and life.world.calls.count(action) == self.nth:
                raise HostKilled

        life.world.boundary = boundary
        try:
            life.up()
        except HostKilled:
            life.world.boundary = lambda _when, _action: None
            return life
        raise AssertionError("it never came so far")


def cells() -> Iterator[Cell]:
    for change in CHANGES:
        for action, times in Counter(action for action in calls(change) if action in MUTATING).items():
            yield from (Cell(change, action, nth) for nth in range(1, times + 1))


def service_of(life: Life) -> dict[str, Any]:
    """What the service has, without times and ids."""
    (cluster,) = life.world.clusters().values()
    return {
        "settings": {name: cluster[name] for name in ("MaxCount", "IdleInterval", "GrowInterval", "ClusterName")},
        "queues": {q["QueueName"]: {n: q[n] for n in q if "Time" not in n} for q in cluster["queues"]},
        "mounts": {mount["MountDirectory"]: mount["StorageDirectory"] for mount in cluster["storages"]},
        "software": {package["Name"]: package["Version"] for package in cluster["software"]},
        "addons": [addon["Name"] for addon in cluster["addons"]],
    }


def ends_well(life: Life) -> None:
    """The next `up` brings the service to what the program says, and after it nothing is left to do."""
    assert life.up(), life.failures
    assert service_of(life) == service_of(made(life.program))
    assert "__uncertain" not in life.outs
    assert life.diff().changes == NONE
    life.refresh()
    assert life.diff().changes == NONE


def once_more(life: Life, _cell: Cell, _how: dict[str, Any]) -> None:
    """The same program again."""
    ends_well(life)


def taken_back(life: Life, cell: Cell, _how: dict[str, Any]) -> None:
    life.program = copy.deepcopy(cell.before)
    ends_well(life)


def refreshed(life: Life, cell: Cell, how: dict[str, Any]) -> None:
    life.refresh()
    once_more(life, cell, how)


def refreshed_and_taken_back(life: Life, cell: Cell, how: dict[str, Any]) -> None:
    life.refresh()
    taken_back(life, cell, how)


def taken_back_twice(life: Life, cell: Cell, how: dict[str, Any]) -> None:
    """It fails too, in the first call that changes anything."""
    life.program = copy.deepcopy(cell.before)
    life.world.control("POST", "faults", [{"action": action, "times": None, **how} for action in MUTATING])
    life.up()
    life.world.control("DELETE", "faults")
    ends_well(life)


def destroyed(life: Life, _cell: Cell, _how: dict[str, Any]) -> None:
    assert life.down(), life.failures
    assert life.world.clusters() == {}


THEN: dict[str, Callable[[Life, Cell, dict[str, Any]], None]] = {
    "the same again": once_more,
    "taken back": taken_back,
    "refreshed, then the same": refreshed,
    "refreshed, then taken back": refreshed_and_taken_back,
    "taken back, which fails too": taken_back_twice,
    "destroyed": destroyed,
}
