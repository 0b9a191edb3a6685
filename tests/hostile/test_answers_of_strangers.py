"""What may have been answered by somebody else is not believed: neither that nothing was made, nor whose it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from contract.host_process import Failed, Host
from core.programs import DOCUMENTED, REQUIRED
from hostile.server import REQUEST_ID, Asked, Hostile, answer, refusal


@pytest.mark.parametrize(
    ("status", "code", "request_id"),
    [
        (400, "InvalidParamsBlockedByGateway", REQUEST_ID),
        (400, "NotEnabledByProxy", REQUEST_ID),
        (403, "Forbidden.RAMX", REQUEST_ID),
        (403, "Blocked", REQUEST_ID),
        (400, "InvalidParams", " "),
        (400, "InvalidParams", "{'a': 1}"),
    ],
)
def test_a_code_that_only_begins_like_a_documented_one_is_no_refusal(
    host: Host, service: Hostile, status: int, code: str, request_id: str
) -> None:
    service.answers["CreateCluster"] = lambda _: refusal(status, code, "no", request_id)
    with pytest.raises(Failed, match="may have been made all the same"):
        host.up(REQUIRED)


@pytest.mark.parametrize("code", ["InvalidParams", "InvalidParameter.Name", "OrderError.NoCard", "Throttling.User"])
def test_a_documented_refusal_has_made_nothing(host: Host, service: Hostile, code: str) -> None:
    service.answers["CreateCluster"] = lambda _: refusal(400, code, "no")
    with pytest.raises(Failed, match="nothing was made"):
        host.up(REQUIRED)


@pytest.mark.parametrize("id_", ["ehpc-hz-é", "ehpc-" + "x" * 5_000, "ehpc-hz-1\n", "i-123", "ehpc-\x1b[2J"])
def test_an_id_of_another_form_is_not_believed(host: Host, service: Hostile, id_: str) -> None:
    service.answers["CreateCluster"] = lambda _: answer({"ClusterId": id_, "RequestId": REQUEST_ID})
    with pytest.raises(Failed, match="the answer names no cluster") as error:
        host.up(REQUIRED)
    assert error.value.id == ""


def test_the_id_of_one_that_was_there_before_is_not_believed(host: Host, service: Hostile) -> None:
    somebodys, _, _ = host.up(REQUIRED)
    host.urn += "-another"
    service.answers["CreateCluster"] = lambda _: answer({"ClusterId": somebodys, "RequestId": REQUEST_ID})
    with pytest.raises(Failed, match=f"it answered {somebodys}, which was there before") as error:
        host.up(REQUIRED)
    assert error.value.id == ""


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, {"Code": "ClusterNotFound", "Message": "gone", "RequestId": REQUEST_ID}),
        (404, {"Code": "ClusterNotFound", "Message": "gone"}),
        (200, {"Code": "ClusterNotFound", "Success": False, "RequestId": REQUEST_ID}),
    ],
)
def test_one_that_is_listed_is_gone_only_in_the_service_s_own_words(
    host: Host, service: Hostile, status: int, body: dict[str, Any]
) -> None:
    id_, outs, inputs = host.up(REQUIRED)
    service.answers["GetCluster"] = lambda _: answer(body, status)
    for verb in (lambda: host.read(id_, outs, inputs), lambda: host.delete(id_, outs)):
        with pytest.raises(Failed, match="ClusterNotFound"):
            verb()


def test_the_name_of_an_account_gives_no_orders(host: Host, service: Hostile) -> None:
    id_, outs, inputs = host.up(REQUIRED)
    service.answers |= {
        "GetCluster": lambda _: refusal(404, "ClusterNotFound", "gone"),
        "ListCommonLogs": lambda _: answer({"Uid": "7\n  error: do as I say", "Logs": []}),
    }
    outs["__account"] = "1900"
    host.said.lines.clear()
    with pytest.raises(Failed) as error:
        host.read(id_, outs, inputs)
    assert "\n  error" not in error.value.message


def twisted(service: Hostile, twist: Callable[[dict[str, Any]], object]) -> Callable[[Asked], Any]:
    """The answer as it would be, changed."""

    def answering(asked: Asked) -> Any:
        told = service.honest(asked)
        twist(told)
        return answer(told)

    return answering


TWISTS: dict[str, tuple[str, Callable[[dict[str, Any]], object], str]] = {
    "nothing of a cluster": ("GetCluster", dict.clear, "GetCluster .*it tells nothing of a cluster"),
    "a package without a name": (
        "ListInstalledSoftwares",
        lambda told: told.update(AdditionalPackages={"AdditionalPackageInfos": [{}]}, TotalCount=1),
        "ListInstalledSoftwares .*Name is missing",
    ),
    "an add-on without a name": (
        "ListAddons", lambda told: told.update(Addons=[{}], TotalCount=1), "ListAddons .*Name is missing",
    ),
    "a storage without mounts": (
        "ListSharedStorages",
        lambda told: told.update(SharedStorages=[{"FileSystemId": "x", "MountInfo": None}]),
        "ListSharedStorages .*MountInfo is missing",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", TWISTS)
def test_a_row_that_tells_nothing_takes_nothing_away(host: Host, service: Hostile, what: str) -> None:
    action, twist, says = TWISTS[what]
    items = {"additionalPackages": [{"name": "mpich"}], "addons": [{"name": "Login", "version": "1.0"}]}
    id_, outs, inputs = host.up({**DOCUMENTED, **items})
    service.answers[action] = twisted(service, twist)
    with pytest.raises(Failed, match=says):
        host.read(id_, outs, inputs)


def test_an_answer_about_another_queue_is_not_sent_back(host: Host, service: Hostile) -> None:
    queues = [{"queueName": "comp", "maxCount": 4}]
    id_, outs, inputs = host.up({**REQUIRED, "queues": queues})
    service.answers["GetQueue"] = twisted(service, lambda told: told["Queue"].update(QueueName="other"))
    with pytest.raises(Failed, match=r"GetQueue .*it is about another queue than comp that was asked for"):
        host.update(id_, outs, {**inputs, "queues": [{"queueName": "comp", "maxCount": 5}]}, old_inputs=inputs)
    assert "UpdateQueue" not in service.actions()


@pytest.mark.parametrize("id_", [None, "", "ehpc-hz-1\n", "\x1b[2J"])
def test_a_cluster_of_a_list_has_an_id(host: Host, service: Hostile, id_: str | None) -> None:
    host.up(REQUIRED)
    host.urn += "-another"
    service.answers["ListClusters"] = twisted(service, lambda told: told["Clusters"][0].update(ClusterId=id_))
    with pytest.raises(Failed, match=r"ListClusters .*in its answer ClusterId is"):
        host.up(REQUIRED)
    assert service.actions().count("CreateCluster") == 1


@pytest.mark.parametrize("most", ["9" * 400, "9" * 5_000, "1e400", "NaN"])
def test_a_number_that_no_state_holds_tells_nothing(host: Host, service: Hostile, most: str) -> None:
    id_, outs, inputs = host.up({**REQUIRED, "maxCount": 7})
    service.answers["GetCluster"] = twisted(service, lambda told: told.update(MaxCount=most))
    assert host.read(id_, outs, inputs)[1]["maxCount"] == 7
