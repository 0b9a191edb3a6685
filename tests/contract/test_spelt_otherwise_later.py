"""An item whose key E-HPC comes to spell otherwise is the same one: it is neither gone nor new, and nothing is sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from contract.host_process import NONE
from contract.whole_life import CHANGES, DATA, Life
from ehpc_emulator.variation import Variant
from in_process import World

MOUNTS, KEY = "SharedStorages.MountInfo.MountDirectory", "mountDirectory"
SPELLINGS = ["/HOME", "home", "/home ", "/Home/"]


def _spelt(life: Life, action: str, path: str, spell: Callable[[Any], Any]) -> None:
    life.world.service.variants = [Variant("", "", "", {action: {path: spell}})]


def _mounts(life: Life, **spelt: str) -> None:
    """List the mount `/home` as home="..." says."""
    _spelt(life, "ListSharedStorages", MOUNTS, lambda told: spelt.get(told.strip("/"), told))


def _also(life: Life, *directories: str) -> None:
    """Mounts that somebody else made, of the data."""
    cluster = life.world.service.world.clusters[life.id]
    data = cluster.storages[-1]
    cluster.storages += [{**data, "MountDirectory": directory} for directory in directories]


def _quiet(life: Life) -> None:
    """No drift is told, nothing is planned, and nothing is sent."""
    before = dict(life.inputs)
    for _ in range(2):
        life.world.said.lines.clear()
        life.refresh()
        assert "was removed" not in life.world.said.text()
        assert "was added" not in life.world.said.text()
        assert life.inputs == before
        assert life.diff().changes == NONE, life.world.said.text()
        assert life.up(), life.failures
    assert life.sent() == []


@pytest.fixture
def life() -> Life:
    made = Life(World())
    assert made.up(), made.failures
    made.sent()
    return made


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_mount_is_no_drift(life: Life, spelling: str) -> None:
    _mounts(life, home=spelling)
    _quiet(life)
    _mounts(life)
    _quiet(life)


def test_every_mount_at_once_and_it_is_said_once(life: Life) -> None:
    _spelt(life, "ListSharedStorages", MOUNTS, str.upper)
    life.refresh()
    assert "shared_storages[/home].mount_directory: E-HPC answers '/HOME' for '/home'" in life.world.said.text()
    _quiet(life)
    assert "E-HPC answers" not in life.world.said.text()


@pytest.mark.parametrize(
    ("action", "path"),
    [("ListInstalledSoftwares", "AdditionalPackages.AdditionalPackageInfos.Name"), ("ListAddons", "Addons.Name")],
)
def test_neither_is_software_or_an_add_on(life: Life, action: str, path: str) -> None:
    _spelt(life, action, path, str.upper)
    _quiet(life)


def test_neither_is_a_queue_and_a_change_is_sent_as_it_is_listed(life: Life) -> None:
    cluster = life.world.service.world.clusters[life.id]
    cluster.queues = {name.upper(): {**queue, "QueueName": name.upper()} for name, queue in cluster.queues.items()}
    _quiet(life)
    life.program = CHANGES["a queue's size"][0](life.program)
    assert life.up(), life.failures
    assert life.sent() == ["UpdateQueue COMP"]
    _quiet(life)


def test_its_removal_is_sent_as_it_is_listed(life: Life) -> None:
    cluster = life.world.service.world.clusters[life.id]
    assert cluster.storages[-1]["MountDirectory"] == DATA[KEY]
    cluster.storages[-1]["MountDirectory"] = DATA[KEY].upper()
    _quiet(life)
    life.program["sharedStorages"] = life.program["sharedStorages"][:-1]
    assert life.up(), life.failures
    assert life.sent() == [f"DetachSharedStorages {DATA[KEY].upper()}"]
    _quiet(life)


def test_its_removal_is_sent_as_it_was_made_once_it_is_listed_so_again(life: Life) -> None:
    _spelt(life, "ListSharedStorages", MOUNTS, str.upper)
    _quiet(life)
    life.world.service.variants = []
    _quiet(life)
    life.program["sharedStorages"] = life.program["sharedStorages"][:-1]
    assert life.up(), life.failures
    assert life.sent() == [f"DetachSharedStorages {DATA[KEY]}"]


def test_where_both_spellings_are_listed_the_other_one_is_a_stranger(life: Life) -> None:
    _also(life, "/EHPCDATA")
    life.refresh()
    assert "shared_storages[/EHPCDATA] was added" in life.world.said.text()
    assert "was removed" not in life.world.said.text()
    assert life.up(), life.failures
    assert life.sent() == ["DetachSharedStorages /EHPCDATA"]


def test_where_two_are_alike_nobody_knows_which_it_is(life: Life) -> None:
    life.world.service.world.clusters[life.id].storages[-1]["MountDirectory"] = "/EHPCDATA"
    _also(life, "/EhpcData")
    life.refresh()
    said = life.world.said.text()
    for told in ("[/ehpcdata] was removed", "[/EHPCDATA] was added", "[/EhpcData] was added"):
        assert f"shared_storages{told}" in said


def test_what_was_one_item_and_is_two_now_is_told(life: Life) -> None:
    cluster = life.world.service.world.clusters[life.id]
    cluster.storages[-1]["MountDirectory"] = "/EHPCDATA"
    _quiet(life)
    _also(life, DATA[KEY])
    life.refresh()
    assert "shared_storages[/EHPCDATA] was added" in life.world.said.text()


def test_another_spelling_in_the_program_is_another_mount(life: Life) -> None:
    life.program["sharedStorages"] = [*life.program["sharedStorages"][:-1], {**DATA, KEY: "/EHPCDATA"}]
    begin = life.world.now
    assert life.up(), life.failures
    assert life.sent() == [f"DetachSharedStorages {DATA[KEY]}", "AttachSharedStorages /EHPCDATA"]
    assert life.world.now - begin < 60
    _quiet(life)


def test_what_a_failed_update_leaves_is_looked_at_so_too(life: Life) -> None:
    fault = {"action": "AttachSharedStorages", "kind": "error", "code": "NoPermission", "status": 403}
    life.world.control("POST", "faults", [fault])
    life.program = CHANGES["a mount more"][0](life.program)
    assert not life.up()
    _mounts(life, home="/HOME")
    assert life.up(), life.failures
    assert life.sent() == ["AttachSharedStorages /scratch"]
    _quiet(life)
