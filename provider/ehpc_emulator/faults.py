"""A fault: the nth call of an action is throttled, refused, lost, held ... `times` calls in a row."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import Any

from .errors import ApiError
from .facts import ACTIONS, KINDS
from .protocol import Response, json_response
from .stages import CREATION

LOST = frozenset({"refuse", "reset-before", "reset-after"})  # the client gets no answer
HTML = b"<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
TYPES = {"str": (str,), "int": (int,), "int | None": (int, type(None)), "float": (int, float), "bool": (bool,)}


class BadRule(ValueError):
    """The text names the field and says what it may be."""


@dataclass
class Rule:
    kind: str
    action: str = "*"
    nth: int = 1  # counted over the matching calls since the rule was armed
    times: int | None = 1  # None: until cleared
    seconds: float = 2.0  # slow: how late the answer comes
    retry_after: int = 100  # throttled-retry-after: milliseconds, as the official SDKs read it
    stage: str = "ConfigNetwork"  # exception: where the creation fails, and what its log says
    message: str = ""
    code: str = ""
    status: int | None = None
    acted: bool = False  # errors: the call took effect, its answer is the error; hold: it is held after that
    seen: int = 0
    fired: int = 0

    def matches(self, action: str) -> bool:
        """Count the call; True when it is this rule's turn."""
        if self.action not in ("*", action):
            return False
        self.seen += 1
        return self.seen >= self.nth and not self.spent

    @property
    def spent(self) -> bool:
        return self.times is not None and self.fired >= self.times

    @property
    def acts(self) -> bool:
        return self.acted or KINDS[self.kind]["done"] == "yes" or (self.kind == "hold" and not self.code)

    def error(self) -> ApiError | None:
        """The error that stands for this fault, if it is one."""
        code = self.code or KINDS[self.kind].get("code")
        return ApiError(code, message=self.message, status=self.status) if code else None

    def response(self, answer: Response, request_id: str) -> Response:
        """What the client gets instead of (or made of) the service's answer."""
        if self.kind in LOST:
            return Response(0, b"", reset=True)
        if self.kind == "success-false":
            return json_response(200, {"RequestId": request_id, "Success": False})
        if self.kind == "empty":
            return json_response(200, {"RequestId": request_id})
        if self.kind == "not-json":
            return Response(self.status or 502, HTML, {"Content-Type": "text/html"})
        if self.kind == "late-list":
            answer.body = _without_newest(answer.body)
        if self.kind == "throttled-retry-after":
            answer.headers["x-acs-retry-after"] = str(self.retry_after)
        answer.delay = self.seconds if self.kind == "slow" else 0.0
        return answer


def _without_newest(body: bytes) -> bytes:
    """ListClusters before it knows of the cluster that was made last."""
    answer = json.loads(body)
    if answer.get("Clusters"):
        answer |= {"Clusters": answer["Clusters"][:-1], "TotalCount": answer["TotalCount"] - 1}
    return json.dumps(answer, ensure_ascii=False).encode()


def parse(value: Any) -> Rule:
    if not isinstance(value, dict):
        raise BadRule('a rule is an object, such as {"action": "GetCluster", "kind": "throttled"}')
    kinds = {field.name: str(field.type) for field in fields(Rule) if field.name not in ("seen", "fired")}
    for name, item in value.items():
        if name not in kinds:
            raise BadRule(f"{name[:80]!r} is not a field of a rule; they are {', '.join(kinds)}")
        if not isinstance(item, TYPES[kinds[name]]) or (isinstance(item, bool) and kinds[name] != "bool"):
            raise BadRule(f"{name} must be of type {kinds[name]}")
    if value.get("kind") not in KINDS:
        raise BadRule(f"kind must be one of {', '.join(KINDS)}")
    rule = Rule(**value)
    only = KINDS[rule.kind].get("only", "")
    if only and rule.action == "*":
        rule.action = only
    for holds, text in (
        (rule.action == "*" or rule.action in ACTIONS, "action must be one of the API, or * for any"),
        (only in ("", rule.action), f"{rule.kind} is a fault of {only}"),
        (rule.kind != "error" or rule.code, "kind error needs a code"),
        (rule.nth >= 1 and (rule.times is None or rule.times >= 1), "nth and times count from 1"),
        (rule.stage in CREATION, f"stage must be one of {', '.join(CREATION)}"),
        (0 <= rule.seconds <= 3600, "seconds must be 0 to 3600"),
        (0 < rule.retry_after <= 10**6, "retry_after must be 1 to 1000000"),
        (rule.status is None or 200 <= rule.status <= 599, "status must be 200 to 599"),
    ):
        if not holds:
            raise BadRule(text)
    return rule
