"""What a creation goes on with, what it leaves alone, and what becomes of entries that share a cluster."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from contract.host_process import NONE, URN
from contract.programs import MOVED, SMALL
from contract.whole_life import PROGRAM
from contract.whole_life import Life as WholeLife
from ehpc_emulator.variants import chosen
from emulator_process import Emulator
from faults.interleavings import Hosts, Life
from faults.runs import interrupted, settled, timed_out
from in_process import HostKilled, World

QUEUE = {"queueName": "comp", "maxCount": 4}


def test_adopted_after_other_settings_changed_it_is_brought_to_the_programs_state(life: Life) -> None:
    life.program = {**SMALL, "maxCount": 5, "queues": [QUEUE], "clusterDescription": "first"}
    left = interrupted(life)
    changed = {"maxCount": 9, "deletionProtection": True, "clusterDescription": "second"}
    life.program = {**SMALL, **changed, "queues": [{**QUEUE, "maxCount": 7}, {"queueName": "big"}]}
    assert life.up().end == "ok"
    assert life.stack.ids == [left]
    (cluster,) = life.clusters
    assert (cluster["MaxCount"], cluster["DeletionProtection"]) == (9, True)
    assert cluster["ClusterDescription"] == "second"
    assert {queue["QueueName"]: queue["MaxCount"] for queue in cluster["queues"]}["comp"] == 7
    assert {queue["QueueName"] for queue in cluster["queues"]} == {"comp", "big"}
    life.program = {**life.program, "deletionProtection": False}
    assert life.up().end == "ok"
    settled(life)


def test_after_a_replacing_input_changed_the_next_up_refuses_and_names_the_ways_out(life: Life) -> None:
    left = interrupted(life)
    life.program = MOVED
    result = life.up()
    assert result.end == "failed"
    assert f"begun with other inputs that cannot change later, left cluster {left} (" in result.text
    assert "just made" in result.text
    adopts = f"or as it is, and the next `pulumi up` replaces it: pulumi config set ehpc:adopt {left}, then pulumi up"
    assert f"To go on with it: put those inputs back; {adopts}" in result.text
    assert f"delete {left}" in result.text
    assert "without --replace" in result.text
    assert (list(life.statuses), life.stack.entries) == ([left], [])
    life.program = {**SMALL, "clusterCredentials": {"password": "Sesame-2024"}}
    going_on = life.up()
    assert going_on.end == "ok"
    assert "left, with the cluster_credentials of that run; to start afresh" in going_on.text
    assert life.stack.ids == [left]
    settled(life)


def test_adopted_by_name_with_other_fixed_inputs_the_next_plan_sees_what_it_is(life: Life) -> None:
    left = interrupted(life)
    life.program, life.adopt = {**MOVED, "clusterCredentials": {"password": "Sesame-2024"}}, left
    adopting = life.up()
    assert adopting.end == "ok"
    assert "; the program has other inputs, for which the next `pulumi up` replaces this cluster; to" in adopting.text
    (entry,) = life.stack.entries
    assert (entry.id, entry.outs["clusterVpcId"]) == (left, SMALL["clusterVpcId"])
    life.adopt = ""


def test_a_colleagues_run_of_the_same_stack_is_refused(life: Life, hosts: Hosts, tmp_path: Path) -> None:
    colleague = Life(hosts, life.service, life.urn, folder=tmp_path)
    theirs = interrupted(colleague)
    result = life.up()
    assert result.end == "failed"
    assert f"begun somewhere else, left cluster {theirs}" in result.text
    assert list(life.statuses) == [theirs]
    life.adopt = theirs
    adopting = life.up()
    assert adopting.end == "ok"
    assert adopting.text.count("ehpc:adopt has done what it was for: pulumi config rm ehpc:adopt") == 1
    assert life.stack.ids == [theirs]
    life.adopt = ""
    settled(life)


@pytest.mark.parametrize("what", ["foreign", "finished", "stale"])
def test_ehpc_adopt_with_an_id_that_is_not_to_be_adopted_is_ignored(life: Life, hosts: Hosts, what: str) -> None:
    other = Life(hosts, life.service, f"{life.urn}-other")
    if what == "foreign":
        named = interrupted(other)
    else:
        assert other.up().end == "ok"
        (named,) = other.stack.ids
    if what == "stale":
        life.service.remove(named)
    life.adopt = named
    result = life.up()
    assert result.end == "ok"
    assert f"ehpc:adopt names {named}, which is no unfinished creation of this resource: ignored" in result.text
    assert "ehpc:adopt has done" not in result.text
    assert life.stack.ids != [named]
    assert life.service.actions().count("CreateCluster") == 2


def test_a_creation_that_timed_out_and_was_corrected_is_replaced_and_not_refused(life: Life) -> None:
    hung = timed_out(life)
    life.program = MOVED
    result = life.up()
    assert result.end == "ok"
    (entry,) = life.stack.entries
    assert entry.id != hung
    assert life.statuses == {entry.id: "running"}
    settled(life)


def test_a_failed_creation_is_replaced_by_the_next_up(life: Life) -> None:
    life.service.faults({"action": "CreateCluster", "kind": "exception", "stage": "ConfigNetwork"})
    failed = life.up()
    assert "ConfigNetwork" in failed.text
    (bad,) = life.stack.ids
    assert life.up().end == "ok"
    assert bad not in life.statuses
    settled(life)


def test_two_resources_of_one_logical_name_under_different_parents(hosts: Hosts, service: Emulator) -> None:
    under = "urn:pulumi:dev::project::{}$pulumi-python:dynamic/ehpc:Cluster::render"
    first, second = (Life(hosts, service, under.format(parent)) for parent in ("my:A", "my:B"))
    left = interrupted(first)
    assert second.up().end == "ok"
    assert left not in second.stack.ids
    assert first.up().end == "ok"
    assert first.stack.ids == [left]
    names = {cluster["ClusterName"] for cluster in service.clusters()}
    assert len(names) == 2


def test_a_description_never_shows_a_mark(life: Life) -> None:
    seen: list[Any] = []
    for description in ("farm", "a" * 128, None, "farm-again"):
        life.program = {**SMALL, **({"clusterDescription": description} if description else {})}
        if description == "farm":
            timed_out(life)
            assert "pulumi-" in life.clusters[0]["ClusterDescription"]
            assert "cluster_description" not in life.refresh().text
            seen += [(entry.outs, entry.inputs) for entry in life.stack.entries]
        assert life.up().end == "ok"
        assert "cluster_description" not in life.refresh().text
        seen += [(entry.outs, entry.inputs) for entry in life.stack.entries]
        assert life.clusters[0]["ClusterDescription"] == (description or "a" * 128)
    assert "pulumi-" not in str(seen)
    settled(life)


def test_without_a_description_a_finished_cluster_tells_where_it_belongs(life: Life) -> None:
    life.urn = f"{URN}-plain"
    life.up()
    assert life.clusters[0]["ClusterDescription"] == "Pulumi-project-dev-render-plain"
    assert "cluster_description" not in life.refresh().text
    settled(life)


def test_a_mark_survives_a_service_that_cuts_descriptions() -> None:
    life = killed("description-cut", SMALL)
    assert life.up(), life.failures
    assert list(life.world.clusters()) == [life.id]


@pytest.mark.parametrize("variant", ["description-after-creation", "making-unlisted"])
def test_a_mark_that_is_not_shown_is_said_while_there_is_time(variant: str) -> None:
    world = World("seconds:60")
    world.service.variants = chosen([variant])
    life = WholeLife(world, dict(SMALL))
    assert life.up()
    (warning,) = [line for line in world.said.warnings() if "should this run be killed" in line]
    assert f"delete {life.id}" in warning


def kill_after_create_cluster(world: World) -> None:
    def kill(when: str, action: str) -> None:
        if (when, action) == ("after", "CreateCluster"):
            raise HostKilled

    world.boundary = kill


@pytest.mark.parametrize("variant", ["mount-options-in-order", "queue-of-its-own", "software-of-its-own"])
def test_an_adopted_creation_of_the_same_program_takes_nothing_away(variant: str) -> None:
    life = killed(variant, PROGRAM)
    assert life.up(), life.failures
    assert {call.split(" ")[0] for call in life.sent()} <= {"CreateCluster", "UpdateCluster", "UpdateQueue"}
    assert life.diff().changes == NONE
    life.refresh()
    assert life.diff().changes == NONE


def test_an_adopted_creation_leaves_what_goes_in_a_changed_list_to_the_next_preview() -> None:
    life = killed("queues-whole", PROGRAM)
    life.program = {**PROGRAM, "queues": [{**PROGRAM["queues"][0], "maxCount": 9}, {"queueName": "new", "maxCount": 1}]}
    assert life.up(), life.failures
    assert [call for call in life.sent() if call.startswith("Delete")] == []
    assert "queues[big] is there too; the next preview tells what its removal takes" in life.world.said.warnings()
    life.world.said.lines.clear()
    assert life.diff().changes != NONE
    assert any("queues[big] will be removed" in line for line in life.world.said.warnings())
    assert life.up(), life.failures
    (cluster,) = life.world.clusters().values()
    assert [(q["QueueName"], q["MaxCount"]) for q in cluster["queues"]] == [("comp", 9), ("new", 1)]
    assert life.diff().changes == NONE


def killed(variant: str, program: dict[str, Any]) -> WholeLife:
    """A life whose first creation was killed as soon as it was sent."""
    world = World()
    world.service.variants = chosen([variant])
    kill_after_create_cluster(world)
    life = WholeLife(world, dict(program))
    with pytest.raises(HostKilled):
        life.up()
    world.boundary = lambda _when, _action: None
    return life
