"""What Pulumi's host calls, in the host process: from Pulumi's values to the verbs, and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pulumi import dynamic

from .host import workers
from .host.answer import verb
from .host.exit import leave_with_the_engine
from .host.operation import operation
from .process import secrets
from .resource import Resource
from .table.names import SECRET
from .table.private import private_texts
from .unknown import plain, pulumi_values
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
        olds, news = plain(olds), plain(news)
        operation().run.secret = _paths(news)
        self._hide(olds, news)
        inputs, failures = self._verbs.check(olds, news)
        # Without a property name the engine prints the sentence alone; with one it prints the value too, secret or not.
        said = [dynamic.CheckFailure("", secrets().said(says)) for says in failures]
        return dynamic.CheckResult(pulumi_values(inputs), said)

    @verb
    def diff(self, id_: str, olds: dict[str, Any], news: dict[str, Any]) -> dynamic.DiffResult:
        before, wanted = self._hide(_whole(olds), plain(news))
        changes, replaces = self._verbs.diff(id_, sound(self.resource, id_, before), wanted)
        goes_first = self._verbs.goes_first(id_, wanted)
        return dynamic.DiffResult(changes=changes, replaces=replaces, delete_before_replace=goes_first)

    @verb
    def create(self, props: dict[str, Any]) -> dynamic.CreateResult:
        return dynamic.CreateResult(*self._verbs.create(*self._hide(plain(props))))

    @verb
    def read(self, id_: str, props: dict[str, Any]) -> dynamic.ReadResult:
        (before,) = self._hide(_whole(props))
        found = self._verbs.read(id_, mended(self.resource, id_, before))
        return dynamic.ReadResult(id_, *found) if found else dynamic.ReadResult("", {})

    @verb
    def update(self, id_: str, olds: dict[str, Any], news: dict[str, Any]) -> dynamic.UpdateResult:
        before, wanted = self._hide(_whole(olds), plain(news))
        return dynamic.UpdateResult(self._verbs.update(id_, sound(self.resource, id_, before), wanted))

    @verb
    def delete(self, id_: str, props: dict[str, Any]) -> None:
        (before,) = self._hide(_whole(props))
        self._verbs.delete(id_, mended(self.resource, id_, before))

    def _hide(self, *bags: dict[str, Any]) -> tuple[dict[str, Any], ...]:
        """The same bags; from now on no message holds what is secret in one of them, or in the inputs of the state."""
        every = [*bags, operation().old_inputs or {}]
        paths = operation().secret = {*operation().run.secret, *(path for bag in every for path in _paths(bag))}
        for bag in every:
            secrets().add(private_texts(self.resource.args, bag, paths))
        return bags


def _paths(bag: Mapping[str, Any]) -> list[str]:
    told = bag.get(SECRET)
    return [path for path in told if isinstance(path, str)] if isinstance(told, list) else []


def _whole(state: dict[str, Any]) -> dict[str, Any]:
    whole: dict[str, Any] = plain(operation().whole(state))
    return whole
