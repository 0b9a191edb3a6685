"""Where a resource is: found nowhere else, it is not gone but looked for in the wrong place."""

from __future__ import annotations

from ..logic.state import ACCOUNT, ENDPOINT, REGION, Entry
from .gateway import Gateway


def place(at: Gateway, before: Entry | None = None) -> dict[str, str]:
    """What an entry notes of the place that `at` looks at.

    A resource that was found is in the account that it was in before: that costs no call.
    """
    account = before.place.get(ACCOUNT) if before else ""
    return {REGION: at.settings.region, ACCOUNT: account or at.account, ENDPOINT: at.endpoint}


def elsewhere(entry: Entry, at: Gateway) -> str:
    """How the place that is looked at differs from the one in the state, both named; "" where it does not.

    in cn-beijing, at an entry of cn-hangzhou -> "region cn-hangzhou, not cn-beijing"
    """
    now, old = {REGION: at.settings.region, ENDPOINT: at.endpoint}, entry.place
    differs = [f"{key[2:]} {old[key]}, not {value}" for key, value in now.items() if old.get(key, value) != value]
    if not differs and ACCOUNT in old and at.account not in ("", old[ACCOUNT]):
        differs = [f"account {old[ACCOUNT]}, not {at.account}"]
    return ", and ".join(differs)
