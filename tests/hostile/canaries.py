"""Secrets that must never be read anywhere, and every spelling in which a service may quote them."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from html import escape
from typing import Any
from urllib.parse import quote, quote_plus

PASSWORD = "Ca'ry/Pa&wd<=+19%"
OLD_PASSWORD = "Old+Canary/Pw%29;"
ARGUMENT = "canaryArgumentToken17"
SIGNED = "canarySignedUrlToken%2B18"
TAG = 'canary "tag"\\é\U0001f600 19'
ACCESS_KEY_SECRET = "canaryAccessKeySecret2024"
SECURITY_TOKEN = "CAISCanarySecurityToken/+=="

KEYS = {
    "ALIBABA_CLOUD_ACCESS_KEY_ID": "LTAI5tCanary",
    "ALIBABA_CLOUD_ACCESS_KEY_SECRET": ACCESS_KEY_SECRET,
    "ALIBABA_CLOUD_SECURITY_TOKEN": SECURITY_TOKEN,
}


def _in_json(text: str) -> str:
    return json.dumps(text)[1:-1]


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _base64_inside(text: str) -> str:
    return base64.b64encode(f'{{"p":"{text}"}}'.encode()).decode()


SPELLINGS: dict[str, Callable[[str], str]] = {
    "plain": str,
    "json": _in_json,
    "json with its letters": lambda text: json.dumps(text, ensure_ascii=False)[1:-1],
    "json in json": lambda text: _in_json(_in_json(text)),
    "json with slashes escaped": lambda text: _in_json(text).replace("/", "\\/"),
    "url": lambda text: quote(text, safe=""),
    "form": quote_plus,
    "url in lower case": lambda text: quote(text, safe="").lower() if text.islower() else quote(text),
    "url of an url": lambda text: quote(quote(text, safe=""), safe=""),
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "base64 for urls": lambda text: base64.urlsafe_b64encode(text.encode()).decode(),
    "json as a form": lambda text: quote_plus(_in_json(text)),
    "json with its letters as a form": lambda text: quote_plus(json.dumps(text, ensure_ascii=False)[1:-1]),
    "form in json": lambda text: _in_json(quote_plus(text)),
    "json four times": lambda text: _in_json(_in_json(_in_json(_in_json(text)))),
    "form of a form": lambda text: quote_plus(quote_plus(text)),
    "page": lambda text: escape(text),
    "page of a page": lambda text: escape(escape(text)),
    "json in a page": lambda text: escape(_in_json(text)),
    "page of numbers": lambda text: "".join(f"&#{ord(char)};" for char in text),
    "bytes of a program": lambda text: "".join(f"\\x{byte:02x}" for byte in text.encode()),
    "octal bytes of a program": lambda text: "".join(f"\\{byte:03o}" for byte in text.encode()),
    "code points of a program": lambda text: "".join(f"\\u{{{ord(char):x}}}" for char in text),
    "hexadecimal": lambda text: text.encode().hex(),
    "other letter case": lambda text: text.swapcase() if text.isascii() else text,
    "over two lines": lambda text: f"{text[:3]}\r\n    {text[3:]}",
    "base64 of base64": lambda text: _base64(_base64(text)),
    "base64 of json": lambda text: _base64(_in_json(text)),
    "base64 of a form": lambda text: _base64(quote_plus(json.dumps(text, ensure_ascii=False)[1:-1])),
    "base64 in lines": lambda text: "\n".join(_base64(text)[at : at + 4] for at in range(0, len(_base64(text)), 4)),
    "inside base64": _base64_inside,
    "inside base64, one byte later": lambda text: _base64_inside("x" + text),
    "inside base64, two bytes later": lambda text: _base64_inside("xy" + text),
}


def traces(secret: str) -> Iterator[str]:
    """What must not be found of a secret: its spellings, and of base64 a piece that no neighbour has a part in."""
    for name, spelt in SPELLINGS.items():
        if "inside" not in name:
            yield spelt(secret).rstrip("=")
    yield secret[2:-2]
    for before in range(3):
        yield base64.b64encode(b" " * before + secret.encode()).decode()[4:-4]


def read(*seen: Any) -> str:
    """Everything that a user, a log or a state shows, as one text."""
    return "\n".join(one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in seen)


def leaked(text: str, *secrets: str) -> list[str]:
    return [f"{secret}: {trace}" for secret in secrets for trace in traces(secret) if trace in text]
