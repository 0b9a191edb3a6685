"""E-HPC's operation log: ListCommonLogs has the operations, GetCommonLogDetail the stages of one."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping
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
stretch may end later than now is assumed: where it is refused, the stages and the reason of a failure are not told."""

LASTING = ["CreateCluster", "DeleteCluster"]
"""The actions that take their time."""


def log_window(days: int) -> dict[str, int]:
    """The operation log is asked for a stretch of time: until now, as the clock of E-HPC may have it."""
    now = int(time.time())
    return {"From": now - days * _DAY, "To": now + _AHEAD}


def is_finished(status: Any) -> bool:
    """Whether an operation has come to a good end; "Finished" is the documented word for it."""
    return str(status).casefold() in ("finished", "success", "succeeded")


def why(call: Call, id_: str) -> str:
    """What the log says of the newest failure, the only source of a reason: the step that failed last, and below it
    those that had failed before; "" where it tells none. Raises ServiceError."""
    window = log_window(1)
    asked = {"ClusterId": id_, "ActionStatus": "Failed", "PageSize": 10, **window}
    for log in (call("ListCommonLogs", asked).get("Logs") or [])[:1]:
        message = str(log.get("Message") or "")
        try:
            return _failed(call, log, window) or message
        except ServiceError:
            if not message:
                raise
            return message
    return ""


def _failed(call: Call, log: Look, window: Mapping[str, int]) -> str:
    told = [step.told for step in _steps(call, log, window) if step.failed]
    last, earlier = told[-1:], dict.fromkeys(told[:-1])
    return "\n  Failed before that: ".join([*last, *(one for one in earlier if one not in last)])


def never_ran(call: Call, id_: str) -> bool:
    """The operation log's word: that CreateCluster failed, and nothing else was ever done to it."""
    window = log_window(LOG_DAYS)
    try:
        logs = call("ListCommonLogs", {"ClusterId": id_, "PageSize": 100, **window}).get("Logs") or []
    except ServiceError:
        return False
    made = [log.get("Status") for log in logs if log.get("Action") == "CreateCluster"]
    return made == ["Failed"]


def _newest(call: Call, id_: str = "") -> list[Noted]:
    asked = {"ActionName": LASTING, "PageSize": 100, **log_window(LOG_DAYS), **({"ClusterId": id_} if id_ else {})}
    rows = call("ListCommonLogs", asked).get("Logs") or []
    noted = [
        Noted(
            str(row.get("ClusterId") or ""), str(row.get("Action") or ""), str(row["RequestId"]), _seconds(row),
            finished=is_finished(row.get("Status")), failed=str(row.get("Status")).casefold() == "failed",
        )
        for row in rows if row.get("RequestId")
    ]  # fmt: skip
    # Newest first is documented; sorted all the same, for it costs nothing.
    return sorted(noted, key=lambda one: one.at, reverse=True)


def _steps(call: Call, log: Look, window: Mapping[str, int]) -> Iterator[Step]:
    # What is under way is told only where nothing is hidden.
    asked = {"LogRequestId": log.get("RequestId"), "HiddenProcess": False, **window}
    for stage in call("GetCommonLogDetail", asked).get("LogDetail") or []:
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
    steps=lambda call, request: list(_steps(call, {"RequestId": request}, log_window(LOG_DAYS))),
)
