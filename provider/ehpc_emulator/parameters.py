"""Parameters against the oracle (actions.json): names, types, and what is mandatory.

Unknown names are refused, nested ones too: a client that misspells a name must not believe that it was heard.
"""

from __future__ import annotations

import re
from typing import Any

from .errors import ApiError, invalid
from .facts import ACTIONS, TYPES
from .protocol import Parts, clip, parse_json

# Parameters of the protocol itself. Older SDKs and the CLI send RegionId with every call (observed).
PROTOCOL = frozenset(
    (
        *("Action", "Version", "Format", "RegionId", "Timestamp", "AccessKeyId", "SecurityToken", "BearerToken"),
        *("Signature", "SignatureMethod", "SignatureVersion", "SignatureNonce", "SignatureType"),
    )
)
NUMBER = re.compile(r"[+-]?\d{1,18}(\.\d{1,18})?", re.ASCII)
# CreateCluster's tags: Key/Value is documented; key/value is what the Terraform provider sends, whose authors
# saw the other spelling refused (observed).
ALIASES = {"CreateClusterRequestTags": {"key": "Key", "value": "Value"}}


def typed(action: str, tree: dict[str, Any]) -> dict[str, Any]:
    """The parameters of a call as Python values; JSON nulls and unset ones are left out."""
    declared = ACTIONS[action]
    known = declared["parameters"]
    values = {}
    for name, value in tree.items():
        if name not in known:
            if name in PROTOCOL:
                continue
            raise invalid(clip(name))
        value = _value(known[name], value, name)
        if value is not None:
            values[name] = value
    for name in declared["required"]:
        if values.get(name) in (None, "", []):
            raise ApiError("MissingParameter", name)
    return values


def _value(kind: str, value: Any, path: str) -> Any:
    if value is None:
        return None
    if kind.startswith("["):
        return _list(kind[1:-1], value, path)
    if kind in TYPES:
        return _object(kind, value, path)
    return SCALARS[kind](value, path)


def _list(kind: str, value: Any, path: str) -> Any:
    if isinstance(value, Parts):
        value = _in_order(value, path)
    if isinstance(value, str):
        if value == "":
            return None  # `Tags=` is how some clients send an unset list
        if kind == "string" and not value.lstrip().startswith("["):
            raise invalid(f"{path} (not a JSON list)")
        value = parse_json(value, path)
    if not isinstance(value, list):
        raise invalid(f"{path} (not a list)")
    return [_item(kind, item, f"{path}.{place}") for place, item in enumerate(value)]


def _in_order(parts: Parts, path: str) -> list[Any]:
    for step in parts:
        if not re.fullmatch(r"[1-9]\d{0,4}", step, re.ASCII):
            raise invalid(f"{path}.{clip(step)}")
    return [parts[step] for step in sorted(parts, key=int)]


def _item(kind: str, value: Any, path: str) -> Any:
    value = _value(kind, value, path)
    if value is None:
        raise invalid(path)
    return value


def _object(kind: str, value: Any, path: str) -> Any:
    if isinstance(value, str):
        if value == "":
            return None
        value = parse_json(value, path)
    if not isinstance(value, dict):
        raise invalid(f"{path} (not an object)")
    declared, aliases = TYPES[kind], ALIASES.get(kind, {})
    result = {}
    for sent, item in value.items():
        name = aliases.get(sent, sent)
        if name not in declared["fields"] or name in result:
            raise invalid(f"{path}.{clip(sent)}")
        item = _value(declared["fields"][name], item, f"{path}.{sent}")
        if item is not None:
            result[name] = item
    for name in declared["required"]:
        if result.get(name) in (None, ""):
            raise invalid(f"{path}.{name}")
    return result


def _string(value: Any, path: str) -> str:
    # Half characters are what is left of bytes that were not UTF-8.
    if not isinstance(value, str) or value != value.encode("utf-8", "replace").decode():
        raise invalid(path)
    return value


def _number(value: Any, path: str) -> float:
    if isinstance(value, str) and NUMBER.fullmatch(value):
        value = float(value) if "." in value else int(value)
    if not isinstance(value, (int, float)) or isinstance(value, bool) or not abs(value) < 10**18:
        raise invalid(path)
    return value


def _integer(value: Any, path: str) -> int:
    number = _number(value, path)
    if not isinstance(number, int):
        raise invalid(path)
    return number


def _boolean(value: Any, path: str) -> bool:
    if isinstance(value, bool):
        return value
    # The Python SDK writes True, the Go one true (observed).
    if isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    raise invalid(path)


SCALARS = {"string": _string, "integer": _integer, "number": _number, "boolean": _boolean}
