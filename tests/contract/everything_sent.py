"""Every call that the provider can make, found by what the declarations and the source say."""

from __future__ import annotations

import ast
import contextlib
import importlib
import inspect
import io
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import pulumi_ehpc
from account import KEYS, configured
from contract.field_programs import STEPS
from contract.programs import WHOLE
from contract.recording import Recorded, Recorder
from ehpc_emulator.facts import ACTIONS, TYPES
from pulumi_ehpc import looking, lookups
from pulumi_ehpc._core.api.gateway import Gateway
from pulumi_ehpc._core.api.remote import Remote, create
from pulumi_ehpc._core.api.sdk import Sdk
from pulumi_ehpc._core.logic.answers import Answers
from pulumi_ehpc._core.logic.plan import Items
from pulumi_ehpc._core.program.lookup import LookUp
from pulumi_ehpc._core.resource import Resource
from pulumi_ehpc._core.table.fields import fields_of
from pulumi_ehpc.errors import EhpcError, ResourceError
from pulumi_ehpc.resources import CLUSTER
from pulumi_ehpc.settings import resolve

Program = dict[str, Any]
Plain = Mapping[type, Any]

PACKAGE = Path(__file__).parents[2] / "provider" / "pulumi_ehpc"
MUCH: Plain = {str: "高性能 é😀 +&=%25;/?#~*'\"\\\n", int: 4999, float: 0.125, bool: True}
NOTHING: Plain = {str: "", int: 0, float: 0.0, bool: False}
WRITTEN = {CLUSTER: [WHOLE, *(step for steps in STEPS.values() for step in steps)]}
"""Programs of people, for a resource for which there are some."""


@dataclass(frozen=True)
class Sent:
    """A call: what the provider wanted to say, and the request that it made of it."""

    action: str
    asked: Mapping[str, Any]
    request: Recorded


class Noting(Gateway):
    """The provider's gateway on a recorder: what it was asked beside what it sent."""

    def __init__(self, recorder: Recorder) -> None:
        settings = resolve(configured(recorder.url).get, KEYS)
        super().__init__(settings, Sdk(settings))
        self.sent: list[Sent] = []
        self._recorder = recorder

    def attempt(self, action: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
        before = len(self._recorder.requests)
        answer = super().attempt(action, parameters)
        (request,) = self._recorder.requests[before:]
        self.sent.append(Sent(str(action), parameters, request))
        return answer


def make_every_call(at: Gateway, resource: Resource) -> None:
    """All that is declared of a resource, with every kind of values that its inputs take."""
    for program in programs(resource):
        remote = Remote(at, resource, create(at, resource, program))
        _look_and_change(remote, program)
        resource.calls.why(at.call, remote.id)
        resource.calls.delete(at.call, remote.id)


def make_the_calls_of_commands(at: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that no resource makes."""
    monkeypatch.setattr(looking, "GONE_WITHIN", -1.0)  # These nodes are told for ever.
    with contextlib.redirect_stdout(io.StringIO()):
        looking.status(at, "ehpc-1", as_json=True)
        looking.logs(at, "ehpc-1", 20, as_json=True)
        looking.nodes(at, "ehpc-1", "1", as_json=False)
        with contextlib.suppress(ResourceError):
            looking.delete_nodes(at, "ehpc-1", None, ["1"], lambda _: True)


def make_the_calls_of_look_ups(at: Gateway) -> None:
    """Those of the functions that a program asks by."""
    for module in pkgutil.iter_modules(lookups.__path__):
        for look_up in vars(importlib.import_module(f"pulumi_ehpc.lookups.{module.name}")).values():
            if isinstance(look_up, LookUp):
                names = inspect.signature(getattr(pulumi_ehpc, look_up.name)).parameters
                with contextlib.suppress(EhpcError):  # What it makes of the recorder's answer is no matter here.
                    look_up.ask(at.call, {**dict.fromkeys(names), "cluster_id": "ehpc-1"}, "cn-hangzhou")


def _look_and_change(remote: Remote, program: Program) -> None:
    found = remote.find()
    assert found is not None
    if remote.resource.calls.rows:
        remote.all(remote.at, remote.resource)
    if remote.resource.calls.listed:
        remote.resource.calls.listed(remote.at.call, [remote.id])
    remote.look(found.answer, program)
    live = remote.values(remote.look(found.answer, None), {}, Answers())
    if remote.resource.calls.update:
        remote.set_all(program, found.answer)
    for field in fields_of(remote.resource.args):
        if field.calls:
            given = program.get(field.state, [])
            every = {field.item_key(item): set(item) for item in given}
            items = Items(field, added=given, changed=given, touched=every, removed=live[field.state])
            remote.change(items, Answers())
            remote.items(field, given, Answers())
            if field.calls.held:
                field.calls.held(remote.at.call, remote.id, given, "")


def programs(resource: Resource) -> list[Program]:
    """Every input at its fullest and at its least, lists without items, and programs of people."""
    least = _filled(resource.args, NOTHING, lambda item: [item] if isinstance(item, dict) else [])
    if resource.calls.key:
        # Its id is made of these.
        least |= {field.state: "x" for field in fields_of(resource.args) if field.required}
    return [
        _filled(resource.args, MUCH, lambda item: [item, item]),
        least,
        {**least, **{field.state: [] for field in fields_of(resource.args) if field.many}},
        *WRITTEN.get(resource, []),
    ]


def _filled(cls: type, plain: Plain, items: Callable[[Any], list[Any]]) -> Program:
    """Every input of a declared class, with one value for each type."""
    values: Program = {}
    for field in fields_of(cls):
        if field.mapping:
            values[field.state] = {plain[str]: plain[str]}
            continue
        one = _filled(field.kind, plain, items) if field.nested else plain[field.kind]
        values[field.state] = items(one) if field.many else one
    return values


def fitting(action: str) -> Any:
    """An answer with all that the SDK's model of it has: one item in each list, and texts that are numbers as well."""
    whole = _shaped(ACTIONS[action]["answer"])
    if action == "GetQueue":
        del whole["Queue"]["QueueName"]  # It is about whichever was asked for.
    if action == "GetUser":
        del whole["User"]["UserName"]
    return whole


def _shaped(fields: Mapping[str, str]) -> dict[str, Any]:
    return {name: "ehpc-1" if name == "ClusterId" else _shape(kind) for name, kind in fields.items()}


def _shape(kind: str) -> Any:
    if kind.startswith("["):
        return [_shape(kind[1:-1])]
    plain = {"string": "1", "integer": 1, "boolean": True, "number": 1.5}
    return plain[kind] if kind in plain else _shaped(TYPES[kind]["fields"])


def named_in_source() -> set[str]:
    """The actions whose names stand in the package: the literals that are one."""
    return {name for path in PACKAGE.rglob("*.py") for name in _literals(path) if name in ACTIONS}


def _literals(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
