"""What Pulumi's host calls, in the host process: from Pulumi's values to the verbs, and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pulumi import dynamic

from .host import workers
from .host.answer import verb
from .host.exit import leave_with_the_engine
from .host.operation import operation
from .host.unknown import plain, pulumi_values
from .resource import Resource
from .verbs.edited import mended, sound
from .verbs.lifecycle import Lifecycle


def begin() -> None:
    """What a host process does once, before it serves anything."""
    workers.widen()
    leave_with_the_engine()


@dataclass
class Served:
    """A provider at work."""

    resource: Resource
    config: Callable[[str], str | None]

    @property
    def _verbs(self) -> Lifecycle:
        return Lifecycle(self.resource, self.config)

    @verb
    def check(self, olds: dict[str, Any], news: dict[str, Any]) -> dynamic.CheckResult:
        inputs, failures = self._verbs.check(plain(olds), plain(news))
        # Without a property name the engine prints the sentence alone; with one it prints the value too, secret or not.
        return dynamic.CheckResult(pulumi_values(inputs), [dynamic.CheckFailure("", says) for says in failures])

    @verb
    def diff(self, id_: str, olds: dict[str, Any], news: dict[str, Any]) -> dynamic.DiffResult:
        changes, replaces = self._verbs.diff(id_, sound(self.resource, id_, _whole(olds)), plain(news))
        return dynamic.DiffResult(changes=changes, replaces=replaces)

    @verb
    def create(self, props: dict[str, Any]) -> dynamic.CreateResult:
        return dynamic.CreateResult(*self._verbs.create(plain(props)))

    @verb
    def read(self, id_: str, props: dict[str, Any]) -> dynamic.ReadResult:
        found = self._verbs.read(id_, mended(self.resource, id_, _whole(props)))
        return dynamic.ReadResult(id_, *found) if found else dynamic.ReadResult("", {})

    @verb
    def update(self, id_: str, olds: dict[str, Any], news: dict[str, Any]) -> dynamic.UpdateResult:
        before = sound(self.resource, id_, _whole(olds))
        return dynamic.UpdateResult(self._verbs.update(id_, before, plain(news)))

    @verb
    def delete(self, id_: str, props: dict[str, Any]) -> None:
        self._verbs.delete(id_, mended(self.resource, id_, _whole(props)))


def _whole(state: dict[str, Any]) -> dict[str, Any]:
    whole: dict[str, Any] = plain(operation().whole(state))
    return whole
