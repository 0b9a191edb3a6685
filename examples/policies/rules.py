"""What no program may declare of E-HPC: a cluster without protection, a queue without an end, a login node for all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pulumi

CLUSTER, QUEUE = "pulumi-python:dynamic/ehpc:Cluster", "pulumi-python:dynamic/ehpc:Queue"
"""How the engine, states and policies name the types."""

MOST = 100
"""Nodes of one queue."""


def enforce() -> None:
    """Check every resource that the program declares from here on, in previews too."""
    pulumi.runtime.register_stack_transformation(_checked)


def broken(kind: str, props: Mapping[str, Any]) -> list[str]:
    """Which rules a resource breaks. The names are those of states: camelCase."""
    if kind == QUEUE:
        return [*_size("maxCount", props.get("maxCount"))]
    if kind == CLUSTER:
        return [*_protection(props), *_queues(props.get("queues") or []), *_login(props.get("addons") or [])]
    return []


def _checked(args: pulumi.ResourceTransformationArgs) -> None:
    if args.opts.id:  # One that is only read.
        return
    if found := broken(args.type_, args.props):
        raise pulumi.RunError("\n".join(f"{args.name}: {sentence}" for sentence in found))


def _protection(props: Mapping[str, Any]) -> Iterator[str]:
    if props.get("deletionProtection") is not True:
        yield "deletionProtection must be true"


def _queues(queues: Any) -> Iterator[str]:
    if not isinstance(queues, list):
        yield "queues must be a list that is known"
        return
    for place, queue in enumerate(queues):
        yield from _size(f"queues[{place}].maxCount", queue.get("maxCount"))


def _size(where: str, most: Any) -> Iterator[str]:
    # An Output may become anything later, so it is not taken for less.
    if not isinstance(most, (int, float)) or most > MOST:
        yield f"{where} must be a number that is known, of at most {MOST} nodes"


def _login(addons: Any) -> Iterator[str]:
    for place, addon in enumerate(addons if isinstance(addons, list) else [{"servicesSpec": addons}]):
        services = addon.get("servicesSpec") or "[]"
        if not isinstance(services, str):
            yield f"addons[{place}].servicesSpec must be known"
        elif any(_everywhere(source) for source in _sources(json.loads(services))):
            yield f"addons[{place}] must not be open to the whole internet"


def _sources(services: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    # What a rule means that names no source is documented nowhere.
    return (rule.get("SourceCidrIp") or "0.0.0.0/0" for service in services for rule in service.get("NetworkACL", []))


def _everywhere(source: str) -> bool:
    # By its length: 0.0.0.0/0 has as many spellings as there are addresses, and two networks of /1 are all of them.
    # What is no network at all E-HPC refuses.
    _, _, length = source.partition("/")
    return length.isdecimal() and int(length) < 8
