"""What nobody may read is taken out of texts: known secrets in every spelling, and what looks like a credential. Pure.

A refusal quotes what it was sent, as JSON, as JSON in JSON, as a form, in base64. Nobody can list all of these, so each
character of a secret is looked for in each of its own spellings.
"""

from __future__ import annotations

import base64
import json
import re
import threading
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .texts import CUT, MOST_OF_A_MESSAGE, cut, escaped

LEAST = 6
"""Characters of a secret that is looked for. A shorter one would take pieces out of every other word."""

STARS = "***"
_MOST_LOOKED_AT = 16_000
"""Characters of a text that are looked at: of a text of megabytes nobody reads more."""

_LONGEST_SPELLING = 36
"""Characters for one of a secret: four bytes for an URL, their percent signs escaped three times more."""


class Secrets:
    """Everything that was told to be a secret."""

    def __init__(self) -> None:
        self._known: frozenset[str] = frozenset()
        self._pattern: re.Pattern[str] | None = None
        self._adding = threading.Lock()

    def add(self, texts: Iterable[str]) -> None:
        """Hide these from now on, each line of one that has several too."""
        given = set(texts)
        parts = given | {line.strip() for text in given for line in (text, *text.splitlines())}
        new = {part for part in parts if len(part.strip()) >= LEAST} - self._known
        if new:
            with self._adding:
                self._known |= new
                longest_first = sorted(self._known, key=lambda one: (-len(one), one))
                self._pattern = re.compile("|".join(s for one in longest_first for s in _spellings(one)))

    def hide(self, text: str) -> str:
        """The text with stars in place of what nobody may read."""
        if self._pattern:
            text = self._pattern.sub(STARS, text)
        for pattern, instead in _CREDENTIALS:
            text = pattern.sub(instead, text)
        return text

    def told(self, text: str) -> str:
        """A text of the service as it may be shown: in one line, and no longer than anybody reads."""
        return cut(escaped(self._hidden(text)))

    def said(self, message: str) -> str:
        """A sentence of our own, which may hold the values of others."""
        return cut(escaped(self._hidden(message), lines=True), MOST_OF_A_MESSAGE)

    def _hidden(self, text: str) -> str:
        if len(text) <= _MOST_LOOKED_AT:
            return self.hide(text)
        begin = self.hide(text[:_MOST_LOOKED_AT])
        # What it ends in may be half a secret: as long as the longest, in the longest spelling.
        unsure = _LONGEST_SPELLING * max(map(len, self._known), default=0)
        return begin[: max(len(begin) - unsure, 0)] + CUT


