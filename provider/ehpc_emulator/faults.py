"""A script of faults: the nth call of an action is throttled, refused, lost ... `times` calls in a row.

Rules are plain JSON (POST /_emulator/faults). `nth` counts the matching calls since the rule was armed.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any

from . import errors
from .parameters import ORACLE
from .protocol import Response, json_response
from .stages import CREATION

KINDS = {
    "throttled": errors.ThrottlingUser,
    "throttled-retry-after": errors.ThrottlingUser,
    "500": errors.InternalError,
    "503": errors.ServiceUnavailable,
    "conflict": errors.ConflictOpt,
    "error": None,  # any code of errors.py, or a made-up one: `code`, `message`, `status`
    "refuse": None,
    "reset-before": None,
    "reset-after": None,
    "slow": None,
    "success-false": None,
    "not-json": None,
    "exception": None,
}
UNHEARD = frozenset({"refuse", "reset-before"})  # the client gets no answer and nothing was done
ACTS = frozenset({"reset-after", "slow", "exception"})  # the service does what it was asked to
HTML = b"<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"


class BadRule(ValueError):
    """The text names the field and says what it may be."""


@dataclass
class Rule:
    kind: str
    action: str = "*"
    nth: int = 1
    times: int | None = 1  # None: until cleared
    seconds: float = 2.0  # slow: how late the answer comes
    retry_after: int = 100  # throttled-retry-after: milliseconds, as the official SDKs read it
    stage: str = "ConfigNetwork"  # exception: where the creation fails, and what its log says
    message: str = ""
    code: str = ""
    status: int | None = None
    acted: bool = False  # errors only: the call took effect, its answer is the error
    seen: int = 0
    fired: int = 0

    @classmethod
    def parse(cls, value: Any) -> Rule:
        if not isinstance(value, dict):
            raise BadRule('a rule is an object, such as {"action": "GetCluster", "kind": "throttled"}')
        fields = {name: str(field) for name, field in cls.__annotations__.items() if name not in ("seen", "fired")}
        for name, item in value.items():
            if name not in fields:
                raise BadRule(f"{name[:80]!r} is not a field of a rule; they are {', '.join(fields)}")
            _check_type(name, fields[name], item)
        if value.get("kind") not in KINDS:
            raise BadRule(f"kind must be one of {', '.join(KINDS)}")
        rule = cls(**value)
        if rule.kind == "exception" and rule.action == "*":
            rule.action = "CreateCluster"
        _check_values(rule)
        return rule

    def matches(self, action: str) -> bool:
        """Count the call; True when it is this rule's turn."""
        if self.action not in ("*", action):
            return False
        self.seen += 1
        if self.seen < self.nth or self.spent:
            return False
        self.fired += 1
        return True

    @property
    def spent(self) -> bool:
        return self.times is not None and self.fired >= self.times

    @property
    def acts(self) -> bool:
        return self.acted or self.kind in ACTS

    def response(self, answer: Response, request_id: str) -> Response:
        """What the client gets instead of (or made of) the service's answer."""
        if self.kind in UNHEARD or self.kind == "reset-after":
            return Response(0, b"", reset=True)
        if self.kind == "slow":
            answer.delay = self.seconds
        elif self.kind == "success-false":
            return json_response(200, {"RequestId": request_id, "Success": False})
        elif self.kind == "not-json":
            return Response(self.status or 502, HTML, {"Content-Type": "text/html"})
        return answer

    def error(self) -> errors.ApiError | None:
        """The error that stands for this fault, if it is one."""
        row = errors.BY_CODE.get(self.code) if self.kind == "error" else KINDS[self.kind]
        if self.kind == "error" and row is None:
            row = type("Made", (errors.ApiError,), {"code": self.code, "text": "An injected error occurred."})
        if row is None:
            return None
        error = row(message=self.message)
        error.status = self.status or error.status
        return error


def _check_type(name: str, kind: str, item: Any) -> None:
    wanted = {"str": (str,), "int": (int,), "int | None": (int, type(None)), "float": (int, float), "bool": (bool,)}
    if not isinstance(item, wanted[kind]) or (isinstance(item, bool) and kind != "bool"):
        raise BadRule(f"{name} must be {kind.replace('str', 'text').replace('None', 'null')}")


def _check_values(rule: Rule) -> None:
    if rule.action != "*" and rule.action not in ORACLE["actions"]:
        raise BadRule(f"action {rule.action[:80]!r} is not one of the API; * means any")
    if rule.nth < 1 or (rule.times is not None and rule.times < 1):
        raise BadRule("nth and times count from 1 (times null: until cleared)")
    if rule.stage not in CREATION:
        raise BadRule(f"stage must be one of {', '.join(CREATION)}")
    if rule.kind == "exception" and rule.action != "CreateCluster":
        raise BadRule("exception is a fault of CreateCluster")
    if rule.kind == "error" and not rule.code:
        raise BadRule("kind error needs a code")
    if not 0 <= rule.seconds <= 3600 or not 0 < rule.retry_after <= 10**6:
        raise BadRule("seconds is at most 3600, retry_after at most 1000000")
    if rule.status is not None and not 200 <= rule.status <= 599:
        raise BadRule("status must be 200 to 599")


class Faults:
    def __init__(self) -> None:
        self._rules: list[Rule] = []
        self._lock = threading.Lock()

    def arm(self, value: Any) -> None:
        """One rule or a list of them: all or none."""
        rules = [Rule.parse(item) for item in (value if isinstance(value, list) else [value])]
        with self._lock:
            self._rules += rules

    def take(self, action: str) -> Rule | None:
        """The first rule whose turn it is; every matching rule counts the call."""
        if not self._rules:
            return None
        with self._lock:
            due = [rule for rule in self._rules if rule.matches(action)]
            for late in due[1:]:
                late.fired -= 1  # one fault a call: a later rule keeps its turn for the next one
            self._rules = [rule for rule in self._rules if not rule.spent]
            return due[0] if due else None

    def clear(self) -> None:
        with self._lock:
            self._rules = []

    def render(self) -> dict[str, Any]:
        with self._lock:
            return {"faults": [{name: item for name, item in vars(rule).items()} for rule in self._rules]}
