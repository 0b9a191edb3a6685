"""What is remembered of a URN from diff to delete, within one run of the CLI."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Left:
    """What a failed step has left, as the engine was told."""

    id: str
    values: Values


@dataclass
class Run:
    """The steps of one URN: `checked`, `diffed`, then at most one creation or update (`begins`, `takes_on`, `ended`),
    then the deletes that wait, each of which asks `spares`, `busy` and `lifts`. A forced replacement has no diff."""

    asked: str = ""
    """The id that diff was last asked about: the state has it, so a creation passes over it."""

    ever_ran: bool = True
    """What has that id has run, as far as the state knows."""

    secret: Sequence[str] = ()
    """The paths that the program gave as secrets, once check has heard of them."""

    protected: bool = False
    """The program asked for the protection of what has that id."""

    proposed: bool = True
    """The program has said what it wants of what has that id. Else the engine only asks what becomes of it where
    something that it names is deleted and made anew: what is replaced with that, it deletes before the program runs on.
    """

    failed: bool = False
    """What has that id failed while it was made, as far as the state knows, and the program has said that it wants one:
    it goes before another one is made."""

    unprotects: bool = False
    """The program takes the deletion protection back of what it replaces."""

    left: Left | None = None
    """What the last attempt of this run has left: a hook `on_error` has the engine try again, with what it knew before
    that attempt."""

    busy: bool = False
    """A creation, or an update that goes on with one, is not at its end: what it replaces is still needed.

    diff does not tell it: a refresh, that of `pulumi destroy --refresh` too, has a diff of every entry.
    """

    organisation: str = ""
    """Whose stack it is, "" where the backend has no organisations."""

    warned: set[str] = field(default_factory=set)
    """What check has said: of a creation the engine asks it twice."""

    _keeps: str = ""
    _inputs: Values | None = None
    """Those of the state, while no diff has followed the check that heard of them."""

    def checked(self, olds: Values) -> Values | None:
        """Hear of a check. Gives the inputs of what is replaced whatever they are: the engine checks such a replacement
        (replacement_trigger, replace_with, another provider) with them and then, without a diff, as a new one."""
        before, self._inputs = self._inputs, olds or None
        return None if olds else before

    def diffed(self, id_: str, *, finished: bool, ever_ran: bool, protected: bool, failed: bool = False) -> None:
        self.asked, self.ever_ran, self.protected = id_, ever_ran, protected
        self.proposed, self._inputs, self.left = self._inputs is not None, None, None
        self.failed = failed and self.proposed
        if finished:
            self._keeps = id_

    def begins(self) -> None:
        self.busy = True

    def takes_on(self, id_: str) -> None:
        """A creation has this id now.

        It does not matter how that step ends: `pulumi up --continue-on-error` deletes after a failed one too.
        """
        self._keeps = id_

    def makes_room(self, id_: str) -> bool:
        """Whether this id goes before another one is made: until that is at its end, no other of that URN may go."""
        return self.failed and id_ == self.asked

    def ended(self) -> None:
        self.busy = False

    def spares(self, id_: str) -> bool:
        """Whether this id has an entry of its own, that of the creation or the one that diff saw finished."""
        return self._keeps == id_

    def lifts(self, id_: str) -> bool:
        """Whether the program lets the deletion protection of this id go."""
        return self.unprotects and id_ == (self.asked or id_)

    def replaced(self, id_: str) -> bool:
        """Whether another one has taken its place."""
        return self._keeps not in ("", id_)
