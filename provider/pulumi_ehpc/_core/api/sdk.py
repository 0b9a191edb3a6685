"""Requests by Alibaba's SDK: its client, endpoint rules, credentials and signature. The only module that touches it.

It takes half a second to import, so it is imported by the first request.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from ...errors import SettingsError
from ...settings import Settings, is_loopback
from ...version import __version__
from ..table.calls import Get
from .transport import LOST, NOT_JSON, UNREACHABLE, BrokenError, Reply

VERSION = "2024-07-30"
CONNECT_MS, READ_MS = 5_000, 30_000
_PROXIES = ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy")
NO_CREDENTIALS = (
    "no credentials for Alibaba Cloud: set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, "
    "or log in with `aliyun configure`, or name a profile with `pulumi config set alicloud:profile`"
)
NO_PROFILE = "profile {0!r} has no usable credentials: log in with `aliyun configure --profile {0}`"
_NOTHING_SENT = (
    "NewConnectionError",
    "NameResolutionError",
    "ConnectTimeout",
    "Connection refused",
    "Tunnel connection failed",
    # An SSLError alone may also be an answer that broke off.
    "CERTIFICATE_VERIFY_FAILED",
    "WRONG_VERSION_NUMBER",
    "HANDSHAKE_FAILURE",
)


class Sdk:
    """The transport of users: one client for these settings, which keeps its connections open."""

    def __init__(self, settings: Settings, read_ms: int = READ_MS) -> None:
        self._settings = settings
        self._read_ms = read_ms
        self._client: Any = None
        self._connecting = threading.Lock()

    def send(self, action: str, form: Mapping[str, str]) -> Reply:
        from alibabacloud_tea_openapi import utils_models as sdk
        from darabonba.runtime import RuntimeOptions
        from Tea.exceptions import TeaException

        client = self._connected()
        by_get = isinstance(action, Get)
        how = sdk.Params(
            action=action, version=VERSION, protocol="HTTPS", pathname="/", method="GET" if by_get else "POST",
            auth_type="AK", style="RPC", req_body_type="formData", body_type="json",
        )  # fmt: skip
        # Everything that can travels in the form body: the SDK's typed methods put the password into the URL.
        request = sdk.OpenApiRequest(**{"query" if by_get else "body": dict(form)})
        try:
            answer = client.call_api(how, request, RuntimeOptions())
        except TeaException as error:
            return self._refusal(error)
        return Reply(int(answer.get("statusCode") or 200), answer["body"])

    def _refusal(self, error: Any) -> Reply:
        """The SDK's exception without its text, which may hold a whole request."""
        status = int(getattr(error, "status_code", None) or getattr(error, "statusCode", None) or 0)
        if status:
            code, request_id = str(error.code or status), str(error.request_id or "")
            return Reply(status, error.data, code, request_id, float(getattr(error, "retry_after", 0) or 0) / 1000)
        inner = getattr(error, "inner_exception", None)
        kind, told = type(inner).__name__, str(inner or error)
        if kind == "CredentialException":
            profile = self._settings.keys.profile
            raise SettingsError(NO_PROFILE.format(profile) if profile else NO_CREDENTIALS) from None
        if kind == "RuntimeError":
            raise BrokenError(NOT_JSON) from None
        raise BrokenError(UNREACHABLE if any(sign in told for sign in _NOTHING_SENT) else LOST) from None

    def _connected(self) -> Any:
        with self._connecting:
            if self._client is None:
                self._client = _client(self._settings, self._read_ms)
            return self._client


def _client(settings: Settings, read_ms: int) -> Any:
    from alibabacloud_ehpc20240730.client import Client
    from alibabacloud_tea_openapi import utils_models as sdk

    config = sdk.Config(
        region_id=settings.region,
        credential=_credential(settings),
        connect_timeout=CONNECT_MS,
        read_timeout=read_ms,
        user_agent=f"pulumi-ehpc/{__version__}",
    )
    if settings.endpoint:
        url = urlsplit(settings.endpoint)
        config.endpoint, config.protocol = url.netloc, url.scheme
        if is_loopback(url.hostname or "") and any(os.environ.get(name) for name in _PROXIES):
            # The SDK ignores NO_PROXY. A server that is its own proxy gets the request directly.
            config.http_proxy = config.https_proxy = settings.endpoint
    return Client(config)


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
    if role:
        return Client(
            Config(
                type="ram_role_arn", role_arn=role["roleArn"],
                role_session_name=role.get("sessionName") or "pulumi-ehpc", policy=role.get("policy"),
                role_session_expiration=role.get("sessionExpiration"), external_id=role.get("externalId"), **given,
            )
        )  # fmt: skip
    return Client(Config(type="sts" if keys.security_token else "access_key", **given))
