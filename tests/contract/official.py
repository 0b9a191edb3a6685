"""Calls by the typed methods of the official SDK: `Client.create_cluster(CreateClusterRequest(...))` and so on."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from alibabacloud_ehpc20240730 import models
from alibabacloud_ehpc20240730.client import Client
from alibabacloud_tea_openapi.utils_models import Config

from account import KEYS, REGION


class Official:
    """Somebody's program that uses the SDK as its documentation says."""

    def __init__(self, url: str) -> None:
        key, secret = KEYS.values()
        where = {"region_id": REGION, "endpoint": urlsplit(url).netloc, "protocol": "http"}
        self._client = Client(Config(access_key_id=key, access_key_secret=secret, **where))

    def send(self, action: str, values: Mapping[str, Any]) -> None:
        method = getattr(self._client, str(_named(action, dir(Client))))
        method(typed(getattr(models, f"{action}Request"), values))


def typed(model: type, values: Mapping[str, Any]) -> Any:
    """The model with these values, which have the API's names.

    A value that the model has no place for, or none of that type, is left out: no request of the SDK has it.
    """
    kinds = inspect.get_annotations(model.__init__, eval_str=True)  # type: ignore[misc]
    named = {_named(name, kinds): value for name, value in values.items() if value is not None}
    return model(**{name: _typed(kinds[name], value) for name, value in named.items() if name})


def _typed(kind: Any, value: Any) -> Any:
    if typing.get_origin(kind) is list:
        (inner,) = typing.get_args(kind)
        return [_typed(inner, item) for item in value]
    if isinstance(value, Mapping):
        return typed(kind, value)
    if type(value) is int and kind in (str, float):
        return str(value) if kind is str else value
    return value if type(value) is kind else None


def _named(wire: str, attributes: typing.Iterable[str]) -> str | None:
    """The SDK's attribute for a name of the API, in whatever case: v_switch_ids for VSwitchIds, key for Key."""
    return next((name for name in attributes if name.replace("_", "") == wire.lower()), None)
