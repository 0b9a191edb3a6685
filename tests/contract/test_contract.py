"""The contract of a resource handler, by name, over the real host process, with the oldest and the newest SDK."""

from __future__ import annotations

import copy
import json
import os
import sys
from typing import Any

import pytest

from account import OTHER_VPC, PASSWORD
from contract import old_sdk
from contract.host_process import BY_INPUTS, NONE, UNKNOWN, Failed, Host
from contract.outputs import holds, public
from contract.programs import SMALL, WHOLE
from emulator_process import Emulator


@pytest.fixture(params=["newest", old_sdk.VERSION])
def python(request: pytest.FixtureRequest) -> str:
    if request.param == "newest":
        return sys.executable
    found = old_sdk.find()
    if found is None and os.environ.get("CI") == "true":
        pytest.fail(old_sdk.MISSING)
    if found is None:
        pytest.skip(old_sdk.MISSING)
    return str(found)


def changed(**values: Any) -> dict[str, Any]:
    return {**copy.deepcopy(WHOLE), **values}


def test_create_read_equal(host: Host) -> None:
    id_, outs, inputs = host.up(WHOLE)
    read_id, read_outs, read_inputs = host.read(id_, outs, inputs)
    assert read_id == id_
    assert public(read_outs) == public(outs)
    assert read_inputs == inputs
    assert public(outs)["clusterStatus"] == "running"
    assert holds(outs, WHOLE)


def test_refresh_after_up_is_empty(host: Host) -> None:
    id_, outs, inputs = host.up(WHOLE)
    _, outs, inputs = host.read(id_, outs, inputs)
    checked, _ = host.check(WHOLE, inputs)
    assert host.diff(id_, outs, checked, inputs).changes == NONE


def test_read_missing_is_gone(host: Host, service: Emulator) -> None:
    id_, outs, inputs = host.up(SMALL)
    service.remove(id_)
    assert host.read(id_, outs, inputs)[0] == ""


def test_update_read_equal(host: Host) -> None:
    id_, outs, inputs = host.up(WHOLE)
    wanted = changed(clusterName="renamed", maxCount=20, idleInterval=9, deletionProtection=True)
    news, _ = host.check(wanted, inputs)
    outs = host.update(id_, outs, news)
    _, read_outs, _ = host.read(id_, outs, news)
    assert public(read_outs) == public(outs)
    assert read_outs["deletionProtection"] is True


def test_update_touches_nothing_else(host: Host, service: Emulator) -> None:
    id_, outs, inputs = host.up(WHOLE)
    service.change(id_, MaxCount=40, DeletionProtection=True, IdleInterval=11)
    before = len(service.journal())
    news, _ = host.check(changed(clusterName="renamed"), inputs)
    host.update(id_, outs, news)
    assert service.actions()[before:] == ["GetCluster", "ListClusters", "UpdateCluster", "GetCluster"]
    (cluster,) = service.clusters()
    assert (cluster["ClusterName"], cluster["MaxCount"]) == ("renamed", 40)
    assert cluster["DeletionProtection"] is True
    assert cluster["IdleInterval"] == 11
    assert cluster["ClusterDescription"] == "render-farm"


def test_create_only_change_plans_replace_and_sends_nothing(host: Host, service: Emulator) -> None:
    id_, outs, inputs = host.up(WHOLE)
    before = len(service.journal())
    news, _ = host.check(changed(clusterVpcId=OTHER_VPC), inputs)
    answer = host.diff(id_, outs, news, inputs)
    assert (answer.changes, list(answer.replaces)) == (BY_INPUTS, ["clusterVpcId"])
    assert "cluster_vpc_id: needs a new cluster: a cluster cannot move to another network" in host.said.text()
    assert len(service.journal()) == before


def test_write_only_survives_refresh(host: Host) -> None:
    id_, outs, inputs = host.up(WHOLE)
    _, outs, inputs = host.read(id_, outs, inputs)
    for bag in (outs, inputs):
        assert bag["clusterCredentials"] == {"password": PASSWORD}
        assert bag["tags"] == {"cost_center": "42"}


def test_preview_makes_no_call(host: Host, service: Emulator) -> None:
    news, failures = host.check(WHOLE)
    assert not failures
    assert service.journal() == []
    id_, outs = host.create(news)
    before = len(service.journal())
    host.check(changed(maxCount=11), news)
    assert host.diff(id_, outs, {**news, "maxCount": 11}, news).changes == BY_INPUTS
    assert host.diff(id_, outs, news, news).changes == NONE
    assert len(service.journal()) == before


def test_unknown_inputs_in_preview(host: Host) -> None:
    wanted = changed(clusterVpcId=UNKNOWN)
    wanted["sharedStorages"][0]["mountTargetDomain"] = UNKNOWN
    wanted["queues"][0]["maxCount"] = UNKNOWN
    inputs, failures = host.check(wanted)
    assert not failures
    assert inputs["clusterVpcId"] == UNKNOWN
    assert inputs["sharedStorages"][0]["mountTargetDomain"] == UNKNOWN
    assert inputs["queues"][0]["maxCount"] == UNKNOWN


def test_secrets_never_plain(host: Host, service: Emulator) -> None:
    service.faults({"action": "CreateCluster", "nth": 1, "kind": "error", "code": "ImageNotFound", "times": 1})
    inputs, _ = host.check(WHOLE)
    with pytest.raises(Failed) as failure:
        host.create(inputs)
    host.check(changed(clusterCredentials={"password": PASSWORD + PASSWORD, "pasword": PASSWORD}))
    seen = [failure.value.message, host.said.text(), host.said.text(passing=True), json.dumps(service.journal())]
    assert not any(PASSWORD in text for text in seen)
    assert "ImageNotFound" in failure.value.message


def test_delete_missing_succeeds(host: Host, service: Emulator) -> None:
    id_, outs, _ = host.up(SMALL)
    service.remove(id_)
    host.delete(id_, outs)
    assert "DeleteCluster" not in service.actions()


def test_delete_twice(host: Host, service: Emulator) -> None:
    id_, outs, _ = host.up(SMALL)
    host.delete(id_, outs)
    host.delete(id_, outs)
    assert service.actions().count("DeleteCluster") == 1
    assert service.clusters() == []


def test_delete_waits_until_the_cluster_is_gone(host: Host, service: Emulator) -> None:
    id_, outs, _ = host.up(SMALL)
    host.delete(id_, outs)
    assert service.clusters() == []
    with pytest.raises(Failed, match="there is no cluster"):
        host.read(id_, {}, SMALL)


def test_protected_delete_refused_with_hint(host: Host, service: Emulator) -> None:
    id_, outs, _ = host.up(changed(deletionProtection=True))
    with pytest.raises(Failed) as refusal:
        host.delete(id_, outs)
    assert "DeleteCluster" not in service.actions()
    assert "deletion_protection=False" in refusal.value.message
    assert refusal.value.message.count("\n") == 0
    assert service.clusters()[0]["ClusterStatus"] == "running"


def test_protection_switched_on_in_the_console_is_honoured(host: Host, service: Emulator) -> None:
    id_, outs, _ = host.up(SMALL)
    service.change(id_, DeletionProtection=True)
    with pytest.raises(Failed, match="has deletion protection"):
        host.delete(id_, outs)
    assert "DeleteCluster" not in service.actions()
