"""Pulumi's mocks for a program with E-HPC in it: no engine, no service, milliseconds a test."""

from __future__ import annotations

from typing import Any

import pulumi
from pulumi.runtime import rpc

from .._core.resource import Resource
from .._core.table.names import IGNORED, ORGANISATION, SECRET
from ..cluster import EhpcCluster
from ..queue import EhpcQueue
from ..user import EhpcUser
from .answered import answered
from .arguments import wrong_in
from .filled import filled, id_of

_NOT_IN_STATES = (IGNORED, ORGANISATION, SECRET, "__provider")
_CLASSES: tuple[Any, ...] = (EhpcCluster, EhpcQueue, EhpcUser)


class Mocks(pulumi.runtime.Mocks):
    """Answers as E-HPC does: the outputs that it fills in are filled, and what a preview refuses fails the test. A
    look-up finds what was asked for: `get_images` one such image, `get_cluster` that cluster; lists are empty else.

        pulumi.runtime.set_mocks(Mocks())

        @pulumi.runtime.test
        def test_the_cluster_is_named():
            return program.cluster.cluster_name.apply(lambda name: ...)

    Every other resource gets its inputs as its outputs and NAME-id as its ID, unless `Mocks(others=mine)` is told what
    answers for them; or override `new_resource` and `call`, and ask super() for what is E-HPC's.
    """

    def __init__(self, others: pulumi.runtime.Mocks | None = None) -> None:
        self._others = others

    def new_resource(self, args: pulumi.runtime.MockResourceArgs) -> tuple[str | None, dict[Any, Any]]:
        for cls in _CLASSES:
            if args.typ == f"pulumi-python:{cls._resource_type_name}":
                return self._ours(cls.__name__, cls.resource, args)
        if self._others:
            return self._others.new_resource(args)
        return args.resource_id or f"{args.name}-id", dict(args.inputs)

    def call(self, args: pulumi.runtime.MockCallArgs) -> tuple[dict[Any, Any], list[tuple[str, str]] | None]:
        if args.token.startswith("ehpc:"):
            return answered(args.token, args.args), []
        return self._others.call(args) if self._others else ({}, [])

    def _ours(self, kind: str, resource: Resource, args: pulumi.runtime.MockResourceArgs) -> tuple[str, dict[str, Any]]:
        given = {name: value for name, value in args.inputs.items() if value is not None}
        plain = {name: rpc.unwrap_rpc_secret(value) for name, value in given.items()}
        secret = plain.get(SECRET) or ()
        inputs = {name: value for name, value in given.items() if name not in _NOT_IN_STATES}
        if not args.resource_id:
            checked = {name: plain[name] for name in inputs}
            if wrong := wrong_in(resource.args, checked, secret):
                raise pulumi.RunError("\n".join([f'{kind} "{args.name}" is refused:', *(f"  {one}" for one in wrong)]))
        urn = f"{args.typ}::{args.name}"
        return args.resource_id or id_of(resource, urn, plain), filled(resource, urn, inputs)
