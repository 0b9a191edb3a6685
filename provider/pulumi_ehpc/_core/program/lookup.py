"""A look-up of a program: E-HPC is asked by the program's own process, once a run; in a test, Pulumi's mocks are."""

from __future__ import annotations

import asyncio
import inspect
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import pulumi
from pulumi.runtime import settings as run
from pulumi.runtime.sync_await import _sync_await  # as Pulumi's own plain invokes wait

from ...errors import EhpcError, ServiceError, SettingsError
from ...settings import Settings, resolve
from ..table.calls import Call
from ..table.names import state_name
from ..table.told import of_mock
from ..texts import a, word
from . import odd
from .explicit import inherited_region, own_settings
from .others import of_any
from .shadows import mocked

R = TypeVar("R")
Given = Mapping[str, Any]
"""Arguments by their names; what is left out is None."""

Reader = Callable[[Any, str], Any]
"""Of an argument's value and its name."""


def text(value: Any, name: str) -> str:
    if not isinstance(value, str):
        raise odd.refuse(name, f"must be a text and not {a(word(type(value).__name__))}")
    if not value.strip():
        raise odd.refuse(name, "is empty: give one, or leave it out")
    return odd.text(value, name)


def texts(value: Any, name: str) -> tuple[str, ...]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise odd.refuse(name, f"must be a list of texts and not {a(word(type(value).__name__))}")
    return tuple(text(item, f"{name}[{place}]") for place, item in enumerate(value))


def switch(value: Any, name: str) -> bool:
    if not isinstance(value, bool):
        raise odd.refuse(name, "must be True or False")
    return value


@dataclass(frozen=True, eq=False)
class LookUp(Generic[R]):
    """A function of a program that asks E-HPC and changes nothing."""

    name: str
    result: type[R]
    ask: Callable[[Call, Given, str], R]
    """Of the way to call, the arguments and the region. Raises EhpcError."""

    arguments: Mapping[str, Reader] = field(default_factory=dict)
    """What reads those that are no `text`: `texts` or `switch`."""

    needed: frozenset[str] = frozenset()
    """Those that are never left out."""

    @property
    def token(self) -> str:
        """Under this name a test's mocks are asked: ehpc:index/getImages:getImages"""
        name = state_name(self.name)
        return f"ehpc:index/{name}:{name}"

    def now(self, opts: pulumi.InvokeOptions | None, **given: Any) -> R:
        """The answer, which the program waits for."""
        with odd.told_of(self.name):
            options = _options(opts)
            known = {name: self._read(name, self._at_once(name, value)) for name, value in given.items()}
            if mocked():
                asked = pulumi.runtime.invoke(self.token, _sent(known), opts)
                return of_mock(self.result, asked.value or {})
            return self._asker(known, _sync_await(self._place_now(known, options)), frozenset())()

    def later(self, opts: pulumi.InvokeOptions | None, **given: Any) -> pulumi.Output[R]:
        """The answer as an Output: unknown while an argument is, and secret where one is."""
        with odd.told_of(self.name):
            options = _options(opts)
            read = {name: self._read_later(name, value) for name, value in given.items()}
            if mocked():
                asked = pulumi.runtime.invoke_output(self.token, _sent(read), opts)
                return asked.apply(lambda answer: of_mock(self.result, answer or {}))
            # The keys are secret, what they open is not.
            place: Any = pulumi.Output.unsecret(pulumi.Output.from_input(_place(read, options)))
        whole: pulumi.Output[Any] = pulumi.Output.all(given=read, place=place, after=_after(opts))

        async def ask(known: Any) -> R:
            with odd.told_of(self.name):
                # A look before and one after something was made or changed are two.
                ask = self._asker(known["given"], known["place"], frozenset(await whole.resources()))
                return await asyncio.get_running_loop().run_in_executor(None, ask)

        return whole.apply(ask)

    async def _place_now(self, given: Given, options: pulumi.ResourceOptions) -> Given:
        place: pulumi.Output[Any] = pulumi.Output.from_input(_place(given, options))
        if not await place.is_known():
            raise odd.Refused(f"its provider's settings are not known yet: use {self.name}_output")
        known: Given = await place.future() or {}
        return known

    def _at_once(self, name: str, value: Any) -> Any:
        if _comes_later(value):
            raise odd.refuse(name, f"is known only later: use {self.name}_output")
        return value

    def _read(self, name: str, value: Any) -> Any:
        if value is None and name in self.needed:
            raise odd.refuse(name, "is missing: give it")
        read: Reader = self.arguments.get(name, text)
        return None if value is None else read(value, name)

    def _read_later(self, name: str, value: Any) -> Any:
        if not _comes_later(value):
            return self._read(name, value)

        def read(known: Any) -> Any:
            with odd.told_of(self.name):
                return self._read(name, known)

        return pulumi.Output.from_input(value).apply(read)

    def _asker(self, given: Given, place: Given, after: frozenset[Any]) -> Callable[[], R]:
        """Asks, in whatever thread; whose run and settings these are is known in the program's own alone."""
        settings, key, this_run = _settings(place), (self.name, *sorted(given.items()), after), run.get_monitor()

        def ask() -> R:
            from ..api.asked import asked
            from ..process import secrets

            try:
                return asked(this_run, key, settings, lambda call: self.ask(call, given, settings.region))
            except ServiceError as error:
                said = error.sentence(f"{self.name} ({settings.region})")
            except EhpcError as error:
                said = f"{self.name}: {error}"
            raise pulumi.RunError(secrets().said(said))

        return ask


def _comes_later(value: Any) -> bool:
    if isinstance(value, (list, tuple)):
        return any(map(_comes_later, value))
    return isinstance(value, pulumi.Output) or inspect.isawaitable(value)


def _sent(given: Given) -> dict[str, Any]:
    return {state_name(name): value for name, value in given.items() if value is not None}


def _options(opts: Any) -> pulumi.ResourceOptions:
    """What of them a resource has, too."""
    if opts is None:
        return pulumi.ResourceOptions()
    if not isinstance(opts, pulumi.InvokeOptions):
        given = a(word(type(opts).__name__))
        raise odd.refuse("opts", f"cannot be {given}: give pulumi.InvokeOptions(...), as of provider=...")
    options = pulumi.ResourceOptions(parent=opts.parent, provider=opts.provider)
    return of_any(options) or options


def _place(given: Given, options: pulumi.ResourceOptions) -> dict[str, Any]:
    """Where it is asked: as for a resource with these options."""
    region = inherited_region(options) if given["region"] is None else given["region"]
    return {"region": region, "config": own_settings(options)}


def _settings(place: Given) -> Settings:
    config, region = place["config"], place["region"]
    if isinstance(region, odd.Refused):
        raise region
    try:
        return resolve(pulumi.runtime.get_config if config is None else config.get, os.environ, region)
    except SettingsError as error:
        raise odd.Refused(str(error)) from None


def _after(opts: pulumi.InvokeOptions | None) -> pulumi.Output[Any] | None:
    """Known when everything is there that it depends on."""
    given = getattr(opts, "depends_on", None)
    if given is None:
        return None

    def made(known: Any) -> Any:
        several = known if isinstance(known, (list, tuple)) else [known]
        strange = next((one for one in several if not isinstance(one, pulumi.Resource)), None)
        if strange is not None:
            raise odd.refuse("opts.depends_on", f"cannot be {a(word(type(strange).__name__))}: give resources")
        return pulumi.Output.all(*(one.id if isinstance(one, pulumi.CustomResource) else one.urn for one in several))

    return pulumi.Output.from_input(given).apply(made)
