"""Software and add-ons change in place: by their own calls, in the right order, and nothing else is touched."""

from __future__ import annotations

import json

import pytest

from contract.host_process import NONE, Host
from contract.installed import EIP, FULL, GROMACS, LOGIN, MPICH, SSH, Life
from contract.outputs import public
from contract.programs import SMALL
from emulator_process import Emulator


@pytest.fixture
def full(host: Host, service: Emulator) -> Life:
    return Life(host, service, FULL)


def test_software_and_add_ons_are_sent_with_the_cluster_and_read_back(full: Life) -> None:
    sent = full.sent("CreateCluster")
    assert sent["AdditionalPackages"] == [{"Name": p["name"], "Version": p["version"]} for p in (GROMACS, MPICH)]
    (addon,) = sent["Addons"]
    assert (json.loads(addon["ServicesSpec"]), json.loads(addon["ResourcesSpec"])) == (SSH, EIP)
    assert [name for name in full.service.actions() if "nstall" in name and not name.startswith("List")] == []
    before = public(full.outs)
    assert full.is_empty_after_refresh()
    assert public(full.outs) == before


def test_another_version_is_installed_in_place_of_the_old_one(full: Life) -> None:
    newer = {"name": "gromacs", "version": "2024.1"}
    assert full.up({**FULL, "additionalPackages": [newer, MPICH]}) == ["UninstallSoftwares", "InstallSoftwares"]
    assert full.sent("UninstallSoftwares")["AdditionalPackages"] == [{"Name": "gromacs", "Version": "2023.3"}]
    assert full.sent("InstallSoftwares")["AdditionalPackages"] == [{"Name": "gromacs", "Version": "2024.1"}]
    assert full.is_empty_after_refresh()


def test_software_comes_and_goes_without_the_rest(full: Life) -> None:
    wrf = {"name": "wrf", "version": "4.5.1"}
    assert full.up({**FULL, "additionalPackages": [MPICH, wrf]}) == ["UninstallSoftwares", "InstallSoftwares"]
    assert [p["name"] for p in full.outs["additionalPackages"]] == ["mpich", "wrf"]
    assert full.up({**FULL, "additionalPackages": []}) == ["UninstallSoftwares"]
    assert full.is_empty_after_refresh()


def test_software_that_somebody_else_installed_is_named_and_removed(full: Life) -> None:
    lammps = {"Name": "lammps", "Version": "20230802"}
    full.service.change(full.id, AdditionalPackages=[*full.service.clusters()[0]["software"], lammps])
    _, full.outs, full.inputs = full.host.read(full.id, full.outs, full.inputs)
    assert "additional_packages[lammps] was added" in full.host.said.text()
    assert full.up(FULL) == ["UninstallSoftwares"]
    assert "additional_packages[lammps] will be removed" in full.host.said.text()


def test_a_spec_that_differs_only_in_its_spelling_is_no_change(full: Life) -> None:
    spelt = {**LOGIN, "servicesSpec": json.dumps(SSH, indent=2, sort_keys=True)}
    news, failures = full.host.check({**FULL, "addons": [spelt]}, full.inputs)
    assert not failures
    assert full.host.diff(full.id, full.outs, news, full.inputs).changes == NONE


def test_another_spec_installs_the_add_on_anew_and_says_so(full: Life) -> None:
    wider = [{**SSH[0], "NetworkACL": [{"IpProtocol": "TCP", "Port": 22, "SourceCidrIp": "10.0.0.0/8"}]}]
    old = full.service.clusters()[0]["addons"][0]["AddonId"]
    program = {**FULL, "addons": [{**LOGIN, "servicesSpec": json.dumps(wider)}]}
    assert full.up(program) == ["UnInstallAddon", "InstallAddon"]
    assert full.sent("UnInstallAddon")["AddonId"] == old
    assert json.loads(full.sent("InstallAddon")["ServicesSpec"]) == wider
    assert "addons[Login].services_spec: E-HPC cannot change an add-on" in full.host.said.text()
    assert full.is_empty_after_refresh()


def test_an_add_on_without_specs_is_installed_by_its_template(host: Host, service: Emulator) -> None:
    small = Life(host, service, SMALL)
    assert small.up({**SMALL, "addons": [{"name": "Login", "version": "1.0"}]}) == ["InstallAddon"]
    assert service.clusters()[0]["addons"][0]["ServicesSpec"][0]["ServiceName"] == "SSH"
    assert small.up({**SMALL, "addons": []}) == ["UnInstallAddon"]
    assert service.clusters()[0]["addons"] == []


def test_a_cluster_that_is_only_looked_up_is_read_with_everything(full: Life) -> None:
    id_, outs, _ = full.host.read(full.id, {}, {})
    assert id_ == full.id
    told = ("clusterDescription", "queues", "sharedStorages", "additionalPackages", "addons", "manager", "maxCount")
    assert {name: outs.get(name) is not None for name in told} == dict.fromkeys(told, True)
    assert [queue["hostnamePrefix"] for queue in outs["queues"]] == ["node", "compute"]
    assert "clusterCredentials" not in outs
