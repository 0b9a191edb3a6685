"""Two versions of one package: that which the program has counts, however E-HPC lists them, and it stays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from contract.host_process import NONE
from contract.whole_life import Life
from ehpc_emulator.variants import chosen
from ehpc_emulator.variation import Variant
from in_process import World

OLD, WANTED, NEW = "3.2", "4.0.3", "5.0"
ORDERS = [(OLD, WANTED), (WANTED, OLD)]
ROWS = "AdditionalPackages.AdditionalPackageInfos"


def mpich(version: str) -> list[dict[str, Any]]:
    return [{"name": "mpich", "version": version}]


def installed(life: Life) -> list[str]:
    return [package["Version"] for package in life.world.service.world.clusters[life.id].packages]


def install(life: Life, versions: Sequence[str]) -> None:
    """What somebody else has made of it, beside E-HPC's own idea of one version at a time."""
    cluster = life.world.service.world.clusters[life.id]
    (package,) = cluster.packages
    cluster.packages = [{**package, "Version": version} for version in versions]


def uninstalled(life: Life) -> list[list[dict[str, Any]]]:
    rows = life.world.control("GET", "journal")["requests"]
    return [row["params"]["AdditionalPackages"] for row in rows if row["action"] == "UninstallSoftwares"]


@pytest.fixture
def life() -> Life:
    made = Life(World())
    assert made.program["additionalPackages"] == mpich(WANTED)
    made.world.service.variants = chosen(["software-beside"])
    assert made.up(), made.failures
    made.sent()
    return made


@pytest.mark.parametrize("order", ORDERS)
def test_the_one_that_the_program_has_counts(life: Life, order: Sequence[str]) -> None:
    install(life, order)
    life.refresh()
    assert "mpich" not in life.world.said.text()
    assert life.diff().changes == NONE
    assert life.up()
    assert life.sent() == []


@pytest.mark.parametrize("order", ORDERS)
def test_what_is_there_in_another_version_only_is_told_and_that_one_is_uninstalled(
    life: Life, order: Sequence[str]
) -> None:
    install(life, [OLD])
    life.refresh()
    assert f"additional_packages[mpich].version: '{WANTED}' -> '{OLD}'" in life.world.said.text()
    install(life, order)
    assert life.up(), life.failures
    assert uninstalled(life) == [[{"Name": "mpich", "Version": OLD}]]
    assert installed(life) == [WANTED]
    life.refresh()
    assert life.diff().changes == NONE


@pytest.mark.parametrize("order", ORDERS)
def test_a_change_to_the_other_one_uninstalls_that_which_is_not_wanted_any_more(
    life: Life, order: Sequence[str]
) -> None:
    install(life, order)
    life.program["additionalPackages"] = mpich(OLD)
    assert life.up(), life.failures
    assert uninstalled(life) == [[{"Name": "mpich", "Version": WANTED}]]
    assert installed(life) == [OLD]


@pytest.mark.parametrize("order", ORDERS)
def test_a_change_to_a_third_one_and_a_removal_leave_none_of_the_others(life: Life, order: Sequence[str]) -> None:
    install(life, order)
    life.program["additionalPackages"] = mpich(NEW)
    assert life.up(), life.failures
    assert uninstalled(life) == [[{"Name": "mpich", "Version": version} for version in order]]
    assert installed(life) == [NEW]
    install(life, order)
    life.program["additionalPackages"] = []
    assert life.up(), life.failures
    assert installed(life) == []


def test_a_version_is_uninstalled_as_it_is_listed(life: Life) -> None:
    install(life, ["v3.2.0", "v4.0.3"])
    life.program["additionalPackages"] = mpich(NEW)
    assert life.up(), life.failures
    assert [package["Version"] for package in uninstalled(life)[0]] == ["v3.2.0", "v4.0.3"]
    life.program["additionalPackages"] = mpich(WANTED)
    install(life, ["v3.2.0", "v4.0.3"])
    assert life.up(), life.failures
    assert uninstalled(life)[1:] == [[{"Name": "mpich", "Version": "v3.2.0"}]]


@pytest.mark.parametrize("order", ORDERS)
def test_one_that_failed_beside_another_version_is_installed_anew(life: Life, order: Sequence[str]) -> None:
    def failed(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [{**row, "Status": "Exception"} if row["Version"] == WANTED else row for row in rows]

    install(life, order)
    life.world.service.variants = [Variant("", "", "", {"ListInstalledSoftwares": {ROWS: failed}})]
    life.refresh()
    assert "additional_packages[mpich] failed (Exception)" in life.world.said.text()
    life.world.service.variants = []
    assert life.up(), life.failures
    assert life.sent() == ["InstallSoftwares mpich"]


@pytest.mark.parametrize("order", ORDERS)
def test_where_the_program_names_no_version_one_that_is_there_counts(order: Sequence[str]) -> None:
    life = Life(World())
    life.program["additionalPackages"] = [{"name": "mpich"}]
    assert life.up(), life.failures
    life.sent()
    install(life, order)
    life.refresh()
    assert life.diff().changes == NONE
    assert life.sent() == []
