"""An update that fails half-way: the next one finishes it, or takes it back where the program was taken back."""

from __future__ import annotations

import os

import pytest

from contract.half_updates import (
    CHANGES,
    HOW,
    THEN,
    Cell,
    again,
    calls,
    cells,
    made,
    once_more,
    refreshed_and_taken_back,
)

CELLS = list(cells())
ALL = bool(os.environ.get("HALVES"))
"""HALVES=all: each failure of each call, and then all that a user may do. Else some of both, by turns."""


def failures() -> list[tuple[Cell, str]]:
    first, second, *others = HOW
    some = [
        (cell, {first, second, *(others[(turn + n) % len(others)] for n in (0, 3))}) for turn, cell in enumerate(CELLS)
    ]
    return [(cell, how) for cell, hows in some for how in HOW if ALL or how in hows]


def ways(cell: Cell, how: str) -> list[str]:
    first, second, *others = THEN
    turn = CELLS.index(cell) + list(HOW).index(how)
    return list(THEN) if ALL else [first, second, others[turn % len(others)]]


@pytest.mark.parametrize(("cell", "how"), failures(), ids=str)
def test_the_next_run_ends_well_after_a_call_that_failed(cell: Cell, how: str) -> None:
    life = cell.failed(HOW[how])
    for then in ways(cell, how):
        # What went through after all, and is left to E-HPC then, stays.
        if life.failures or cell.known or "back" not in then:
            THEN[then](again(life), cell, HOW[how])


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("cell", CELLS, ids=str)
def test_the_next_run_ends_well_after_a_kill(cell: Cell, when: str) -> None:
    life = cell.killed(when)
    once_more(again(life), cell, {})
    if cell.known:
        # No state can tell what a killed process did.
        refreshed_and_taken_back(life, cell, {})


def test_the_preview_says_what_is_not_known_and_a_refresh_ends_it() -> None:
    life = Cell("settings", "UpdateCluster", 1).failed(HOW["acted, then lost"])
    life.program = CHANGES["settings"][0]
    life.diff()
    said = "what a failed update has left of idle_interval, max_count is not known: `pulumi up` looks, and mends it"
    assert said in life.world.said.text()
    life.refresh()
    assert "__uncertain" not in life.outs


def test_the_preview_names_what_a_failed_update_has_begun_and_the_program_does_not_have_any_more() -> None:
    life = Cell("lists that were left to E-HPC", "CreateQueue", 2).failed(HOW["refused"])
    assert [queue["queueName"] for queue in life.outs["queues"]] == ["comp"], "item by item"
    life.program = CHANGES["lists that were left to E-HPC"][0]
    life.diff()
    assert "queues[comp] was begun by a failed update; what there is of it will be removed" in life.world.said.text()


def test_the_error_names_the_item_and_the_call_that_failed_first() -> None:
    cell = Cell("queues added", "CreateQueue", 2)
    life = made(cell.before)
    life.program = CHANGES[cell.change][1]
    gone = {"kind": "error", "code": "InvalidSecurityToken.Expired", "times": None}
    life.world.control(
        "POST", "faults", [{"action": "CreateQueue", "nth": 2, **gone}, {"action": "ListQueues", **gone}]
    )
    assert not life.up()
    assert life.failures[0].startswith("CreateQueue for queues[newer] of cluster ehpc-"), life.failures


INSTALLING = "ListInstalledSoftwares ListInstalledSoftwares"
"""Looks for as long as an installation takes here: 1.5 seconds of which each look and each call spends some."""

GOOD = {
    "settings": "GetCluster ListClusters UpdateCluster GetCluster",
    "queues in place": "GetCluster GetQueue UpdateQueue GetQueue UpdateQueue GetQueue GetQueue",
    "queues added": "GetCluster CreateQueue CreateQueue ListQueues GetQueue",
    "queues removed": "ListQueues GetCluster ListNodes ListNodes DeleteQueues ListQueues",
    "packages installed": f"GetCluster InstallSoftwares InstallSoftwares ListInstalledSoftwares {INSTALLING}",
    "packages uninstalled": "GetCluster ListInstalledSoftwares UninstallSoftwares ListInstalledSoftwares",
    "a package changed": (
        f"GetCluster ListInstalledSoftwares UninstallSoftwares InstallSoftwares ListInstalledSoftwares {INSTALLING}"
    ),
    "storages mounted": "GetCluster AttachSharedStorages AttachSharedStorages ListSharedStorages",
    "a storage unmounted": "GetCluster DetachSharedStorages ListSharedStorages",
    "a storage replaced": "GetCluster DetachSharedStorages AttachSharedStorages ListSharedStorages",
    "add-ons uninstalled": "GetCluster ListAddons UnInstallAddon ListAddons",
    "an add-on installed": "GetCluster InstallAddon ListAddons GetAddon ListClusters",
    "an add-on replaced": "GetCluster ListAddons UnInstallAddon InstallAddon ListAddons GetAddon ListClusters",
    "lists that were left to E-HPC": (
        "GetCluster InstallSoftwares InstallSoftwares CreateQueue CreateQueue ListInstalledSoftwares "
        "ListQueues GetQueue ListInstalledSoftwares"
    ),
    "several kinds": (
        "ListQueues GetCluster ListClusters UpdateCluster ListInstalledSoftwares UninstallSoftwares "
        "InstallSoftwares ListAddons UnInstallAddon DetachSharedStorages AttachSharedStorages ListNodes "
        "DeleteQueues CreateQueue GetQueue UpdateQueue GetCluster ListInstalledSoftwares ListAddons ListSharedStorages "
        "ListQueues GetQueue"
    ),
}
"""The calls of an update in which nothing fails; what is asked before GetCluster, the preview asks."""


@pytest.mark.parametrize("change", CHANGES)
def test_where_nothing_fails_nothing_more_is_asked(change: str) -> None:
    assert calls(change) == GOOD[change].split()
