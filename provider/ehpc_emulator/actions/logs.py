"""The operation log: what was done, and for one operation its stages and steps."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from ..clusters import Operation
from ..errors import invalid
from .call import Call, log_time

FILTERS = {"ActionStatus": "Status", "LogRequestId": "RequestId", "Resource": "Target"} | {
    name: name for name in ("ClusterId", "LogType", "OperatorUid")
}


def list_common_logs(call: Call) -> dict[str, Any]:
    names = call.params.get("ActionName")
    rows = [_row(operation) for operation in _between(call) if not names or operation.action in names]
    for wanted, name in FILTERS.items():
        rows = [row for row in rows if call.params.get(wanted) in (None, "", row[name])]
    # Newest first unless told otherwise (documented).
    if call.params.get("IsReverse", True):
        rows.reverse()
    shown, paging = call.page(rows, 20)
    return {"Logs": shown, "Uid": call.account, **paging}


def _between(call: Call) -> list[Operation]:
    """The account's operations of the window, which is in whole seconds (documented)."""
    start, end = call.params["From"], call.params["To"]
    if start > end:
        raise invalid("To")
    call.world.of(call.account)  # brings the progress of what is under way up to date
    return [
        operation
        for operation in call.world.operations.values()
        if operation.account == call.account and start <= int(operation.at) <= end
    ]


def _row(operation: Operation) -> dict[str, Any]:
    return _heading(operation) | {
        "Message": operation.message if operation.finished is not None else "",
        "RequestId": operation.request_id,
        "Status": operation.status,
        "Target": operation.cluster_id if len(operation.steps) > 1 else operation.steps[0][2],
        "Time": log_time(operation.at),
    }


def _heading(operation: Operation) -> dict[str, Any]:
    who = {"OperatorUid": operation.account, "Uid": operation.account}
    return {"Action": operation.action, "ClusterId": operation.cluster_id, "LogType": "Operation", **who}


def get_common_log_detail(call: Call) -> dict[str, Any]:
    wanted = call.params["LogRequestId"]
    operation = next((entry for entry in _between(call) if entry.request_id == wanted), None)
    if operation is None:
        raise invalid("LogRequestId")
    records = _records(operation, call.world.clock.time(), hidden=call.params.get("HiddenProcess", True))
    stages = [
        {"StageName": name, "Stages": [record for _, record in group]}
        for name, group in groupby(records, key=lambda pair: pair[0])
    ]
    return _heading(operation) | {"LogDetail": stages}


def _records(operation: Operation, now: float, *, hidden: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    """Results of the steps, and unless hidden also their beginnings (documented), each with its stage and the time at
    which it is written (assumed)."""
    end = operation.finished or now
    reached = operation.progress * len(operation.steps)

    def at(place: float) -> str:
        return log_time(operation.at + (end - operation.at) * min(1.0, place / max(reached, 1.0)))

    for place, (stage, method, target, message) in enumerate(operation.steps):
        if place > reached or (place == reached and operation.finished is None):
            return
        record = {"Method": method, "RequestId": operation.request_id, "Target": target, "LogLevel": "INFO"}
        if not hidden:
            yield stage, record | {"Time": at(place), "Status": "InProgress", "Message": f"{method} started"}
        record["Time"] = at(place + 1)
        if place == operation.failed:
            yield stage, record | {"Status": "Failed", "LogLevel": "ERROR", "Message": message}
        elif place + 1 <= reached:
            yield stage, record | {"Status": "Finished", "Message": message}
