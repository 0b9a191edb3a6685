"""What E-HPC knows about a cluster, and how it is changed: several calls as one question or one change."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any

from ...errors import ServiceError
from ..logic import wire
from ..logic.marks import mark_in
from ..logic.plan import Items
from ..table.fields import Field, Life, Role, field_of, fields_of, outputs_of
from .gateway import Gateway
from .wait import Look

Values = Mapping[str, Any]
DAY = 24 * 60 * 60


def command(gateway: Gateway, verb: str, cluster_id: str) -> str:
    """The command line that does something about a cluster without its program."""
    endpoint = f" --endpoint {gateway.settings.endpoint}" if gateway.settings.endpoint else ""
    return f"python -m pulumi_ehpc --region {gateway.settings.region}{endpoint} {verb} {cluster_id}".rstrip()


def find(gateway: Gateway, cluster_id: str) -> Look | None:
    """GetCluster's answer, None where there is no such cluster."""
    try:
        return gateway.call("GetCluster", {"ClusterId": cluster_id})
    except ServiceError as error:
        if error.code == "ClusterNotFound":
            return None
        raise


def creation(cls: type, values: Values) -> dict[str, Any]:
    """CreateCluster's parameters."""
    later = {field.state for field in fields_of(cls) if field.after_creation}
    return wire.request(cls, {name: value for name, value in values.items() if name not in later})


def only_known_there(outputs: type, look: Look) -> dict[str, Any]:
    """The outputs that only the service knows, as far as a look tells them."""
    return {row.state: look[row.wire] for row in outputs_of(outputs) if look.get(row.wire) is not None}


def live_values(
    gateway: Gateway, cls: type, detail: Look, known: Values | None, row: Look | None = None
) -> dict[str, Any]:
    """The values of a cluster in state names: as the service has them, `known` ones where no call tells.

    detail: GetCluster's answer. row: of ListClusters, when it is at hand. What takes a call of its own is asked where
    it is known, and everything of a cluster of which nothing is known.
    """
    cluster_id = detail["ClusterId"]
    wanted = {field.state for field in fields_of(cls) if known is None or known.get(field.state) is not None}
    known = known or {}
    if row is None and any(field.listed and field.state in wanted for field in fields_of(cls)):
        row = listed(gateway, cluster_id)
    live: dict[str, Any] = {**(row or {}), **detail}
    description = field_of(cls, Role.DESCRIPTION).wire
    if mark_in(live.get(description)):
        live.pop(description)
    for field in fields_of(cls):
        if field.calls is None:
            continue
        live.pop(field.wire, None)
        if field.state in wanted:
            live[field.wire] = field.calls.live(gateway.call, cluster_id, known.get(field.state) or ())
    return wire.answer(cls, live, known)


def listed(gateway: Gateway, cluster_id: str) -> Look:
    """The cluster's row of ListClusters, {} where it is not listed. The least page size is ten."""
    rows = gateway.call("ListClusters", {"ClusterIds": [cluster_id], "PageSize": 10}).get("Clusters") or []
    return rows[0] if rows else {}


def set_all(gateway: Gateway, cls: type, detail: Look, row: Look, wanted: Values) -> None:
    """UpdateCluster with the live values and `wanted` ones over them.

    It resets what it is not told, deletion protection included (observed by the authors of Alibaba's Terraform
    provider): the complete set is sent, so that a change made in the console to something else survives.
    """
    updatable = [field for field in fields_of(cls) if field.life is Life.UPDATE]
    live = wire.answer(cls, {**row, **detail}, {})
    values = {field.state: _over(live.get(field.state), wanted.get(field.state)) for field in updatable}
    gateway.call("UpdateCluster", {"ClusterId": detail["ClusterId"], **wire.request(cls, values)})


def _over(live: Any, wanted: Any) -> Any:
    if isinstance(live, Mapping) and isinstance(wanted, Mapping):
        return {**live, **wanted}
    return live if wanted is None else wanted


