"""What of a resource's values nobody may read: secret rows, what the program gave as a secret, and tokens."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from ..secrecy import texts_in, tokens_in
from .fields import fields_of
from .names import within

Values = Mapping[str, Any]


def private_texts(cls: type, values: Values, secret: Collection[str] = (), above: str = "") -> Iterator[str]:
    """Every text that is not to be shown.

    secret: the paths that the program gave as secrets, in state names and without places or keys, such as
    "queues.hostnamePrefix": of a list it is every item, and of a mapping every value.
    """
    for field in fields_of(cls):
        value, path = values.get(field.state), above + field.state
        given_as_one = bool(secret) and (
            path in secret or (not field.nested and any(within(one, path) for one in secret))
        )
        if field.veiled and isinstance(value, str):
            yield from tokens_in(value)
        if field.secret or given_as_one:
            yield from texts_in(value)
        elif field.nested:
            for item in value if isinstance(value, (list, tuple)) else [value]:
                if isinstance(item, Mapping):
                    yield from private_texts(field.kind, item, secret, f"{path}.")
