"""Variants: the service answers as the real one may, too. Each is shown by a standard script of calls."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random
from typing import Any

import pytest
from alibabacloud_ehpc20240730 import models
from alibabacloud_ehpc20240730.client import Client
from alibabacloud_tea_openapi.exceptions import ClientException

import ehpc_emulator
from ehpc_emulator.facts import ACTIONS, ERRORS, TYPES
from ehpc_emulator.variants import KNOWN, VARIANTS
from ehpc_emulator.variation import Variant
from emulator import standard
from emulator.calls import listed, made, shown, status
from emulator.changes import CHANGES
from emulator.in_process import InProcess, running
from emulator.standard import Play, play
from emulator.wire import call
from emulator_process import Emulator
from live.looks import CHECKS

STANDARD = standard.__file__
README = Path(ehpc_emulator.__file__).with_name("README.md")


@pytest.fixture(scope="module")
def plain() -> list[Any]:
    """What the standard script is answered without a variant."""
    return play(Play()).answers


@pytest.mark.parametrize("name", KNOWN)
def test_every_variant_shows_in_the_standard_script_and_breaks_nothing(plain: list[Any], name: str) -> None:
    answers = play(Play([name])).answers
    if answers == plain:
        pytest.fail(f"{name} changes no answer: let {STANDARD} make the call that shows it, in the state that shows it")
    assert [action for action, status, _ in answers if status == 500] == []


@pytest.mark.parametrize("seed", range(40))
def test_any_variants_go_together(seed: int) -> None:
    names = Random(seed).sample(KNOWN, 12)  # noqa: S311 (a choice of tests)
    assert [action for action, status, _ in play(Play(names)).answers if status == 500] == [], names


def test_a_change_that_settles_slowly_shows_after_a_quarter_of_a_creation() -> None:
    with running(clock="seconds:8", variants=["update-settles-slowly", "queues-settle-slowly"]) as emulator:
        client = emulator.sdk()
        cluster = made(client, max_count=5)
        emulator.time.passes(8)
        assert status(client, cluster) == "running"
        client.update_cluster(models.UpdateClusterRequest(cluster_id=cluster, max_count=7))
        CHANGES["CreateQueue"](client, cluster)
        seen = []
        for _ in range(4):
            queues = client.list_queues(models.ListQueuesRequest(cluster_id=cluster)).body.queues
            seen.append((shown(client, cluster)["MaxCount"], listed(client, cluster)["MaxCount"], len(queues)))
            emulator.time.passes(1)
        assert seen == [("5", 5, 0), ("5", 5, 0), ("7", 7, 1), ("7", 7, 1)]
        assert emulator.clusters()[0]["MaxCount"] == 7


def test_without_seconds_it_shows_at_the_third_look(emulator: InProcess, client: Client) -> None:
    cluster = made(client, max_count=5)
    emulator.vary("update-settles-slowly")
    client.update_cluster(models.UpdateClusterRequest(cluster_id=cluster, max_count=7))
    assert [shown(client, cluster)["MaxCount"] for _ in range(4)] == ["5", "5", "7", "7"]


def test_a_lagging_list_shows_a_new_cluster_late_and_the_others_at_once() -> None:
    with running(clock="seconds:8", variants=["list-lags"]) as emulator:
        client = emulator.sdk()
        made(client)
        emulator.time.passes(2)
        seen = []
        made(client)
        for _ in range(4):
            body = client.list_clusters(models.ListClustersRequest()).body
            seen.append((len(body.clusters), body.total_count))
            emulator.time.passes(1)
        assert seen == [(1, 1), (1, 1), (2, 2), (2, 2)]


def test_a_cluster_that_rests_refuses_changes_and_takes_them_then(emulator: InProcess, client: Client) -> None:
    emulator.vary("rest-after-creation")
    cluster = made(client)
    for _ in range(2):
        with pytest.raises(ClientException, match="ConflictOpt"):
            CHANGES["UpdateCluster"](client, cluster)
    CHANGES["UpdateCluster"](client, cluster)
    CHANGES["CreateQueue"](client, cluster)


def test_a_deletion_may_need_a_second_call(emulator: InProcess, client: Client) -> None:
    emulator.vary("deleted-at-the-second-call")
    cluster = made(client)
    request = models.DeleteClusterRequest(cluster_id=cluster)
    assert client.delete_cluster(request).body.success
    assert status(client, cluster) == "running"
    client.delete_cluster(request)
    assert emulator.clusters() == []


def test_counts_of_its_own_are_only_those_that_were_not_sent(emulator: InProcess, client: Client) -> None:
    emulator.vary("counts-of-its-own")
    cluster = made(client, max_count=100)
    assert (shown(client, cluster)["MaxCount"], shown(client, cluster)["MaxCoreCount"]) == ("100", "100000")
    client.update_cluster(models.UpdateClusterRequest(cluster_id=cluster, max_core_count=10_000))
    assert (shown(client, cluster)["MaxCount"], shown(client, cluster)["MaxCoreCount"]) == ("5000", "10000")


def test_nodes_go_with_their_queue_and_with_no_other(emulator: InProcess, client: Client) -> None:
    emulator.vary("queues-with-nodes-deletable")
    queues = [models.QueueTemplate(queue_name=name, initial_count=2) for name in ("cpu", "gpu")]
    cluster = made(client, queues=queues)
    with pytest.raises(ClientException, match="InvalidParams"):
        client.delete_queues(models.DeleteQueuesRequest(cluster_id=cluster, queue_names=["cpu", "none"]))
    assert [node["QueueName"] for node in emulator.clusters()[0]["nodes"]] == ["cpu", "cpu", "gpu", "gpu"]
    client.delete_queues(models.DeleteQueuesRequest(cluster_id=cluster, queue_names=["cpu"]))
    (left,) = emulator.clusters()
    assert [node["QueueName"] for node in left["nodes"]] == ["gpu", "gpu"]
    assert [queue["QueueName"] for queue in left["queues"]] == ["gpu"]


def test_what_lags_survives_a_restart(tmp_path: Path) -> None:
    """The variants themselves are those of the command line."""
    first = Play(["update-settles-slowly"], state=tmp_path / "state.json")
    cluster = first.call("CreateCluster", MaxCount=5)["ClusterId"]
    first.time.passes(8)
    first.call("GetCluster", ClusterId=cluster)
    first.call("UpdateCluster", ClusterId=cluster, MaxCount=7)
    second = Play(["update-settles-slowly"], state=tmp_path / "state.json")
    second.time.passes(8)
    assert second.call("GetCluster", ClusterId=cluster)["MaxCount"] == "5"
    second.time.passes(2)
    assert second.call("GetCluster", ClusterId=cluster)["MaxCount"] == "7"


def test_a_code_of_a_variant_is_in_the_journal(emulator: InProcess, client: Client) -> None:
    emulator.vary("gone-is-invalid-params")
    with pytest.raises(ClientException) as refused:
        status(client, "ehpc-hz-none")
    assert (refused.value.status_code, refused.value.code) == (400, "InvalidParams")
    assert [entry["code"] for entry in emulator.journal()] == ["InvalidParams"]


def test_a_refusal_with_200_has_its_code_and_no_success_and_one_of_the_gateway_is_as_ever(emulator: InProcess) -> None:
    emulator.vary("refusals-with-200")
    _, body = call(emulator, "GetCluster", {"ClusterId": "ehpc-hz-none"})
    call(emulator, "GetCluster", {})
    assert (body["Code"], "Success" in body) == ("ClusterNotFound", False)
    told = [(entry["status"], entry["code"]) for entry in emulator.journal()]
    assert told == [(200, "ClusterNotFound"), (400, "MissingParameter")]


def test_an_injected_error_stays_what_it_is(emulator: InProcess, client: Client) -> None:
    emulator.vary("gone-is-invalid-params")
    emulator.faults({"kind": "error", "code": "ClusterNotFound"})
    with pytest.raises(ClientException) as refused:
        status(client, "ehpc-hz-none")
    assert refused.value.code == "ClusterNotFound"


def test_reset_keeps_the_variants_of_the_command_line() -> None:
    with running(variants=["mounts-nfs3"]) as emulator:
        assert emulator.control("GET", "variants") == {"variants": ["mounts-nfs3"], "known": KNOWN}
        emulator.vary("success-absent", "scheduler-slurm22")
        assert emulator.control("GET", "variants")["variants"] == ["scheduler-slurm22", "success-absent"]
        emulator.reset()
        assert emulator.control("GET", "variants")["variants"] == ["mounts-nfs3"]
        emulator.vary()
        assert emulator.control("GET", "variants")["variants"] == []


def test_the_command_line_takes_several() -> None:
    with Emulator("immediate", "--variant", "mounts-nfs3", "--variant", "success-absent") as emulator:
        assert emulator.control("GET", "variants")["variants"] == ["mounts-nfs3", "success-absent"]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["mounts-nfs3", "queue-cut"], f"there is no variant 'queue-cut'; there are {', '.join(KNOWN)}"),
        ([7], f"there is no variant '7'; there are {', '.join(KNOWN)}"),
        ("mounts-nfs3", "variants takes a list of names; it may be empty"),
        ({}, "variants takes a list of names; it may be empty"),
    ],
)
def test_what_is_no_variant_is_refused_and_nothing_changes(emulator: InProcess, names: Any, said: str) -> None:
    emulator.vary("success-absent")
    assert emulator.raw_control("POST", "variants", names) == (400, {"Message": said})
    assert emulator.control("GET", "variants")["variants"] == ["success-absent"]


@pytest.mark.parametrize("variant", VARIANTS, ids=KNOWN)
def test_a_variant_is_one_sentence_with_evidence(variant: Variant) -> None:
    assert re.match(r"(documented|observed|assumed)\b", variant.evidence)
    assert re.fullmatch(r"[^\n|]+\.", variant.says)
    assert "|" not in variant.evidence
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", variant.name)


def test_no_name_is_given_twice() -> None:
    assert list(dict.fromkeys(KNOWN)) == KNOWN


def parity() -> list[tuple[str, str, str]]:
    """Of each row of the table what it is about, its evidence, and what doubts it."""
    text = README.read_text(encoding="utf-8").split("\n## Parity\n")[1]
    rows = [line.strip("|").split(" | ") for line in text.splitlines() if line.startswith("| ") and "---" not in line]
    return [(row[0].strip(), row[2], row[3]) for row in rows if row[0].strip() not in ("Action", "Elsewhere")]


@pytest.mark.parametrize(("what", "evidence", "doubts"), parity(), ids=[row[0].strip("`") for row in parity()])
def test_whatever_is_assumed_has_a_variant_or_is_looked_at_live(what: str, evidence: str, doubts: str) -> None:
    variants, _, live = doubts.partition("live")
    named, checks = (re.findall(r"`([\w-]+)`", text) for text in (variants, live))
    assert set(named) <= set(KNOWN), f"{what}: there is no such variant"
    assert set(checks) <= {check.name for check in CHECKS}, f"{what}: there is no such check in tests/live"
    if "assumed" in evidence and not named and not checks:
        pytest.fail(f"{README}: the row {what} is assumed: name a variant in its last column, or `live: CHECK`")


@pytest.mark.parametrize("variant", VARIANTS, ids=KNOWN)
def test_a_variant_changes_only_what_there_is(variant: Variant) -> None:
    """A misspelt path, action or code would change nothing, and nobody would notice."""
    assert {*variant.answers} - {"*"} | {*variant.refuses} | {*variant.does} <= set(ACTIONS)
    for code, (instead, _) in variant.errors.items():
        assert {code, instead} <= set(ERRORS), "a code that errors.json does not have"
    assert {*variant.statuses} <= set(ERRORS), "a code that errors.json does not have"
    for action, changes in variant.answers.items():
        for path in filter(None, changes):
            where = ACTIONS if action == "*" else [action]
            if not any(declared(ACTIONS[name]["answer"], path.split(".")) for name in where):
                pytest.fail(f"no answer to {action} has a {path} in actions.json")


def declared(fields: dict[str, str], path: list[str]) -> bool:
    name, *rest = path
    if name not in fields:
        return False
    return not rest or declared(TYPES.get(fields[name].strip("[]"), {"fields": {}})["fields"], rest)
