"""Who calls: ACS3-HMAC-SHA256 in headers, or the older version 1.0 (HMAC-SHA1) in the query.

Both are always parsed, so that an unsigned call is caught; strict mode re-computes them.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any
from urllib.parse import quote

from .errors import ApiError
from .protocol import Request, pairs

ALGORITHM = "ACS3-HMAC-SHA256"
AUTHORIZATION = re.compile(
    ALGORITHM + r"\s+Credential=(?P<key>[^,\s]+)\s*,\s*SignedHeaders=(?P<headers>[\w;.-]+)\s*,"
    r"\s*Signature=(?P<signature>[0-9a-fA-F]{64})\s*"
)
STAMP = "%Y-%m-%dT%H:%M:%SZ"
WINDOW = 15 * 60  # documented: a stamp is good for 15 minutes
MOST_NONCES = 100_000


@dataclass(frozen=True)
class Caller:
    """What a request says of its caller, before anything is believed. Version 1.0 signs no headers."""

    key: str
    stamp: float
    nonce: str
    token: str
    signature: str
    signed_headers: tuple[str, ...] = ()


def parse(request: Request, raw: dict[str, Any]) -> Caller:
    headers = request.headers
    if "authorization" in headers:
        found = AUTHORIZATION.fullmatch(headers["authorization"])
        if not found:
            raise ApiError("IncompleteSignature", f"Authorization is not of the form {ALGORITHM} Credential=...")
        stamp, nonce = _needed(headers, "x-acs-date", "x-acs-signature-nonce")
        names, token = tuple(found["headers"].lower().split(";")), headers.get("x-acs-security-token", "")
        return Caller(found["key"], _stamp(stamp), nonce, token, found["signature"].lower(), names)
    key, signature, stamp, nonce = _needed(raw, "AccessKeyId", "Signature", "Timestamp", "SignatureNonce")
    if raw.get("SignatureMethod", "HMAC-SHA1") != "HMAC-SHA1" or raw.get("SignatureVersion", "1.0") != "1.0":
        raise ApiError("IncompleteSignature", "only HMAC-SHA1 with version 1.0 is known")
    return Caller(key, _stamp(stamp), nonce, str(raw.get("SecurityToken", "")), signature)


def _needed(given: dict[str, Any], *names: str) -> list[str]:
    for name in names:
        if not given.get(name):
            raise ApiError("MissingParameter", name)
    return [str(given[name]) for name in names]


def _stamp(text: str) -> float:
    try:
        return datetime.strptime(text, STAMP).replace(tzinfo=timezone.utc).timestamp()
    except ValueError:
        raise ApiError("InvalidTimeStamp.Format") from None


class Guard:
    """Decides whether a caller is let in. Not strict: any key that does not say by its name that it isn't one."""

    def __init__(self, keys: dict[str, str], *, strict: bool, now: Callable[[], float]) -> None:
        self.keys = keys
        self.strict = strict
        self._now = now
        self._nonces: dict[str, None] = {}  # in the order of their use
        self._lock = threading.Lock()

    def admit(self, request: Request, raw: dict[str, Any]) -> Caller:
        caller = parse(request, raw)
        name, known = caller.key.lower(), not self.strict or caller.key in self.keys
        if not known or "notfound" in name or "missing" in name:
            raise ApiError("InvalidAccessKeyId.NotFound")
        if "inactive" in name or "disabled" in name:
            raise ApiError("InvalidAccessKeyId.Inactive")
        if "expired" in caller.token.lower():
            raise ApiError("InvalidSecurityToken.Expired")
        if self.strict:
            self._verify(caller, request, raw)
        return caller

    def _verify(self, caller: Caller, request: Request, raw: dict[str, Any]) -> None:
        if abs(self._now() - caller.stamp) > WINDOW:
            raise ApiError("InvalidTimeStamp.Expired")
        wanted, text = _signature(caller, self.keys[caller.key], request, raw)
        if not hmac.compare_digest(wanted.encode(), caller.signature.encode()):
            raise ApiError("SignatureDoesNotMatch", text)
        with self._lock:
            if caller.nonce in self._nonces:
                raise ApiError("SignatureNonceUsed")
            self._nonces[caller.nonce] = None
            if len(self._nonces) > MOST_NONCES:
                del self._nonces[next(iter(self._nonces))]


def _signature(caller: Caller, secret: str, request: Request, raw: dict[str, Any]) -> tuple[str, str]:
    """The right signature, and what was signed to get it (for the message: it holds no parameter of the call)."""
    if caller.signed_headers:
        text = f"{ALGORITHM}\n{hashlib.sha256(_canonical_request(caller, request).encode()).hexdigest()}"
        return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest(), text
    # Signed are all parameters, those of a form body included, but for the signature itself.
    query = _canonical_query((name, value) for name, value in raw.items() if name != "Signature")
    text = f"{request.method}&%2F&{_escape(query)}"
    digest = hmac.new(f"{secret}&".encode(), text.encode(), hashlib.sha1).digest()
    return base64.b64encode(digest).decode(), f"{request.method}&%2F&***"


def _canonical_request(caller: Caller, request: Request) -> str:
    names = sorted(caller.signed_headers)
    headers = "".join(f"{name}:{request.headers.get(name, '').strip()}\n" for name in names)
    body = hashlib.sha256(request.body).hexdigest()
    if request.headers.get("x-acs-content-sha256", body).lower() != body:
        raise ApiError("SignatureDoesNotMatch", " x-acs-content-sha256 is not the digest of the body")
    query = _canonical_query(pairs(request.query))
    return "\n".join((request.method, request.path, query, headers, ";".join(names), body))


def _canonical_query(given: Iterable[tuple[str, Any]]) -> str:
    return "&".join(
        f"{name}={value}" for name, value in sorted((_escape(name), _escape(value)) for name, value in given)
    )


def _escape(value: Any) -> str:
    return quote(str(value), safe="~", errors="surrogateescape")
