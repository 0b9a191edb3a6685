"""What a variant may say, and how it changes what the service does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .actions import Call
from .errors import ApiError

Answer = dict[str, Any]
Change = Callable[[Any], Any]
Refusal = Callable[[Call], ApiError | None]
Action = Callable[[Call], Answer]
Doing = Callable[[Call, Action], Answer]
ABSENT = object()


def spelt(**otherwise: Any) -> Change:
    return mapped(otherwise)


def mapped(otherwise: Mapping[str, Any]) -> Change:
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
    """By action (* is any) and by path in its answer: what a value that is there becomes. The path "" is all of it."""
    errors: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """By code of errors.json: the code instead, and what its text is about. An injected fault stays what it is."""
    statuses: Mapping[str, int] = field(default_factory=dict)
    """By code of errors.json: the HTTP status instead. An injected fault stays what it is here, too."""
    refuses: Mapping[str, Refusal] = field(default_factory=dict)
    """By action: the error with which such a call is refused, None for one that is not."""
    does: Mapping[str, Doing] = field(default_factory=dict)
    """By action: what is done instead, by a function that gets what is done without the variant."""
    methods: tuple[str, ...] = ()
    """HTTP methods that every action takes besides its own."""

    def answer(self, action: str, answer: Answer) -> Answer:
        whole = {"": answer}
        for path, change in {**self.answers.get("*", {}), **self.answers.get(action, {})}.items():
            _change(whole, ["", *filter(None, path.split("."))], change)
        return whole[""]

    def error(self, error: ApiError) -> ApiError:
        error = ApiError(*self.errors[error.code]) if error.code in self.errors else error
        status = self.statuses.get(error.code, error.status)
        return ApiError(error.code, message=error.message, status=status)

    def refuse(self, call: Call) -> None:
        refusal = self.refuses.get(call.action)
        if error := refusal and refusal(call):
            raise error


def done(variants: Iterable[Variant], call: Call, action: Action) -> Answer:
    """What the action does with these variants on: any may refuse, then each wraps those before it."""
    for variant in variants:
        variant.refuse(call)
    for variant in variants:
        if call.action in variant.does:
            action = _around(variant.does[call.action], action)
    return action(call)


def _around(doing: Doing, action: Action) -> Action:
    return lambda call: doing(call, action)


def _change(value: Any, path: list[str], change: Change) -> None:
    """Change what is at the end of the path; of a list on the way, in each of its items."""
    if isinstance(value, list):
        for item in value:
            _change(item, path, change)
        return
    name, *rest = path
    if not isinstance(value, dict) or name not in value:
        return  # another variant has taken it away, or turned it into something else
    if rest:
        _change(value[name], rest, change)
    elif (changed := change(value[name])) is ABSENT:
        del value[name]
    else:
        value[name] = changed
