"""Explicit providers of a program: which one a resource has, and what it takes from one of pulumi_alicloud."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pulumi

from . import odd

PACKAGE = "pulumi-python"
"""Whose provider serves dynamic resources."""

SETTINGS = "_ehpc_settings"
"""Under this name an `ehpc.Provider` of a program knows its own."""

ALICLOUD = "alicloud"
_ACCOUNT = (
    "access_key", "secret_key", "security_token", "profile", "credentials_uri", "shared_credentials_file",
    "ecs_role_name",
)  # fmt: skip
"""What of an `alicloud.Provider` says whose account it is. It tells no program of the role that it assumes."""


def inherited_region(opts: pulumi.ResourceOptions | None) -> Any:
    """The region of the `alicloud.Provider` that a resource or else its parent has, None without one or where an
    `ehpc.Provider` goes before it; known in previews.

    Its keys would stay behind: an Output that is refused where it names an account.
    """
    for provider in _nearest(opts or pulumi.ResourceOptions()):
        if provider.package == PACKAGE:
            return None
        if provider.package == ALICLOUD:
            return _region(provider)
    return None


def own_settings(opts: pulumi.ResourceOptions) -> Mapping[str, Any] | None:
    """What the nearest `ehpc.Provider` has in place of the stack's configuration, by its keys; None without one."""
    for provider in _nearest(opts):
        if provider.package == PACKAGE:
            told: Mapping[str, Any] | None = getattr(provider, SETTINGS, None)
            if told is None:
                raise odd.refuse("its provider", "is no pulumi_ehpc.Provider: make one, as pulumi_ehpc.Provider(...)")
            return told
        if provider.package == ALICLOUD:
            return None
    return None


def _region(provider: pulumi.ProviderResource) -> Any:
    region = getattr(provider, "region", None)
    refused: pulumi.Output[Any] = pulumi.Output.from_input(_refusal(provider))
    return refused.apply(lambda refusal: refusal or region)


def _nearest(options: pulumi.ResourceOptions) -> list[pulumi.ProviderResource]:
    """A resource's own providers, then those of its parent; an ehpc.Provider before others of the same."""
    given = options.providers
    several = list(given.values()) if isinstance(given, Mapping) else given or []
    several = [several] if isinstance(several, pulumi.ProviderResource) else list(several)
    own = [provider for provider in (options.provider, *several) if provider is not None]
    # Any type of a package asks a parent for its provider.
    types = (f"{PACKAGE}:dynamic:Resource", f"{ALICLOUD}:vpc/network:Network")
    parents = [options.parent.get_provider(kind) for kind in types] if options.parent else []
    ordered = (*sorted(own, key=lambda provider: provider.package != PACKAGE), *parents)
    return [provider for provider in ordered if provider is not None]


async def _refusal(provider: pulumi.ProviderResource) -> Any:
    # What is not given is not known in previews.
    given = {name: output for name in _ACCOUNT if (output := getattr(provider, name, None)) is not None}
    named = [name for name, output in given.items() if await output.future()]
    if not named:
        return None
    return odd.refuse(
        "its alicloud.Provider",
        f"has {' and '.join(named)}, which only resources of pulumi_alicloud use: this one would be of others. "
        "Give it provider=pulumi_ehpc.Provider(...) with the same",
    )
