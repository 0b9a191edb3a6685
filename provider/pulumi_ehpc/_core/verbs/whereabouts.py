"""A resource is looked for in its own region and account: the preview says where a program means others."""

from __future__ import annotations

from ...errors import EhpcError, ResourceError
from ..api.gateway import Gateway
from ..api.place import elsewhere
from ..host.operation import operation
from ..logic.state import ACCOUNT, REGION, Entry


def refuse_other_region(subject: str, entry: Entry, at: Gateway) -> None:
    """Raise ResourceError before anything is asked there."""
    here, there = entry.place.get(REGION), at.settings.region
    if here and here != there:
        raise ResourceError(
            f"{subject} is in region {here}, and this program means {there} now (ehpc:region, or its provider): "
            "nothing was done.\n"
            f"  To leave it where it is: pulumi config set ehpc:region {here}, or the region of its provider\n"
            f'  To replace it by one in {there}: the argument region="{there}"'
        )


def refuse_other_account(subject: str, entry: Entry, at: Gateway) -> None:
    """Raise ResourceError where a plan is made with keys of another account; a preview does without that call where it
    fails."""
    here = entry.place.get(ACCOUNT)
    try:
        other = at.account_at_once if here else ""
    except EhpcError:
        return
    if other and other != here:
        raise ResourceError(
            f"{subject} is in account {here}, and these credentials are of account {other}: nothing was done. "
            f"Use those of account {here} again."
        )


def refuse_gone_elsewhere(subject: str, noun: str, entry: Entry, at: Gateway) -> None:
    """Raise ResourceError where one that was not found may be in another place."""
    if wrong := elsewhere(entry, at):
        raise ResourceError(
            f"{subject} was looked for in the wrong place: {wrong}. Nothing was done.\n"
            "  Use its own region, endpoint and account again. To forget "
            f"the {noun} instead: pulumi state delete '{operation().urn}'"
        )
