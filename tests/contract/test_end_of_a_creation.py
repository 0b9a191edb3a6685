"""The end of a creation harms nothing: what the service spells otherwise, or has made by itself, is left as it is."""

from __future__ import annotations

from contract.host_process import NONE, Host
from contract.programs import WHOLE
from emulator_process import Emulator

HARMLESS = ["CreateCluster", "UpdateCluster"]
"""What changes something in the creation of a cluster that is as it was asked for."""


def test_a_mount_that_is_spelt_otherwise_is_neither_detached_nor_attached(host: Host, service: Emulator) -> None:
    service.vary("mounts-nfs3")
    id_, outs, inputs = host.up(WHOLE)
    assert service.changing() == HARMLESS
    assert [mount["protocolType"] for mount in outs["sharedStorages"]] == ["NFS"] * 3
    assert "nfs3" not in host.said.text(), "it is documented to mean the same"
    assert host.diff(id_, outs, inputs, inputs).changes == NONE


def test_software_that_the_service_brought_is_not_uninstalled(host: Host, service: Emulator) -> None:
    service.vary("software-of-its-own")
    packages = [{"name": "mpich", "version": "4.0.3"}]
    id_, outs, inputs = host.up({**WHOLE, "additionalPackages": packages})
    assert service.changing() == HARMLESS
    assert "additional_packages[ehpc-agent] was made by E-HPC itself; it is left as it is" in host.said.text()
    assert outs["additionalPackages"] == packages
    assert host.diff(id_, outs, inputs, inputs).changes == NONE
