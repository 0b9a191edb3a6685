"""An `up` ends when the software and the add-ons that it asked for are there, and says so where they do not come."""

from __future__ import annotations

from typing import Any

import pytest

import in_process
from contract.host_process import BY_PROVIDER, NONE, Failed, Host
from contract.installed import GROMACS, LOGIN, MPICH
from contract.programs import SMALL
from ehpc_emulator.variants import chosen
from in_process import World

MINUTE = 60.0


class Life:
    """A cluster that runs, and updates of it in a service with variants."""

    def __init__(self, *variants: str, pace: str = "seconds:240", **program: Any) -> None:
        self.world = World(pace)
        self.vary(*variants)
        self.host: Host = in_process.host(self.world)
        self.program = {**SMALL, **program}
        self.id, self.outs, self.inputs = self.host.up(self.program)

    def vary(self, *variants: str) -> None:
        self.world.service.variants = chosen(variants)

    def up(self, **change: Any) -> float:
        """Seconds that an `up` took."""
        self.program |= change
        news, failures = self.host.check(self.program, self.inputs)
        assert not failures
        begin, self.world.calls[:] = self.world.now, []
        try:
            self.outs = self.host.update(self.id, self.outs, news, old_inputs=self.inputs)
        except Failed as failure:
            self.outs = failure.properties
            raise
        finally:
            self.inputs = news
        return self.world.now - begin

    @property
    def row(self) -> list[str]:
        """What stood in its row."""
        return self.world.said.text(passing=True).split("\n")


def test_an_up_ends_when_its_software_is_installed() -> None:
    life = Life()
    assert life.up(additionalPackages=[MPICH]) > 60, "a quarter of a creation's four minutes"
    assert [line for line in life.row if "mpich" in line] == [
        "additional_packages[mpich]: installing",
        "additional_packages[mpich]: installing (0 s)",
    ]
    assert life.up(additionalPackages=[]) < 10
    assert life.row[-2:] == ["additional_packages[mpich]: uninstalling", "done (0 s)"]


def test_what_is_there_at_once_costs_no_look_more() -> None:
    life = Life(pace="immediate")
    life.up(additionalPackages=[MPICH], addons=[LOGIN])
    assert [life.world.calls.count(name) for name in ("ListInstalledSoftwares", "ListAddons")] == [1, 1]


def test_a_creation_ends_when_its_login_node_runs_and_its_addresses_are_told() -> None:
    life = Life("addons-install-slowly", "addon-address-late", addons=[LOGIN])
    assert any(line.startswith("addons[Login]: installing") for line in life.row)
    assert life.outs["addons"][0]["publicIp"]


def test_several_that_are_on_their_way_are_told_together() -> None:
    life = Life("addons-install-slowly")
    life.up(additionalPackages=[MPICH], addons=[LOGIN])
    assert "additional_packages[mpich]: installing; addons[Login]: installing (0 s)" in life.row


def test_software_that_cannot_be_installed_fails_the_up_and_the_next_one_tries_again() -> None:
    life = Life("software-fails")
    with pytest.raises(Failed) as failure:
        life.up(additionalPackages=[GROMACS, MPICH])
    assert failure.value.message.split("\n")[0] == (
        "additional_packages[gromacs] failed (Exception); additional_packages[mpich] failed (Exception): "
        "E-HPC took the call that adds it, and could not do it"
    )
    assert f"pulumi_ehpc --region cn-hangzhou --endpoint http://127.0.0.1:1 logs {life.id}" in failure.value.message
    assert life.host.diff(life.id, life.outs, life.inputs, life.inputs).changes == BY_PROVIDER
    life.world.boundary = lambda _when, action: life.vary() if action == "InstallSoftwares" else None
    life.up()
    assert life.world.calls.count("InstallSoftwares") == 2
    assert life.host.diff(life.id, life.outs, life.inputs, life.inputs).changes == NONE


@pytest.mark.parametrize("variant", ["software-status-other", "addon-status-other"])
def test_a_status_that_nobody_knows_is_waited_for_some_minutes_and_told(variant: str) -> None:
    life = Life(variant, pace="immediate")
    item = {"additionalPackages": [MPICH]} if variant.startswith("software") else {"addons": [LOGIN]}
    assert 5 * MINUTE < life.up(**item) < 6 * MINUTE
    told = {"software-status-other": "additional_packages[mpich] as Available"}.get(variant, "addons[Login] as Active")
    assert [line.split("\n")[0] for line in life.world.said.warnings() if told in line] == [
        f"after 5 minutes E-HPC still tells {told}: this run does not wait any longer"
    ]


def test_an_installation_that_hangs_does_not_hang_the_up() -> None:
    life = Life(pace="immediate")
    life.world.control("POST", "clock", {"clock": "seconds:100000"})
    assert 30 * MINUTE < life.up(additionalPackages=[MPICH]) < 31 * MINUTE
    assert any("additional_packages[mpich] as Installing" in line for line in life.world.said.warnings())


def test_what_could_not_be_installed_is_removed_where_the_program_takes_it_back() -> None:
    life = Life("software-fails", additionalPackages=[GROMACS])
    with pytest.raises(Failed, match=r"additional_packages\[mpich\] failed"):
        life.up(additionalPackages=[GROMACS, MPICH])
    life.up(additionalPackages=[GROMACS])
    assert [name for name in life.world.calls if "nstall" in name] == [
        "ListInstalledSoftwares",
        "ListInstalledSoftwares",
        "UninstallSoftwares",
        "ListInstalledSoftwares",
    ]


def test_custom_timeouts_shorten_the_wait_for_what_is_on_its_way() -> None:
    life = Life()
    news, _ = life.host.check({**life.program, "additionalPackages": [MPICH]}, life.inputs)
    begin = life.world.now
    life.host.update(life.id, life.outs, news, timeout=4, old_inputs=life.inputs)
    assert life.world.now - begin < 30
    assert "additional_packages[mpich]" in life.world.said.warnings()[-1]
