"""Whatever fails after CreateCluster, the engine gets the id and what is known, and the next update goes on."""

from __future__ import annotations

import copy

import pytest

import in_process
from account import VPC
from contract.host_process import BY_PROVIDER, Failed, Host
from contract.programs import SMALL, WHOLE
from emulator_process import Emulator
from in_process import World

# The calls of a creation in their order; ListClusters begins it, is what the wait looks at, and ends it.
CALLS = [("ListClusters", 2), ("GetCluster", 1), ("ListSharedStorages", 1), ("ListQueues", 1), ("ListClusters", 4)]


@pytest.mark.parametrize(("action", "nth"), [*CALLS, ("UpdateCluster", 1)])
def test_any_failure_after_create_cluster_keeps_the_id_and_the_next_update_goes_on(
    host: Host, service: Emulator, action: str, nth: int
) -> None:
    refusal = {"kind": "error", "code": "NoPermission", "status": 403}
    service.faults({"action": action, "nth": nth, "times": 1, **refusal})
    inputs, _ = host.check(copy.deepcopy(WHOLE))
    with pytest.raises(Failed, match=f"{action} for cluster ehpc-.* failed") as failure:
        host.create(inputs)
    (cluster,) = service.clusters()
    assert failure.value.id == cluster["ClusterId"]
    half = failure.value.properties
    assert half["__finished"] is False
    assert half["clusterVpcId"] == VPC

    id_, read, read_inputs = host.read(cluster["ClusterId"], half, inputs)
    assert id_ == cluster["ClusterId"]
    assert read["__finished"] is False, "a refresh does not make it finished"
    assert read_inputs == inputs, "what is not finished has not drifted"
    for olds, before in ((half, inputs), (read, read_inputs)):
        assert host.diff(id_, olds, inputs, before).changes == BY_PROVIDER
    assert "is not finished" in host.said.text()

    whole = host.update(id_, read, inputs, old_inputs=read_inputs)
    assert (whole["__finished"], whole["clusterStatus"]) == (True, "running")
    assert service.actions().count("CreateCluster") == 1
    assert service.clusters()[0]["ClusterDescription"] == "render-farm"


def test_a_time_out_says_what_goes_on_and_keeps_the_id(host: Host, service: Emulator) -> None:
    service.faults({"action": "ListClusters", "nth": 2, "kind": "slow", "seconds": 1.2})
    inputs, _ = host.check(WHOLE)
    with pytest.raises(Failed, match=r"was still .* after 1 s, in the stage \w+\n  E-HPC goes on making it") as failure:
        host.create(inputs, timeout=1)
    assert failure.value.id == service.clusters()[0]["ClusterId"]


def test_a_cluster_that_waits_for_its_owner_says_so_after_five_minutes_and_goes_on_when_it_may() -> None:
    world = World()
    engine, end = in_process.host(world), world.now + 600

    def pass_(when: str, action: str) -> None:
        status = "pending" if (when, action) == ("after", "CreateCluster") else "running" if world.now > end else ""
        for id_ in world.clusters() if status else ():
            world.control("POST", f"clusters/{id_}", {"ClusterStatus": status})

    world.boundary = pass_
    _, outs, _ = engine.up({**SMALL, "clusterMode": "Hybrid"})
    assert outs["clusterStatus"] == "running"
    told = "is pending: E-HPC waits for you, configure your side of it, as a Hybrid or Custom cluster needs"
    assert [line.split(" ", 1)[1] for line in world.said.warnings() if "pending" in line] == [told]


def test_a_time_out_in_the_owners_turn_does_not_claim_that_e_hpc_goes_on() -> None:
    world = World()
    engine = in_process.host(world)

    def stop(when: str, action: str) -> None:
        for id_ in world.clusters() if (when, action) == ("after", "CreateCluster") else ():
            world.control("POST", f"clusters/{id_}", {"ClusterStatus": "pending"})

    world.boundary = stop
    with pytest.raises(Failed) as failure:
        engine.up({**SMALL, "clusterMode": "Hybrid"}, timeout=400)
    assert failure.value.id in world.clusters()
    assert "was still pending after 7 minutes\n  E-HPC waits for you, configure your side" in failure.value.message
    assert "goes on making" not in failure.value.message
