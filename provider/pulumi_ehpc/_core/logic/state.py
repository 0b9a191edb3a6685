"""What stands in a state beside inputs and outputs: the internal keys (frozen, tests/golden) and what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from ..table.fields import UNKNOWN, Field, fields_of
from ..table.names import ANSWERS as ANSWERS
from ..table.names import SECRET as SECRET
from ..table.names import SET as SET
from ..table.names import top
from ..table.policy import Life
from ..table.walk import matched
from .answers import NONE, Answers
from .differences import differences

T = TypeVar("T")
Values = Mapping[str, Any]

FINISHED = "__finished"
EVER_RUNNING = "__everRunning"
REGION = "__region"
ACCOUNT = "__account"
ENDPOINT = "__endpoint"
KEYS = "__keys"
UNCERTAIN = "__uncertain"
UNSEEN = "__unseen"
PLACE = (REGION, ACCOUNT, ENDPOINT)


class _Note(Generic[T]):
    """A value under an internal key, with what it is where it is missing."""

    def __init__(self, key: str, missing: T) -> None:
        self._key, self._missing = key, missing

    def __get__(self, entry: Entry, _: object = None) -> T:
        noted: T = entry.values.get(self._key, self._missing)
        return noted

    def __set__(self, entry: Entry, value: T) -> None:
        entry.values[self._key] = value


class _Rest(_Note[T]):
    """What is left to be done, under an internal key that goes with the last of it."""

    def __set__(self, entry: Entry, value: T) -> None:
        entry.values[self._key] = value
        if not value:
            del entry.values[self._key]


class Entry:
    """One resource of a state: its outputs, and what the provider noted beside them.

    Entry({"maxCount": 4, "__finished": False}).finished -> False; Entry({"maxCount": 4}).ever_ran -> True
    """

    finished = _Note(FINISHED, True)
    """The creation went through to its end."""

    ever_ran = _Note(EVER_RUNNING, True)
    """It has run, so deletion protection guards it; in doubt it has."""

    keys = _Note(KEYS, "")
    """The sign of the keys with which it was read last (settings.Keys.sign)."""

    was_set: _Note[Sequence[str]] = _Note(SET, ())
    """The paths that the program gave: tells a removed argument from one that was never there."""

    uncertain: _Rest[Sequence[str]] = _Rest(UNCERTAIN, ())
    """The inputs, by their state names, of which nobody knows what a failed update has made of them; and the items, by
    their paths, that it was to add to a list that the program did not have before."""

    unseen: _Rest[Values] = _Rest(UNSEEN, {})
    """What was answered before the last call of a creation set it otherwise, by path: no look has followed it yet."""

    secret: _Note[Sequence[str]] = _Note(SECRET, ())
    """The paths of what the program gave as secrets, without places and keys."""

    def __init__(self, values: Values) -> None:
        self.answers = Answers(values.get(ANSWERS))
        """How E-HPC spells what it was sent."""
        self.values = {**values, ANSWERS: self.answers.pairs}

    @property
    def known(self) -> bool:
        """Whether this package wrote it; of `EhpcCluster.get` and of an import the state has no entry yet."""
        return FINISHED in self.values

    def doubt(self, paths: Iterable[str]) -> None:
        """What is there under these is not known from now on."""
        self.uncertain = sorted({*self.uncertain, *paths})

    def believe(self, paths: Iterable[str]) -> None:
        """What is there under these is known again."""
        self.uncertain = [path for path in self.uncertain if path not in set(paths)]

    def begun(self, name: str) -> list[str]:
        """The paths of the items that a failed update was to add to that list."""
        return [path for path in self.uncertain if path != name and top(path) == name]

    def hide(self, paths: Sequence[str]) -> None:
        """These were given as secrets, as those before: what was one may still be quoted."""
        if paths:
            self.secret = sorted({*self.secret, *paths})

    def gave(self, name: str) -> bool:
        """Whether the program gave that input; of a program's own values each was."""
        return SET not in self.values or name in self.values[SET]

    def may_be_signed_by_others(self, keys: str) -> bool:
        """Whether keys with that sign may be of another account than those of the last read."""
        return not keys or keys != self.keys

    @property
    def place(self) -> dict[str, str]:
        """Where it is: region, account and endpoint by their keys."""
        return {key: self.values[key] for key in PLACE if self.values.get(key)}


def internal(values: Values) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name.startswith("__")}


def without_internal(values: Values) -> dict[str, Any]:
    return {name: value for name, value in values.items() if not name.startswith("__")}


def applied(cls: type, old: Values, wanted: Values) -> dict[str, Any]:
    """The outputs once `wanted` inputs are in force: what only the service knows, or was used at creation, stays.

    old {"maxCount": 4, "tags": {"a": "1"}, "createTime": "..."}, wanted {"maxCount": 9, "tags": {"a": "2"}}
    -> {"maxCount": 9, "tags": {"a": "1"}, "createTime": "..."}
    """
    values = dict(old)
    for field in fields_of(cls):
        new = wanted.get(field.state)
        if new is not None and not (field.life is Life.CREATION and field.state in old):
            values[field.state] = _over(field, old.get(field.state), new)
    return values


def _over(field: Field, old: Any, new: Any) -> Any:
    if not field.nested or new is UNKNOWN:
        return new
    if isinstance(new, Mapping):
        return applied(field.kind, old if isinstance(old, Mapping) else {}, new)
    pairs = matched(field, new, lasting(field, old, new))
    return [item if item is UNKNOWN else applied(field.kind, before or {}, item) for _, item, before in pairs]


def lasting(field: Field, old: Any, new: Sequence[Any]) -> Sequence[Any]:
    """The items that are there, as far as some of them stay: one of a list without keys stays where all of them do."""
    items: Sequence[Any] = old or []
    stays = field.key or (old and not any(differences(field, old, new, "", NONE)))
    return items if stays else []
