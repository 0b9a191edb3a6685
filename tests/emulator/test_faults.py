"""Each kind of fault as the unmodified SDK sees it, and what the service did meanwhile."""

from __future__ import annotations

from typing import Any

import pytest
from alibabacloud_ehpc20240730 import models
from alibabacloud_ehpc20240730.client import Client
from alibabacloud_tea_openapi.exceptions import ClientException, ServerException, ThrottlingException
from darabonba.exceptions import UnretryableException

from emulator.calls import made, minimal, status
from emulator.in_process import InProcess, running


def create(client: Client) -> Any:
    return client.create_cluster(minimal())


@pytest.mark.parametrize(
    ("kind", "raised", "http", "code"),
    [
        ("throttled", ClientException, 400, "Throttling.User"),
        ("throttled-retry-after", ThrottlingException, 400, "Throttling.User"),
        ("500", ServerException, 500, "InternalError"),
        ("503", ServerException, 503, "ServiceUnavailable"),
        ("conflict", ClientException, 403, "ConflictOpt"),
    ],
)
def test_an_error_fault_is_the_real_error_and_nothing_is_done(
    emulator: InProcess, client: Client, kind: str, raised: type[Exception], http: int, code: str
) -> None:
    emulator.faults({"action": "CreateCluster", "nth": 1, "kind": kind, "times": 1})
    with pytest.raises(raised) as refused:
        create(client)
    error: Any = refused.value
    assert (error.status_code, error.code) == (http, code)
    assert emulator.clusters() == []
    assert [(entry["status"], entry["code"]) for entry in emulator.journal()] == [(http, code)]
    create(client)


def test_throttling_can_say_when_to_come_back(emulator: InProcess, client: Client) -> None:
    emulator.faults({"kind": "throttled-retry-after", "retry_after": 250})
    with pytest.raises(ThrottlingException) as refused:
        create(client)
    assert refused.value.retry_after == 250


@pytest.mark.parametrize("kind", ["refuse", "reset-before", "reset-after"])
def test_a_lost_answer_says_nothing_of_what_was_done(emulator: InProcess, client: Client, kind: str) -> None:
    emulator.faults({"action": "CreateCluster", "kind": kind})
    with pytest.raises(UnretryableException):
        create(client)
    assert len(emulator.clusters()) == (1 if kind == "reset-after" else 0)
    (entry,) = emulator.journal()
    assert (entry["action"], entry["status"], entry["code"]) == ("CreateCluster", 0, kind)


@pytest.mark.parametrize("kind", ["500", "503", "not-json", "throttled"])
def test_an_error_may_come_after_the_deed(emulator: InProcess, client: Client, kind: str) -> None:
    emulator.faults({"action": "CreateCluster", "kind": kind, "acted": True})
    with pytest.raises((ServerException, ClientException, UnretryableException)):
        create(client)
    assert len(emulator.clusters()) == 1


def test_a_slow_answer_outlasts_an_impatient_client(emulator: InProcess) -> None:
    emulator.faults({"action": "CreateCluster", "kind": "slow", "seconds": 5})
    with pytest.raises(UnretryableException, match=r"[Tt]imed out|timeout"):
        create(emulator.sdk(read_timeout=100))
    assert len(emulator.clusters()) == 1


def test_a_patient_client_gets_the_slow_answer(emulator: InProcess, client: Client) -> None:
    emulator.faults({"action": "CreateCluster", "kind": "slow", "seconds": 0.05})
    assert create(client).body.success is True


def test_success_false_comes_with_status_200(emulator: InProcess, client: Client) -> None:
    emulator.faults({"action": "CreateCluster", "kind": "success-false"})
    answer = create(client)
    assert (answer.status_code, answer.body.success, answer.body.cluster_id) == (200, False, None)
    assert emulator.clusters() == []


def test_an_empty_answer_comes_after_the_deed(emulator: InProcess, client: Client) -> None:
    emulator.faults({"action": "CreateCluster", "kind": "empty"})
    answer = create(client)
    assert answer.body.cluster_id is None
    assert len(emulator.clusters()) == 1


def test_a_body_that_is_not_json_hides_its_status(emulator: InProcess, client: Client) -> None:
    emulator.faults({"action": "GetCluster", "kind": "not-json"})
    cluster = made(client)
    with pytest.raises(UnretryableException):
        status(client, cluster)
    assert emulator.journal()[-1]["status"] == 502


