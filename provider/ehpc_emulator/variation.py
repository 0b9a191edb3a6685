"""What a variant may say, and how it changes what is answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .errors import ApiError

Change = Callable[[Any], Any]
ABSENT = object()


def spelt(**otherwise: str) -> Change:
    return lambda text: otherwise.get(text, text)


def absent(_value: Any) -> Any:
    return ABSENT


@dataclass(frozen=True)
class Variant:
    name: str
    says: str
    """What the service does then: one sentence."""
    evidence: str
    """Begins with documented, observed or assumed."""
    answers: Mapping[str, Mapping[str, Change]] = field(default_factory=dict)
    """By action (* is any) and by path in its answer: what a value that is there becomes."""
    errors: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """By code of errors.json: the code instead, and what its text is about. An injected fault stays what it is."""

    def answer(self, action: str, answer: dict[str, Any]) -> None:
        for path, change in {**self.answers.get("*", {}), **self.answers.get(action, {})}.items():
            _change(answer, path.split("."), change)

    def error(self, error: ApiError) -> ApiError:
        return ApiError(*self.errors[error.code]) if error.code in self.errors else error


def _change(value: Any, path: list[str], change: Change) -> None:
    """Change what is at the end of the path; of a list on the way, in each of its items."""
    if isinstance(value, list):
        for item in value:
            _change(item, path, change)
        return
    name, *rest = path
    if name not in value:
        return
    if rest:
        _change(value[name], rest, change)
    elif (changed := change(value[name])) is ABSENT:
        del value[name]
    else:
        value[name] = changed
