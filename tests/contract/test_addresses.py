"""The addresses that people log in at: outputs of a cluster, there when `up` ends, known in previews from then on."""

from __future__ import annotations

from typing import Any

import pytest

from contract.host_process import Host
from contract.installed import FULL, LOGIN, Life
from contract.programs import SMALL
from emulator_process import Emulator


def login(outs: dict[str, Any]) -> dict[str, Any]:
    (addon,) = outs["addons"]
    return dict(addon)


def test_when_up_ends_the_login_node_has_its_addresses(host: Host, service: Emulator) -> None:
    life = Life(host, service, FULL)
    (there,) = service.clusters()[0]["addons"]
    told, resources = login(life.outs), there["ResourcesSpec"]
    assert told["addonId"] == there["AddonId"]
    assert told["instanceId"] == resources["EcsInstanceId"]
    assert (told["eipId"], told["publicIp"]) == (resources["EipInstanceId"], resources["EipResource"]["EipAddress"])
    assert told["accessUrls"] == {"SSH": f"https://{told['publicIp']}:22"}
    assert life.outs["accountId"] == life.outs["__account"]
    before = life.outs
    assert life.is_empty_after_refresh()
    assert life.outs["addons"] == before["addons"]


def test_the_addresses_are_asked_for_once_a_creation_and_not_by_other_updates(host: Host, service: Emulator) -> None:
    life = Life(host, service, FULL)
    assert service.actions().count("GetAddon") == 1
    addresses = login(life.outs)
    life.up({**FULL, "maxCount": 11})
    assert service.actions().count("GetAddon") == 1
    assert login(life.outs) == addresses


def test_an_add_on_that_is_installed_anew_has_its_new_addresses(host: Host, service: Emulator) -> None:
    life = Life(host, service, FULL)
    before = login(life.outs)
    life.up({**FULL, "addons": [{**LOGIN, "resourcesSpec": "{}"}]})
    now = login(life.outs)
    assert not set(before["accessUrls"].values()) & set(now["accessUrls"].values())
    assert not [name for name in ("addonId", "instanceId", "eipId", "publicIp") if now[name] == before[name]]
    assert life.is_empty_after_refresh()
    assert login(life.outs) == now


def test_an_address_that_comes_late_is_waited_for(host: Host, service: Emulator) -> None:
    service.vary("addon-address-late")
    life = Life(host, service, FULL)
    assert login(life.outs)["publicIp"]
    assert "addons[Login]: waits for its public address" in host.said.text(passing=True)


@pytest.mark.parametrize("status", [403, 400])
def test_a_cluster_is_made_and_read_also_where_addresses_may_not_be_asked_for(
    host: Host, service: Emulator, status: int
) -> None:
    service.faults({"action": "GetAddon", "kind": "error", "code": "NoPermission", "status": status})
    life = Life(host, service, FULL)
    assert "publicIp" not in login(life.outs)
    assert "addons[Login]: " in host.said.text()
    assert "Its outputs are incomplete; `pulumi refresh` asks for them again." in host.said.text()
    service.clear_faults()
    assert life.is_empty_after_refresh()
    known = login(life.outs)
    assert known["publicIp"]
    service.faults({"action": "GetAddon", "kind": "error", "code": "NoPermission", "status": status})
    assert life.is_empty_after_refresh()
    assert login(life.outs) == known


def test_a_cluster_without_add_ons_asks_for_none(host: Host, service: Emulator) -> None:
    Life(host, service, SMALL)
    assert "GetAddon" not in service.actions()
