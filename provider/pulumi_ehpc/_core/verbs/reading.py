"""What E-HPC has, as the state shall have it from now on; and what differs from what the program gave last."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...errors import ResourceError
from ..api.place import place
from ..api.remote import Remote
from ..host.operation import operation
from ..logic import wire
from ..logic.plan import plan
from ..logic.seen import Seen
from ..logic.soundness import healed
from ..logic.state import ANSWERS, Entry
from .arrival import tell_failed, without_failed
from .checking import inputs_of
from .item_outputs import read_outputs
from .settling import Settling
from .uncertain import begun_in, new_lists
from .veiled import veil_of
from .whereabouts import find

Values = Mapping[str, Any]


def read(remote: Remote, entry: Entry) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """The outputs and inputs as they are now, None where it is gone. Raises ResourceError, ServiceError."""
    resource, props = remote.resource, entry.values
    known = inputs_of(resource, healed(resource.args, operation().old_inputs or props, {}))
    detail = find(remote, entry)
    if detail is None:
        if not entry.known:
            raise ResourceError(f"there is no {remote.called} in {remote.at.where}")
        return None
    _tell_going(remote, detail)
    before = inputs_of(resource, props) if entry.known else {}
    look = remote.look(detail.answer, {**new_lists(remote, entry), **before} if entry.known else None)
    if entry.known:
        tell_failed(remote, entry, look)
        look = without_failed(resource, look, before)
        settling = Settling(remote, entry)
        settling.review(before, look)
        settling.see(before, look, look)
    live = remote.values(look, before, entry.answers)
    if not entry.finished:
        # It has not drifted: its inputs are still on their way.
        live, known_now = {**live, **before}, known
    else:
        for difference in _drift(remote, entry, live, before, known):
            operation().log(f"{remote.called}: {difference}")
        known_now = wire.given(resource.args, live, known)
    now = Entry({**live, **place(remote.at, resource, entry), ANSWERS: entry.answers.pairs})
    read_outputs(remote, now.values, entry.values)
    now.hide(entry.secret)
    now.was_set, now.finished = list(entry.was_set), entry.finished
    now.doubt(path for _, _, begun in begun_in(remote, entry, live) for path in begun)
    now.ever_ran = (entry.known and entry.ever_ran) or detail.status in resource.states.has_run
    return now.values, known_now


def _drift(remote: Remote, entry: Entry, live: Values, before: Values, known: Values) -> list[str]:
    """What differs from the inputs. After a failed update these are older than the outputs in the state: what that
    update has done is no drift."""

    def told(values: Values) -> list[str]:
        return plan(remote.resource.args, values, known, (), entry.answers).as_drift(veil_of(remote.resource))

    drift = told(live)
    done = told(before) if drift and entry.known else []
    return [difference for difference in drift if difference not in done]


def _tell_going(remote: Remote, detail: Seen) -> None:
    if detail.status in remote.resource.states.going:
        operation().log(
            f"{remote.called} is being deleted ({detail.status}): once it is gone, `pulumi refresh` forgets it, and "
            "`pulumi up` makes a new one",
            warning=True,
        )
