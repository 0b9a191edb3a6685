"""The service without a network: `handle(request) -> response`. Who calls, what, with which parameters; the answer."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import controls, facts, rules
from .actions import ACTIONS, Call
from .clock import Clock, Pace
from .errors import ApiError
from .faults import LOST, Rule
from .ids import Ids, account_of
from .journal import Journal, without_secrets
from .parameters import PROTOCOL, typed
from .protocol import Request, Response, clip, json_response, nest, raw_parameters
from .script import Held, Script
from .shapes import shaped
from .signatures import Guard
from .store import Store
from .variants import chosen
from .variation import done
from .world import World

DEFAULT_KEY = ("emulator", "emulator")


@dataclass(frozen=True)
class Settings:
    """What the command line says."""

    clock: str = "immediate"
    strict: bool = False
    quota: int = 3
    seed: str | None = None
    state: Path | None = None
    keys: Sequence[tuple[str, str]] | None = None
    protection_code: str = "InvalidClusterStatus"
    variants: Sequence[str] = ()


class Service:
    clock: Clock
    world: World
    journal: Journal
    script: Script

    def __init__(self, settings: Settings | None = None, now: Callable[[], float] = time.time) -> None:
        self.settings = settings or Settings()
        self.now = now
        self.lock = threading.RLock()
        self.script = Script()
        self.guard = Guard(dict(self.settings.keys or [DEFAULT_KEY]), strict=self.settings.strict, now=now)
        self.turns = 0
        """How often somebody was alone with the world: where it is the same, nothing but time has passed."""
        self._store = Store(self.settings.state) if self.settings.state else None
        self.reset()
        if self._store:
            self._store.begin(self.world)

    def reset(self) -> None:
        """As at a start without a state file."""
        self.clock = Clock(Pace.parse(self.settings.clock), self.now)
        self.world = World(self.clock, Ids(self.settings.seed), self.settings.quota)
        self.journal = Journal()
        self.variants = chosen(self.settings.variants)
        self.script.clear()

    def handle(self, request: Request) -> Response:
        if request.path.startswith(controls.PREFIX):
            return controls.handle(self, request)
        return Exchange(self, request).run()

    def refuse(self, error: ApiError, host: str, request_id: str = "") -> Response:
        """An error as the service tells it; also for what was not even a request."""
        with self.lock:
            request_id = request_id or self.world.ids.request()
        more = f"https://api.aliyun.com/troubleshoot?q={error.code}&product=EHPC&requestId={request_id}"
        body = {"RequestId": request_id, "HostId": host, "Code": error.code, "Message": error.message}
        return json_response(error.status, body | {"Recommend": more}, {"x-acs-request-id": request_id})

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Alone with the world; what has changed in it is saved."""
        with self.lock:
            self.turns += 1
            try:
                yield
            finally:
                self.kept()

    def kept(self) -> bool:
        """Whether all that has changed is in the state file; where it cannot be written, the next request tries too."""
        with self.lock:
            self.world.dirty = self.world.dirty and self._store is not None and not self._store.tried(self.world)
            return not self.world.dirty


class Exchange:
    """One request on its way to its answer; `entry` is what the journal keeps of it."""

    def __init__(self, service: Service, request: Request) -> None:
        self.service = service
        self.request = request
        self.held: Held | None = None
        with service.lock:
            # It belongs to the world in which it came: a reset may come between, while it is held.
            self.world, self.journal = service.world, service.journal
            self.request_id = self.world.ids.request()
        self.begun = time.monotonic()
        self.entry: dict[str, Any] = {"action": "", "cluster": "", "params": {}, "status": 0, "code": ""}
        self.entry["time"] = service.now()

    def run(self) -> Response:
        try:
            answer = self._answer()
        except ApiError as error:
            for variant in self.service.variants:
                error = variant.error(error)
            answer = self._refused(error)
        except Exception:  # noqa: BLE001 (a client never gets a traceback, whatever it sent)
            answer = self._refused(ApiError("InternalError"))
        answer.headers["x-acs-request-id"] = self.request_id
        took = {"seconds": round(time.monotonic() - self.begun + answer.delay, 4)}
        self.journal.add(self.entry | {"status": answer.status, "request_id": self.request_id} | took)
        if self.held:
            self.service.script.stop(self.held)
            self.service.script.through(self.held)
        return answer

    def _refused(self, error: ApiError) -> Response:
        self.entry["code"] = error.code
        return self.service.refuse(error, self.request.headers.get("host", ""), self.request_id)

    def _answer(self) -> Response:
        if self.request.path != "/":
            raise ApiError("InvalidApi.NotFound")
        raw = raw_parameters(self.request)
        self.entry["params"] = without_secrets({name: raw[name] for name in raw if name not in PROTOCOL})
        self.entry["cluster"] = clip(str(self.entry["params"].get("ClusterId", "")))
        action = self.entry["action"] = self._action(raw)
        rule, self.held = self.service.script.take(action)
        if rule is None:
            return self._call(action, raw, None)
        if self.held and not rule.acted:
            self.service.script.stop(self.held)
        answer = self._call(action, raw, rule) if rule.acts else Response(200, b"")
        if rule.kind in LOST:
            self.entry["code"] = rule.kind
        error = rule.error()
        return rule.response(self._refused(error) if error else answer, self.request_id)

    def _action(self, raw: dict[str, Any]) -> str:
        action = self.request.headers.get("x-acs-action") or raw.get("Action")
        if not action:
            raise ApiError("MissingParameter", "Action")
        version = self.request.headers.get("x-acs-version") or raw.get("Version")
        if version != facts.VERSION:
            raise ApiError("InvalidApi.NotFound", f" ({clip(str(action))}, version {clip(str(version))})")
        return clip(str(action))

    def _call(self, action: str, raw: dict[str, Any], rule: Rule | None) -> Response:
        caller = self.service.guard.admit(self.request, raw)
        if action not in ACTIONS:
            raise ApiError("InvalidApi.NotFound", f" ({action})")
        variants = self.service.variants
        taken = {facts.ACTIONS[action]["method"], *(method for variant in variants for method in variant.methods)}
        if self.request.method not in taken:
            raise ApiError("UnsupportedHTTPMethod")
        params = typed(action, nest(raw))
        self.entry["params"] = without_secrets(params)
        rules.check(action, params)
        account, code = account_of(caller.key), self.service.settings.protection_code
        with self.service.changing():
            doom = (rule.stage, rule.message) if rule and rule.kind == "exception" else None
            call = Call(action, params, account, self.request_id, self.world, doom, code, raw)
            answer = shaped(action, done(variants, call, ACTIONS[action]) | {"RequestId": self.request_id})
            if not self.entry["cluster"]:
                self.entry["cluster"] = str(answer.get("ClusterId", ""))
            for variant in variants:
                answer = variant.answer(action, answer)
            return json_response(200, answer)
