"""Values that no state can hold, refused by their path in the program: the engine, or the wire to it, fails on them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from typing import Any

import pulumi

from ..table.fields import UNKNOWN
from ..texts import a, word

SIGNATURE = "4dabf18193072939515e22adb298388d"
"""A dict with this key is one of Pulumi's own values: a secret, an asset, an output."""

DEEPEST = 32
"""Lists and dicts inside one another; no input of E-HPC has more than a few."""

_LARGEST = 2**53
"""Pulumi's numbers are floats: beyond this a whole number would become another one."""

_FORMATTED = ("Calling __str__ on an Output[T] is not supported", "<pulumi.output.Output object at ")
"""What Python makes of an Output in a text."""

_WHOLE = "the dict of arguments"


class Sentence(str):
    """One that begins with the path of what is wrong."""

    path = ""


class Refused(pulumi.RunError):
    """What is wrong with a program's values, a sentence for each."""

    def __init__(self, *sentences: str, rest: Any = UNKNOWN) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences
        self.rest = rest
        """What is sound of the value, UNKNOWN in the place of what is not: more may be wrong with it."""

    def of(self, owner: str) -> Refused:
        """The same, and whose values they are."""
        if len(self.sentences) == 1:
            return Refused(f"{owner}: {self.sentences[0]}")
        return Refused(
            f"{owner} is refused for {len(self.sentences)} reasons:", *(f"  {one}" for one in self.sentences)
        )


class Endless(Refused):
    """Nothing else is looked at: a value that is part of itself has no end of mistakes."""


class Together:
    """Looks at parts to the end, and refuses for everything that is wrong with them.

    found = {}
    with together(found) as each:
        for name, value in values.items():
            with each.part():
                found[key(name)] = each.of(look_at, value)
    """

    def __init__(self) -> None:
        self.sentences: list[str] = []

    def of(self, look: Callable[..., Any], *args: Any) -> Any:
        """What a look comes to; what is sound of it, where it refuses."""
        try:
            return look(*args)
        except Endless:
            raise
        except Refused as refused:
            self.sentences += refused.sentences
            return refused.rest

    @contextmanager
    def part(self) -> Iterator[None]:
        try:
            yield
        except Endless:
            raise
        except Refused as refused:
            self.sentences += refused.sentences


@contextmanager
def together(found: Any = UNKNOWN) -> Iterator[Together]:
    """found: what the parts are put into."""
    each = Together()
    yield each
    if each.sentences:
        raise Refused(*each.sentences, rest=found)


def held(look: Callable[[], Any]) -> Any:
    """What a look at a value comes to, its refusal too: of two Outputs that fail Pulumi tells only one. `secret_paths`
    waits for all of them and refuses for everything."""
    try:
        return look()
    except Refused as refused:
        return refused


@contextmanager
def told_of(owner: str) -> Iterator[None]:
    """Sentences from within say whose values they are about."""
    try:
        yield
    except Refused as refused:
        raise refused.of(owner) from None


def refuse(path: str, says: str) -> Refused:
    sentence = Sentence(f"{word(path or _WHOLE)} {says}")
    sentence.path = path
    return Refused(sentence)


def holds_output(value: Any) -> bool:
    """Whether an Output was written into a text."""
    return isinstance(value, pulumi.Output) or (isinstance(value, str) and any(made in value for made in _FORMATTED))


def text(value: str, path: str) -> str:
    """The text, if it is one."""
    if holds_output(value):
        raise refuse(path, 'holds an Output in an f-string or str(): give pulumi.Output.format("...{0}", output)')
    try:
        value.encode()
    except UnicodeEncodeError as error:
        half = word(value[error.start])
        raise refuse(path, f"holds {half}, which is half a character: give the whole one") from None
    return value


def number(value: float, path: str) -> float:
    if value != value or value in (float("inf"), float("-inf")):
        raise refuse(path, f"is {value}, which is no number: leave it out, or give one")
    if isinstance(value, int) and abs(value) > _LARGEST:
        raise refuse(path, f"is too large for a number: give one of at most {_LARGEST}, or a text")
    return value


def key(name: Any, path: str) -> str:
    """The key of a dict, as a text: a member of an Enum is its value."""
    if isinstance(name, Enum):
        name = name.value
    if isinstance(name, pulumi.Output):
        raise refuse(
            path, "has an Output as a key: give the whole dict as one, as output.apply(lambda key: {key: ...})"
        )
    if not isinstance(name, str):
        raise refuse(path, f"has {word(repr(name))} as a key, which is {a(type(name).__name__)}: give keys as texts")
    if name == SIGNATURE:
        raise refuse(path, f"has {SIGNATURE} as a key, which Pulumi keeps for itself: use another key")
    return text(str(name), f"a key of {path}" if path else "the name of an input")


def deeper(path: str, depth: int) -> int:
    if depth >= DEEPEST:
        raise Endless(*refuse(path, f"has lists or dicts more than {DEEPEST} deep: is it part of itself?").sentences)
    return depth + 1
