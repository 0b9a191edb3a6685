"""The base of every provider, as it stands in a state: what it does is imported by the host process alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from pulumi import dynamic

from .resource import Resource

if TYPE_CHECKING:
    from .serve import Served


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
        from .host.standard import find_standard_modules

        find_standard_modules()  # Before anything else is imported.
        from .serve import begin

        begin()
        self._config = req.config.get

    @property
    def _served(self) -> Served:
        from .serve import Served

        return Served(self.resource, self._config)

    def check(self, olds: dict[str, Any], news: dict[str, Any]) -> dynamic.CheckResult:
        return self._served.check(olds, news)

    def diff(self, id_: str, olds: dict[str, Any], news: dict[str, Any]) -> dynamic.DiffResult:
        return self._served.diff(id_, olds, news)

    def create(self, props: dict[str, Any]) -> dynamic.CreateResult:
        return self._served.create(props)

    def read(self, id_: str, props: dict[str, Any]) -> dynamic.ReadResult:
        return self._served.read(id_, props)

    def update(self, id_: str, olds: dict[str, Any], news: dict[str, Any]) -> dynamic.UpdateResult:
        return self._served.update(id_, olds, news)

    def delete(self, id_: str, props: dict[str, Any]) -> None:
        self._served.delete(id_, props)
