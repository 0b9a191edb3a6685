"""Texts that are shown, whoever wrote them: nothing in them moves a cursor, hides a word or fills a screen. Pure."""

from __future__ import annotations

import re

MOST = 2_000
"""Characters of a text of the service."""

MOST_OF_A_WORD = 200
"""Of a code, an id, a status or a name."""

MOST_OF_A_MESSAGE = 10_000

_ODD = re.compile(r"[^ -~\n]")
CUT = " ... (cut)"
_WIDE_SPACES = "\u00a0\u3000"
"""No harm, though not printable: Chinese texts have them."""

_SHORT = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}


def escaped(text: str, *, lines: bool = False) -> str:
    r"""The text with an escape for what cannot be seen or is an order to a terminal or to Pulumi's engine, as \x1b.

    lines: line breaks stay, in sentences of our own.

    "a\x1b[31mb" -> "a\\x1b[31mb"; "<{%fg 1%}>" -> "\\x3c{%fg 1%}>"
    """
    seen = _ODD.sub(lambda m: _seen(m[0]), text).replace("<{%", r"\x3c{%")
    return seen if lines else seen.replace("\n", r"\n")


def _seen(char: str) -> str:
    if char.isprintable() or char in _WIDE_SPACES:
        return char
    number = ord(char)
    if char in _SHORT:
        return _SHORT[char]
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def cut(text: str, most: int = MOST) -> str:
    """The text, or its beginning and a word that says so."""
    return text if len(text) <= most else text[: most - len(CUT)] + CUT


def a(noun: str) -> str:
    """an Addon, a queue"""
    return f"{'an' if noun[:1] in 'AEIOaeio' else 'a'} {noun}"


def one_or_more(number: int, nouns: str) -> str:
    """1, "add-ons" -> "1 add-on" """
    return f"{number} {nouns.removesuffix('s') if number == 1 else nouns}"


def lasting(seconds: float) -> str:
    """45 s, 2 minutes"""
    return f"{seconds / 60:.0f} minutes" if seconds >= 120 else f"{seconds:.0f} s"


def short(seconds: float) -> str:
    """45 s, 3m10s: of a time that runs"""
    whole = int(seconds)
    return f"{whole // 60}m{whole % 60:02d}s" if whole >= 60 else f"{whole} s"


def about(seconds: float) -> str:
    """40 s, 4m: of a time that was"""
    return f"{seconds / 60:.0f}m" if seconds >= 90 else f"{max(10, round(seconds, -1)):.0f} s"


def word(text: str) -> str:
    """A code, an id, a status or a name, as it may stand in a sentence."""
    return cut(escaped(text), MOST_OF_A_WORD)
