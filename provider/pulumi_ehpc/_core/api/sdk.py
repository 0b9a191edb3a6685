"""Requests as Alibaba's SDK makes them: its endpoints, credentials and signature. The only module that touches it.

It takes half a second to import, so it is imported by the first request. The SDK's own sending follows redirects, with
the body and the token, and has no bound: `web` sends instead.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote, urlencode, urljoin, urlsplit

from ...errors import SettingsError
from ...settings import Settings
from ...version import __version__
from ..process import secrets
from ..table.calls import Get
from .transport import NOT_JSON, REDIRECTED, UNREACHABLE, BrokenError, Reply
from .web import Answer, exchange, session

VERSION = "2024-07-30"
READ_SECONDS = 30.0
NO_CREDENTIALS = (
    "no credentials for Alibaba Cloud: set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, "
    "or log in with `aliyun configure`, or name a profile with `pulumi config set alicloud:profile`"
)
NO_PROFILE = "profile {0!r} has no usable credentials: log in with `aliyun configure --profile {0}`"
ALGORITHM = "ACS3-HMAC-SHA256"
EXPIRED = "InvalidSecurityToken"
"""How the codes begin with which a token is refused, before anything is done."""


class Sdk:
    """The transport of users: one client for these settings, and connections that stay open."""

    def __init__(self, settings: Settings, seconds: float = READ_SECONDS) -> None:
        """seconds: for a whole answer."""
        self._settings, self._seconds = settings, seconds
        self._connecting = threading.Lock()
        self._connected: _Connection | None = None
        self._had_keys = False

    def send(self, action: str, form: Mapping[str, str]) -> Reply:
        with self._connecting:
            if self._connected is None:
                self._connected = _Connection.to(self._settings)
            at = self._connected
        reply = self._sent(at, action, form)
        if reply.text("Code").startswith(EXPIRED):
            renewed = self._renewed(at)
            reply = self._sent(renewed, action, form) if renewed else reply
        return reply

    def _sent(self, at: _Connection, action: str, form: Mapping[str, str]) -> Reply:
        # Everything that can travels in the form body: the SDK's typed methods put the password into the URL.
        query, body = (form, None) if isinstance(action, Get) else ({}, urlencode(form).encode())
        url = f"{at.base}/?{urlencode(query, quote_via=quote)}" if query else f"{at.base}/"
        method = "GET" if body is None else "POST"
        headers = at.signed(action, method, query, body or b"", self._keys(at.credential))
        return _reply(exchange(at.session, method, url, headers, body, self._seconds), at.base)

    def _renewed(self, refused: _Connection) -> _Connection | None:
        """The connection with other keys: those of a profile are read once by the credential, and a tool may have
        written new ones meanwhile. None where there are no others."""
        if self._settings.keys.access_key:
            return None
        with self._connecting:
            if self._connected is refused:
                fresh = _credential(self._settings)
                before, now = self._keys(refused.credential), self._keys(fresh)
                if (before.access_key_id, before.security_token) == (now.access_key_id, now.security_token):
                    return None
                self._connected = replace(refused, credential=fresh)
            return self._connected

    def _keys(self, credential: Any) -> Any:
        """Asked for each request: keys of a role are renewed by the credential."""
        profile = self._settings.keys.profile
        try:
            keys = credential.get_credential()
            parts = [keys.access_key_id, keys.access_key_secret, keys.security_token or ""]
        except Exception:  # noqa: BLE001  what a file holds, or a host answers, is anything
            if self._had_keys:
                raise BrokenError(UNREACHABLE, "the credentials, which were good before, cannot be renewed") from None
            raise SettingsError(NO_PROFILE.format(profile) if profile else NO_CREDENTIALS) from None
        if not all(isinstance(part, str) and re.fullmatch("[!-~]*", part) for part in parts):
            where = f"profile {profile!r}" if profile else f"the credentials that were found ({keys.provider_name})"
            raise SettingsError(f"a key or token of {where} holds a character that no key has: copy it again")
        self._had_keys = True
        secrets().add(filter(None, parts[1:]))
        return keys


@dataclass(frozen=True)
class _Connection:
    base: str
    """Scheme and host."""

    credential: Any
    session: Any

    @classmethod
    def to(cls, settings: Settings) -> _Connection:
        from alibabacloud_ehpc20240730.client import Client
        from alibabacloud_tea_openapi import utils_models as sdk

        credential = _credential(settings)
        base = settings.endpoint
        if not base:
            client = Client(sdk.Config(region_id=settings.region, credential=credential))
            base = f"https://{client._endpoint}"
        return cls(base, credential, session())

    def signed(self, action: str, method: str, query: Mapping[str, str], body: bytes, keys: Any) -> dict[str, str]:
        """The headers of a request, as the SDK writes and signs them."""
        from alibabacloud_tea_openapi.utils import Utils
        from darabonba.request import DaraRequest

        digest = hashlib.sha256(body).hexdigest()
        headers = {
            "host": urlsplit(self.base).netloc,
            "x-acs-version": VERSION,
            "x-acs-action": str(action),
            "user-agent": Utils.get_user_agent(f"pulumi-ehpc/{__version__}"),
            "x-acs-date": Utils.get_timestamp(),
            "x-acs-signature-nonce": Utils.get_nonce(),
            "accept": "application/json",
            "x-acs-content-sha256": digest,
        }
        if body:
            headers["content-type"] = "application/x-www-form-urlencoded"
        if keys.provider_name:
            headers["x-acs-credentials-provider"] = keys.provider_name
        if keys.security_token:
            headers["x-acs-accesskey-id"] = keys.access_key_id
            headers["x-acs-security-token"] = keys.security_token
        request = DaraRequest()
        request.method, request.pathname, request.query, request.headers = method, "/", dict(query), headers
        signature = Utils.get_authorization(request, ALGORITHM, digest, keys.access_key_id, keys.access_key_secret)
        return {**headers, "Authorization": signature}


def _reply(answer: Answer, base: str) -> Reply:
    if 300 <= answer.status < 400:
        there = _leads_to(answer.headers.get("location", ""), base)
        raise BrokenError(REDIRECTED, f"{urlsplit(base).hostname} leads to {there}, where nothing is sent")
    try:
        body = json.loads(answer.content)
    except (ValueError, RecursionError):
        raise BrokenError(NOT_JSON, f"{base} gave an answer that is no JSON (status {answer.status})") from None
    wait = answer.headers.get("x-acs-retry-after", "")
    return Reply(answer.status, body, int(wait) / 1000 if re.fullmatch("[0-9]{1,9}", wait) else 0)


def _leads_to(location: str, base: str) -> str:
    """The host that a redirect names."""
    try:
        there = urlsplit(urljoin(base, location)).hostname if location else ""
    except ValueError:
        return "what is no address"
    return there or "nowhere"


def _credential(settings: Settings) -> Any:
    from alibabacloud_credentials.client import Client
    from alibabacloud_credentials.models import Config
    from alibabacloud_credentials.provider import CLIProfileCredentialsProvider

    # It writes the traceback of every source that has no credentials; what is missing is said by NO_CREDENTIALS.
    logging.getLogger("credentials").setLevel(logging.CRITICAL + 1)
    keys, role = settings.keys, settings.assumed_role()
    if keys.profile and not keys.access_key:
        return Client(provider=CLIProfileCredentialsProvider(profile_name=keys.profile))
    if not keys.access_key:
        return Client()
    given: dict[str, Any] = {"access_key_id": keys.access_key, "access_key_secret": keys.secret_key}
    if keys.security_token:
        given["security_token"] = keys.security_token
    # Those of a role come with each request.
    secrets().add((keys.secret_key, keys.security_token))
    if role:
        return Client(
            Config(
                type="ram_role_arn", role_arn=role["roleArn"],
                role_session_name=role.get("sessionName") or "pulumi-ehpc", policy=role.get("policy"),
                role_session_expiration=role.get("sessionExpiration"), external_id=role.get("externalId"), **given,
            )
        )  # fmt: skip
    return Client(Config(type="sts" if keys.security_token else "access_key", **given))
