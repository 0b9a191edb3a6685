"""The service without a network: `handle(request) -> response`. Who calls, what, with which parameters; the answer."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import actions, controls, rules
from .clock import Clock, Pace
from .errors import ApiError, InternalError, InvalidApiNotFound, MalformedRequest, MissingParameter
from .faults import UNHEARD, Faults, Rule
from .ids import Ids, account_of
from .journal import Journal, without_secrets
from .parameters import PROTOCOL, VERSION, typed
from .protocol import Request, Response, clip, json_response, nest, raw_parameters
from .signatures import Guard
from .store import Store
from .world import World


@dataclass(frozen=True)
class Settings:
    """What the command line says."""

    clock: str = "immediate"
    strict: bool = False
    quota: int = 3
    seed: str | None = None
    state: Path | None = None
    keys: tuple[tuple[str, str], ...] = (("emulator", "emulator"),)
    # How a protected cluster refuses DeleteCluster is not documented (assumed; so it can be set).
    protection_code: str = "InvalidClusterStatus"


class Service:
    def __init__(self, settings: Settings | None = None, now: Callable[[], float] = time.time) -> None:
        self.settings = settings or Settings()
        self.clock = Clock(Pace.parse(self.settings.clock), now)
        self.world = World(self.clock, Ids(self.settings.seed), self.settings.quota)
        self.journal = Journal()
        self.faults = Faults()
        self._guard = Guard(dict(self.settings.keys), strict=self.settings.strict, now=now)
        self._store = Store(self.settings.state) if self.settings.state else None
        self.lock = threading.RLock()
        self._now = now
        saved = self._store.load() if self._store else None
        if saved:
            self.world.load(saved)

    def handle(self, request: Request) -> Response:
        if request.path.startswith(controls.PREFIX):
            with self.lock:
                answer = controls.handle(self, request)
                self.save()
                return answer
        with self.lock:
            request_id = self.world.ids.request()
        exchange = Exchange(self, request, request_id)
        answer = exchange.run()
        self.journal.add(exchange.entry)
        return answer

    def refuse(self, error: MalformedRequest, host: str) -> Response:
        """The answer to what is not even a request."""
        with self.lock:
            return _refusal(error, self.world.ids.request(), host)

    def save(self) -> None:
        """After every change; the caller holds the lock."""
        if self.world.dirty and self._store:
            self._store.save(self.world.dump())
        self.world.dirty = False

    def now(self) -> float:
        return self._now()


class Exchange:
    """One request on its way to its answer; `entry` is what the journal keeps of it."""

    def __init__(self, service: Service, request: Request, request_id: str) -> None:
        self.service = service
        self.request = request
        self.request_id = request_id
        self.entry: dict[str, Any] = {
            "action": "",
            "params": {},
            "status": 0,
            "code": "",
            "time": service.now(),
            "request_id": request_id,
        }

    def run(self) -> Response:
        try:
            answer = self._faulted()
        except ApiError as error:
            self.entry["code"] = error.code
            answer = _refusal(error, self.request_id, self.request.headers.get("host", ""))
        except Exception:  # noqa: BLE001 (a client never gets a traceback, whatever it sent)
            self.entry["code"] = InternalError.code
            answer = _refusal(InternalError(), self.request_id, self.request.headers.get("host", ""))
        self.entry["status"] = answer.status
        answer.headers["x-acs-request-id"] = self.request_id
        return answer

    def _faulted(self) -> Response:
        if self.request.path != "/":
            raise InvalidApiNotFound
        raw = raw_parameters(self.request)
        shown = {name: value for name, value in raw.items() if name not in PROTOCOL}
        self.entry["params"] = without_secrets(shown)
        action = self.entry["action"] = clip(self._action(raw))
        rule = self.service.faults.take(action)
        if rule is None:
            return self._call(action, raw, None)
        answer = self._call(action, raw, rule) if rule.acts else Response(200, b"")
        if rule.kind in UNHEARD or rule.kind == "reset-after":
            self.entry["code"] = rule.kind
        error = rule.error()
        if error:
            answer = _refusal(error, self.request_id, self.request.headers.get("host", ""))
            self.entry["code"] = error.code
            if rule.kind == "throttled-retry-after":
                answer.headers["x-acs-retry-after"] = str(rule.retry_after)
        return rule.response(answer, self.request_id)

    def _action(self, raw: dict[str, Any]) -> str:
        headers = self.request.headers
        action = headers.get("x-acs-action") or str(raw.get("Action") or "")
        if not action:
            raise MissingParameter("Action")
        version = headers.get("x-acs-version") or raw.get("Version")
        if version != VERSION:
            raise InvalidApiNotFound(f" ({clip(action)}, version {clip(str(version))})")
        return action

    def _call(self, action: str, raw: dict[str, Any], rule: Rule | None) -> Response:
        caller = self.service._guard.admit(self.request, raw)
        act = actions.ACTIONS.get(action)
        if act is None:
            raise InvalidApiNotFound(f" ({clip(action)})")
        params = typed(action, nest(raw))
        self.entry["params"] = without_secrets(params)
        rules.check(action, params)
        with self.service.lock:
            call = actions.Call(
                action,
                params,
                account_of(caller.key),
                self.request_id,
                self.service.world,
                (rule.stage, rule.message) if rule and rule.kind == "exception" else None,
                self.service.settings.protection_code,
            )
            try:
                return json_response(200, {"RequestId": self.request_id, **act(call)})
            finally:
                self.service.save()


def _refusal(error: ApiError, request_id: str, host: str) -> Response:
    body = {
        "RequestId": request_id,
        "HostId": host or "127.0.0.1",
        "Code": error.code,
        "Message": error.message,
        "Recommend": f"https://api.aliyun.com/troubleshoot?q={error.code}&product=EHPC&requestId={request_id}",
    }
    return json_response(error.status, body, {"x-acs-request-id": request_id})
