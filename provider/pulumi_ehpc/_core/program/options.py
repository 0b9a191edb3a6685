"""Resource options as a dynamic resource needs them. Runs in the user's program."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pulumi

from ..table.names import state_name

_PATHS = ("ignore_changes", "replace_on_changes", "additional_secret_outputs", "hide_diffs")


def as_state_paths(opts: pulumi.ResourceOptions | None) -> pulumi.ResourceOptions:
    """The options with property paths in state names: the SDK translates them for generated resources only."""
    options = pulumi.ResourceOptions.merge(opts, None) if opts else pulumi.ResourceOptions()
    for name in _PATHS:
        paths = getattr(options, name, None)
        if isinstance(paths, list):
            setattr(options, name, [_state_path(path) for path in paths])
    return options


def _state_path(path: str) -> str:
    """What stands in quotes is a key of the user's own, as in tags["cost_center"]."""
    return re.sub(r'"[^"]*"|[A-Za-z_]\w*', lambda m: m[0] if m[0].startswith('"') else state_name(m[0]), path)


def protected(options: pulumi.ResourceOptions, deletion_protection: Any) -> pulumi.ResourceOptions:
    """Deletion protection also for the engine, unless the user has decided about that.

    The engine then refuses a destroy, a rename and a forced replacement in the preview, which a provider never sees.
    """
    if deletion_protection is True and options.protect is None:
        options.protect = True
    return options


def inherited_region(opts: pulumi.ResourceOptions | None) -> Any:
    """The region of an `alicloud.Provider` in the options or of a parent, None without one; known in previews."""
    options = opts or pulumi.ResourceOptions()
    given = options.providers
    several = list(given.values()) if isinstance(given, Mapping) else given or []
    several = [several] if isinstance(several, pulumi.ProviderResource) else list(several)
    # Any type of that package asks a parent for its provider.
    parent = options.parent.get_provider("alicloud:vpc/network:Network") if options.parent else None
    for provider in (options.provider, *several, parent):
        if provider is not None and provider.package == "alicloud":
            return getattr(provider, "region", None)
    return None
