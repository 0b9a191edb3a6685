"""What deletion protection guards is replaced only where the program takes that back.

It is told in the preview, and asked again before another is made: the state may be older.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ...errors import ResourceError
from ..api.remote import Remote
from ..host.operation import operation
from ..host.state_file import known
from ..logic.differences import Change
from ..logic.state import Entry
from ..resource import Resource
from ..table.fields import UNKNOWN, Role
from .deletion import Deletion, asked_for_protection

Values = Mapping[str, Any]


def refuse_planned(resource: Resource, id_: str, entry: Entry, wanted: Values, changes: Sequence[Change]) -> None:
    """Raise ResourceError where these replace one that is protected, as far as the state knows."""
    run, noun = operation().run, resource.noun
    run.unprotects = bool(changes and _takes_back(resource, entry.values, wanted))
    if run.unprotects:
        _say_that_it_goes(resource, f"{noun} {id_}")
    elif changes and resource.given(Role.PROTECTION, entry.values) and entry.ever_ran:
        raise ResourceError(_refusal(resource, f"{noun} {id_}", changes, proposed=run.proposed))


def _refusal(resource: Resource, subject: str, changes: Sequence[Change], *, proposed: bool) -> str:
    protected = f"but the {resource.noun} has deletion protection"
    known_ones = [change for change in changes if change.certain]
    if known_ones:
        path = known_ones[0].path
        return f"{path}: this change replaces {subject}, {protected}. {_way(resource)}, or take the change back."
    path = changes[0].path
    if proposed:
        return (
            f"{path} is not known yet; should it change, {subject} is replaced, {protected}. {_way(resource)}, "
            "or take the change back. Where the value will be as it is: pulumi up --skip-preview"
        )
    # Here the engine deletes first and hears of the program later: what that says now cannot count.
    return (
        f"{path}: what it names is deleted to be replaced, and {subject} before it, {protected}. "
        f"Set {resource.spelt(Role.PROTECTION)}=False and run `pulumi up` without that change first, or take it back."
    )


def forced_refusals(resource: Resource, before: Values, wanted: Values) -> list[str]:
    """What is wrong with a replacement that does not ask what changes. before: the inputs in the state."""
    run, state = operation().run, known(operation().urn)
    run.unprotects = _takes_back(resource, before, wanted)
    if run.unprotects:
        id_ = state.own.get("id") if state else ""
        _say_that_it_goes(resource, f"{resource.noun} {id_}" if id_ else f"the {resource.noun}")
    given = resource.given(Role.PROTECTION, wanted)
    if resource.given(Role.PROTECTION, before) is not True or run.unprotects or given is UNKNOWN:
        return []
    if state and state.own and not Entry(state.own.get("outputs") or {}).ever_ran:
        return []  # It is looked at before another is made.
    noun = resource.noun
    return [
        f"the {noun} is to be replaced (replacement_trigger, replace_with or another provider), but it has deletion "
        f"protection. {_way(resource)}, or take back what replaces it."
    ]


def refuse_in_its_place(resource: Resource, wanted: Values, remote: Callable[[str], Remote]) -> None:
    """Raise ResourceError where the creation that begins replaces one that is protected now: the state may be older."""
    run, urn = operation().run, operation().urn
    if not resource.row(Role.PROTECTION):
        return
    if run.asked:
        replaced = Deletion(remote(run.asked), run.ever_ran, run.protected)
    elif (state := known(urn)) and state.own.get("id"):
        # A forced replacement is made without a diff before it.
        entry = Entry(state.own.get("outputs") or {})
        run.unprotects = run.unprotects or _takes_back(resource, entry.values, wanted)
        replaced = Deletion(remote(state.own["id"]), entry.ever_ran, asked_for_protection(resource, entry))
    else:
        return
    if not run.unprotects:
        replaced.refuse_in_its_place()


def _takes_back(resource: Resource, before: Values, wanted: Values) -> bool:
    """Whether the program says now that what has deletion protection shall have none: not where it says nothing."""
    return resource.given(Role.PROTECTION, before) is True and resource.given(Role.PROTECTION, wanted) is False


def _say_that_it_goes(resource: Resource, subject: str) -> None:
    operation().log(
        f"{resource.spelt(Role.PROTECTION)}=False: {subject} loses its deletion protection and is deleted", warning=True
    )


def _way(resource: Resource) -> str:
    return f"Set {resource.spelt(Role.PROTECTION)}=False, and `pulumi up` replaces it"
