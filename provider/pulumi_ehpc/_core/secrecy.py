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
        # One for each: a pattern of all of them would be made anew, whole, for every one that is added.
        self._patterns: tuple[re.Pattern[str], ...] = ()
        self._adding = threading.Lock()

    def add(self, texts: Iterable[str]) -> None:
        """Hide these from now on, each line of one that has several too."""
        given = set(texts)
        parts = given | {line.strip() for text in given for line in (text, *text.splitlines())}
        long = {part for part in parts if len(part.strip()) >= LEAST}
        if long - self._known:
            with self._adding:
                new = sorted(long - self._known)
                self._patterns += tuple(re.compile(_pattern(one), re.IGNORECASE) for one in new)
                self._known |= long

    def hide(self, text: str) -> str:
        """The text with stars in place of what nobody may read."""
        if self._patterns:
            text = re.sub(_CODED, self._hidden_code, self._starred(text))
        for pattern, instead in _CREDENTIALS:
            text = re.sub(pattern, instead, text)
        return text

    def _starred(self, text: str) -> str:
        """Stars in place of each secret; of some that overlap, in place of all of them."""
        shown, end = [], 0
        for begin, stop in sorted(found.span() for pattern in self._patterns for found in pattern.finditer(text)):
            if begin >= end:
                shown += [text[end:begin], STARS]
            end = max(end, stop)
        return "".join([*shown, text[end:]])

    def _hidden_code(self, found: re.Match[str]) -> str:
        """Stars in place of a code that stands for a secret, or for a code that does."""
        for text in _decoded(found[0]):
            if self._in(text) or any(map(self._in, _codes_in(text))):
                return STARS
        return found[0]

    def _in(self, text: str) -> bool:
        return any(pattern.search(text) for pattern in self._patterns)

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


def _pattern(secret: str) -> str:
    """A secret in any mixture of spellings, broken over lines too."""
    # Where it begins, backslashes are taken from the first of them on, or many would be tried from each.
    parts = [_spelt(secret[0], rf"(?<!\\){_BACK}"), *map(_spelt, secret[1:])]
    # Almost nowhere does anything of it begin: that is seen first.
    return rf"(?=[{re.escape(secret[0])}\\%&=+])" + _BREAK.join(parts)


_BACK, _PERCENT = r"(?:\\|%(?:25){0,3}5c){1,16}", r"%(?:25){0,3}"
_BREAK = r"(?:(?:[\r\n]|\\{1,8}[rn]){1,4}[ \t]{0,40})?"
_ENTITY = r"&(?:amp;){0,3}"
_JSON = {"\n": "n", "\r": "r", "\t": "t", "\b": "b", "\f": "f"}
_ENTITIES = {"&": "amp;", "<": "lt;", ">": "gt;", '"': "quot;", "'": "apos;"}


