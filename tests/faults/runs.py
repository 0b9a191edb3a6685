"""Runs that many tests begin or end with."""

from __future__ import annotations

from emulator_process import Emulator
from faults.interleavings import Life


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


def two_entries_of_one_cluster(life: Life) -> str:
    """`--replace` of a timed-out creation finishes it; killed before the "original", the same cluster, is deleted."""
    hung = timed_out(life)
    with life.killed("cli", hearing="only its unfinished entry is dropped"):
        assert life.up(replace=True).end == "killed"
    assert life.stack.ids == [hung, hung]
    assert [entry.pending_delete for entry in life.stack.entries] == [True, False]
    return hung


def late_list(service: Emulator, looks: int) -> None:
    """The list does not know of the newest cluster yet; the first look, before CreateCluster, finds nothing anyway."""
    service.faults({"kind": "late-list", "action": "ListClusters", "nth": 1, "times": looks + 1})


def settled(life: Life) -> None:
    """One cluster that runs, in the state, without a mark; nothing to do; and nothing left after destroy."""
    (entry,) = life.stack.entries
    assert life.statuses == {entry.id: "running"}
    assert "pulumi-" not in life.clusters[0]["ClusterDescription"]
    before = len(life.service.journal())
    assert life.up().end == "ok"
    assert len(life.service.journal()) == before
    assert life.destroy().end == "ok"
    assert (life.statuses, life.stack.entries) == ({}, [])
