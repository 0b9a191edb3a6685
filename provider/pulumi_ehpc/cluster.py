"""`EhpcCluster`, the resource, and `EhpcClusterProvider`, what the state refers to.

The module path and the names of both classes stand in every user's state: they never change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import pulumi
from pulumi import dynamic

from ._core.host import rpc as host
from ._core.host.exit import leave_with_the_engine
from ._core.host.unknown import plain, pulumi_values
from ._core.program.options import as_state_paths, inherited_region, protected
from ._core.program.props import add_outputs, properties, type_outputs
from ._core.table.fields import Role, fields_of, named, of_table, outputs_of, python_name
from .inputs import EhpcClusterArgs, EhpcClusterOutputs

if TYPE_CHECKING:
    from ._core.verbs.lifecycle import Lifecycle

__all__ = ["EhpcCluster", "EhpcClusterProvider"]


_ROWS = (*fields_of(EhpcClusterArgs), *outputs_of(EhpcClusterOutputs))


def _no_config(_key: str) -> str | None:
    return None


class EhpcClusterProvider(dynamic.ResourceProvider):
    """Pulumi's dynamic provider for `EhpcCluster`.

    The state holds it by reference, so it has no instance attributes when it is pickled; the host calls
    `configure` once a process after it has loaded it.
    """

    serialize_as_secret_always = False
    _config: Callable[[str], str | None] = staticmethod(_no_config)

    def configure(self, req: dynamic.ConfigureRequest) -> None:
        host.widen_pool()
        leave_with_the_engine()
        self._config = req.config.get

    @property
    def _lifecycle(self) -> Lifecycle:
        # The verbs run in the host process: a user's program that only declares clusters need not import them.
        from ._core.verbs.lifecycle import Lifecycle

        return Lifecycle(EhpcClusterArgs, EhpcClusterOutputs, self._config)

    @host.verb
    def check(self, olds: dict[str, Any], news: dict[str, Any]) -> dynamic.CheckResult:
        inputs, failures = self._lifecycle.check(plain(olds), plain(news))
        # Without a property name the engine prints the sentence alone; with one it prints the value too, secret or not.
        return dynamic.CheckResult(pulumi_values(inputs), [dynamic.CheckFailure("", says) for says in failures])

    @host.verb
    def diff(self, id_: str, olds: dict[str, Any], news: dict[str, Any]) -> dynamic.DiffResult:
        changes, replaces = self._lifecycle.diff(id_, plain(host.whole(olds)), plain(news))
        return dynamic.DiffResult(changes=changes, replaces=replaces)

    @host.verb
    def create(self, props: dict[str, Any]) -> dynamic.CreateResult:
        return dynamic.CreateResult(*self._lifecycle.create(plain(props)))

    @host.verb
    def read(self, id_: str, props: dict[str, Any]) -> dynamic.ReadResult:
        found = self._lifecycle.read(id_, plain(host.whole(props)))
        return dynamic.ReadResult(id_, *found) if found else dynamic.ReadResult("", {})

    @host.verb
    def update(self, id_: str, olds: dict[str, Any], news: dict[str, Any]) -> dynamic.UpdateResult:
        return dynamic.UpdateResult(self._lifecycle.update(id_, plain(host.whole(olds)), plain(news)))

    @host.verb
    def delete(self, id_: str, props: dict[str, Any]) -> None:
        self._lifecycle.delete(id_, plain(host.whole(props)))


@of_table(EhpcClusterArgs)
class EhpcCluster(dynamic.Resource, module="ehpc", name="Cluster"):
    """An Alibaba Cloud E-HPC cluster. Its arguments are those of `EhpcClusterArgs`; `id` is the cluster's ID."""

    def __init__(
        self,
        resource_name: str,
        args: EhpcClusterArgs | Mapping[str, Any] | pulumi.ResourceOptions | None = None,
        opts: pulumi.ResourceOptions | None = None,
        **kwargs: Any,
    ) -> None:
        if isinstance(args, pulumi.ResourceOptions):
            args, opts = None, args
        given = {**(args if isinstance(args, Mapping) else vars(args) if args else {}), **kwargs}
        region = named(EhpcClusterArgs, Role.REGION)
        if given.get(region) is None:
            given[region] = inherited_region(opts)  # known in previews
        props = properties(EhpcClusterArgs, given)
        # A name that is not in the properties has no output.
        every = dict.fromkeys(row.state for row in _ROWS)
        options = protected(as_state_paths(opts), given.get(python_name(named(EhpcClusterArgs, Role.PROTECTION))))
        type_outputs(EhpcCluster, _ROWS)
        super().__init__(EhpcClusterProvider(), resource_name, {**every, **props}, options)

    @staticmethod
    def get(resource_name: str, id: pulumi.Input[str], opts: pulumi.ResourceOptions | None = None) -> EhpcCluster:  # noqa: A002
        """An existing cluster, read by its ID and neither changed nor deleted."""
        return EhpcCluster(resource_name, opts=pulumi.ResourceOptions.merge(opts, pulumi.ResourceOptions(id=id)))


add_outputs(EhpcCluster, _ROWS)
