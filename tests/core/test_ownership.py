"""Marks, digests, verdicts: whose is a cluster, and may a creation go on with it?"""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulumi_ehpc._core.logic import marks
from pulumi_ehpc._core.logic.marks import (
    Mark,
    Verdict,
    age,
    finished_before,
    generated_name,
    mark,
    mark_in,
    marked,
    plain_text,
)
from pulumi_ehpc._core.logic.marks import where_it_runs as place
from pulumi_ehpc._core.logic.seen import Seen, seen
from pulumi_ehpc.resources import CLUSTER

URN = "urn:pulumi:dev::project::pulumi-python:dynamic/ehpc:Cluster::render"
LAPTOP = place({}, "ada", "laptop", "/home/ada/render")
DEAD = CLUSTER.states.dead
MINE = mark(URN, LAPTOP, {"clusterVpcId": "vpc-1"})
NAME = r"[A-Za-z0-9\u4e00-\u9fff_.\-]{2,128}"
"""What E-HPC takes as a description (documented)."""


def row(id_: str, mark: Mark | None = MINE, status: str = "creating", made: str = "2026-01-01T10:00:00.000Z") -> Seen:
    description = marked("render-farm", mark) if mark else "render-farm"
    told = {"ClusterStatus": status, "ClusterCreateTime": made, "ClusterDescription": description}
    return seen(CLUSTER, id_, told)


def id_of(seen: Seen | None) -> str:
    return seen.id if seen else ""


def verdict(rows: list[Seen], mine: Mark, passed_over: str, adopt: str) -> Verdict:
    return marks.verdict(rows, mine, DEAD, passed_over, marks.named_for_adoption(adopt))


@given(st.text(alphabet="ab-._9农", min_size=2, max_size=128))
def test_a_marked_description_is_one_that_the_service_takes(description: str) -> None:
    text = marked(description, MINE)
    assert re.fullmatch(NAME, text)
    assert mark_in(text) == MINE
    assert text == f"{MINE}-{description}"[:128]
    assert mark_in(text[: len(str(MINE))]) == MINE, "a service may cut it"


def test_a_description_of_full_length_gives_way_to_the_mark() -> None:
    text = marked("x" * 128, MINE)
    assert len(text) == 128
    assert text == f"{MINE}-" + "x" * (128 - len(f"{MINE}-"))


def test_without_a_description_the_mark_stands_alone() -> None:
    assert marked(None, MINE) == str(MINE)
    assert mark_in(str(MINE)) == MINE


def test_marks_of_earlier_releases_stand_at_the_end() -> None:
    assert mark_in(f"render-farm-{MINE}") == MINE


def test_a_mark_tells_which_lists_are_the_same() -> None:
    ours, theirs = (mark(URN, LAPTOP, {}, [[{"queueName": "a"}], other, None]) for other in ([1], [2]))
    assert ours == theirs
    assert ours.same_lists(mark_in(f"{theirs}-render") or ours) == [True, False, True]
    assert MINE.same_lists(ours) == [False] * 3


@pytest.mark.parametrize(
    "text", [None, "", "render-farm", "pulumi-render", f"x{MINE}-more", f"{MINE}more", str(MINE).upper()]
)
def test_what_a_user_writes_is_no_mark(text: str | None) -> None:
    assert mark_in(text) is None


def test_a_mark_depends_on_urn_place_and_fixed_inputs_and_on_nothing_else() -> None:
    again = mark(URN, LAPTOP, {"clusterVpcId": "vpc-1"})
    other_urn = mark(URN + "2", LAPTOP, {"clusterVpcId": "vpc-1"})
    other_place = mark(URN, place({}, "ada", "laptop", "/elsewhere"), {"clusterVpcId": "vpc-1"})
    other_inputs = mark(URN, LAPTOP, {"clusterVpcId": "vpc-2"})
    assert again == MINE
    assert (other_urn.urn != MINE.urn, other_urn.place, other_urn.inputs) == (True, MINE.place, MINE.inputs)
    assert (other_place.urn, other_place.place != MINE.place, other_place.inputs) == (MINE.urn, True, MINE.inputs)
    assert (other_inputs.urn, other_inputs.place, other_inputs.inputs != MINE.inputs) == (MINE.urn, MINE.place, True)


def test_the_order_of_the_inputs_does_not_matter() -> None:
    assert mark(URN, LAPTOP, {"a": 1, "b": {"c": 2, "d": 3}}) == mark(URN, LAPTOP, {"b": {"d": 3, "c": 2}, "a": 1})


def test_a_mark_shows_nothing_that_it_was_made_of() -> None:
    text = str(mark(URN, LAPTOP, {"clusterVpcId": "vpc-secret"}))
    assert re.fullmatch(r"pulumi-[0-9a-f]{10}-[0-9a-f]{8}-[0-9a-f]{8}", text)


def test_the_plain_text_names_project_stack_and_resource() -> None:
    assert plain_text(URN) == "Pulumi-project-dev-render"


