"""An update that fails half-way: the next one finishes it, or takes it back where the program was taken back."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from contract.host_process import NONE
from contract.whole_life import PROGRAM, Life, Program
from in_process import World

FIRST, *OTHERS = PROGRAM["queues"]
HOME, OPT, DATA = PROGRAM["sharedStorages"]
CHANGES: dict[str, Callable[[Program], Program]] = {
    "UpdateCluster": lambda p: {**p, "maxCount": 20, "idleInterval": 9},
    "UpdateQueue": lambda p: {**p, "queues": [{**FIRST, "maxCount": 9}, *OTHERS]},
    "CreateQueue": lambda p: {**p, "queues": [*p["queues"], {"queueName": "new", "maxCount": 1}]},
    "DeleteQueues": lambda p: {**p, "queues": [FIRST]},
    "AttachSharedStorages": lambda p: {**p, "sharedStorages": [HOME, OPT, {**DATA, "nasDirectory": "/archive"}]},
    "DetachSharedStorages": lambda p: {**p, "sharedStorages": [HOME, OPT]},
    "InstallSoftwares": lambda p: {**p, "additionalPackages": [{"name": "mpich", "version": "4.1"}]},
    "UninstallSoftwares": lambda p: {**p, "additionalPackages": []},
    "UnInstallAddon": lambda p: {**p, "addons": []},
}
HOW: dict[str, dict[str, Any]] = {
    "refused": {"kind": "error", "code": "NoPermission", "status": 403},
    "acted, then lost": {"kind": "error", "code": "InternalError", "status": 500, "acted": True},
    "never answered": {"kind": "reset-before"},
}


@pytest.fixture(params=HOW)
def fault(request: pytest.FixtureRequest) -> dict[str, Any]:
    how: dict[str, Any] = HOW[request.param]
    return how


def failed(action: str, fault: dict[str, Any]) -> Life:
    """A life in whose first update each call of that action fails."""
    life = Life(World())
    assert life.up(), life.failures
    life.program = CHANGES[action](life.program)
    life.world.control("POST", "faults", [{"action": action, "times": None, **fault}])
    life.up()
    life.world.control("DELETE", "faults")
    return life


def as_made(life: Life) -> dict[str, Any]:
    """What the service has, without times and ids."""
    (cluster,) = life.world.clusters().values()
    return {
        "limits": (cluster["MaxCount"], cluster["IdleInterval"]),
        "queues": {queue["QueueName"]: (queue["MaxCount"], queue["EnableScaleIn"]) for queue in cluster["queues"]},
        "mounts": {mount["MountDirectory"]: mount["StorageDirectory"] for mount in cluster["storages"]},
        "software": {package["Name"]: package["Version"] for package in cluster["software"]},
        "addons": [addon["Name"] for addon in cluster["addons"]],
    }


def straight(program: Program) -> dict[str, Any]:
    """What the service has where nothing ever failed."""
    life = Life(World(), copy.deepcopy(program))
    assert life.up()
    return as_made(life)


def ends_well(life: Life) -> None:
    assert life.up(), life.failures
    assert as_made(life) == straight(life.program)
    assert life.diff().changes == NONE
    life.refresh()
    assert life.diff().changes == NONE


@pytest.mark.parametrize("action", CHANGES)
def test_the_next_update_finishes_it(action: str, fault: dict[str, Any]) -> None:
    ends_well(failed(action, fault))


@pytest.mark.parametrize("action", CHANGES)
def test_where_the_program_was_taken_back_the_next_update_takes_it_back(action: str, fault: dict[str, Any]) -> None:
    life = failed(action, fault)
    life.program = copy.deepcopy(PROGRAM)
    ends_well(life)


def test_the_preview_says_what_is_not_known_and_a_refresh_ends_it() -> None:
    life = failed("UpdateCluster", HOW["acted, then lost"])
    life.program = copy.deepcopy(PROGRAM)
    assert life.diff().changes != NONE
    said = "what a failed update has left of idle_interval, max_count is not known: `pulumi up` looks, and mends it"
    assert said in life.world.said.text()
    life.refresh()
    assert "__uncertain" not in life.outs
