"""A resource is looked for in its own region and account: the preview says where a program means others."""

from __future__ import annotations

import os
from collections.abc import Callable

from ...errors import ODD, EhpcError, ResourceError, ServiceError
from ...settings import Config, resolve
from ..api.gateway import Gateway, gateway
from ..api.place import elsewhere
from ..api.remote import Remote
from ..host.operation import operation
from ..logic.seen import Seen, seen
from ..logic.state import ACCOUNT, REGION, Entry
from ..resource import Resource
from ..table.fields import Role


def way_to(resource: Resource, config: Config, entry: Entry) -> Gateway:
    """The way to the region that the program names, else to the configured one. Raises SettingsError.

    What the state says of an unnamed region is what it was: looked for elsewhere, a resource is not gone.
    """
    row = resource.row(Role.REGION)
    region = entry.values.get(row.state) if row and entry.gave(row.state) else None
    return _way(config, region if isinstance(region, str) else None)


def way_back(resource: Resource, config: Config, entry: Entry) -> Gateway:
    """The way to the region that the state notes, whatever the program means now: what is replaced by one in another
    region is deleted where it is. Raises SettingsError."""
    region = entry.place.get(REGION)
    return _way(config, region) if region else way_to(resource, config, entry)


def _way(config: Config, region: str | None) -> Gateway:
    return gateway(
        resolve(config, os.environ, region),
        lambda: operation().insist(),
        lambda text: operation().log(text, passing=True),
    )


def refuse_other_region(subject: str, entry: Entry, at: Gateway) -> None:
    """Raise ResourceError before anything is asked there."""
    here, there = entry.place.get(REGION), at.settings.region
    if here and here != there:
        raise ResourceError(
            f"{subject} is in region {here}, and this program means {there} now (ehpc:region, or its provider). "
            "Nothing was done.\n"
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
            f"{subject} is in account {here}, and these credentials are of account {other}. Nothing was done. "
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


def find(remote: Remote, entry: Entry) -> Seen | None:
    """The resource, None where it is gone: believed only where it was looked for in the right place."""
    refuse_other_region(remote.called, entry, remote.at)
    detail = remote.find()
    if detail is None:
        refuse_gone_elsewhere(remote.called, remote.resource.noun, entry, remote.at)
    return detail


def find_to_delete(remote: Remote, entry: Entry, warn: Callable[[str], object]) -> Seen | None:
    """The same, where what the list tells is enough: its state, and whether it is protected. Of an answer that is odd
    in something else no deletion may hang."""
    try:
        return find(remote, entry)
    except ServiceError as error:
        row = remote.listed() if error.code == ODD else None
        if not row:
            raise
        warn(f"{remote.called} is deleted as the list tells it\n  {error}")
        return seen(remote.resource, remote.id, row)
