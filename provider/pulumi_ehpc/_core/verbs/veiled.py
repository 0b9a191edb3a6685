"""The veil over what the engine's call under way holds."""

from __future__ import annotations

from ..host.operation import operation
from ..logic.veil import Veil
from ..resource import Resource


def veil_of(resource: Resource) -> Veil:
    return Veil(resource.args, operation().secret)
