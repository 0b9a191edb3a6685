"""How programs write the inputs of a class: their types as text for people, and the signature that they make."""

from __future__ import annotations

import inspect
from typing import Any

from .fields import Field, fields_of

DICT = "Dict"
"""The end of the name of a class's TypedDict: Queue, QueueDict."""


def closed(field: Field) -> tuple[Any, ...]:
    """Its values where nothing else is taken, not even in another letter case."""
    rule = next((rule for rule in field.rules if rule.allowed and not rule.warning), None)
    any_case = rule and any(isinstance(value, str) and rule.holds(value.swapcase()) for value in rule.allowed)
    return () if rule is None or any_case else rule.allowed


def literal(values: tuple[Any, ...]) -> str:
    listed = ", ".join(f'"{value}"' if isinstance(value, str) else str(value) for value in values)
    return f"Literal[{listed}]"


def annotation(field: Field) -> str:
    """Input[int | None], Input[Literal["Week", "Month"] | None], Input[Sequence[Input[Queue | QueueDict]] | None]"""
    name = "str | Sequence | Mapping" if field.json else field.kind.__name__
    one = f"{name} | {name}{DICT}" if field.nested else literal(closed(field)) if closed(field) else name
    whole = f"Sequence[Input[{one}]]" if field.many else f"Mapping[str, Input[{one}]]" if field.mapping else one
    return f"Input[{whole}]" if field.required else f"Input[{whole} | None]"


class _Text(str):
    """An annotation that a signature shows without quotes."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def _parameters(table: type) -> list[inspect.Parameter]:
    """The inputs, given by their names; those without a default are required."""
    return [
        inspect.Parameter(
            field.python,
            inspect.Parameter.KEYWORD_ONLY,
            default=inspect.Parameter.empty if field.required else None,
            annotation=_Text(annotation(field)),
        )
        for field in fields_of(table)
    ]


def of_args(table: type) -> inspect.Signature:
    """How an args class is called."""
    return inspect.Signature(_parameters(table))


def of_resource(table: type) -> inspect.Signature:
    """How a resource is declared: by the names of its inputs, or with one object that holds them."""
    either, name = inspect.Parameter.POSITIONAL_OR_KEYWORD, table.__name__
    first = [
        inspect.Parameter("resource_name", either, annotation=str),
        inspect.Parameter("args", either, default=None, annotation=_Text(f"{name} | {name}{DICT} | None")),
        inspect.Parameter("opts", either, default=None, annotation=_Text("ResourceOptions | None")),
    ]
    return inspect.Signature([*first, *_parameters(table)])
