"""What a program gives an explicit provider: as the configuration has it, or what is wrong with it.

What is given and empty is refused: left out, a setting is looked for in the environment, whose account and region are
others.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pulumi

from ...errors import SettingsError
from ...settings import ROLE, Keys, Settings
from ..table.names import state_name
from . import odd
from .forms import parts

_Reader = Callable[[str, Any, str], Any]
"""Of the name of an argument, its value and whose it is."""


def settings(given: Mapping[str, Any], owner: str) -> dict[str, Any]:
    """What is given of an account, by the names of the arguments, or everything that is wrong with it (Refused).

    owner: whose it is, for what becomes known only later.
    """
    found: dict[str, Any] = {}
    with odd.together(found) as each:
        for name, value in given.items():
            if value is not None:
                found[name] = each.of(_read, name, value, owner)
        each.sentences += _apart({name for name, value in given.items() if value is not None})
    return found


def _apart(names: set[str]) -> Iterator[str]:
    keys = {"access_key", "secret_key"} & names
    if "profile" in names and "access_key" in keys:
        yield "profile and access_key are two accounts: give one of them"
    if len(keys) == 1:
        yield "access_key and secret_key go together"
    if "security_token" in names and not keys:
        yield "security_token belongs to access_key and secret_key: give them too, or leave it out"


def _read(name: str, value: Any, owner: str) -> Any:
    read: _Reader = _READ.get(name, _text)

    def later(known: Any) -> Any:
        with odd.told_of(owner):
            return read(name, known, owner)

    if isinstance(value, pulumi.Output):
        return value.apply(later)
    if inspect.isawaitable(value):
        return pulumi.Output.from_input(None).apply(lambda _: value).apply(later)
    return read(name, value, owner)


def _text(name: str, value: Any, _owner: str) -> str:
    if value is None or (isinstance(value, str) and not value.strip()):
        raise _empty(name)
    if not isinstance(value, str):
        raise odd.refuse(name, "must be a text")
    return odd.text(value, name)


def _empty(name: str) -> odd.Refused:
    return odd.refuse(name, "is empty: give one, or leave it out to have what the environment says")


def _switch(name: str, value: Any, _owner: str) -> str:
    told = str(value).casefold()
    if not isinstance(value, (bool, str)) or told not in ("true", "false"):
        raise odd.refuse(name, "must be True or False")
    return told


def _role(name: str, told: Any, owner: str) -> Any:
    """JSON text; an Output of it where a role may have Outputs in it."""
    if told is None or (isinstance(told, (Mapping, Sequence)) and not told):
        raise _empty(name)
    if isinstance(told, str):
        return _known_role(name, told.strip())
    several = told if isinstance(told, Sequence) and parts(told) is None else [told]
    roles = [_spelt(one) for one in several]
    # What comes later stands for itself.
    _known_role(name, json.dumps(roles, default=lambda _: "later"))

    def known(values: Any) -> str:
        with odd.told_of(owner):
            return _known_role(name, json.dumps(values, default=str))

    return pulumi.Output.from_input(roles).apply(known)


def _spelt(role: Any) -> Any:
    held = parts(role)
    return role if held is None else {state_name(str(name)): value for name, value in held.items()}


def _known_role(name: str, text: str) -> str:
    try:
        roles = Settings("", "", Keys(role=text)).assumed_roles()
    except SettingsError as error:
        raise odd.Refused(str(error).replace("assumeRole", name, 1)) from None
    if not roles:
        raise _empty(name)
    unknown = sorted({key for role in roles for key in role} - set(ROLE))
    if unknown:
        raise odd.Refused(*(f"{name} knows no {key}, but {', '.join(ROLE)}" for key in unknown))
    return text


_READ: dict[str, _Reader] = {"vpc_endpoint": _switch, "assume_role": _role}
"""What is no text."""
