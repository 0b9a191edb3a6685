"""By a hook the engine tells a program in a preview what it knows of an update: the state, and the inputs."""

from __future__ import annotations

import sys
import uuid
from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

import pulumi
from pulumi.runtime import mocks, settings
from pulumi.runtime.proto import resource_pb2

Hears = Callable[[Any], object]
"""Gets what the engine sent, a ResourceHookRequest: internal values too, which a hook's own arguments lack."""


def hook_for(type_: str, name: str, hears: Hears) -> pulumi.ResourceHook | None:
    """A hook for a resource that is declared now; None where this engine calls none."""
    return _hooks().of(type_, name, hears) if _served() else None


class _Hooks:
    """Those of a program: one for all resources, and one more for each that has type and name of another, under another
    parent. The SDK starts a server of its own for each hook that is registered before the first one is (3.272)."""

    def __init__(self) -> None:
        self._listening: dict[tuple[str, str], Hears] = {}
        self._shared = _hook(lambda args: self._listening.get((args.type, args.name)))

    def of(self, type_: str, name: str, hears: Hears) -> pulumi.ResourceHook:
        if (type_, name) in self._listening:
            return _hook(lambda _: hears)
        self._listening[type_, name] = hears
        return self._shared


def _hooks() -> _Hooks:
    """By the engine that is spoken to: a process may run one program after the other."""
    from ..process import process  # a program that has no hooks does without

    every: WeakKeyDictionary[Any, _Hooks] = process().keep(_Hooks, WeakKeyDictionary)
    engine = settings.get_monitor()
    if engine not in every:
        every[engine] = _Hooks()
    return every[engine]


def _hook(who: Callable[[pulumi.ResourceHookArgs], Hears | None]) -> pulumi.ResourceHook:
    def tell(args: pulumi.ResourceHookArgs) -> None:
        hears, request = who(args), _request()
        if hears is not None and request is not None:
            hears(request)

    return pulumi.ResourceHook(f"pulumi-ehpc:{uuid.uuid4()}", tell, pulumi.ResourceHookOptions(on_dry_run=True))


def _request() -> Any:
    """What the engine sent; None where the SDK looks different."""
    frame = sys._getframe(1)
    while frame is not None:
        request = frame.f_locals.get("request")
        if isinstance(request, resource_pb2.ResourceHookRequest):
            return request
        frame = frame.f_back  # type: ignore[assignment]
    return None


def _served() -> bool:
    """Whether this engine calls hooks; it told the SDK before the program began. A mock never does."""
    if isinstance(settings.get_monitor(), mocks.MockMonitor):
        return False
    by_name = getattr(settings.SETTINGS, "feature_support", None) or {}  # SDK 3.216
    by_number = getattr(settings.SETTINGS, "monitor_features", None) or ()  # SDK 3.272
    number = getattr(resource_pb2, "RESOURCE_MONITOR_FEATURE_RESOURCE_HOOKS", None)
    return bool(by_name.get("resourceHooks")) or number in by_number
