"""Whose keys sign: the account that E-HPC tells, and a sign by which the same keys are known again."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ...errors import ServiceError, SettingsError
from ...settings import Settings
from ..process import Clock
from ..texts import word
from .credentials import sign_of
from .transport import BrokenError

Ask = Callable[[str, Mapping[str, Any]], dict[str, Any]]


@dataclass(eq=False)
class Whose:
    """What is known of the keys of some settings: one asks, and the others have what that one learned."""

    settings: Settings
    clock: Clock
    _asking: threading.Lock = field(default_factory=threading.Lock)
    _account: str | None = None
    _sign: str | None = None
    _failures: dict[bool, tuple[Exception, float]] = field(default_factory=dict)
    """Why it could not be told by one attempt (True) or by several, and when."""

    def account(self, ask: Ask, seconds: float, *, at_once: bool = False) -> str:
        """Its id, "" where E-HPC does not tell it (a RAM policy may forbid ListCommonLogs). seconds: for which a
        failure is that of whoever comes. at_once: asks once; such a failure is nothing to whoever asks for longer."""
        came = self.clock.now()
        with self._asking:
            if self._account is None:
                failure, failed = self._failures.get(at_once, (None, 0.0))
                if failure and failed > came - seconds * self.clock.scale:
                    raise failure
                try:
                    self._account = _told(ask)
                except (ServiceError, SettingsError) as error:
                    self._failures[at_once] = error, self.clock.now()
                    raise
            return self._account

    @property
    def sign(self) -> str:
        """As `settings.Keys.sign`; "" too where there are no keys."""
        with self._asking:
            if self._sign is None:
                try:
                    self._sign = sign_of(self.settings)
                except (SettingsError, BrokenError):
                    self._sign = ""
            return self._sign


def _told(ask: Ask) -> str:
    now = int(time.time())
    try:
        # One row of a minute: only the answer's Uid is wanted.
        answer = ask("ListCommonLogs", {"From": now - 60, "To": now, "PageSize": 1})
        return word(str(answer.get("Uid") or ""))
    except ServiceError as error:
        if error.status != 403 and error.code not in ("NotAuthorized", "NoPermission"):
            raise
        return ""
