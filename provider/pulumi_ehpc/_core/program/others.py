"""The options of any resource, and what other resources they name: on anything else Pulumi fails with a traceback."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pulumi

from ..texts import a, word
from . import odd


def of_any(opts: Any) -> pulumi.ResourceOptions | None:
    """Those of any resource."""
    if opts is not None and not isinstance(opts, pulumi.ResourceOptions):
        given = a(word(type(opts).__name__))
        raise odd.refuse(
            "opts", f"cannot be {given}: give pulumi.ResourceOptions(...), as pulumi.ResourceOptions(protect=True)"
        )
    if opts is not None:
        with odd.together() as each:
            for path, value, kind in _others(opts):
                with each.part():
                    _refuse_other(path, value, kind)
    return opts


def _others(opts: pulumi.ResourceOptions) -> Iterator[tuple[str, Any, type]]:
    """The resources that options name, by their paths, and what each has to be."""
    several = opts.providers
    if isinstance(several, Mapping):
        yield from ((f"opts.providers[{key!r}]", one, pulumi.ProviderResource) for key, one in several.items())
    elif isinstance(several, Sequence) and not isinstance(several, str):
        yield from ((f"opts.providers[{at}]", one, pulumi.ProviderResource) for at, one in enumerate(several))
    elif several is not None:
        yield "opts.providers", several, pulumi.ProviderResource
    if opts.provider is not None:
        yield "opts.provider", opts.provider, pulumi.ProviderResource
    if opts.parent is not None:
        yield "opts.parent", opts.parent, pulumi.Resource


def _refuse_other(path: str, value: Any, kind: type) -> None:
    if isinstance(value, kind):
        return
    if value is None:
        raise odd.refuse(path, "is None: leave it out")
    if isinstance(value, type):
        raise odd.refuse(path, f"cannot be the class {word(value.__name__)}: make one, as {word(value.__name__)}(...)")
    one = "a provider, as pulumi_ehpc.Provider(...)" if kind is pulumi.ProviderResource else "a resource"
    raise odd.refuse(path, f"cannot be {a(word(type(value).__name__))}: give {one}")