def texts_in(value: Any) -> Iterator[str]:
    """The texts of a secret value at any depth, in JSON text too, and numbers as texts."""
    if isinstance(value, Mapping):
        for item in value.values():
            yield from texts_in(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from texts_in(item)
    elif isinstance(value, str):
        yield value
        yield from _in_json(value)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield str(value)


def _in_json(text: str) -> Iterator[str]:
    if text[:1] in ("{", "["):
        try:
            yield from texts_in(json.loads(text))
        except (ValueError, RecursionError):
            return


def tokens_in(text: str) -> Iterator[str]:
    """What may be a token in a command line or an URL: long words, the values of options and parameters, passwords.

    "--token=abcdefgh --verbose https://me:qrstuv@x/y?key=ijklmnop" -> "abcdefgh", "--verbose", "ijklmnop", "qrstuv"
    """
    for found in re.finditer(r"(?:^|(?<=[\s?&=]))[^\s?&=]{8,}=*(?=[\s?&]|$)", text):
        if "://" not in found[0] and not found[0].isdecimal():
            yield found[0]
    yield from re.findall(r"://[^\s/?#@:]*:([^\s/?#@]+)@", text)


def _spellings(secret: str) -> Iterator[str]:
    """Patterns of a secret: as text, and in base64, alone or inside a longer one."""
    yield "".join(map(_spelt, secret))
    raw = secret.encode("utf-8", "replace")
    for before in range(3):
        # Characters that stand for bytes of the neighbours too are eaten with the rest, whatever they are.
        coded = base64.b64encode(b"\0" * before + raw).decode()
        first, last = (0, 2, 3)[before], (before + len(raw)) * 8 // 6
        core = "".join(_spelt(char) if char not in "+/" else _EITHER[char] for char in coded[first:last])
        around = _B64 if before else "", f"{_B64}?(?:=|{_PERCENT}3[Dd]){{0,2}}" if (before + len(raw)) % 3 else ""
        yield around[0] + core + around[1]


_BACK, _PERCENT = r"\\{1,8}", r"%(?:25){0,3}"
_B64 = r"[A-Za-z0-9+/_-]"
_EITHER = {
    "+": rf"(?:\+|-|{_PERCENT}2[Bb]|{_BACK}u002[Bb])",
    "/": rf"(?:\\{{0,8}}/|_|{_PERCENT}2[Ff]|{_BACK}u002[Ff])",
}
_JSON = {"\n": "n", "\r": "r", "\t": "t", "\b": "b", "\f": "f"}
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;"}


def _spelt(char: str) -> str:
    """One character in any of its spellings: escaped for JSON, for an URL or for a page, once or several times."""
    units = char.encode("utf-16-be", "surrogatepass")
    in_json = "".join(rf"{_BACK}u{_hex(units[at : at + 2].hex())}" for at in range(0, len(units), 2))
    in_url = "".join(f"{_PERCENT}{_hex(f'{byte:02x}')}" for byte in char.encode("utf-8", "replace"))
    ways = [in_json, in_url]
    if not (char.isascii() and char.isalnum()):
        ways += [
            f"{_BACK}{re.escape(_JSON.get(char, char))}",
            f"&#(?:{ord(char)}|[xX]0{{0,4}}{_hex(f'{ord(char):x}')});",
        ]
    if char in _ENTITIES:
        ways.append(_ENTITIES[char])
    if char == " ":
        ways.append(r"\+")
    # As it is last of all: of a backslash that is escaped, both are taken.
    return f"(?:{'|'.join([*ways, re.escape(char)])})"


def _hex(digits: str) -> str:
    return "".join(f"[{digit}{digit.upper()}]" if digit.isalpha() else digit for digit in digits)


_NAMES = (
    r"pass(?:word|wd|phrase)|(?:access[-_]?key[-_]?|client[-_]?)?secret(?:[-_]?(?:access[-_]?)?key)?|"
    r"(?:[a-z0-9]{1,20}[-_]){0,5}(?:security|access|auth|sts|session|refresh|id)?[-_]?token|"
    r"(?:[a-z0-9]{1,20}[-_]){0,5}signature|ossaccesskeyid|(?:[a-z]{1,20}[-_]){0,5}credential"
)
_QUOTE = rf"(?:\\{{0,8}}[\"']|{_PERCENT}22|&quot;)"
_NAMED = rf"(?i)(?<![a-z0-9])({_NAMES})"
_CREDENTIALS: tuple[tuple[re.Pattern[str], str], ...] = (
    # "Password":"...", its quotes escaped or not: to the quote that ends it, or to the end.
    (
        re.compile(
            rf"{_NAMED}({_QUOTE}?\s{{0,9}}(?:[=:]|{_PERCENT}3[ad])\s{{0,9}})({_QUOTE})(?:(?!(?<!\\)\3).)+", re.DOTALL
        ),
        rf"\1\2\3{STARS}",
    ),
    # Signature=... of an URL or of a header; `password: must have ...` is a sentence.
    (
        re.compile(rf"{_NAMED}([=:]|{_PERCENT}3[ad])(?![\"'\\{{\[*])(?:(?!{_PERCENT}26)[^\s&,;\"'<>\\)}}\]])+"),
        rf"\1\2{STARS}",
    ),
    (re.compile(r"(?i)\b((?:proxy-)?authorization\W{1,6})(?:bearer|basic)\s{1,9}[^\s\"',;\\]+"), rf"\1{STARS}"),
    (re.compile(r"(?i)\b(bearer|basic)\s{1,9}(?=[^\s\"']{0,200}[0-9])[a-z0-9+/_.=~-]{16,}"), rf"\1 {STARS}"),
    # https://user:password@host, its slashes escaped or not.
    (
        re.compile(rf"(?i)\b([a-z][a-z0-9+.-]{{0,20}}:(?:\\{{0,8}}/|{_PERCENT}2f){{2}})[^\s/?#@\"'\\<>]{{1,1000}}@"),
        rf"\1{STARS}@",
    ),
    # A signature of a request, or the digest that it signs.
    (re.compile(r"(?i)(?<![0-9a-z])[0-9a-f]{64}(?![0-9a-z])"), STARS),
)
