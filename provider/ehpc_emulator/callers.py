"""Who may call: programs of this machine, and no page but our own: others could make and delete clusters here.

Such a page reaches loopback in three ways. It has a name of its own resolve to 127.0.0.1 (DNS rebinding): Host says
that name. It sends what needs no permission, a form or a text: Origin and Sec-Fetch-Site say so, and the content type
is one of a form. Or it asks for permission first, which nobody gives.
"""

from __future__ import annotations

import ipaddress
import re

from .controls import PREFIX
from .errors import ApiError
from .protocol import Request, clip

AUTHORITY = re.compile(r"(?P<host>\[[0-9A-Fa-f:.]+\]|[^:\[\]]+|::1)(:(?P<port>\d{1,5}))?")
JSON = "application/json"


def refusal(request: Request, url: str) -> ApiError | None:
    """Why this request is not answered, in a sentence that says what to do."""
    host, origin = request.headers.get("host"), request.headers.get("origin")
    control = request.path.startswith(PREFIX)
    # A client of HTTP/1.0 may send no Host; a browser always does.
    if not _loopback(host or "") and (control or host is not None):
        return _refused(403, "Only loopback is served", "Host", host, f"call {url}")
    if origin is not None and not _own(origin, host or ""):
        return _refused(403, "Pages of other sites are not served", "Origin", origin, f"call {url} by a program")
    site = request.headers.get("sec-fetch-site")
    if site not in (None, "same-origin", "none"):
        return _refused(403, "Pages of other sites are not served", "Sec-Fetch-Site", site, f"call {url} by a program")
    kind = request.headers.get("content-type")
    given = kind is not None or bool(request.body)
    if control and given and (kind or "").partition(";")[0].strip().lower() != JSON:
        return _refused(415, "The controls take JSON only", "Content-Type", kind, f"say 'Content-Type: {JSON}'")
    return None


def _refused(status: int, rule: str, name: str, value: str | None, advice: str) -> ApiError:
    came = f"no {name}" if value is None else f"{name}: {clip(value)}"
    return ApiError("InvalidRequest", message=f"{rule}, and this came with {came}; {advice}.", status=status)


def _loopback(authority: str) -> bool:
    """127.0.0.0/8, ::1 or localhost, with a port or without."""
    host, _ = _parts(authority)
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _own(origin: str, host: str) -> bool:
    """Whether it is a page that this server gave: a loopback address with the port that was asked."""
    scheme, _, authority = origin.partition("://")
    return scheme == "http" and _loopback(authority) and _parts(authority)[1] == _parts(host)[1]


def _parts(authority: str) -> tuple[str, str]:
    found = AUTHORITY.fullmatch(authority)
    return (found["host"].strip("[]").lower(), found["port"] or "80") if found else ("", "")
