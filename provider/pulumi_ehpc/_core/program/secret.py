"""Which inputs a program gave as secrets: Pulumi's engine hands a dynamic provider their values, unmarked.

Every value that is known only later is looked at for it, so that what is wrong with them is told together.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pulumi

from ..table.names import without_places
from . import odd


def secret_paths(props: Mapping[str, Any], marked: Iterable[str], owner: str) -> Any:
    """Their paths in state names, without places and keys: "queues.hostnamePrefix"; None where there is none.

    marked: the paths of additional_secret_outputs, whose values are those of inputs; owner: whose sentences call them.
    """
    given, also = list(_outputs(props, "")), unplaced(marked)
    if not also and not given:
        return None

    async def found() -> list[str] | None:
        with odd.told_of(owner), odd.together() as wrong:
            return sorted(also | await _secret(given, wrong)) or None

    return pulumi.Output.from_input(found())


def unplaced(paths: Iterable[str]) -> set[str]:
    """queues[0].hostnamePrefix -> queues.hostnamePrefix"""
    return {without_places(path) for path in paths if isinstance(path, str)}


def _outputs(value: Any, path: str) -> Iterator[tuple[pulumi.Output[Any], str]]:
    """The Outputs in a value, with their paths."""
    if isinstance(value, pulumi.Output):
        yield value, path
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield from _outputs(item, f"{path}.{name}" if path else str(name))
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _outputs(item, path)


async def _secret(outputs: Iterable[tuple[pulumi.Output[Any], str]], wrong: odd.Together) -> set[str]:
    # One that fails makes the program fail: that is said once, where it is given.
    below = await asyncio.gather(*(_paths(output, path, wrong) for output, path in outputs), return_exceptions=True)
    return {one for paths in below if isinstance(paths, set) for one in paths}


async def _paths(output: pulumi.Output[Any], path: str, wrong: odd.Together) -> set[str]:
    value = await output.future()
    if isinstance(value, odd.Refused):
        wrong.sentences += value.sentences
    if await output.is_secret():
        return {path}
    return await _secret(_outputs(value, path), wrong)