def change_items(gateway: Gateway, cluster_id: str, items: Items) -> None:
    """Bring the items of one list to what is wanted: changed in place where there is a call for it."""
    field = items.field
    calls = field.calls
    assert calls is not None, field.wire
    again = [] if calls.change else items.changed
    gone = [str(field.item_key(item)) for item in [*items.removed, *again]]
    if gone:
        _remove(gateway, field, cluster_id, gone)
    for item in [*again, *items.added]:
        _add(gateway, field, cluster_id, item)
    if calls.change:
        for item in items.changed:
            _change(gateway, field, cluster_id, item)


def _change(gateway: Gateway, field: Field, cluster_id: str, item: Values) -> None:
    """The call sets all of an item, so what the program leaves to the service is sent as it is."""
    calls = field.calls
    assert calls is not None, field.wire
    assert calls.one is not None, field.wire
    live = wire.answer(field.kind, calls.one(gateway.call, cluster_id, field.item_key(item)), {})
    gateway.call(calls.change, {"ClusterId": cluster_id, **_item(field, {**live, **item})})


def _add(gateway: Gateway, field: Field, cluster_id: str, item: Values) -> None:
    """Add an item. An error may only say that an interrupted run, or a call without an answer, has done it already."""
    calls, key = field.calls, field.item_key(item)
    assert calls is not None, field.wire
    try:
        gateway.call(calls.add, {"ClusterId": cluster_id, **_item(field, item)})
    except ServiceError:
        live = _live_items(gateway, field, cluster_id, [item]).get(key)
        if live is None:
            raise
        if calls.change:
            _change(gateway, field, cluster_id, item)
        elif {**live, **item} != live:
            calls.remove(gateway.call, cluster_id, [str(key)])
            gateway.call(calls.add, {"ClusterId": cluster_id, **_item(field, item)})


def _remove(gateway: Gateway, field: Field, cluster_id: str, keys: list[str]) -> None:
    """Remove items; some may be gone already, as above."""
    assert field.calls is not None, field.wire
    try:
        field.calls.remove(gateway.call, cluster_id, keys)
    except ServiceError:
        left = [key for key in keys if key in _live_items(gateway, field, cluster_id, [])]
        if left == keys:
            raise
        if left:
            field.calls.remove(gateway.call, cluster_id, left)


def _live_items(gateway: Gateway, field: Field, cluster_id: str, wanted: Sequence[Values]) -> dict[Any, dict[str, Any]]:
    """The live items by key; a value that means the same as the wanted one keeps that spelling."""
    assert field.calls is not None, field.wire
    by_key = {field.item_key(item): item for item in wanted}
    rows = field.calls.live(gateway.call, cluster_id, wanted)
    items = [wire.answer_item(field, row, by_key) for row in rows]
    return {field.item_key(item): item for item in items}


def _item(field: Field, item: Values) -> dict[str, Any]:
    assert field.calls is not None, field.wire
    return field.calls.item(wire.request(field.kind, item), wire.request(field.kind, item, as_read=True))


def why(gateway: Gateway, cluster_id: str) -> str:
    """What the operation log says of the newest failure, "" where it says nothing: the only source of a reason."""
    window = {"From": int(time.time()) - DAY, "To": int(time.time()) + 60}
    try:
        logs = gateway.call(
            "ListCommonLogs", {"ClusterId": cluster_id, "ActionStatus": "Failed", "PageSize": 10, **window}, seconds=10
        ).get("Logs")
        if not logs:
            return ""
        detail = gateway.call("GetCommonLogDetail", {"LogRequestId": logs[0]["RequestId"], **window}, seconds=10)
    except ServiceError:
        return ""
    for stage in detail.get("LogDetail") or []:
        for step in stage.get("Stages") or []:
            if str(step.get("Status")).casefold() == "failed":
                return f"{stage.get('StageName')}, {step.get('Method')}: {step.get('Message')}"
    return str(logs[0].get("Message") or "")