def _spelt(char: str, back: str = _BACK) -> str:
    """One character in any of its spellings: escaped for JSON, for an URL, for a page or in a program, once or several
    times."""
    units, raw = char.encode("utf-16-be", "surrogatepass"), char.encode("utf-8", "replace")
    in_json = "".join(rf"{back}u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))
    in_bytes = "".join(rf"(?:(?:{_PERCENT}|{back}x|=){byte:02x}|{back}{byte:03o})" for byte in raw)
    in_code = rf"{back}(?:[xU]0*{ord(char):x}|u\{{0*{ord(char):x}\}})"
    in_page = rf"{_ENTITY}(?:#(?:{ord(char)}|x0*{ord(char):x});|{_ENTITIES.get(char, '(?!)')})"
    ways = [in_json, in_bytes, in_code, in_page]
    if not (char.isascii() and char.isalnum()):
        # First: of a backslash that is escaped for JSON and then for an URL, both are taken.
        ways.insert(0, f"{back}(?:{re.escape(_JSON.get(char, char))}|{in_bytes}|{in_page})")
    if char == " ":
        ways.append(rf"\+|{_PERCENT}2b")
    # As it is last of all: of a backslash that is escaped, both are taken.
    return f"(?:{'|'.join([*ways, re.escape(char)])})"


_LETTER = r"[a-z0-9+/_-]"
# Texts, which the first use compiles: most programs import this and hide nothing.
_CODED = (
    rf"(?i)(?:{_LETTER}|{_PERCENT}2[bf]|\\{{1,8}}(?:/|u002[bf])|"
    rf"(?<={_LETTER})(?:\r?\n|(?:\\{{1,8}}[rn])+)[ \t]*(?={_LETTER})){{8,}}"
    rf"(?:=|{_PERCENT}3d|\\{{1,8}}u003d){{0,2}}"
)
"""What may be base64, of the standard's letters or of those for URLs, in lines or in one; or the digits of bytes."""


def _decoded(coded: str) -> Iterator[str]:
    """What it may stand for, wherever in it that begins."""
    letters = re.sub(r"(?i)%(?:25)*2b|\\+u002b", "+", coded)
    letters = re.sub(r"(?i)%(?:25)*2f|\\+u002f", "/", letters)
    letters = re.sub(r"\\+[rn]|[^A-Za-z0-9+/]", "", letters.replace("-", "+").replace("_", "/"))
    for first in range(4):
        whole = letters[first:][: (len(letters) - first) // 4 * 4]
        rest = letters[first + len(whole) :]
        yield from _texts(base64.b64decode(whole + (rest + "==")[:4] if len(rest) > 1 else whole))
    digits = re.fullmatch("[0-9A-Fa-f]+", letters)
    for first in (0, 1) if digits else ():
        yield from _texts(bytes.fromhex(letters[first:][: (len(letters) - first) // 2 * 2]))


def _codes_in(text: str) -> Iterator[str]:
    return (inner for found in re.finditer(_CODED, text) for inner in _decoded(found[0]))


def _texts(raw: bytes) -> Iterator[str]:
    yield raw.decode("utf-8", "replace")
    if b"\0" in raw:
        # UTF-16, of a secret in ASCII.
        yield raw.replace(b"\0", b"").decode("utf-8", "replace")


_NAMES = (
    r"pass(?:word|wd|phrase)|(?:access[-_]?key[-_]?|client[-_]?)?secret(?:[-_]?(?:access[-_]?)?key)?|"
    r"(?:[a-z0-9]{1,20}[-_]){0,5}(?:security|access|auth|sts|session|refresh|id)?[-_]?token|"
    r"(?:[a-z0-9]{1,20}[-_]){0,5}signature|ossaccesskeyid|(?:[a-z]{1,20}[-_]){0,5}credential"
)
_QUOTE = rf"(?:\\{{0,8}}[\"']|{_PERCENT}22|&quot;)"
_NAMED = rf"(?i)(?<![a-z0-9])({_NAMES})"
_CREDENTIALS: tuple[tuple[str, str], ...] = (
    # "Password":"...", its quotes escaped or not: to the quote that ends it, or to the end.
    (
        rf"(?s){_NAMED}({_QUOTE}?\s{{0,9}}(?:[=:]|{_PERCENT}3[ad])\s{{0,9}})({_QUOTE})(?:(?!(?<!\\)\3).)+",
        rf"\1\2\3{STARS}",
    ),
    # Signature=... of an URL or of a header; `password: must have ...` is a sentence.
    (
        rf"{_NAMED}([=:]|{_PERCENT}3[ad])(?![\"'\\{{\[*])(?:(?!{_PERCENT}26)[^\s&,;\"'<>\\)}}\]])+",
        rf"\1\2{STARS}",
    ),
    (r"(?i)\b((?:proxy-)?authorization\W{1,6})(?:bearer|basic)\s{1,9}[^\s\"',;\\]+", rf"\1{STARS}"),
    (r"(?i)\b(bearer|basic)\s{1,9}(?=[^\s\"']{0,200}[0-9])[a-z0-9+/_.=~-]{16,}", rf"\1 {STARS}"),
    # https://user:password@host, its slashes escaped or not.
    (
        rf"(?i)\b([a-z][a-z0-9+.-]{{0,20}}:(?:\\{{0,8}}/|{_PERCENT}2f){{2}})[^\s/?#@\"'\\<>]{{1,1000}}@",
        rf"\1{STARS}@",
    ),
    # A signature of a request, or the digest that it signs.
    (r"(?i)(?<![0-9a-z])[0-9a-f]{64}(?![0-9a-z])", STARS),
)
