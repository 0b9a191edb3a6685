"""One HTTP exchange with one host: bounded in size and time, and nothing of it ever goes to another host."""

from __future__ import annotations

import os
import re
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ...errors import SettingsError
from ...settings import is_loopback
from .deadline import Deadline, cut_in_time
from .transport import LOST, NOT_JSON, UNREACHABLE, BrokenError

if TYPE_CHECKING:
    from requests import Session

CONNECT_SECONDS = 5.0
MOST_BYTES = 32 * 1024 * 1024
"""More of an answer is not read: the longest page of clusters has some hundred kilobytes."""

_MANY = 128
"""Connections that are kept open: as many wait side by side."""

TOO_LATE = "did not come to the end of its answer in time"

_CHUNK = 64 * 1024
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


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    """By name, in any letter case."""

    content: bytes


def session() -> Session:
    """Connections that stay open between exchanges; many threads may use it."""
    import requests

    made = requests.Session()
    cut_in_time(made, _MANY)
    return made


def exchange(
    by: Session, method: str, url: str, headers: Mapping[str, str], body: bytes | None, seconds: float
) -> Answer:
    """Send one request and read its answer, whatever its status; no redirect is followed.

    seconds: for all of it. Raises BrokenError, SettingsError.
    """
    import requests
    from urllib3.exceptions import HTTPError

    prepared = requests.Request(method, url, headers=dict(headers), data=body).prepare()
    host = urlsplit(url).hostname or ""
    # Proxies and certificates are those of the environment, NO_PROXY too; this machine is never asked by a proxy.
    found = by.merge_environment_settings(url, {}, True, None, None)
    found["proxies"] = {} if is_loopback(host) else found["proxies"]
    with Deadline(seconds) as deadline:
        try:
            # The session's own sending reads the whole of a redirect, to know where it leads; its adapter does not.
            answer = by.get_adapter(url).send(prepared, timeout=(CONNECT_SECONDS, seconds), **found)
            with answer:
                content = _content(answer)
        except (OSError, HTTPError, HTTPException) as error:  # of requests, of what it reads by, of what that reads by
            _refuse_bad_bundle(found["verify"])
            raise _broken(TOO_LATE if deadline.passed else str(error), host) from None
        if deadline.passed:
            raise _broken(TOO_LATE, host)
    return Answer(answer.status_code, answer.headers, content)


def _content(answer: Any) -> bytes:
    """All of it, and no more than may be."""
    if answer.headers.get("content-encoding", "identity").casefold() != "identity":
        raise BrokenError(NOT_JSON, "answered in a compression that it was not asked for")
    read: Callable[[int], bytes] = getattr(answer.raw, "read1", None) or answer.raw._fp.read1
    parts, size = [], 0
    while part := read(_CHUNK):
        parts.append(part)
        size += len(part)
        if size > MOST_BYTES:
            raise BrokenError(NOT_JSON, f"answered more than {MOST_BYTES // 1024 // 1024} MiB")
    return b"".join(parts)


def _refuse_bad_bundle(verify: object) -> None:
    """verify: True for the certificates that come with the library, else what a variable names in their place. No
    variable that the library reads switches the check off."""
    if not isinstance(verify, str):
        return
    try:
        folder = os.path.isdir(verify)
        ssl.create_default_context(cafile=None if folder else verify, capath=verify if folder else None)
    except OSError as error:
        variable = next(name for name in _BUNDLES if os.environ.get(name) == verify)
        raise SettingsError(
            f"{variable} names {verify}, which is no file of certificates ({error.strerror or 'it holds none'}); "
            "nothing was sent. Correct the variable, or unset it"
        ) from None


_BUNDLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")


def _broken(told: str, host: str) -> BrokenError:
    if told == TOO_LATE:
        return BrokenError(LOST, told)
    if "CERTIFICATE_VERIFY_FAILED" in told:
        why = re.search(r"certificate verify failed: (.+?)\.? \(_ssl", told)
        return BrokenError(UNREACHABLE, f"the certificate of {host} is refused" + (f": {why[1]}" if why else ""))
    if "Tunnel connection failed" in told or "ProxyError" in told:
        return BrokenError(UNREACHABLE, f"the proxy of the environment does not lead to {host}")
    return BrokenError(UNREACHABLE if any(sign in told for sign in _NOTHING_SENT) else LOST)
