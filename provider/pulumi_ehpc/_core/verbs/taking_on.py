"""What exists already and comes under a program by an entry that something else wrote: an alias of another provider's
resource, an import by hand. It is read, and nothing of it is changed, before a preview plans anything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...errors import ResourceError
from ..api.place import place
from ..api.remote import Remote
from ..host.operation import operation
from ..logic.by_path import set_paths
from ..logic.plan import plan
from ..logic.state import ANSWERS, Entry, applied
from .item_outputs import read_outputs
from .veiled import veil_of

Values = Mapping[str, Any]


def taken_on(remote: Remote, wanted: Values) -> Entry:
    """The entry as this package writes it. What no call tells, it has from the program. Raises ResourceError."""
    detail = remote.find()
    if detail is None:
        raise ResourceError(
            f"there is no {remote.called} in {remote.at.where}. Nothing was done.\n"
            f"  If it is in another region: pulumi config set ehpc:region REGION\n"
            f"  To forget it: pulumi state delete '{operation().urn}'"
        )
    resource, answers = remote.resource, Entry({}).answers
    look = remote.look(detail.answer, None)
    told, live = (remote.values(look, known, answers) for known in ({}, wanted))
    # What no call changes is otherwise taken to be as the program has it: of this one nobody has ever said so.
    differing = {change.top for change in plan(resource.args, told, wanted).replaces}
    live = applied(resource.args, live, {name: told[name] for name in differing if name in told})
    entry = Entry({**live, **place(remote.at, resource), ANSWERS: answers.pairs})
    read_outputs(remote, entry.values, {})
    entry.finished, entry.ever_ran = True, detail.status in resource.states.has_run
    entry.was_set = set_paths(resource.args, wanted)
    return entry


def tell_taken_on(remote: Remote, wanted: Values) -> None:
    """Say it in the preview, and what is otherwise in the program."""
    entry, log = taken_on(remote, wanted), operation().log
    veil = veil_of(remote.resource)
    for step in plan(remote.resource.args, entry.values, wanted, (), entry.answers).as_steps(veil):
        log(f"{step}: not by this `pulumi up`, but by the next one", warning=True)
    log(f"{remote.called} is taken on as it is: `pulumi up` reads it, and changes nothing of it")
