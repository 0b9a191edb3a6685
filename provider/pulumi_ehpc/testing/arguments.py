"""What is wrong with a program's arguments, without Pulumi's engine and without E-HPC: the check of a preview."""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pulumi
from pulumi.runtime.sync_await import _sync_await

from .._core.logic.check import check, normalise
from .._core.program import call, odd
from .._core.program.props import properties
from .._core.secrecy import Secrets
from .._core.table.fields import UNKNOWN, is_table
from .._core.table.private import private_texts
from .._core.unknown import plain
from ..regions import doubt


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, in the names that the program has. Its text shows no secret."""

    path: str
    """As "queues[0].max_count"; "" where it is about the arguments as a whole."""

    says: str

    def __str__(self) -> str:
        return f"{self.path}: {self.says}" if self.path else self.says


def problems(of: Any, args: Any = None, **by_name: Any) -> list[Problem]:
    """Everything for which a preview would refuse these arguments; makes no call.

        assert problems(EhpcClusterArgs(cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1")) == []
        assert problems(EhpcUser, {"user_name": "alice", ...}) == []

    of: arguments, or the class of a resource whose arguments follow, as when it is declared. What an Output will be is
    waited for, and passed over where it is not known.
    """
    return [problem for problem, warning in _found(of, args, by_name) if not warning]


def doubts(of: Any, args: Any = None, **by_name: Any) -> list[Problem]:
    """Everything of which a preview would warn; arguments as of `problems`."""
    return [problem for problem, warning in _found(of, args, by_name) if warning]


def wrong_in(table: type, props: Mapping[str, Any], secret: Collection[str]) -> list[Problem]:
    """The same of what the engine is handed."""
    return [problem for problem, warning in _told(table, props, secret) if not warning]


def _found(of: Any, args: Any, by_name: Mapping[str, Any]) -> Iterator[tuple[Problem, bool]]:
    table, args = (_table(of), args) if isinstance(of, type) else (_table(type(of)), of)
    _have_a_loop()
    later = _Later()
    try:
        given = later.wrong.of(call.arguments, table, args, (), by_name)
        props = UNKNOWN if given is UNKNOWN else later.wrong.of(properties, table, given)
        props = _sync_await(later.known(props, ""))
    except odd.Endless as endless:
        props, later.wrong.sentences = UNKNOWN, [*endless.sentences]
    for sentence in later.wrong.sentences:
        path = getattr(sentence, "path", "")
        yield Problem(path, sentence.removeprefix(path).lstrip()), False
    if props is not UNKNOWN:
        yield from _told(table, props, later.secret)


def _told(table: type, props: Mapping[str, Any], secret: Collection[str]) -> Iterator[tuple[Problem, bool]]:
    values, hidden = normalise(table, plain(props)), Secrets()
    hidden.add(private_texts(table, values, secret))
    for finding in check(table, values, secret):
        yield Problem(hidden.said(finding.path), hidden.said(finding.says)), finding.warning
    region = values.get("region")
    if isinstance(region, str) and (says := doubt(region)):
        yield Problem("region", says.removeprefix("region: ")), True


def _table(cls: type) -> type:
    resource = getattr(cls, "resource", None)
    table = cls if is_table(cls) else getattr(resource, "args", None)
    if not isinstance(table, type):
        raise TypeError(
            "give arguments of this package, as EhpcClusterArgs(...), or the class of a resource before a dict, as "
            f"problems(EhpcCluster, {{...}}); this is {cls.__name__}"
        )
    return table


@dataclass
class _Later:
    """What comes later in properties: what it is, what is secret of it, what is wrong with it."""

    secret: set[str] = field(default_factory=set)
    wrong: odd.Together = field(default_factory=odd.Together)

    async def known(self, value: Any, path: str) -> Any:
        if isinstance(value, pulumi.Output):
            found = await value.future(with_unknowns=True)
            if await value.is_secret():
                self.secret.add(path)
            return await self.known(found if await value.is_known() else UNKNOWN, path)
        if isinstance(value, odd.Refused):
            self.wrong.sentences += value.sentences
            return value.rest
        if isinstance(value, Mapping):
            return {name: await self.known(item, f"{path}.{name}" if path else name) for name, item in value.items()}
        if isinstance(value, list):
            return [await self.known(item, path) for item in value]
        return value


def _have_a_loop() -> None:
    """Outputs are made in an event loop, and outside of a program there may be none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Of Python 3.12, where it makes one.
        try:
            asyncio.get_event_loop()
        except RuntimeError:
            asyncio.set_event_loop(asyncio.new_event_loop())
