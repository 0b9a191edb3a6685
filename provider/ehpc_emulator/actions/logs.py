"""The operation log: what was done, and for one operation its stages and steps."""

from __future__ import annotations

from typing import Any

from ..clusters import Operation
from ..errors import InvalidParams
from .call import Call, log_time

LOG_TYPE = "Operation"


def list_common_logs(call: Call) -> dict[str, Any]:
    params = call.params
    rows = [_row(operation) for operation in _between(call)]
    filters = {
        "Status": params.get("ActionStatus"),
        "ClusterId": params.get("ClusterId"),
        "RequestId": params.get("LogRequestId"),
        "LogType": params.get("LogType"),
        "OperatorUid": params.get("OperatorUid"),
        "Target": params.get("Resource"),
    }
    names = params.get("ActionName")
    rows = [row for row in rows if all(not value or row[name] == value for name, value in filters.items())]
    rows = [row for row in rows if not names or row["Action"] in names]
    # Newest first unless told otherwise (documented).
    if params.get("IsReverse", True):
        rows.reverse()
    shown, paging = call.page(rows, 20)
    return {"Logs": shown, "Uid": call.account, **paging}


def _between(call: Call) -> list[Operation]:
    """The account's operations of the window, which is in whole seconds (documented)."""
    start, end = call.params["From"], call.params["To"]
    if start > end:
        raise InvalidParams("To")
    call.world.of(call.account)  # brings the progress of what is under way up to date
    return [
        operation
        for operation in call.world.operations.values()
        if operation.account == call.account and start <= int(operation.at) <= end
    ]


def _row(operation: Operation) -> dict[str, Any]:
    return {
        "Action": operation.action,
        "ClusterId": operation.cluster_id,
        "LogType": LOG_TYPE,
        "Message": operation.message if operation.finished is not None else "",
        "OperatorUid": operation.account,
        "RequestId": operation.request_id,
        "Status": operation.status,
        "Target": operation.cluster_id if len(operation.steps) > 1 else operation.steps[0][2],
        "Time": log_time(operation.at),
    }


def get_common_log_detail(call: Call) -> dict[str, Any]:
    wanted = call.params["LogRequestId"]
    operation = next((entry for entry in _between(call) if entry.request_id == wanted), None)
    if operation is None:
        raise InvalidParams("LogRequestId")
    stages: list[dict[str, Any]] = []
    for place, record in _records(call, operation):
        name = operation.steps[place][0]
        if not stages or stages[-1]["StageName"] != name:
            stages.append({"StageName": name, "Stages": []})
        stages[-1]["Stages"].append(record)
    return {
        "Action": operation.action,
        "ClusterId": operation.cluster_id,
        "LogDetail": stages,
        "LogType": LOG_TYPE,
        "OperatorUid": operation.account,
        "Uid": operation.account,
    }


def _records(call: Call, operation: Operation) -> list[tuple[int, dict[str, Any]]]:
    """Results of the steps, and with HiddenProcess false also their beginnings (documented)."""
    hidden, count = call.params.get("HiddenProcess", True), len(operation.steps)
    end = operation.finished if operation.finished is not None else call.world.clock.time()
    reached = operation.progress * count
    records = []
    for place, (_, method, target, message) in enumerate(operation.steps):
        if place >= reached and operation.finished is None or place > (operation.failed or place):
            break
        at = operation.at + (end - operation.at) * min(1.0, place / max(reached, 1))
        record = {"Method": method, "RequestId": operation.request_id, "Target": target, "Time": log_time(at)}
        if not hidden:
            begun = {"LogLevel": "INFO", "Status": "InProgress", "Message": f"Start to {method}"}
            records.append((place, record | begun))
        if place == operation.failed:
            records.append((place, record | {"LogLevel": "ERROR", "Status": "Failed", "Message": message}))
            break
        if place + 1 <= reached or operation.finished is not None:
            records.append((place, record | {"LogLevel": "INFO", "Status": "Finished", "Message": message}))
    return records