@pytest.mark.parametrize("name", ["render", "x" * 200, "a b/c:d", "étage", "渲染", "a::b"])
def test_the_plain_text_is_a_description_that_the_service_takes(name: str) -> None:
    text = plain_text(f"urn:pulumi:dev::project::my:Parent$pulumi-python:dynamic/ehpc:Cluster::{name}")
    assert re.fullmatch(NAME, text)
    assert text.startswith("Pulumi-project-dev-")
    assert mark_in(text) is None


def test_where_the_urn_is_not_known_the_plain_text_still_is_a_description() -> None:
    assert re.fullmatch(NAME, plain_text(""))


@pytest.mark.parametrize(
    ("row", "is_known"),
    [
        ({"ClusterName": "farm", "ClusterDescription": "Pulumi-project-dev-render"}, True),
        ({"ClusterName": generated_name(URN), "ClusterDescription": "the users own"}, True),
        ({"ClusterName": "another", "ClusterDescription": "Pulumi-project-dev-render"}, False),
        ({"ClusterName": "farm", "ClusterDescription": "the users own"}, False),
        ({"ClusterName": generated_name(f"{URN}2"), "ClusterDescription": "Pulumi-project-dev-render"}, False),
        ({"ClusterName": generated_name(URN), "ClusterDescription": str(MINE)}, False),
    ],
)
def test_what_this_resource_finished_before_is_known_by_its_name_and_text(row: dict[str, str], is_known: bool) -> None:
    names = ("farm", generated_name(URN))
    assert any(finished_before(seen(CLUSTER, "ehpc-1", row), URN, name) for name in names) is is_known


def test_nothing_marked_means_make_one() -> None:
    found = verdict([row("ehpc-1", None), row("ehpc-2", mark("urn:other", LAPTOP, {}))], MINE, "", "")
    assert (found.adopt, found.refused, found.others) == (None, None, [])


@pytest.mark.parametrize("status", sorted(CLUSTER.states.all - DEAD | {"Running", "unheard-of", "", "7"}))
def test_beside_one_that_may_come_to_run_no_second_one_is_made(status: str) -> None:
    assert id_of(verdict([row("ehpc-1", status=status)], MINE, "", "").adopt) == "ehpc-1"


@pytest.mark.parametrize("status", ["exception", "releasing", "raleasing"])
def test_a_failed_one_is_named_and_not_adopted(status: str) -> None:
    found = verdict([row("ehpc-1", status=status)], MINE, "", "")
    assert (found.adopt, found.refused) == (None, None)
    assert [other.id for other in found.others] == ["ehpc-1"]


def test_of_several_the_oldest_is_adopted_and_the_others_are_named() -> None:
    rows = [row("ehpc-new", made="2026-01-01T11:00:00.000Z"), row("ehpc-old", made="2026-01-01T10:00:00.000Z")]
    found = verdict(rows, MINE, "", "")
    assert id_of(found.adopt) == "ehpc-old"
    assert [other.id for other in found.others] == ["ehpc-new"]


def test_the_cluster_that_the_state_has_is_passed_over() -> None:
    found = verdict([row("ehpc-1")], MINE, "ehpc-1", "")
    assert (found.adopt, found.refused, found.others) == (None, None, [])


ELSEWHERE = mark(URN, place({}, "bob", "desktop", "/home/bob/render"), {"clusterVpcId": "vpc-1"})
OTHERWISE = mark(URN, LAPTOP, {"clusterVpcId": "vpc-2"})


@pytest.mark.parametrize("theirs", [ELSEWHERE, OTHERWISE])
def test_one_from_elsewhere_or_with_other_inputs_is_refused(theirs: Mark) -> None:
    found = verdict([row("ehpc-1", theirs)], MINE, "", "")
    assert found.adopt is None
    assert id_of(found.refused) == "ehpc-1"


@pytest.mark.parametrize("theirs", [ELSEWHERE, OTHERWISE])
def test_the_user_may_name_it_for_adoption(theirs: Mark) -> None:
    found = verdict([row("ehpc-1", theirs)], MINE, "", "ehpc-1")
    assert id_of(found.adopt) == "ehpc-1"
    assert found.refused is None


@pytest.mark.parametrize(
    "named",
    [
        row("ehpc-1", None, "running"),
        row("ehpc-1", mark("urn:other", LAPTOP, {})),
        row("ehpc-1", status="exception"),
        row("ehpc-2", None),
    ],
)
def test_adoption_is_for_unfinished_creations_of_this_resource_only(named: Any) -> None:
    assert verdict([named], MINE, "", "ehpc-1").adopt is None


def test_ours_is_gone_on_with_although_another_one_is_there() -> None:
    found = verdict([row("ehpc-1", ELSEWHERE), row("ehpc-2")], MINE, "", "")
    assert id_of(found.adopt) == "ehpc-2"
    assert [other.id for other in found.others] == ["ehpc-1"]


