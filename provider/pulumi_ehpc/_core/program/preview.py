"""The outputs of a resource in a preview: what the service fills in is not known yet, unless the state tells it.

The engine takes the inputs for the outputs of a dynamic resource: its host answers that it plays nothing through before
it has loaded any provider. So what is missing there is not known, and of an update the engine is asked for more.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any

import pulumi
from pulumi.runtime import is_dry_run, rpc

from ..resource import Resource
from ..table.fields import Field, Output, outputs_of
from ..table.walk import completed
from ..unknown import plain
from .hooks import hook_for
from .props import typed

Row = Field | Output
Lacking = frozenset[str] | None


class Asked(pulumi.Output[Any]):
    """An output that is made when something asks for it, and is like any other from then on: of the thirty of a
    resource most programs ask for two."""

    def __init__(self, make: Callable[[], pulumi.Output[Any]]) -> None:
        self._make = make

    def __getattribute__(self, name: str) -> Any:
        held = object.__getattribute__(self, "__dict__")
        self.__class__ = pulumi.Output  # type: ignore[assignment]
        held.update(vars(held.pop("_make")()))
        return getattr(self, name)


class Preview:
    """What is known of one resource before anything is done."""

    def __init__(self, resource: Resource) -> None:
        self._resource = resource
        self._after: Mapping[str, Any] = {}
        """What an update will leave; nothing where none is planned."""

        self._secret: set[str] = set()
        self._outputs: dict[str, pulumi.Output[Any]] = {}

    def heard(self, opts: pulumi.ResourceOptions, type_: str, name: str) -> pulumi.ResourceOptions:
        """The options with a hook by which the engine tells what it knows of an update: the state, and the inputs.

        type_, name: how the engine calls the resource.
        """
        hook = hook_for(type_, name, self._hear)
        if hook is None:
            return opts
        also = pulumi.ResourceOptions(hooks=pulumi.ResourceHookBinding(before_update=[hook]))
        return pulumi.ResourceOptions.merge(opts, also)

    def _hear(self, request: Any) -> None:
        from ..logic.foreseen import foreseen

        old, was_secret = _values(request.old_outputs)
        inputs, is_secret = _values(request.new_inputs)
        self._after = foreseen(self._resource, old, _values(request.old_inputs)[0], inputs)
        self._secret = was_secret | is_secret

    def mark(self, made: pulumi.Resource) -> None:
        """Give the resource outputs that know what they do not know."""
        self._outputs = {row.state: vars(made)[row.state] for row in self._resource.rows}
        for row in self._resource.rows:
            vars(made)[row.state] = Asked(functools.partial(self._marked, row))

    def _marked(self, row: Row) -> pulumi.Output[Any]:
        return self._outputs[row.state].apply(functools.partial(self._output, row), run_with_unknowns=True)

    def _output(self, row: Row, value: Any) -> pulumi.Output[Any]:
        return self._lacking.apply(lambda names: self._known(row, value, names))

    @functools.cached_property
    def _lacking(self) -> pulumi.Output[Lacking]:
        return pulumi.Output.from_input(self._look())

    async def _look(self) -> Lacking:
        """What there is not, where the engine has the outputs of a state or of a mock; None where it has the inputs."""
        # No input tells what only the service knows.
        if not any([await self._outputs[row.state].is_known() for row in outputs_of(self._resource.outputs)]):
            return None
        values = {name: await output.future(with_unknowns=True) for name, output in self._outputs.items()}
        return frozenset(name for name, value in values.items() if value is None)

    def _known(self, row: Row, value: Any, lacking: Lacking) -> Any:
        if lacking is not None:
            return None if row.state in lacking else value
        if self._after:
            return _resolved(typed(row, self._after.get(row.state)), row.state in self._secret)
        return typed(row, completed(row, value, "python"), "python")


async def _told(value: Any) -> Any:
    return value


def _resolved(value: Any, secret: bool) -> pulumi.Output[Any]:
    """`Output.secret` would make plain dicts of typed ones."""
    return pulumi.Output(set(), _told(value), _told(True), _told(secret))


def _values(bag: Any) -> tuple[dict[str, Any], set[str]]:
    """What a bag holds, and the names of what is secret in it."""
    values = rpc.deserialize_properties(bag, True, True)
    secret = {name for name, value in values.items() if rpc.is_rpc_secret(value)}
    return {name: plain(rpc.unwrap_rpc_secret(value)) for name, value in values.items()}, secret


def preview_of(resource: Resource, opts: pulumi.ResourceOptions) -> Preview | None:
    """None in a run, and for what is only read: that has its values."""
    return Preview(resource) if is_dry_run() and opts.id is None else None
