"""The way to E-HPC: one call, its retries, its errors. The only module that touches the Alibaba SDK.

The SDK takes half a second to import, so it is imported by the first call.
"""

from __future__ import annotations

import functools
import json
import logging
import os
import random
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from ...errors import EhpcError, ServiceError, SettingsError
from ...settings import Settings, is_loopback
from .wait import Clock

VERSION = "2024-07-30"
_PROXIES = ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy")
UNREACHABLE, LOST, NOT_JSON, UNSUCCESSFUL = "Unreachable", "LostAnswer", "NotJson", "Unsuccessful"
TROUBLE = ("ServiceUnavailable", "InternalError", "UnknownError", "DbError", "RedisError")
# After these nobody knows whether the service acted; after those it did not, whatever the status says.
UNCLEAR, NOTHING_DONE = (LOST, NOT_JSON, UNSUCCESSFUL, *TROUBLE), ("Throttling", "ConflictOpt", UNREACHABLE)
# Calls that may not be sent twice: a second one would do the thing twice.
ONCE = frozenset({"CreateCluster"})
CONNECT_MS, READ_MS = 5_000, 30_000
RETRY_SECONDS, LONGEST_PAUSE, FEW_TRIES = 60.0, 10.0, 4
NO_CREDENTIALS = (
    "no credentials for Alibaba Cloud: set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, "
    "or log in with `aliyun configure`, or name a profile with `pulumi config set alicloud:profile`"
)
NO_PROFILE = "profile {0!r} has no usable credentials: log in with `aliyun configure --profile {0}`"


