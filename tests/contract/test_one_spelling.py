"""What a program, a state or the service spells otherwise is the same value: no live mount is taken away for it."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from contract.host_process import NONE
from contract.whole_life import DATA, Life
from ehpc_emulator.variants import chosen
from ehpc_emulator.variation import Variant
from in_process import World
from pulumi_ehpc._core.logic.earlier import respelt
from pulumi_ehpc.inputs import EhpcClusterArgs

Spell = Callable[[str], str]
SPELLINGS: list[Spell] = [lambda d: f"{d}/", lambda d: f"/{d}", lambda d: f"/{d}//"]
KEY, ADDRESS = "mountDirectory", "mountTargetDomain"


def _made(*variants: str, **values: Any) -> Life:
    life = Life(World())
    life.world.service.variants = chosen(list(variants))
    life.program |= values
    assert life.up(), life.failures
    life.sent()
    return life


def _mounts(life: Life, spell: Mapping[str, Spell]) -> list[dict[str, Any]]:
    """The mounts of a program in another spelling."""
    return [
        {name: spell[name](value) if name in spell else value for name, value in mount.items()}
        for mount in life.program["sharedStorages"]
    ]


def _quiet(life: Life) -> None:
    assert life.diff().changes == NONE, life.world.said.text()
    assert life.up(), life.failures
    life.refresh()
    assert life.diff().changes == NONE, life.world.said.text()
    assert life.up(), life.failures
    assert life.sent() == []


@pytest.mark.parametrize("spell", SPELLINGS)
@pytest.mark.parametrize("name", [KEY, "nasDirectory"])
def test_a_directory_that_the_program_comes_to_spell_otherwise(name: str, spell: Spell) -> None:
    life = _made()
    life.program["sharedStorages"] = _mounts(life, {name: spell})
    _quiet(life)


@pytest.mark.parametrize("spell", SPELLINGS)
def test_a_directory_that_is_spelt_otherwise_from_the_start(spell: Spell) -> None:
    life = _made()
    life.program["sharedStorages"] = _mounts(life, {KEY: spell})
    life = _made(sharedStorages=life.program["sharedStorages"])
    _quiet(life)
    assert [mount[KEY] for mount in life.outs["sharedStorages"]] == ["/home", "/opt", DATA[KEY]]
    assert not [text for text in life.world.said.warnings() if "/home and /opt" in text]


@pytest.mark.parametrize("variants", [(), ("mounts-nfs3",), ("mount-options-bare", "home-with-two-slashes")])
@pytest.mark.parametrize("spell", SPELLINGS)
def test_a_state_that_an_earlier_release_has_written_in_the_programs_spelling(
    spell: Spell, variants: tuple[str, ...]
) -> None:
    life = _made(*variants)
    life.program["sharedStorages"] = mounts = _mounts(life, {KEY: spell})
    spelt = {mount[KEY].rstrip("/").replace("//", "/"): mount[KEY] for mount in mounts}
    life.outs, life.inputs = _as_before(life.outs, spelt), _as_before(life.inputs, spelt)
    assert "[/home]" not in str(life.outs)
    _quiet(life)
    life.program = {**life.program, "maxCount": 21}
    assert life.up(), life.failures
    assert life.sent() == ["UpdateCluster"]


def _as_before(values: Mapping[str, Any], spelt: Mapping[str, str]) -> dict[str, Any]:
    """With the directories as the program spells them, in the paths to items too."""
    old = copy.deepcopy(dict(values))
    for mount in old["sharedStorages"]:
        mount[KEY] = spelt[mount[KEY]]

    def path(text: str) -> str:
        for one, other in spelt.items():
            text = text.replace(f"[{one}]", f"[{other}]")
        return text

    if "__set" in old:
        old["__set"] = [path(text) for text in old["__set"]]
        old["__answers"] = {path(text): pair for text, pair in old["__answers"].items()}
    return old


def test_the_paths_to_items_in_a_state_are_in_the_one_spelling() -> None:
    old = {
        "sharedStorages": [{KEY: "/home/"}],
        "__set": ["maxCount", "sharedStorages[/home/].nasDirectory"],
        "__answers": {"sharedStorages[//opt].protocolType": {"sent": "NFS", "answer": "nfs3"}},
        "__uncertain": ["queues", "queues[a/]"],
    }
    assert respelt(EhpcClusterArgs, old) == {
        "sharedStorages": [{KEY: "/home"}],
        "__set": ["maxCount", "sharedStorages[/home].nasDirectory"],
        "__answers": {"sharedStorages[/opt].protocolType": {"sent": "NFS", "answer": "nfs3"}},
        "__uncertain": ["queues", "queues[a/]"],
    }


def test_a_directory_that_the_service_comes_to_list_otherwise_and_its_removal() -> None:
    life = _made()
    life.world.service.variants = [
        Variant("", "", "", {"ListSharedStorages": {"SharedStorages.MountInfo.MountDirectory": lambda d: f"{d}/"}})
    ]
    _quiet(life)
    life.program["sharedStorages"] = life.program["sharedStorages"][:-1]
    life.diff()
    assert f"shared_storages[{DATA[KEY]}] will be removed" in life.world.said.text()


def test_two_spellings_of_one_directory_are_the_same_mount_twice() -> None:
    life = Life(World())
    twice = [*life.program["sharedStorages"], {**DATA, KEY: f"/{DATA[KEY]}/"}]
    _, wrong = life.engine.check({**life.program, "sharedStorages": twice})
    assert wrong == [
        "shared_storages[3].mount_directory: is the same as shared_storages[2].mount_directory; each must differ"
    ]


def test_a_disk_whose_mount_point_is_spelt_otherwise_needs_no_new_cluster() -> None:
    life = Life(World())
    node = life.program["manager"]["managerNode"]
    node["dataDisks"] = [{"category": "cloud_essd", "size": 40, "mountDir": "/data"}]
    assert life.up(), life.failures
    node["dataDisks"] = [{"category": "cloud_essd", "size": 40, "mountDir": "/data/"}]
    assert life.diff().changes == NONE


def _as_id(mount: Mapping[str, Any]) -> dict[str, Any]:
    return {**mount, ADDRESS: f"{mount['fileSystemId']}:{mount[ADDRESS]}"}


def test_the_id_of_a_mount_target_stands_for_its_address() -> None:
    life = _made()
    domain = life.outs["sharedStorages"][0][ADDRESS]
    life.program["sharedStorages"] = [_as_id(mount) for mount in life.program["sharedStorages"]]
    _quiet(life)
    again = _made(sharedStorages=life.program["sharedStorages"])
    assert again.world.clusters()[again.id]["storages"][0]["MountTarget"] == domain
    _quiet(again)
    life.program["sharedStorages"] = _mounts(life, {ADDRESS: str.upper, "fileSystemId": str})
    life.program["sharedStorages"] = _mounts(life, {ADDRESS: lambda text: text.split(":")[1]})
    _quiet(life)


@pytest.mark.parametrize("wrong", ["another:a.nas.example", "a.nas.example:/share", "a.nas.example:", "a b"])
def test_an_address_whose_meaning_is_not_plain_is_refused_with_what_to_give(wrong: str) -> None:
    life = Life(World())
    mounts = [{**mount, ADDRESS: wrong} for mount in life.program["sharedStorages"]]
    _, said = life.engine.check({**life.program, "sharedStorages": mounts})
    assert said[0].startswith("shared_storages[0].mount_target_domain: must be the address alone: give the mount")
    assert ".mount_target_domain, one of this file_system_id" in said[0]
