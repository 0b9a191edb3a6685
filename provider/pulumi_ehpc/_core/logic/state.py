"""What stands in a state beside inputs and outputs: the internal keys (frozen, tests/golden) and what they mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..table.fields import Field, fields_of
from ..table.policy import Life
from ..table.walk import matched

Values = Mapping[str, Any]

SET = "__set"
FINISHED = "__finished"
EVER_RUNNING = "__everRunning"
REGION = "__region"
ACCOUNT = "__account"
ENDPOINT = "__endpoint"
PLACE = (REGION, ACCOUNT, ENDPOINT)


class Entry:
    """One resource of a state: its outputs, and what the provider noted beside them."""

    def __init__(self, values: Values) -> None:
        self.values = dict(values)

    @property
    def known(self) -> bool:
        """Whether this package wrote it; of `EhpcCluster.get` and of an import the state has no entry yet."""
        return FINISHED in self.values

    @property
    def finished(self) -> bool:
        """The creation went through to its end."""
        return self.values.get(FINISHED) is not False

    @finished.setter
    def finished(self, value: bool) -> None:
        self.values[FINISHED] = value

    @property
    def ever_ran(self) -> bool:
        """It has run, so deletion protection guards it; in doubt it has."""
        return bool(self.values.get(EVER_RUNNING, True))

    @ever_ran.setter
    def ever_ran(self, value: bool) -> None:
        self.values[EVER_RUNNING] = value

    @property
    def was_set(self) -> list[str]:
        """The paths that the program gave: tells a removed argument from one that was never there."""
        return list(self.values.get(SET, []))

    @was_set.setter
    def was_set(self, paths: Sequence[str]) -> None:
        self.values[SET] = list(paths)

    def gave(self, name: str) -> bool:
        """Whether the program gave that input; of a program's own values each was."""
        return SET not in self.values or name in self.values[SET]

    @property
    def place(self) -> dict[str, str]:
        """Where it is: region, account and endpoint by their keys."""
        return {key: self.values[key] for key in PLACE if self.values.get(key)}

    @place.setter
    def place(self, place: Mapping[str, str]) -> None:
        self.values.update(place)


def without_internal(values: Values) -> dict[str, Any]:
    return {name: value for name, value in values.items() if not name.startswith("__")}


def applied(cls: type, old: Values, wanted: Values) -> dict[str, Any]:
    """The outputs once `wanted` inputs are in force: what only the service knows, or was used at creation, stays."""
    values = dict(old)
    for field in fields_of(cls):
        new = wanted.get(field.state)
        if new is not None and not (field.life is Life.CREATION and field.state in old):
            values[field.state] = _over(field, old.get(field.state), new)
    return values


def _over(field: Field, old: Any, new: Any) -> Any:
    if not field.nested:
        return new
    if isinstance(new, Mapping):
        return applied(field.kind, old if isinstance(old, Mapping) else {}, new)
    pairs = matched(field, new, (old or []) if field.key else [])
    return [applied(field.kind, before or {}, item) for _, item, before in pairs]
