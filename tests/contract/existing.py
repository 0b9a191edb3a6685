"""Clusters that somebody has made by hand, and what an import writes of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import mocked
from in_process import CONFIG, World
from pulumi_ehpc._core.api.gateway import gateway
from pulumi_ehpc._core.logic import wire
from pulumi_ehpc._core.process import another
from pulumi_ehpc.importing.found import Found, Live, named
from pulumi_ehpc.importing.program import program
from pulumi_ehpc.resources import CLUSTER
from pulumi_ehpc.settings import resolve


def made(world: World, inputs: Mapping[str, Any]) -> str:
    """By CreateCluster alone, as a console does it; what is there at once."""
    with another(world.process()):
        call = gateway(resolve(CONFIG.get, {})).call
        return str(call("CreateCluster", wire.request(CLUSTER.args, inputs))["ClusterId"])


def found(world: World, *ids: str, region: str | None = None) -> list[Found]:
    with another(world.process()):
        at = gateway(resolve(CONFIG.get, {}))
        return named([("", Live.read(id_, CONFIG.get, at)) for id_ in ids], region)


def written(*clusters: Found, protect: bool = False) -> str:
    return program(clusters, protect=protect)


def run(text: str) -> list[mocked.Asked]:
    """What a written program asks Pulumi's engine for."""
    return mocked.asked(lambda: exec(compile(text, "__main__.py", "exec"), {}))  # noqa: S102
