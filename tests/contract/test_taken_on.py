"""An entry that something else wrote (an alias of ClusterV2, an import by hand): the cluster is read and left as it is,
and what the program has otherwise is told before anything of it is carried out."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from account import PASSWORD
from contract.host_process import NONE
from contract.whole_life import Life
from in_process import World

OF_CLUSTER_V2 = {
    "clusterName": "render",
    "regionId": "cn-hangzhou",
    "manager": {"managerNode": {"systemDisk": {"size": "40"}, "instanceType": 7}, "dns": "NIS"},
    "queues": "of ehpc.Queue",
    "sharedStorages": [{"mountDirectory": None}],
}
ENTRIES: dict[str, dict[str, Any]] = {
    "of ClusterV2": OF_CLUSTER_V2,
    "with nothing in it": {},
    "with an id only": {"id": "x"},
    "ours, without what is internal": {"clusterName": "render", "maxCount": 3.0, "queues": [], "sharedStorages": []},
}


@pytest.fixture(params=ENTRIES)
def life(request: pytest.FixtureRequest) -> Life:
    """A cluster that runs, in a state that something else has written."""
    life = Life(World())
    assert life.up(), life.failures
    life.outs = life.inputs = copy.deepcopy(ENTRIES[request.param])
    life.program = copy.deepcopy(life.program)
    life.sent()
    return life


def told(life: Life) -> str:
    """What the next preview says."""
    before = len(life.world.said.text())
    assert life.diff().changes != NONE
    return life.world.said.text()[before:]


def test_the_preview_says_that_it_is_taken_on_and_up_changes_nothing_of_it(life: Life) -> None:
    assert f"cluster {life.id} is taken on as it is: `pulumi up` reads it, and changes nothing of it" in told(life)
    assert life.up(), life.failures
    assert life.sent() == []
    assert life.diff().changes == NONE, life.world.said.text()
    life.refresh()
    assert life.diff().changes == NONE, life.world.said.text()


def test_what_the_program_has_otherwise_is_told_first_and_comes_with_the_next_up(life: Life) -> None:
    comp, big = life.program["queues"]
    life.program |= {"maxCount": 77, "queues": [comp, {**big, "queueName": "small"}]}
    life.program["clusterCredentials"] = {"password": PASSWORD}
    said = told(life)
    assert "max_count: 10 -> 77: not by this `pulumi up`, but by the next one" in said
    assert "queues[small] is added: not by this `pulumi up`, but by the next one" in said
    assert "queues[big] is removed: not by this `pulumi up`, but by the next one" in said
    assert PASSWORD not in said
    assert life.up(), life.failures
    assert life.sent() == []
    assert "max_count: 10 -> 77\n" in told(life)
    assert life.up(), life.failures
    assert sorted(life.sent()) == ["CreateQueue small", "DeleteQueues big", "UpdateCluster"]
    assert life.diff().changes == NONE


def test_another_network_in_the_program_replaces_nothing_yet(life: Life) -> None:
    life.program["clusterVswitchId"] = "vsw-other"
    assert "cluster_vswitch_id: 'vsw-test' -> 'vsw-other': not by this `pulumi up`, but by the next one" in told(life)
    assert life.up(), life.failures
    assert life.sent() == []
    checked, _ = life.engine.check(life.program, life.inputs)
    assert life.engine.diff(life.id, life.outs, checked, life.inputs).replaces == ["clusterVswitchId"]


def test_one_that_is_not_there_is_no_new_one(life: Life) -> None:
    life.id = "ehpc-hz-nobodys"
    checked, _ = life.engine.check(life.program, life.inputs)
    with pytest.raises(Exception, match="there is no cluster ehpc-hz-nobodys in cn-hangzhou"):
        life.engine.diff(life.id, life.outs, checked, life.inputs)
    assert not life.up()
    assert life.sent() == []


def test_its_deletion_protection_keeps_it(life: Life) -> None:
    life.world.control("POST", f"clusters/{life.id}", {"DeletionProtection": True})
    assert not life.down()
    assert life.sent() == []
