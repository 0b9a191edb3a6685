"""Requests made by hand: what an official client of any language puts on the wire, and what none would."""

from __future__ import annotations

import base64
import hashlib
import hmac
import http.client
import json
from datetime import datetime, timezone
from typing import Any
from urllib.parse import quote, urlencode

from ehpc_emulator.facts import ACTIONS
from emulator.in_process import InProcess

VERSION = "2024-07-30"
_nonces = iter(range(10**9))


def headers(action: str, **more: str) -> dict[str, str]:
    """Well-formed, not signed with anything: enough unless the emulator is strict."""
    signature = f"ACS3-HMAC-SHA256 Credential=test,SignedHeaders=host;x-acs-action,Signature={'0' * 64}"
    return {
        "x-acs-action": action,
        "x-acs-version": VERSION,
        "x-acs-date": "2026-01-01T12:00:00Z",
        "x-acs-signature-nonce": str(next(_nonces)),
        "Authorization": signature,
        **more,
    }


def send(
    emulator: InProcess, method: str, target: str, head: dict[str, str], body: bytes | None = None
) -> tuple[int, dict[str, str], Any]:
    connection = http.client.HTTPConnection(*emulator.address, timeout=10)
    try:
        connection.request(method, target, body, head)
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, _parsed(answer.read())
    finally:
        connection.close()


def _parsed(data: bytes) -> Any:
    try:
        return json.loads(data)
    except ValueError:
        return data


def query(params: dict[str, str]) -> str:
    return urlencode(params, errors="surrogateescape")


def call(emulator: InProcess, action: str, params: dict[str, str]) -> tuple[int, Any]:
    """By the method of the SDK; an action that it does not have is POSTed."""
    method = ACTIONS.get(action, {"method": "POST"})["method"]
    status, _, body = send(emulator, method, f"/?{query(params)}", headers(action))
    return status, body


def post_form(emulator: InProcess, action: str, params: dict[str, str]) -> tuple[int, Any]:
    head = headers(action, **{"Content-Type": "application/x-www-form-urlencoded"})
    status, _, body = send(emulator, "POST", "/", head, query(params).encode())
    return status, body


def old_signature(
    action: str, params: dict[str, str], method: str = "POST", pair: tuple[str, str] = ("emulator", "emulator")
) -> dict[str, str]:
    """All parameters of a call in signature version 1.0, as the documentation has it."""
    protocol = {
        "Action": action,
        "Version": VERSION,
        "Format": "JSON",
        "AccessKeyId": pair[0],
        "SignatureMethod": "HMAC-SHA1",
        "SignatureVersion": "1.0",
        "SignatureNonce": f"old-{next(_nonces)}",
        "Timestamp": datetime.fromtimestamp(1_767_268_800, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    whole = protocol | params
    text = "&".join(f"{quote(name, '~')}={quote(value, '~')}" for name, value in sorted(whole.items()))
    signed = f"{method}&%2F&{quote(text, '~')}"
    digest = hmac.new(f"{pair[1]}&".encode(), signed.encode(), hashlib.sha1).digest()
    return whole | {"Signature": base64.b64encode(digest).decode()}
