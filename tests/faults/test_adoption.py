"""What a creation goes on with, what it leaves alone, and what becomes of entries that share a cluster."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from contract.host_process import URN
from contract.programs import SMALL
from emulator_process import Emulator
from faults.driver import Entry
from faults.interleavings import Hosts, Life
from faults.test_lost_and_killed import settled

QUEUE = {"queueName": "comp", "maxCount": 4}


def interrupted(life: Life) -> str:
    """Kill the CLI right after CreateCluster; the cluster that is left."""
    before = set(life.statuses)
    with life.killed("cli", hearing="E-HPC is making"):
        assert life.up().end == "killed"
    (left,) = set(life.statuses) - before
    return left


def timed_out(life: Life, **how: bool) -> str:
    """A creation that hangs: its entry is in the state."""
    life.stack.timeout = 0.001
    assert "goes on making it" in life.up(**how).text
    life.stack.timeout = 0
    main = life.stack.main
    assert main is not None
    return main.id


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
    life.program = {**SMALL, "clusterVpcId": "vpc-other"}
    result = life.up()
    assert result.end == "failed"
    assert f"begun with other inputs that cannot change later, left cluster {left} (" in result.text
    assert "just made" in result.text
    assert f"pulumi config set ehpc:adopt {left}" in result.text
    assert f"delete {left}" in result.text
    assert "without --replace" in result.text
    assert (list(life.statuses), life.stack.entries) == ([left], [])
    life.program = dict(SMALL)
    assert life.up().end == "ok"
    assert life.stack.ids == [left]
    settled(life)


def test_adopted_by_name_with_other_fixed_inputs_the_next_plan_sees_what_it_is(life: Life) -> None:
    left = interrupted(life)
    life.program, life.adopt = {**SMALL, "clusterVpcId": "vpc-other"}, left
    assert life.up().end == "ok"
    (entry,) = life.stack.entries
    assert (entry.id, entry.outs["clusterVpcId"]) == (left, "vpc-test")
    life.adopt = ""


def test_a_colleagues_run_of_the_same_stack_is_refused(life: Life, hosts: Hosts, tmp_path: Path) -> None:
    colleague = Life(hosts, life.service, life.urn, folder=tmp_path)
    theirs = interrupted(colleague)
    result = life.up()
    assert result.end == "failed"
    assert f"begun somewhere else, left cluster {theirs}" in result.text
    assert list(life.statuses) == [theirs]
    life.adopt = theirs
    assert life.up().end == "ok"
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
    assert life.stack.ids != [named]
    assert life.service.actions().count("CreateCluster") == 2


def test_a_creation_that_timed_out_and_was_corrected_is_replaced_and_not_refused(life: Life) -> None:
    hung = timed_out(life)
    life.program = {**SMALL, "clusterVpcId": "vpc-other"}
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


def test_a_failed_one_under_protection_can_be_got_rid_of(life: Life) -> None:
    life.program = {**SMALL, "deletionProtection": True}
    life.service.faults({"action": "CreateCluster", "kind": "exception"})
    life.up()
    result = life.destroy()
    assert result.end == "ok"
    assert "never ran: its deletion protection is switched off" in result.text
    assert (life.statuses, life.stack.entries) == ({}, [])


def test_an_unfinished_one_under_protection_can_be_got_rid_of(life: Life) -> None:
    life.program = {**SMALL, "deletionProtection": True}
    timed_out(life)
    assert life.destroy().end == "ok"
    assert (life.statuses, life.stack.entries) == ({}, [])


def test_replace_of_a_running_cluster(life: Life) -> None:
    life.up()
    (old,) = life.stack.ids
    assert life.up(replace=True).end == "ok"
    (new,) = life.stack.ids
    assert new != old
    assert life.statuses == {new: "running"}
    settled(life)


@pytest.mark.parametrize("first", [False, True], ids=["create-first", "delete-first"])
def test_replace_of_a_half_made_one_ends_with_one_cluster(life: Life, first: bool) -> None:
    timed_out(life)
    assert life.up(replace=True, first=first).end == "ok"
    assert len(life.stack.entries) == 1
    settled(life)


def test_replace_of_a_half_made_one_adopts_it_and_drops_only_the_old_entry(life: Life) -> None:
    hung = timed_out(life)
    result = life.up(replace=True)
    assert f"going on with cluster {hung}" in result.text
    assert f"cluster {hung} is in use by this resource: only its unfinished entry is dropped" in result.text
    assert life.stack.ids == [hung]
    assert "DeleteCluster" not in life.service.actions()
    settled(life)


def test_replace_of_a_failed_one_makes_a_new_one_first(life: Life) -> None:
    life.service.faults({"action": "CreateCluster", "kind": "exception"})
    life.up()
    (bad,) = life.stack.ids
    assert life.up(replace=True).end == "ok"
    assert bad not in life.statuses
    settled(life)


def test_replace_of_a_half_made_one_with_another_fixed_input_is_refused_and_up_without_it_works(life: Life) -> None:
    hung = timed_out(life)
    life.program = {**SMALL, "clusterVpcId": "vpc-other"}
    result = life.up(replace=True)
    assert result.end == "failed"
    assert f"left cluster {hung}" in result.text
    assert "pulumi up without --replace" in result.text
    assert life.up().end == "ok"
    assert hung not in life.statuses
    settled(life)


def adopted_and_killed_before_the_delete(life: Life) -> str:
    """`--replace` of a timed-out creation finishes it; killed before the "original", the same cluster, is deleted."""
    hung = timed_out(life)
    with life.killed("cli", hearing="only its unfinished entry is dropped"):
        assert life.up(replace=True).end == "killed"
    assert life.stack.ids == [hung, hung]
    assert [entry.pending_delete for entry in life.stack.entries] == [True, False]
    return hung


def test_two_entries_of_one_cluster_and_a_plain_up_the_cluster_in_use_lives(life: Life) -> None:
    hung = adopted_and_killed_before_the_delete(life)
    assert life.up().end == "ok"
    assert (life.stack.ids, life.statuses) == ([hung], {hung: "running"})
    settled(life)


def test_two_entries_of_one_cluster_and_an_update_the_cluster_in_use_lives(life: Life) -> None:
    hung = adopted_and_killed_before_the_delete(life)
    life.program = {**SMALL, "maxCount": 8}
    assert life.up().end == "ok"
    assert (life.stack.ids, life.statuses) == ([hung], {hung: "running"})
    settled(life)


def test_two_entries_of_one_cluster_and_a_replacement(life: Life) -> None:
    hung = adopted_and_killed_before_the_delete(life)
    life.program = {**SMALL, "clusterVpcId": "vpc-other"}
    assert life.up().end == "ok"
    assert hung not in life.statuses
    settled(life)


def test_two_entries_of_one_cluster_and_destroy(life: Life) -> None:
    adopted_and_killed_before_the_delete(life)
    assert life.destroy().end == "ok"
    assert (life.statuses, life.stack.entries) == ({}, [])


@pytest.mark.parametrize("first", [False, True], ids=["create-first", "delete-first"])
def test_a_replacement_trigger_really_deletes_the_original(life: Life, first: bool) -> None:
    life.up()
    (old,) = life.stack.ids
    assert life.up(trigger=True, first=first).end == "ok"
    (new,) = life.stack.ids
    assert (old != new, life.statuses) == (True, {new: "running"})
    order = [action for action in life.service.actions() if action in ("CreateCluster", "DeleteCluster")]
    assert order == [
        "CreateCluster",
        *(["DeleteCluster", "CreateCluster"] if first else ["CreateCluster", "DeleteCluster"]),
    ]
    settled(life)


def test_delete_of_an_entry_that_lost_its_cluster_to_another_process_run(life: Life) -> None:
    hung = timed_out(life)
    old = life.stack.entries[0]
    assert life.up().end == "ok"
    finished = life.stack.entries[0]
    stale = Entry(hung, old.inputs, {**old.outs, "__finished": False}, pending_delete=True)
    life.stack.entries = [stale, finished]
    assert life.up().end == "ok"
    assert (life.stack.ids, life.statuses) == ([hung], {hung: "running"})
    settled(life)


def test_delete_of_an_entry_whose_cluster_is_gone(life: Life) -> None:
    timed_out(life)
    life.service.remove(life.stack.ids[0])
    assert life.destroy().end == "ok"
    assert (life.statuses, life.stack.entries) == ({}, [])


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
            assert "-pulumi-" in life.clusters[0]["ClusterDescription"]
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
