"""Keys of a role, as Alibaba Cloud's Security Token Service gives them to whoever may assume it.

alibabacloud-credentials has this for AccessKeys alone; and it follows redirects, without a bound.
"""

from __future__ import annotations

import calendar
import json
import threading
import time
from collections.abc import Mapping
from typing import Any

from ...errors import SettingsError
from ..texts import word
from .keys import Told
from .signature import Signed
from .transport import UNREACHABLE, BrokenError, Reply

VERSION = "2015-04-01"
SECONDS = 10.0
SESSION = "pulumi-ehpc"
LEAST_LEFT = 0.2
"""Of a session: with less of its time left, new keys are asked for."""

_PASSING = ("Throttling", "ServiceUnavailable", "InternalError")


class AssumedRole:
    """A source of keys, as alibabacloud-credentials knows them, on top of another one."""

    def __init__(self, before: Any, role: Mapping[str, Any], address: str) -> None:
        """role: roleArn, and what else of sessionName, policy, sessionExpiration and externalId. address: of STS."""
        self._before, self._role = before, role
        self._sts = Signed.at(address, VERSION, SECONDS)
        self._asking = threading.Lock()
        self._keys: Any = None
        self._renewal = 0.0

    def get_credentials(self) -> Any:
        with self._asking:
            now = time.time()
            if now >= self._renewal:
                self._keys, end = self._assumed()
                self._renewal = end - LEAST_LEFT * (end - now)
            return self._keys

    def get_provider_name(self) -> str:
        return "ram_role_arn"

    def _assumed(self) -> tuple[Any, float]:
        keys = self._before.get_credentials()
        reply = self._asked(keys)
        told: Any = reply.body.get("Credentials") if isinstance(reply.body, dict) else None
        try:
            end = calendar.timegm(time.strptime(told["Expiration"], "%Y-%m-%dT%H:%M:%SZ"))
            name = f"{self.get_provider_name()}/{keys.get_provider_name()}"
            given = Told(told["AccessKeyId"], told["AccessKeySecret"], told["SecurityToken"], name)
        except (TypeError, KeyError, ValueError):
            raise SettingsError(f"{self._subject}: {self._sts.base} gave no keys for it") from None
        return given, float(end)

    def _asked(self, keys: Any) -> Reply:
        role, policy = self._role, self._role.get("policy")
        form = {
            "RoleArn": role["roleArn"],
            "RoleSessionName": role.get("sessionName") or SESSION,
            "DurationSeconds": role.get("sessionExpiration"),
            "ExternalId": role.get("externalId"),
            "Policy": policy if isinstance(policy, str) or policy is None else json.dumps(policy),
        }
        try:
            reply = self._sts.send("AssumeRole", {name: str(value) for name, value in form.items() if value}, keys)
        except BrokenError as broken:
            # Of E-HPC's own calls nothing was sent.
            why = broken.says or "cannot be reached, or broke off"
            raise BrokenError(UNREACHABLE, f"{self._subject}: STS ({self._sts.base}) {why}") from None
        if reply.status == 200:
            return reply
        code, says = word(reply.text("Code") or str(reply.status)), word(reply.text("Message"))
        if reply.status >= 500 or code.startswith(_PASSING):
            raise BrokenError(UNREACHABLE, f"{self._subject}: STS answers {code}: {says}")
        raise SettingsError(
            f"{self._subject}: STS refuses it with {code}: {says}\n"
            "  The keys that it is assumed with need sts:AssumeRole, and the role has to trust their account."
        )

    @property
    def _subject(self) -> str:
        return f"the role {word(str(self._role['roleArn']))} cannot be assumed"
