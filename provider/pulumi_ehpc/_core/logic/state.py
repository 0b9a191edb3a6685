"""What stands in a state beside inputs and outputs: the internal keys (frozen, tests/golden) and how they are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..api.gateway import Gateway
from ..table.fields import Field, Life, fields_of

Values = Mapping[str, Any]

SET = "__set"
"""The paths that the program gave: tells a removed argument from one that was never there."""
FINISHED = "__finished"
"""The creation went through to its end."""
EVER_RUNNING = "__everRunning"
"""The cluster has run: deletion protection guards it."""
REGION = "__region"
ACCOUNT = "__account"
ENDPOINT = "__endpoint"


def without_internal(values: Values) -> dict[str, Any]:
    return {name: value for name, value in values.items() if not name.startswith("__")}


def whereabouts(gateway: Gateway, before: Values | None = None) -> dict[str, str]:
    """Where a cluster is: found nowhere else, it is not gone but looked for in the wrong place.

    A cluster that was found is in the account that it was in before: that costs no call.
    """
    account = (before or {}).get(ACCOUNT) or gateway.account
    return {REGION: gateway.settings.region, ACCOUNT: account, ENDPOINT: gateway.endpoint}


def elsewhere(old: Values, gateway: Gateway) -> str:
    """How the place that is looked at differs from the one in the state, both named; "" where it does not."""
    now = {REGION: gateway.settings.region, ENDPOINT: gateway.endpoint}
    differs = [f"{key[2:]} {old[key]}, not {value}" for key, value in now.items() if old.get(key) not in (None, value)]
    if not differs and old.get(ACCOUNT) and gateway.account not in ("", old[ACCOUNT]):
        differs = [f"account {old[ACCOUNT]}, not {gateway.account}"]
    return ", and ".join(differs)


def applied(cls: type, old: Values, wanted: Values) -> dict[str, Any]:
    """The outputs once `wanted` inputs are in force: what only the service knows, or was used at creation, stays."""
    values = dict(old)
    for field in fields_of(cls):
        new = wanted.get(field.state)
        if new is not None and not (field.life is Life.CREATION and field.state in old):
            values[field.state] = _over(field, old.get(field.state), new)
    return values


def _over(field: Field, old: Any, new: Any) -> Any:
    if not field.nested:
        return new
    if isinstance(new, Mapping):
        return applied(field.kind, old if isinstance(old, Mapping) else {}, new)
    return [_item_over(field, old, item) for item in new]


def _item_over(field: Field, old: Sequence[Any] | None, item: Values) -> dict[str, Any]:
    before = {field.item_key(o): o for o in old or []} if field.key else {}
    return applied(field.kind, before.get(field.item_key(item), {}), item)