CI = [
    ({"GITHUB_ACTIONS": "true", "GITHUB_REPOSITORY": "acme/hpc"}, "acme/hpc"),
    ({"GITLAB_CI": "true", "CI_PROJECT_URL": "https://gitlab.com/acme/hpc"}, "https://gitlab.com/acme/hpc"),
    ({"CIRCLECI": "true", "CIRCLE_REPOSITORY_URL": "git@github.com:acme/hpc"}, "git@github.com:acme/hpc"),
    ({"TF_BUILD": "True", "BUILD_REPOSITORY_URI": "https://dev.azure.com/acme/hpc"}, "https://dev.azure.com/acme/hpc"),
    ({"JENKINS_URL": "https://ci", "JOB_NAME": "hpc/main"}, "hpc/main"),
    ({"BUILDKITE": "true", "BUILDKITE_REPO": "git@github.com:acme/hpc"}, "git@github.com:acme/hpc"),
    ({"CI": "true", "CI_REPO": "acme/hpc"}, "acme/hpc"),  # Woodpecker
    ({"CI": "1", "SEMAPHORE_GIT_URL": "git@github.com:acme/hpc"}, "git@github.com:acme/hpc"),
]


@pytest.mark.parametrize(("environment", "repository"), CI)
def test_the_jobs_of_one_repository_are_one_place(environment: dict[str, str], repository: str) -> None:
    first = place(environment, "runner", "fv-az1", "checkout/1")
    assert first == place(environment, "root", "fv-az2", "/builds/2")
    other = {name: value.replace(repository, "another") for name, value in environment.items()}
    assert first != place(other, "runner", "fv-az1", "checkout/1")


def test_a_job_without_a_repository_is_where_its_checkout_is() -> None:
    assert place({"JENKINS_URL": "x"}, "j", "a", "/ws/1") == place({"JENKINS_URL": "x"}, "j", "b", "/ws/1")
    assert place({"JENKINS_URL": "x"}, "j", "a", "/ws/1") != place({"JENKINS_URL": "x"}, "j", "a", "/ws/2")


@pytest.mark.parametrize("environment", [{"CI": "true"}, {"CI": "false", "CI_REPO": "a/b"}, {"CI_REPO": "a/b"}])
def test_a_job_of_an_unknown_system_without_a_repository_is_where_it_runs(environment: dict[str, str]) -> None:
    assert place(environment, "ada", "laptop", "/p") == place({}, "ada", "laptop", "/p")


def test_a_place_that_has_a_name_is_one_on_every_machine_and_in_every_directory() -> None:
    first = place({}, "ada", "one", "/p/1", "file:///p/1/state", name="render")
    assert first == place({"GITHUB_ACTIONS": "true"}, "bob", "two", "/p/2", "file:///p/2/state", name="render")
    assert first != place({}, "ada", "one", "/p/1", "file:///p/1/state", name="other")
    assert first != place({}, "ada", "one", "/p/1", "s3://bucket", name="render")


@pytest.mark.parametrize("other", [("bob", "laptop", "/p"), ("ada", "desktop", "/p"), ("ada", "laptop", "/q")])
def test_a_person_is_known_by_name_machine_and_directory(other: tuple[str, str, str]) -> None:
    assert place({}, "ada", "laptop", "/p") != place({}, *other)


def test_two_backends_or_organisations_are_two_places() -> None:
    there = [("", ""), ("file:///a", ""), ("file:///b", ""), ("https://b", "acme"), ("https://b", "other")]
    assert len({tuple(place({}, "ada", "laptop", "/p", *which)) for which in there}) == len(there)


def test_a_backend_in_the_checkout_of_a_job_moves_with_it() -> None:
    jobs = [("/builds/1/hpc", "file:///builds/1/hpc/state"), ("/builds/2/hpc", "file:///builds/2/hpc/state")]
    first, second = (place({"GITLAB_CI": "1", "CI_PROJECT_URL": "u"}, "j", "a", *job) for job in jobs)
    assert first == second
    assert first != place({"GITLAB_CI": "1", "CI_PROJECT_URL": "u"}, "j", "a", "/builds/1/hpc", "file:///var/state")


@pytest.mark.parametrize(
    ("created", "says"),
    [
        ("2026-01-01T11:59:30.000Z", "just made"),
        ("2026-01-01T11:48:00Z", "made 12 minutes ago"),
        ("2026-01-01T07:00:00.000Z", "made 5 hours ago"),
        ("2025-12-25T12:00:00.000Z", "made 7 days ago"),
        (None, "just made"),
        ("yesterday", "made yesterday"),
    ],
)
def test_a_cluster_is_told_by_its_age(created: str | None, says: str) -> None:
    assert age(created, 1_767_268_800.0) == says


@pytest.mark.parametrize(
    "setting", ["ehpc-1,ehpc-2", "ehpc-1 ehpc-2", " ehpc-2 , ehpc-1\n", '["ehpc-1", "ehpc-2"]', "ehpc-1,,ehpc-2,"]
)
def test_several_may_be_named_for_adoption(setting: str) -> None:
    assert marks.named_for_adoption(setting) == {"ehpc-1", "ehpc-2"}
    assert marks.named_for_adoption(None) == marks.named_for_adoption(" ") == frozenset()
    theirs = mark(URN, ["elsewhere"], {})
    assert id_of(verdict([row("ehpc-2", theirs)], MINE, "", setting).adopt) == "ehpc-2"
