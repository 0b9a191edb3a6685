"""Rules for input values: each is a value that says what is allowed, in the user's words.

A rule is an *error* where E-HPC documents it and a *warning* where the documentation does not settle it:
nobody is stopped from something that the service would accept.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from ..secrecy import STARS
from ..texts import one_or_more

DOCUMENTED = "documented"
"""The source of a rule that CreateCluster's page or the SDK's own text states."""
INFERRED = "inferred"
"""The source of a rule that nobody states and that follows from what the value is, as that counts begin at 0."""


class Each(Enum):
    """The parts of a mapping that a rule may be about."""

    KEY = "each key"
    VALUE = "each value"


@dataclass(eq=False, repr=False)
class Rule:
    """What one value must be."""

    must: str
    """The end of the sentence "<path>: must ..."; also printed in the reference."""

    holds: Callable[[Any], bool]
    got: Callable[[Any], str] | None = None
    """How a refused value is shown; None where showing it tells nothing or too much."""

    source: str = DOCUMENTED
    """Where the rule is from."""

    warning: bool = False
    """True where the documentation does not settle the rule."""

    allowed: tuple[Any, ...] = ()
    """The values, where it lists them (`one_of`)."""

    each: Each | None = None
    """What of a mapping it looks at, where that is not the mapping itself."""

    def verdict(self, value: Any, *, secret: bool) -> str | None:
        """The sentence for a value that breaks the rule, None for one that keeps it."""
        if self.holds(value):
            return None
        shown = f", got {self.got(value)}" if self.got and not secret else ""
        return f"{self.must}{shown}"


@dataclass(eq=False, repr=False)
class Between:
    """What several values of one object must be together. Skipped while one of them is not yet known."""

    names: tuple[str, ...]
    """The Python names of the inputs it looks at; the first one is blamed."""

    holds: Callable[..., bool]
    """Gets the values in the order of `names`, None where unset."""

    says: str
    """The sentence; `{name}` stands for the value of that input."""

    source: str = DOCUMENTED
    warning: bool = False
    at_creation: bool = False
    """True where it is about whether E-HPC makes one at all: of one that it has made, it is no advice."""

    def verdict(self, values: Sequence[Any], *, secret: bool) -> str | None:
        if self.holds(*values):
            return None
        return self.says.format(**dict(zip(self.names, [STARS] * len(values) if secret else values, strict=True)))


def unsettled(rule: Rule, source: str) -> Rule:
    """The same rule as a warning, for a reason that is not E-HPC's documentation: what must be otherwise should be."""
    return replace(rule, must=rule.must.replace("must", "should", 1), warning=True, source=source)


def or_empty(rule: Rule) -> Rule:
    """The rule for every text but the empty one."""
    return replace(rule, must=f"{rule.must}, or be empty", holds=lambda v: v == "" or rule.holds(v))


def length(least: int, most: int) -> Rule:
    wanted = f"{least} to " if least else "at most "
    return Rule(
        f"must have {wanted}{one_or_more(most, 'characters')}",
        lambda v: least <= len(v) <= most,
        lambda v: one_or_more(len(v), "characters"),
    )


def not_empty() -> Rule:
    return Rule("must not be empty", bool, source=INFERRED)


def between(least: int, most: int) -> Rule:
    return Rule(f"must be from {least} to {most}", lambda v: least <= v <= most, str)


def at_least(least: int) -> Rule:
    return Rule(f"must be at least {least}", lambda v: v >= least, str, INFERRED)


def count(least: int, most: int, what: str) -> Rule:
    wanted = f"{least} to " if least else "at most "
    return Rule(
        f"must have {wanted}{one_or_more(most, what)}", lambda v: least <= len(v) <= most, lambda v: str(len(v))
    )


def pattern(regex: str, must: str, source: str = DOCUMENTED) -> Rule:
    # Not compiled here: a program that only declares clusters never needs it, and imports have a budget.
    return Rule(must, lambda v: re.fullmatch(regex, v) is not None, source=source)


def one_of(*allowed: str | int, any_case: bool = False) -> Rule:
    """One of the documented values; `any_case` where the service itself answers in another letter case."""
    folded = {_fold(a) if any_case else a for a in allowed}
    listed = ", ".join(str(a) for a in allowed)
    must = f"must be one of {listed}" if len(allowed) > 1 else f"must be {listed}"
    return Rule(must, lambda v: (_fold(v) if any_case else v) in folded, _shown, allowed=allowed)


def decimals(most: int) -> Rule:
    def few(value: float) -> bool:
        from decimal import Decimal

        exponent = Decimal(repr(value)).as_tuple().exponent
        return isinstance(exponent, int) and -exponent <= most

    return Rule(f"must have at most {most} decimals", few, str)


def json_text() -> Rule:
    def holds(text: str) -> bool:
        try:
            return isinstance(json.loads(text, parse_constant=_no_number), (list, dict))
        except (ValueError, RecursionError):
            return False

    return Rule("must be a list or a dict, or JSON text of one", holds)


def _no_number(name: str) -> Any:
    raise ValueError(name)


def each_key(rule: Rule) -> Rule:
    """The rule for every key of a mapping."""
    return replace(rule, must=f"{rule.must} (as a key)", got=None, each=Each.KEY)


def each_value(rule: Rule) -> Rule:
    """The rule for every value of a mapping."""
    return replace(rule, must=f"{rule.must} (as a value)", got=None, each=Each.VALUE)


def _fold(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"a text of {len(value)} characters"
