"""What the operation log says of a failure, of a stage, and of nothing that it does not tell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from pulumi_ehpc._core.api.stages import stage_now
from pulumi_ehpc.errors import ServiceError
from pulumi_ehpc.resources.operation_log import OPERATION_LOG, why

ROW = {"ClusterId": "ehpc-1", "Action": "CreateCluster", "RequestId": "r", "Message": "it failed"}


def step(method: str, status: str, message: str = "", at: str = "") -> dict[str, Any]:
    return {"Method": method, "Status": status, "Message": message, "Time": at}


class Log:
    def __init__(self, status: str, **stages: list[dict[str, Any]]) -> None:
        self.row = {**ROW, "Status": status}
        self.detail: Any = {"LogDetail": [{"StageName": name, "Stages": steps} for name, steps in stages.items()]}
        self.asked: list[Mapping[str, Any]] = []

    def __call__(self, action: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
        self.asked.append(parameters)
        if action == "ListCommonLogs":
            return {"Logs": [self.row]}
        if isinstance(self.detail, Exception):
            raise self.detail
        return dict(self.detail)


def test_a_failure_is_told_with_its_stage_its_method_and_what_had_failed_before_it() -> None:
    log = Log(
        "Failed",
        ConfigNetwork=[step("CreateSecurityGroup", "Failed", "too many"), step("CreateSecurityGroup", "Finished")],
        CreateQueues=[step("CreateQueue", "InProgress"), step("CreateQueue", "Failed", "out of stock")],
    )
    assert why(log, "ehpc-1").split("\n") == [
        "in the stage CreateQueues (CreateQueue): out of stock",
        "  Failed before that: in the stage ConfigNetwork (CreateSecurityGroup): too many",
    ]


@pytest.mark.parametrize("detail", [{}, {"LogDetail": [{}]}, ServiceError("GetCommonLogDetail", "Forbidden", "no")])
def test_where_no_stage_is_told_the_operations_own_message_is_the_reason(detail: Any) -> None:
    log = Log("Failed")
    log.detail = detail
    assert why(log, "ehpc-1") == "it failed"


def test_a_log_that_may_not_be_read_gives_no_stage_and_says_so_where_a_reason_is_wanted() -> None:
    def refused(action: str, _: Mapping[str, Any]) -> dict[str, Any]:
        raise ServiceError(action, "Forbidden.RAM", "no", status=403)

    with pytest.raises(ServiceError, match="ListCommonLogs"):
        why(refused, "ehpc-1")
    assert stage_now(refused, OPERATION_LOG, "ehpc-1") == ""


def test_the_stage_that_something_hangs_in_is_asked_for_with_what_has_only_begun() -> None:
    log = Log(
        "InProgress",
        CreateManager=[step("RunInstances", "Finished", at="2026-01-01 12:00:10")],
        CreateQueues=[step("CreateQueue", "InProgress", at="2026-01-01 12:00:20")],
    )
    assert stage_now(log, OPERATION_LOG, "ehpc-1") == "CreateQueues"
    assert log.asked[-1]["HiddenProcess"] is False


def test_what_has_ended_is_in_no_stage() -> None:
    assert stage_now(Log("Finished", CreateQueues=[step("CreateQueue", "Finished")]), OPERATION_LOG, "ehpc-1") == ""


def test_a_stage_that_is_an_order_to_a_terminal_is_harmless() -> None:
    log = Log("InProgress", **{"\x1b[31mred": [step("a", "InProgress")]})
    assert stage_now(log, OPERATION_LOG, "ehpc-1") == "\\x1b[31mred"
