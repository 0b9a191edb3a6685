"""One that deletion protection guards is not replaced: told in the preview, and asked again before another is made."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ...errors import ResourceError
from ..api.remote import Remote
from ..host.operation import operation
from ..host.state_file import known
from ..logic.differences import Change
from ..logic.state import Entry
from ..resource import Resource
from ..table.fields import Role
from .deletion import Deletion, asked_for_protection


def refuse_planned(resource: Resource, id_: str, entry: Entry, changes: Sequence[Change]) -> None:
    """Raise ResourceError where these replace one that is protected, as far as the state knows."""
    if changes and resource.given(Role.PROTECTION, entry.values) and entry.ever_ran:
        raise ResourceError(
            f"{changes[0].path}: this change replaces {resource.noun} {id_}, but the {resource.noun} has "
            f"deletion protection. Set {resource.spelt(Role.PROTECTION)}=False and run `pulumi up` without "
            "the change first, or take it back."
        )


def refuse_in_its_place(resource: Resource, remote: Callable[[str], Remote]) -> None:
    """Raise ResourceError where the creation that begins replaces one that is protected now: the state may be older."""
    run, urn = operation().run, operation().urn
    if not resource.row(Role.PROTECTION):
        return
    if run.asked:
        Deletion(remote(run.asked), run.ever_ran, run.protected).refuse_in_its_place()
    elif (state := known(urn)) and state.own.get("id"):
        # A forced replacement is made without a diff before it.
        entry = Entry(state.own.get("outputs") or {})
        asked = asked_for_protection(resource, entry)
        Deletion(remote(state.own["id"]), entry.ever_ran, asked).refuse_in_its_place()
