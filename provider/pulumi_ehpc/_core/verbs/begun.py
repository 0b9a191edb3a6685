"""What is said of an unfinished creation: why it is not gone on with unasked, and what comes of it where it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...errors import ResourceError
from ..api.gateway import Gateway
from ..host.operation import operation
from ..host.state_file import known
from ..logic.marks import Mark, mark_in
from ..logic.seen import Seen
from ..resource import Resource
from ..table.fields import fields_of
from ..table.policy import Life
from ..table.rows import ShortListError

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Begun:
    """What earlier creations of a resource have begun, to the creation with this mark."""

    at: Gateway
    resource: Resource
    mark: Mark

    def refusal(self, row: Seen, described: str, rows: Sequence[Seen], *, replaces: bool) -> str:
        """Why nothing is made beside this one, and the ways out. replaces: the stack has one already."""
        theirs = mark_in(row.description)
        elsewhere = theirs is not None and theirs.place != self.mark.place
        why = "somewhere else" if elsewhere else "with other inputs that cannot change later"
        other = "" if elsewhere else "put those inputs back; or as it is, and the next `pulumi up` replaces it: "
        lines = [
            f"an unfinished creation of this resource, begun {why}, left {described}; nothing was made beside it.",
            f"To go on with it: {other}pulumi config set ehpc:adopt {row.id}, then pulumi up",
            f"To get rid of it: {self.at.command('delete', row.id)}, then pulumi up",
        ]
        if elsewhere and theirs:
            # Each resource takes its own, whatever else is named.
            others = [one.id for one in rows if one.id != row.id and self._of_that_run(one, theirs)]
            if others:
                every = ",".join([row.id, *others])
                lines.insert(2, f"With all {1 + len(others)} begun there: pulumi config set ehpc:adopt {every}")
            lines.append(
                "Where each run is on another machine: pulumi config set ehpc:place NAME makes all of them one place"
            )
        if not replaces:
            noun = self.resource.noun
            lines.append(
                f"Where this is `pulumi up --replace` and the stack has the {noun} that it replaces: "
                "pulumi up without --replace"
            )
        return "\n  ".join(lines)

    def unseen(self, short: ShortListError) -> str:
        """What is to be known where a list leaves some out. It is rarely ours, for these keys are shown what they have
        made. Raises ResourceError where an earlier creation is known to have left something that is not found."""
        state, noun = known(operation().urn), self.resource.noun
        if state and state.interrupted:
            raise ResourceError(
                f"an earlier creation of this resource was interrupted, and a {noun} that it left may be among those "
                f"that E-HPC does not show ({short.action}: {short.text}); nothing was made.\n"
                "  Where the console shows none of it: pulumi refresh --clear-pending-creates, then pulumi up"
            )
        return (
            f"{short.action}: {short.text}. Should a killed run have left a {noun} among those that it does not show, "
            "this one is made beside it: look in the console where one was killed"
        )

    def _of_that_run(self, row: Seen, theirs: Mark) -> bool:
        mark = mark_in(row.description)
        return mark is not None and mark.place == theirs.place and row.status not in self.resource.states.dead

    def as_it_was(self, row: Seen, wanted: Values) -> str:
        """What stays of it as it was begun, whatever the program says now: the end of a sentence."""
        theirs = mark_in(row.description)
        if theirs is not None and theirs.inputs != self.mark.inputs:
            return f"; the program has other inputs, for which the next `pulumi up` replaces this {self.resource.noun}"
        rows = fields_of(self.resource.args)
        once = " and ".join(row.python for row in rows if row.life is Life.CREATION and row.state in wanted)
        return f", with the {once} of that run" if once else ""
