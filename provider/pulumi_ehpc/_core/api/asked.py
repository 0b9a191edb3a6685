"""What the look-ups of a run were answered: each is asked once, by the first who wants it, and all others have that."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from ...settings import Settings
from ..process import process
from ..table.calls import Call
from .gateway import gateway

T = TypeVar("T")


@dataclass(eq=False)
class _Answers:
    """Of one run, failures too: what a hundred resources ask is not waited for a hundred times in an outage."""

    _known: dict[Hashable, Future[Any]] = field(default_factory=dict)
    _knowing: threading.Lock = field(default_factory=threading.Lock)

    def of(self, key: Hashable, ask: Callable[[], T]) -> T:
        with self._knowing:
            first = key not in self._known
            answer: Future[T] = self._known.setdefault(key, Future())
        if first:
            try:
                answer.set_result(ask())
            except BaseException as failure:  # noqa: BLE001 - whoever waits has to hear of it, whatever it is
                answer.set_exception(failure)
        return answer.result()


@dataclass(eq=False)
class _Runs:
    """A process may have several, one after the other and at once (Pulumi's Automation API)."""

    _answers: WeakKeyDictionary[Any, _Answers] = field(default_factory=WeakKeyDictionary)
    _knowing: threading.Lock = field(default_factory=threading.Lock)

    def of(self, run: object) -> _Answers:
        with self._knowing:
            return self._answers.setdefault(run, _Answers())


def asked(run: object, key: Hashable, settings: Settings, question: Callable[[Call], T]) -> T:
    """The answer to a question in a run, None for what is in no run: nothing is kept then. Raises what asking raises.

    key: what makes it the same question, beside the settings.
    """
    answers = process().keep(_Runs, _Runs).of(run) if run is not None else _Answers()
    return answers.of((settings, key), lambda: question(gateway(settings).call))