@pytest.mark.parametrize(
    ("code", "http"),
    [
        *((f"OrderError.{name}", 400) for name in ("Arrearage", "InstHasUnpaidOrder", "InsufficientBalance")),
        *((f"OrderError.{name}", 400) for name in ("InvalidPayMethod", "NoCard", "NoRealNameAuthentication")),
        *((f"OrderError.{name}", 400) for name in ("NoRealNameRegistration", "UserProfileIncomplete")),
        *(("Cluster.NotSupported", 400), ("DbError", 406), ("OrderError", 406), ("ServiceUnavailable", 503)),
        *(("TooManyClusters", 403), ("KeyPairNotFound", 404), ("ImageNotFound", 404), ("InvalidParams", 400)),
        *(("ConflictOpt", 403), ("Forbidden.RAM", 403), ("NotAuthorized", 407), ("NotEnabled", 400)),
        *(("InDebt", 400), ("UnknownError", 500), ("Throttling.Api", 400), ("EntityNotExist.Role", 407)),
    ],
)
def test_every_row_of_the_error_tables_can_be_provoked(
    emulator: InProcess, client: Client, code: str, http: int
) -> None:
    emulator.faults({"action": "CreateCluster", "kind": "error", "code": code})
    with pytest.raises((ClientException, ServerException)) as refused:
        create(client)
    error: Any = refused.value
    assert (error.status_code, error.code) == (http, code)


def test_a_made_up_error_has_the_status_and_text_that_the_rule_says(emulator: InProcess, client: Client) -> None:
    emulator.faults({"kind": "error", "code": "Made.Up", "status": 418, "message": "Short and stout."})
    with pytest.raises(ClientException) as refused:
        create(client)
    assert (refused.value.status_code, refused.value.code) == (418, "Made.Up")
    assert "Short and stout." in refused.value.message


def test_nth_and_times_count_the_calls_of_the_action(emulator: InProcess, client: Client) -> None:
    cluster = made(client)
    emulator.faults({"action": "GetCluster", "nth": 2, "kind": "503", "times": 2})
    seen = []
    for _ in range(5):
        client.list_clusters(models.ListClustersRequest())
        try:
            seen.append(status(client, cluster))
        except ServerException as error:
            seen.append(error.code)
    assert seen == ["running", "ServiceUnavailable", "ServiceUnavailable", "running", "running"]


def test_several_rules_take_turns(emulator: InProcess, client: Client) -> None:
    emulator.faults({"kind": "500"}, {"kind": "503"}, {"action": "ListClusters", "kind": "conflict", "nth": 4})
    codes = []
    for _ in range(5):
        try:
            client.list_clusters(models.ListClustersRequest())
            codes.append("")
        except (ClientException, ServerException) as error:
            codes.append(error.code)
    assert codes == ["InternalError", "ServiceUnavailable", "", "ConflictOpt", ""]


def test_armed_faults_are_listed_until_they_are_spent_or_cleared(emulator: InProcess, client: Client) -> None:
    rule = {"action": "GetCluster", "nth": 1, "kind": "throttled", "times": 2}
    armed = emulator.control("POST", "faults", rule)["faults"]
    assert armed == emulator.faults()["faults"]
    assert {name: armed[0][name] for name in rule} == rule
    cluster = made(client)
    for _ in range(2):
        with pytest.raises(ClientException):
            status(client, cluster)
    assert emulator.faults() == {"faults": []}
    emulator.faults({"kind": "500", "times": None})
    for _ in range(3):
        with pytest.raises(ServerException):
            status(client, cluster)
    assert emulator.control("DELETE", "faults") == {"faults": []}
    assert status(client, cluster) == "running"


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({}, "kind must be one of"),
        ("throttled", "a rule is an object"),
        ({"kind": "explode"}, "kind must be one of"),
        ({"kind": "500", "nths": 1}, "'nths' is not a field"),
        ({"kind": "500", "nth": 0}, "count from 1"),
        ({"kind": "500", "nth": "1"}, "nth must be of type int"),
        ({"kind": "500", "times": True}, "times must be of type int"),
        ({"kind": "500", "action": "GetClusters"}, "action must be one of the API"),
        ({"kind": "exception", "stage": "Lunch"}, "stage must be one of"),
        ({"kind": "exception", "action": "GetCluster"}, "fault of CreateCluster"),
        ({"kind": "error"}, "needs a code"),
        ({"kind": "slow", "seconds": -1}, "seconds must be"),
    ],
)
def test_a_bad_rule_is_refused_with_the_reason_and_none_is_armed(emulator: InProcess, rule: Any, said: str) -> None:
    code, body = emulator.raw_control("POST", "faults", [{"kind": "500"}, rule])
    assert code == 400
    assert said in body["Message"]
    assert emulator.faults() == {"faults": []}


def test_a_doomed_creation_fails_with_every_clock() -> None:
    for clock in ("immediate", "looks:3", "seconds:8"):
        with running(clock=clock) as emulator:
            client = emulator.sdk()
            emulator.faults({"kind": "exception", "stage": "CreateManager", "nth": 2})
            first, second = made(client), made(client)
            emulator.time.passes(8)
            for _ in range(3):
                seen = status(client, first), status(client, second)
            assert seen == ("running", "exception")


def test_a_late_list_does_not_yet_know_the_newest_cluster(emulator: InProcess, client: Client) -> None:
    first, _ = made(client), made(client)
    emulator.faults({"kind": "late-list"})
    late = client.list_clusters(models.ListClustersRequest()).body
    assert ([row.cluster_id for row in late.clusters], late.total_count) == ([first], 1)
    assert client.list_clusters(models.ListClustersRequest()).body.total_count == 2
