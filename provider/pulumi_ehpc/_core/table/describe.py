"""What the table says of its inputs, as text for people: docstrings, the stubs, the reference."""

from __future__ import annotations

import inspect
import re

from .fields import Field, fields_of
from .names import shown_name
from .policy import Life


def docstring(summary: str, table: type) -> str:
    """A class's docstring: what it is, then each of its inputs."""
    return "\n".join(
        [inspect.cleandoc(summary), "", *(f":param {f.python}: {sentences(f, table)}" for f in fields_of(table))]
    )


def sentences(field: Field, table: type) -> str:
    """Meaning, allowed values, default, life, and whether it can be read."""
    told = [field.doc, *allowed(field), default(field), life(field, table), unreadable(field)]
    return " ".join(sentence for sentence in told if sentence)


def allowed(field: Field) -> list[str]:
    """The rules for its value, each as a sentence."""
    asks = [f"{rule.must[0].upper()}{rule.must[1:]}" for rule in field.rules]
    return [f"{ask}{' (else a warning)' if rule.warning else ''}." for ask, rule in zip(asks, field.rules, strict=True)]


def default(field: Field) -> str:
    return "" if field.policy.default is None else f"E-HPC's default: {field.policy.default}."


def life(field: Field, table: type) -> str:
    """What a change of it does."""
    if field.life is Life.REPLACE:
        because = field.policy.because
        return f"A change needs a new {thing(table)}{': ' if because else ''}{because}."
    if field.life is Life.UPDATE:
        return "A change is made in place."
    if field.life is Life.ITEMS:
        return f"Items are added, changed and removed in place, told apart by their {_key(field)}."
    if field.life is Life.CREATION:
        return f"Used only when the {thing(table)} is made: a later change has no effect, and the preview says so."
    return ""


def unreadable(field: Field) -> str:
    return "" if field.readable or not field.wire else "No call of E-HPC tells it: a change made elsewhere is not seen."


def thing(table: type) -> str:
    """What a table describes: "queue", "shared storage"."""
    words = re.findall(r"[A-Z][a-z]*", shown_name(table).removeprefix("Ehpc"))
    return " ".join(words).lower()


def _key(field: Field) -> str:
    return field.key_row.python
