"""A request as Alibaba's SDK writes and signs it (ACS3-HMAC-SHA256), and its answer."""

from __future__ import annotations

import hashlib
import hmac
import json
import platform
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode, urljoin, urlsplit
from uuid import uuid4

from ...version import __version__
from .transport import NOT_JSON, REDIRECTED, BrokenError, Reply
from .web import Answer, exchange, session

ALGORITHM = "ACS3-HMAC-SHA256"


@dataclass(frozen=True)
class Signed:
    """One service of Alibaba Cloud at one address. Its connections stay open."""

    base: str
    """Scheme and host."""

    version: str
    seconds: float
    """For a whole answer."""

    session: Any

    @classmethod
    def at(cls, base: str, version: str, seconds: float) -> Signed:
        return cls(base, version, seconds, session())

    def send(self, action: str, form: Mapping[str, str], keys: Any, *, get: bool = False) -> Reply:
        """keys: as the Credentials of alibabacloud-credentials. get: by HTTP GET. Raises BrokenError, SettingsError."""
        # Everything that can travels in the form body: the SDK's typed methods put the password into the URL.
        query, body = (form, None) if get else ({}, urlencode(form).encode())
        url = f"{self.base}/?{urlencode(query, quote_via=quote)}" if query else f"{self.base}/"
        method = "GET" if get else "POST"
        headers = self._headers(action, method, query, body or b"", keys)
        return _reply(exchange(self.session, method, url, headers, body, self.seconds), self.base)

    def _headers(self, action: str, method: str, query: Mapping[str, str], body: bytes, keys: Any) -> dict[str, str]:
        digest = hashlib.sha256(body).hexdigest()
        headers = {
            "host": urlsplit(self.base).netloc,
            "x-acs-version": self.version,
            "x-acs-action": str(action),
            "user-agent": _user_agent(),
            "x-acs-date": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "x-acs-signature-nonce": uuid4().hex,
            "accept": "application/json",
            "x-acs-content-sha256": digest,
        }
        if body:
            headers["content-type"] = "application/x-www-form-urlencoded"
        id_, token = keys.get_access_key_id(), keys.get_security_token()
        if keys.get_provider_name():
            headers["x-acs-credentials-provider"] = keys.get_provider_name()
        if token:
            headers |= {"x-acs-accesskey-id": id_, "x-acs-security-token": token}
        signature = authorization(method, query, headers, id_, keys.get_access_key_secret())
        return {**headers, "Authorization": signature}


def authorization(method: str, query: Mapping[str, str], headers: Mapping[str, str], id_: str, secret: str) -> str:
    """What the SDK's Utils.get_authorization says, which imports an asynchronous client too and takes 0.3 s for it."""
    names, asked = sorted(headers), urlencode(sorted(query.items()), quote_via=quote)
    lines = [method, "/", asked, *(f"{name}:{headers[name].strip()}" for name in names), ""]
    signed = ";".join(names)
    request = "\n".join([*lines, signed, headers["x-acs-content-sha256"]])
    text = f"{ALGORITHM}\n{hashlib.sha256(request.encode()).hexdigest()}"
    signature = hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()
    return f"{ALGORITHM} Credential={id_},SignedHeaders={signed},Signature={signature}"


def _user_agent() -> str:
    import Tea

    system, python = f"{platform.system()}; {platform.machine()}", platform.python_version()
    sdk = f"AlibabaCloud ({system}) Python/{python} Core/{Tea.__version__} TeaDSL/2"
    return f"{sdk} pulumi-ehpc/{__version__}"


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
