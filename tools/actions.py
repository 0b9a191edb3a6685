"""The emulator's oracle, actions.json, from the request and response models of the Alibaba Cloud SDK.

The file lists every action of the API with its HTTP method, its parameters, its answer and their types. It is
generated, so that the emulator agrees with the official client and not with our own reading of the documentation.
"""

from __future__ import annotations

import functools
import inspect
import json
import re
import typing
from pathlib import Path
from typing import Any

from alibabacloud_ehpc20240730 import models
from alibabacloud_ehpc20240730.client import Client
from darabonba.model import DaraModel

TARGET = Path(__file__).parents[1] / "provider" / "ehpc_emulator" / "actions.json"
SCALARS = {str: "string", int: "integer", bool: "boolean", float: "number"}
SAMPLES = {"string": "sample", "integer": 7, "boolean": True, "number": 7.5}


@functools.cache
def files() -> dict[Path, str]:
    """The text of actions.json as the installed SDK would have it."""
    types: dict[str, Any] = {}
    actions = {name: _action(name, types) for name in _action_names()}
    kinds = dict(sorted(types.items()))
    document = {"version": "2024-07-30", "actions": actions, "types": kinds}
    return {TARGET: json.dumps(document, indent=1, ensure_ascii=False) + "\n"}


def _action_names() -> list[str]:
    """Actions as the client spells them on the wire (`action='UnInstallAddon'`), also those without parameters."""
    return sorted(set(re.findall(r"action\s*=\s*'(\w+)'", _client())))


@functools.cache
def _client() -> str:
    """To look for its end takes a fifth of a second."""
    return inspect.getsource(Client)


def _action(name: str, types: dict[str, Any]) -> dict[str, Any]:
    asked, answered = getattr(models, f"{name}Request", None), getattr(models, f"{name}ResponseBody")
    declared = _fields(asked, types) if asked else {"fields": {}, "required": []}
    return {
        "method": _method(name),
        "parameters": declared["fields"],
        "required": declared["required"],
        "answer": _fields(answered, types)["fields"],
    }


def _method(name: str) -> str:
    """The HTTP method with which the client calls it: POST wherever the API takes that, so a GET is the only one."""
    found = re.findall(rf"action\s*=\s*'{name}',.*?method\s*=\s*'(\w+)'", _client(), re.DOTALL)
    (method,) = set(found)
    return str(method)


def _fields(model: type[DaraModel], types: dict[str, Any]) -> dict[str, Any]:
    required = _required_attributes(model)
    fields, names = {}, []
    for attribute, annotation in _annotations(model).items():
        wire = _wire_name(model, attribute, annotation)
        fields[wire] = _type_name(annotation, types)
        if attribute in required:
            names.append(wire)
    return {"fields": fields, "required": names}


def _annotations(model: type[DaraModel]) -> dict[str, Any]:
    scope = {"main_models": models, "List": list, "Dict": dict, "Any": Any}
    hints = inspect.get_annotations(model.__init__)
    return {name: eval(hint, scope) for name, hint in hints.items()}  # noqa: S307 (the SDK's own annotations)


def _type_name(annotation: Any, types: dict[str, Any]) -> str:
    if typing.get_origin(annotation) is list:
        return f"[{_type_name(typing.get_args(annotation)[0], types)}]"
    if annotation in SCALARS:
        return SCALARS[annotation]
    if annotation.__name__ not in types:
        types[annotation.__name__] = None  # holds the place: a type may contain itself
        types[annotation.__name__] = _fields(annotation, types)
    return str(annotation.__name__)


def _wire_name(model: type[DaraModel], attribute: str, annotation: Any) -> str:
    """The key that `to_map` adds or changes when only this attribute is set."""
    empty = model().to_map()
    filled = model(**{attribute: _sample(annotation)}).to_map()
    (name,) = [key for key, value in filled.items() if key not in empty or empty[key] != value]
    return str(name)


def _sample(annotation: Any) -> Any:
    if typing.get_origin(annotation) is list:
        return [_sample(typing.get_args(annotation)[0])]
    return SAMPLES[SCALARS[annotation]] if annotation in SCALARS else annotation()


def _required_attributes(model: type[DaraModel]) -> set[str]:
    """The models mark a required attribute only in the comment above its assignment."""
    found, marked = set(), False
    for line in inspect.getsource(model.__init__).splitlines():
        text = line.strip()
        marked = marked or text.startswith("# This parameter is required")
        assigned = re.match(r"self\.(\w+) = ", text)
        if assigned and marked:
            found.add(assigned.group(1))
        marked = marked and not assigned
    return found
