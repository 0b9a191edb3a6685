"""E-HPC as Alibaba's SDK asks it: its endpoint, its signature and somebody's keys.

The SDK takes up to a second to import, so only what is needed of it is imported, by the first request: where E-HPC is
in a region that is not known here, and where keys are that nobody told. Its own sending follows redirects, with the
body and the token, and has no bound: `web` sends instead.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping

from ...regions import address
from ...settings import Settings
from ..table.calls import Get
from .credentials import Keyring, keyring
from .signature import Signed
from .transport import Reply

VERSION = "2024-07-30"
READ_SECONDS = 30.0
EXPIRED = "InvalidSecurityToken"
"""How the codes begin with which a token is refused, before anything is done."""


class Sdk:
    """The transport of users: one client for these settings, and connections that stay open."""

    def __init__(self, settings: Settings, seconds: float = READ_SECONDS) -> None:
        """seconds: for a whole answer."""
        self._settings, self._seconds = settings, seconds
        self._connecting = threading.Lock()
        self._keyring: Keyring | None = None
        self._ehpc: Signed | None = None

    def send(self, action: str, form: Mapping[str, str]) -> Reply:
        with self._connecting:
            keys = self._keyring = self._keyring or keyring(self._settings)
            ehpc = self._ehpc = self._ehpc or Signed.at(self._address(), VERSION, self._seconds)
        reply = ehpc.send(action, form, keys.keys(), get=isinstance(action, Get))
        if reply.text("Code").startswith(EXPIRED):
            renewed = self._renewed(keys)
            if renewed:
                return ehpc.send(action, form, renewed.keys(), get=isinstance(action, Get))
        return reply

    def _renewed(self, refused: Keyring) -> Keyring | None:
        with self._connecting:
            if self._keyring is refused:
                self._keyring = refused.renewed() or refused
            return self._keyring if self._keyring is not refused else None

    def _address(self) -> str:
        known = self._settings.address or address(self._settings.region)
        if known:
            return known
        from alibabacloud_ehpc20240730.client import Client
        from alibabacloud_tea_openapi import utils_models as sdk

        return f"https://{Client(sdk.Config(region_id=self._settings.region))._endpoint}"
