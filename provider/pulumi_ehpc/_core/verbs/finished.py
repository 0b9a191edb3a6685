"""What a creation of this resource has finished before and no state has.

Its run was killed, or could not write the state, after the call that took the mark away.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from ...errors import ResourceError
from ..api.gateway import Gateway
from ..host.operation import operation
from ..host.state_file import known, other_stack_with
from ..logic.marks import age, finished_before, mark_in, minutes_old
from ..logic.seen import Seen, oldest_first
from ..process import process
from ..resource import Resource
from ..table.fields import Role

YOUNG = 24 * 60.0
"""Minutes for which one that the state lacks is taken for lost; an older one may well be somebody else's."""


def made_in_this_run() -> set[str]:
    """The ids of what creations of this run have made: another resource of the program may look the same."""
    return process().keep((made_in_this_run,), set[str])


@dataclass(frozen=True)
class Finished:
    """Those of one resource, as its creation sees them."""

    at: Gateway
    resource: Resource
    name: str
    description: str
    """As the program gives it, "" for none."""

    passed_over: str
    adopt: Collection[str]

    def find(self, rows: Iterable[Seen], marked: Seen | None = None) -> Seen | None:
        """The one that the user names for adoption. Raises ResourceError where one is there beside which another would
        be made: known only of a state that is a file here. Elsewhere it is a warning, as `pulumi up --replace` looks
        the same from here.

        marked: the unfinished one that this creation goes on with, unless another one is named: then none is made.
        """
        urn = operation().urn
        others = [row for row in rows if row.id not in (self.passed_over, *made_in_this_run()) and self._runs(row)]
        surely = {row.id: finished_before(row, urn, self.name) for row in others}
        mine = [row for row in others if surely[row.id] or self._alike(row)]
        state = known(urn) if mine else None
        mine = [row for row in mine if not ((state and row.id in state.ids) or other_stack_with(row.id, urn))]
        # One that the state may have, `pulumi up --replace` would delete after it was adopted.
        named = oldest_first([row for row in mine if state and row.id in self.adopt])
        chosen = named[-1] if named else None
        makes = state is not None and not chosen and not marked
        for row in mine:
            if row is not chosen:
                self._judge(row, lost=makes, surely=surely[row.id])
        return chosen

    def _runs(self, row: Seen) -> bool:
        return row.status not in self.resource.states.dead and not mark_in(row.description)

    def _alike(self, row: Seen) -> bool:
        """It bears no sign of this resource, and another program may have made it as well."""
        same = (row.name, row.description) == (self.name, self.description) and row.description
        return bool(same) and minutes_old(row.created, time.time()) < YOUNG

    def _judge(self, row: Seen, *, lost: bool, surely: bool) -> None:
        now = time.time()
        who = f"{self.resource.noun} {row.id} ({row.status}, {age(row.created, now)})"
        finished = (
            f"this resource has finished {who} before" if surely
            else f"{who} has the name and the description that this resource is to have"
        )  # fmt: skip
        if lost and minutes_old(row.created, now) < YOUNG:
            lacks = "the stack's state lacks it" if surely else "no stack of this backend has it"
            raise ResourceError(
                f"{finished}, but {lacks}: that run was killed or could not write the state, or it was taken out of "
                "the stack since (retain_on_delete, `pulumi state`, a stack of this name before); nothing was made "
                "beside it.\n"
                f"  Where it is to stay as it is, or another stack may have it: give another "
                f"{self.resource.spelt(Role.NAME)} here\n"
                f"  Else, to go on with it: pulumi config set ehpc:adopt {row.id}, then pulumi up\n"
                f"  Or to get rid of it: {self.at.command('delete', row.id)}, then pulumi up"
            )
        tells = f": {self.at.command('orphans', 'STACK.json')} tells" if surely else ""
        operation().log(
            f"{finished}; unless this run replaces it or another stack has it, nobody does{tells}",
            warning=True,
        )
