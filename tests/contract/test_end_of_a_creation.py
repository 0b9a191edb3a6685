"""The end of a creation harms nothing: what the service spells otherwise, or has made by itself, is left as it is."""

from __future__ import annotations

import pytest

import in_process
from contract.host_process import NONE, Host
from contract.programs import WHOLE
from ehpc_emulator.variants import chosen
from emulator_process import Emulator
from pulumi_ehpc._core.logic.plan import plan
from pulumi_ehpc._core.logic.state import without_internal
from pulumi_ehpc.inputs import EhpcClusterArgs

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


@pytest.mark.parametrize(
    "variant",
    [
        "scheduler-slurm22", "scheduler-openpbs", "services-in-capitals", "category-in-lower-case", "mounts-nfs3",
        "mount-options-bare", "mount-options-in-order", "home-with-one-slash", "home-with-two-slashes",
        "addon-version-1", "interconnect-in-lower-case",
    ],
)  # fmt: skip
def test_a_spelling_that_is_known_plans_nothing_after_an_import(variant: str) -> None:
    world = in_process.World()
    engine = in_process.host(world)
    pbs = {"manager": {**WHOLE["manager"], "scheduler": {"type": "PBS", "version": "20.0"}}}
    login = [{"name": "Login", "version": "1.0"}]
    program = {**WHOLE, **(pbs if variant == "scheduler-openpbs" else {}), "addons": login}
    id_, _, checked = engine.up(program)
    world.service.variants = chosen([variant])
    _, outs, inputs = engine.read(id_, {})
    answer = engine.diff(id_, outs, checked, inputs)
    assert list(answer.replaces) == []
    todo = plan(EhpcClusterArgs, outs, without_internal(checked))
    assert [change.path for change in todo.changes] == []
