"""Where a resource is: found nowhere else, it is not gone but looked for in the wrong place."""

from __future__ import annotations

from ..logic.state import ACCOUNT, ENDPOINT, KEYS, REGION, Entry
from ..resource import Resource
from ..table.fields import Role
from .gateway import Gateway


def place(at: Gateway, resource: Resource, before: Entry | None = None) -> dict[str, str]:
    """What an entry notes of the place that `at` looks at, and what users read of it.

    A resource that was found is in the account that it was in before: that costs no call.
    """
    region, account = at.settings.region, (before.place.get(ACCOUNT) if before else "") or at.account
    told = {**resource.under(Role.REGION, region), **(resource.under(Role.ACCOUNT, account) if account else {})}
    return {REGION: region, ACCOUNT: account, ENDPOINT: at.endpoint, KEYS: at.sign, **told}


def elsewhere(entry: Entry, at: Gateway) -> str:
    """Why a resource may be where it is not looked for; "" where it is looked for in the place that the state has.

    in cn-beijing, at an entry of cn-hangzhou -> "it is in region cn-hangzhou, not cn-beijing"
    """
    now, old = {REGION: at.settings.region, ENDPOINT: at.endpoint}, entry.place
    differs = [f"{key[2:]} {old[key]}, not {value}" for key, value in now.items() if old.get(key, value) != value]
    if not differs and ACCOUNT in old and at.account != old[ACCOUNT]:
        if not at.account:
            return (
                f"it is in account {old[ACCOUNT]}, and these keys may not tell theirs: grant them ehpc:ListCommonLogs"
            )
        differs = [f"account {old[ACCOUNT]}, not {at.account}"]
    if not differs and ACCOUNT not in old and entry.keys and entry.keys != at.sign:
        return "other keys have read it last, and E-HPC did not tell of which account they are"
    return f"it is in {', and '.join(differs)}" if differs else ""