@dataclass(eq=False)
class Gateway:
    """E-HPC as one account sees it in one region."""

    settings: Settings
    insist: Callable[[], None] = lambda: None
    """Raises where nobody listens any more: asked before every call, repeated ones too."""

    clock: Clock = field(default_factory=Clock)

    _client: Any = None
    _account: str | None = None
    _connecting: threading.Lock = field(default_factory=threading.Lock)
    _asking: threading.Lock = field(default_factory=threading.Lock)

    @property
    def endpoint(self) -> str:
        return self.settings.endpoint or f"https://ehpc.{self.settings.region}.aliyuncs.com"

    def call(self, action: str, parameters: Mapping[str, Any], *, seconds: float = RETRY_SECONDS) -> dict[str, Any]:
        """The answer to one call.

        Repeated with capped full jitter for `seconds` where repeating is safe and may help: throttling, a temporary
        failure of the service, a conflicting operation, an unreachable network. Raises ServiceError, SettingsError.
        """
        import tenacity

        scale = self.clock.scale
        retrying = tenacity.Retrying(
            retry=functools.partial(_worth_repeating, action),
            wait=lambda state: _pause(state) * scale,
            # However slow the machine: a call that failed once is tried again.
            stop=tenacity.stop_after_delay(seconds * scale) & tenacity.stop_after_attempt(FEW_TRIES),
            sleep=self.clock.sleep,
            reraise=True,
        )
        return retrying(self._while_heard, action, parameters)

    @property
    def account(self) -> str:
        """The account's id, "" where E-HPC does not tell it (a RAM policy may forbid ListCommonLogs)."""
        with self._asking:
            if self._account is None:
                now = int(time.time())
                try:
                    # One row of a minute: only the answer's Uid is wanted.
                    answer = self.call("ListCommonLogs", {"From": now - 60, "To": now, "PageSize": 1})
                    self._account = str(answer.get("Uid") or "")
                except ServiceError as error:
                    if error.status != 403 and error.code not in ("NotAuthorized", "NoPermission"):
                        raise
                    self._account = ""
            return self._account

    def _while_heard(self, action: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
        self.insist()
        return self._once(action, parameters)

    def _once(self, action: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
        from alibabacloud_tea_openapi import utils_models as sdk
        from darabonba.runtime import RuntimeOptions
        from Tea.exceptions import TeaException

        client = self._connected()
        request = sdk.OpenApiRequest(body=_form(parameters))
        # Everything travels in the form body: the SDK's typed methods put the password into the URL.
        how = sdk.Params(
            action=action, version=VERSION, protocol="HTTPS", pathname="/", method="POST", auth_type="AK",
            style="RPC", req_body_type="formData", body_type="json",
        )  # fmt: skip
        try:
            answer = client.call_api(how, request, RuntimeOptions())["body"]
        except TeaException as error:
            raise self._translated(action, error) from None
        if not isinstance(answer, dict):
            raise ServiceError(action, NOT_JSON, "the answer is no JSON object")
        if str(answer.get("Success", True)).casefold() == "false":
            text = str(answer.get("Message") or "the service answered Success: false")
            raise ServiceError(
                action, str(answer.get("Code") or UNSUCCESSFUL), text, request_id=str(answer.get("RequestId") or "")
            )
        return answer

    def _translated(self, action: str, error: Any) -> EhpcError:
        """The SDK's exception without its text, which may hold a whole request."""
        status = int(getattr(error, "status_code", None) or getattr(error, "statusCode", None) or 0)
        if status:
            body = error.data if isinstance(error.data, dict) else {}
            text = str(body.get("Message") or body.get("message") or "the service gave no text")
            return ServiceError(
                action, str(error.code or status), text, status=status, request_id=str(error.request_id or ""),
                retry_after=float(getattr(error, "retry_after", 0) or 0) / 1000,
            )  # fmt: skip
        inner = getattr(error, "inner_exception", None)
        kind, told = type(inner).__name__, str(inner or error)
        if kind == "CredentialException":
            profile = self.settings.keys.profile
            return SettingsError(NO_PROFILE.format(profile) if profile else NO_CREDENTIALS)
        if kind == "RuntimeError":
            return ServiceError(action, NOT_JSON, f"{self.endpoint} gave an answer that is no JSON")
        if any(sign in told for sign in _NOTHING_SENT):
            return ServiceError(action, UNREACHABLE, f"{self.endpoint} cannot be reached")
        return ServiceError(action, LOST, "the connection broke or timed out before the answer came")

    def _connected(self) -> Any:
        with self._connecting:
            if self._client is None:
                self._client = _client(self.settings)
            return self._client


_GATEWAYS: dict[Settings, Gateway] = {}
_OPENING = threading.Lock()


def gateway(settings: Settings, insist: Callable[[], None] = lambda: None) -> Gateway:
    """The gateway for these settings, one a process: its client keeps connections open."""
    with _OPENING:
        return _GATEWAYS.setdefault(settings, Gateway(settings, insist))


def _client(settings: Settings) -> Any:
    from alibabacloud_ehpc20240730.client import Client
    from alibabacloud_tea_openapi import utils_models as sdk

    config = sdk.Config(
        region_id=settings.region,
        credential=_credential(settings),
        connect_timeout=CONNECT_MS,
        read_timeout=READ_MS,
        user_agent="pulumi-ehpc",
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


def _form(parameters: Mapping[str, Any]) -> dict[str, str]:
    """Texts as they are, lists and objects as JSON text, booleans as true and false."""
    return {
        name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        for name, value in parameters.items()
        if value is not None
    }


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


def _worth_repeating(action: str, state: Any) -> bool:
    error = state.outcome.exception()
    if not isinstance(error, ServiceError):
        return False
    if error.code == UNREACHABLE or (error.code == NOT_JSON and action not in ONCE):
        return bool(state.attempt_number < FEW_TRIES)
    if error.code.startswith(NOTHING_DONE):
        return True
    return action not in ONCE and (error.code.startswith((LOST, *TROUBLE)) or error.status >= 500)


def _pause(state: Any) -> float:
    error = state.outcome.exception()
    jitter = random.uniform(0.2, min(LONGEST_PAUSE, 0.5 * 2**state.attempt_number))  # noqa: S311
    return max(jitter, min(getattr(error, "retry_after", 0), LONGEST_PAUSE))
