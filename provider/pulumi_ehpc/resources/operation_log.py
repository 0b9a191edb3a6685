"""E-HPC's operation log: ListCommonLogs has the operations, GetCommonLogDetail the stages of one."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import datetime, timezone
from typing import Any

from .._core.table.calls import Call, Look
from .._core.table.log import Noted, OperationLog, Step
from .._core.texts import word
from ..errors import ServiceError

_DAY = 24 * 60 * 60
LOG_DAYS = 30
"""How far back the operation log is asked; how long it is kept is not documented."""
_AHEAD = 16 * 60
"""By a quarter of an hour this machine's clock may be behind: a signature that is older is refused (documented). That a
stretch may end later than now is assumed."""
_BAD_REQUEST = 400

LASTING = ["CreateCluster", "DeleteCluster"]
"""The actions that take their time."""


def in_log(call: Call, action: str, days: int, **asked: Any) -> Look:
    """What a call that is about a stretch of time answers: of these days until now, as the clock of E-HPC may have it.
    Raises ServiceError."""
    now = int(time.time())
    stretch = {**asked, "From": now - days * _DAY}
    try:
        return call(action, {**stretch, "To": now + _AHEAD})
    except ServiceError as error:
        if error.status != _BAD_REQUEST or error.code.startswith("Throttling"):
            raise
    return call(action, {**stretch, "To": now})


def is_finished(status: Any) -> bool:
    """Whether an operation has come to a good end; "Finished" is the documented word for it."""
    return str(status).casefold() in ("finished", "success", "succeeded")


def why(call: Call, id_: str) -> str:
    """What the log says of the newest failure, the only source of a reason: the step that failed last, and below it
    those that had failed before; "" where it tells none. Raises ServiceError."""
    newest = in_log(call, "ListCommonLogs", 1, ClusterId=id_, ActionStatus="Failed", PageSize=10)
    for log in (newest.get("Logs") or [])[:1]:
        message = str(log.get("Message") or "")
        try:
            return _failed(call, log) or message
        except ServiceError:
            if not message:
                raise
            return message
    return ""


def _failed(call: Call, log: Look) -> str:
    told = [step.told for step in _steps(call, log.get("RequestId"), 1) if step.failed]
    last, earlier = told[-1:], dict.fromkeys(told[:-1])
    return "\n  Failed before that: ".join([*last, *(one for one in earlier if one not in last)])


def never_ran(call: Call, id_: str) -> bool:
    """The operation log's word: that CreateCluster failed, and nothing else was ever done to it."""
    try:
        logs = in_log(call, "ListCommonLogs", LOG_DAYS, ClusterId=id_, PageSize=100).get("Logs") or []
    except ServiceError:
        return False
    made = [log.get("Status") for log in logs if log.get("Action") == "CreateCluster"]
    return made == ["Failed"]


def _newest(call: Call, id_: str = "") -> list[Noted]:
    of = {"ClusterId": id_} if id_ else {}
    rows = in_log(call, "ListCommonLogs", LOG_DAYS, ActionName=LASTING, PageSize=100, **of).get("Logs") or []
    noted = [
        Noted(
            str(row.get("ClusterId") or ""), str(row.get("Action") or ""), str(row["RequestId"]), _seconds(row),
            finished=is_finished(row.get("Status")), failed=str(row.get("Status")).casefold() == "failed",
        )
        for row in rows if row.get("RequestId")
    ]  # fmt: skip
    # Newest first is documented; sorted all the same, for it costs nothing.
    return sorted(noted, key=lambda one: one.at, reverse=True)


def _steps(call: Call, request: Any, days: int) -> Iterator[Step]:
    # What is under way is told only where nothing is hidden.
    detail = in_log(call, "GetCommonLogDetail", days, LogRequestId=request, HiddenProcess=False)
    for stage in detail.get("LogDetail") or []:
        for step in stage.get("Stages") or []:
            failed = str(step.get("Status")).casefold() == "failed"
            yield Step(
                _word(stage, "StageName"), _word(step, "Method"), step.get("Message", ""), _seconds(step), failed
            )


def _word(row: Look, name: str) -> str:
    return word(str(row.get(name) or ""))


def _seconds(row: Look) -> float:
    """Its Time in seconds, 0 where that is none. The documented examples have no zone; only differences count."""
    try:
        told = datetime.fromisoformat(re.sub(r"(\.\d+)?Z$", "+00:00", str(row.get("Time") or "")))
    except ValueError:
        return 0.0
    return (told if told.tzinfo else told.replace(tzinfo=timezone.utc)).timestamp()


OPERATION_LOG = OperationLog(
    newest=_newest,
    steps=lambda call, request: list(_steps(call, request, LOG_DAYS)),
    creation="CreateCluster",
)
