"""What may have been answered by somebody else is not believed: neither that nothing was made, nor whose it is."""

from __future__ import annotations

import pytest

from contract.host_process import Failed, Host
from core.programs import REQUIRED
from hostile.server import REQUEST_ID, Hostile, answer, refusal


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
