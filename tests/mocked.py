"""Programs on Pulumi's mocks: what the engine would be handed of each, awaitables and Outputs included."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pulumi
from pulumi.runtime import mocks, settings

import pulumi_ehpc as ehpc

SECRET = "4dabf18193072939515e22adb298388d"
"""Under this key stands what a dict of Pulumi's is; one with this key in the engine's inputs is a secret."""


@dataclass
class Asked:
    """What a program asked the engine for, of one resource."""

    type: str
    name: str
    id: str | None
    inputs: dict[str, Any]


class Engine(mocks.Mocks):
    """Takes what it is given, and answers with it."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []

    def new_resource(self, args: mocks.MockResourceArgs) -> tuple[str | None, dict[Any, Any]]:
        inputs = {name: value for name, value in args.inputs.items() if name != "__provider" and value is not None}
        self.asked.append(Asked(args.typ, args.name, args.resource_id, inputs))
        return args.resource_id or "ehpc-hz-1", dict(args.inputs)

    def call(self, args: mocks.MockCallArgs) -> tuple[dict[Any, Any], list[tuple[str, str]] | None]:
        raise AssertionError(args.token)


def asked(program: Callable[[], object], *, preview: bool = False) -> list[Asked]:
    """What a program asks for, in its order. What makes it fail is raised."""
    engine = Engine()
    loop = asyncio.new_event_loop()
    # What is left of a program that failed is logged when it is collected, in the middle of whatever runs then.
    loop.set_exception_handler(lambda *_: None)
    asyncio.set_event_loop(loop)
    # Before this one, some other test's program had a stack, on a loop that is closed.
    settings.ROOT.set(None)
    mocks.set_mocks(engine, preview=preview)
    run: Any = mocks.test
    run(lambda: made.urn if isinstance(made := program(), pulumi.Resource) else made)()
    return engine.asked


def cluster(**more: Any) -> ehpc.EhpcCluster:
    return ehpc.EhpcCluster("render", cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1", **more)


def handed(**more: Any) -> dict[str, Any]:
    """What the engine is handed of a cluster with these arguments, but for its network."""
    return handed_by(lambda: more)


def handed_by(arguments: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """As `handed`; what needs a running loop, as a future does, is made in time."""
    inputs = asked(lambda: cluster(**arguments()))[-1].inputs
    return {name: value for name, value in inputs.items() if name not in ("clusterVpcId", "clusterVswitchId")}


def refused(program: Callable[[], object]) -> str:
    """The sentences with which a program is refused."""
    try:
        asked(program)
    except pulumi.RunError as error:
        return str(error)
    raise AssertionError("it was not refused")
