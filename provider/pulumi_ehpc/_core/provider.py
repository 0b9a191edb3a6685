"""The base of every provider: from what Pulumi's host calls to the verbs, and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from pulumi import dynamic

from .host import workers
from .host.answer import verb
from .host.exit import leave_with_the_engine
from .host.operation import operation
from .host.unknown import plain, pulumi_values
from .resource import Resource

if TYPE_CHECKING:
    from .verbs.lifecycle import Lifecycle


def _no_config(_key: str) -> str | None:
    return None


class Provider(dynamic.ResourceProvider):
    """Pulumi's dynamic provider for one resource.

    The state holds its subclass by reference, so it has no instance attributes when it is pickled; the host calls
    `configure` once a process after it has loaded it.
    """

    resource: ClassVar[Resource]
    serialize_as_secret_always = False
    _config: Callable[[str], str | None] = staticmethod(_no_config)

    def configure(self, req: dynamic.ConfigureRequest) -> None:
        workers.widen()
        leave_with_the_engine()
        self._config = req.config.get

    @property
    def _lifecycle(self) -> Lifecycle:
        # The verbs run in the host process: a user's program that only declares resources need not import them.
        from .verbs.lifecycle import Lifecycle

        return Lifecycle(self.resource, self._config)

    @verb
    def check(self, olds: dict[str, Any], news: dict[str, Any]) -> dynamic.CheckResult:
        inputs, failures = self._lifecycle.check(plain(olds), plain(news))
        # Without a property name the engine prints the sentence alone; with one it prints the value too, secret or not.
        return dynamic.CheckResult(pulumi_values(inputs), [dynamic.CheckFailure("", says) for says in failures])

    @verb
    def diff(self, id_: str, olds: dict[str, Any], news: dict[str, Any]) -> dynamic.DiffResult:
        changes, replaces = self._lifecycle.diff(id_, _whole(olds), plain(news))
        return dynamic.DiffResult(changes=changes, replaces=replaces)

    @verb
    def create(self, props: dict[str, Any]) -> dynamic.CreateResult:
        return dynamic.CreateResult(*self._lifecycle.create(plain(props)))

    @verb
    def read(self, id_: str, props: dict[str, Any]) -> dynamic.ReadResult:
        found = self._lifecycle.read(id_, _whole(props))
        return dynamic.ReadResult(id_, *found) if found else dynamic.ReadResult("", {})

    @verb
    def update(self, id_: str, olds: dict[str, Any], news: dict[str, Any]) -> dynamic.UpdateResult:
        return dynamic.UpdateResult(self._lifecycle.update(id_, _whole(olds), plain(news)))

    @verb
    def delete(self, id_: str, props: dict[str, Any]) -> None:
        self._lifecycle.delete(id_, _whole(props))


def _whole(state: dict[str, Any]) -> dict[str, Any]:
    whole: dict[str, Any] = plain(operation().whole(state))
    return whole
