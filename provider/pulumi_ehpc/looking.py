"""What `python -m pulumi_ehpc nodes | status | logs` does: how a cluster is, for a person or, with --json, a script."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from ._core.api.gateway import Gateway
from ._core.api.remote import Remote
from ._core.process import secrets
from ._core.table.calls import Call, need
from ._core.table.rows import rows_of
from ._core.texts import one_or_more
from .commands import existing
from .errors import ResourceError
from .inputs.addon import addon_of, eip_of, listed_addons
from .inputs.nodes import nodes_of, release
from .inputs.queue import listed_queues
from .inputs.software import installed_software
from .inputs.storage import mounts_of
from .resources import CLUSTER
from .resources.operation_log import LOG_DAYS, in_log, is_finished

Row = Mapping[str, Any]
GONE_WITHIN = 15 * 60.0
"""Seconds for which released nodes are waited for."""


def nodes(at: Gateway, id_: str, queue: str | None, *, as_json: bool) -> None:
    """Print its nodes, or those of one queue."""
    found = _there(at, id_, queue)
    if as_json:
        _as_json(found)
        return
    if not found:
        print(f"{_of(id_, queue)} has no nodes.")
        return
    columns = ("Hostname", "Id", "QueueName", "Status", "IpAddress", "InstanceType")
    _table(
        ("HOST", "ID", "QUEUE", "STATUS", "ADDRESS", "TYPE"), [[_word(row, name) for name in columns] for row in found]
    )


def delete_nodes(at: Gateway, id_: str, queue: str | None, hosts: Sequence[str], agreed: Callable[[str], bool]) -> None:
    """Release nodes, by host names or instance ids; those of a whole queue where none is named. Jobs on them end.

    agreed: asks whoever calls it. Raises ResourceError.
    """
    if not hosts and not queue:
        raise ResourceError("--delete without hosts is for the nodes of one queue: name it with --queue")
    found = _there(at, id_, queue)
    leaving = [row for row in found if not hosts or {_word(row, "Hostname"), _word(row, "Id")} & set(hosts)]
    missing = sorted(set(hosts) - {_word(row, name) for row in leaving for name in ("Hostname", "Id")})
    if missing:
        raise ResourceError(f"{_of(id_, queue)} has no node {', '.join(missing)}. Nothing was deleted")
    if not leaving:
        print(f"{_of(id_, queue)} has no nodes.")
        return
    names = ", ".join(_word(row, "Hostname") or _word(row, "Id") for row in leaving)
    if not agreed(
        f"This deletes {one_or_more(len(leaving), 'nodes')} of {_of(id_, queue)}: {names}. Jobs on them end."
    ):
        raise ResourceError("nothing was deleted. Scripts give --yes")
    ids = [need(row, "Id", "ListNodes") for row in leaving]
    release(at.call, id_, ids)
    begin = at.clock.now()
    # Of all queues: one that leaves may be in none any more.
    while left := [row for row in nodes_of(at.call, id_) if _word(row, "Id") in ids]:
        elapsed = at.clock.now() - begin
        if elapsed > GONE_WITHIN * at.clock.scale:
            raise ResourceError(
                f"{one_or_more(len(left), 'nodes')} not gone after {GONE_WITHIN / 60:.0f} minutes; E-HPC goes on. "
                "Run the same command again to wait for the end"
            )
        at.clock.sleep(at.clock.pause(elapsed))
    print(f"{names}: gone")
    emptied = {_word(row, "QueueName") for row in leaving}
    for row in listed_queues(at.call, id_):
        name = _word(row, "QueueName")
        if name in emptied and (row.get("EnableScaleOut") or row.get("MinCount")):
            print(f"Scaling may start others in {name}: to keep it empty, enable_scale_out=False and min_count=0 first")


def status(at: Gateway, id_: str, *, as_json: bool) -> None:
    """Print how it is: its state and last operation, queues with their nodes, storages, software, add-ons with
    addresses."""
    cluster = existing(Remote(at, CLUSTER, id_))
    queues = listed_queues(at.call, id_)
    storages = mounts_of(at.call, id_, [])
    addons = [{**row, **addon_of(at.call, id_, row.get("AddonId"))} for row in listed_addons(at.call, id_)]
    software = installed_software(at.call, id_)
    operations = _operations(at.call, id_, most=1)
    if as_json:
        last = _with_stages(at.call, operations[0]) if operations else None
        _as_json(
            {
                "cluster": cluster.answer,
                "last_operation": last,
                "queues": queues,
                "shared_storages": storages,
                "additional_packages": software,
                "addons": addons,
            }
        )
        return
    called = f"{id_} ({cluster.name})" if cluster.name else id_
    _print(f"cluster {called} is {cluster.state}, in {at.settings.region}")
    for row in operations:
        _operation(at.call, row)
    _table(("QUEUE", "NODES", "LEAST", "MOST"), [[_word(q, "QueueName"), _counts(q), *_limits(q)] for q in queues])
    _table(
        ("STORAGE", "FILE SYSTEM", "MOUNT TARGET"),
        [[_word(s, name) for name in ("MountDirectory", "FileSystemId", "MountTarget")] for s in storages],
    )
    _table(
        ("SOFTWARE", "VERSION", "STATUS"),
        [[_word(s, name) for name in ("Name", "Version", "Status")] for s in software],
    )
    _table(
        ("ADD-ON", "VERSION", "STATUS", "ADDRESS"),
        [
            [_word(one, "Name"), _word(one, "Version"), _word(one, "Status"), ", ".join(_addresses(one))]
            for one in addons
        ],
    )


def logs(at: Gateway, id_: str, most: int, *, as_json: bool) -> None:
    """Print its operation log, the newest last, with the stages of what failed or is under way."""
    operations = _operations(at.call, id_, most)
    if as_json:
        _as_json([_with_stages(at.call, row) for row in operations])
        return
    if not operations:
        print(f"E-HPC has no log of cluster {id_} in {at.settings.region} of the last {LOG_DAYS} days.")
    for row in reversed(operations):
        _operation(at.call, row)


def _there(at: Gateway, id_: str, queue: str | None) -> Sequence[Row]:
    """The nodes that there are. Raises ResourceError where there is no such cluster or queue."""
    found = nodes_of(at.call, existing(Remote(at, CLUSTER, id_)).id, queue)
    if queue and not found:
        names = [_word(row, "QueueName") for row in listed_queues(at.call, id_)]
        if queue not in names:
            has = f"it has {', '.join(names)}" if names else "it has none"
            raise ResourceError(f"cluster {id_} has no queue {queue}: {has}")
    return found


def _of(id_: str, queue: str | None) -> str:
    return f"queue {queue} of cluster {id_}" if queue else f"cluster {id_}"


def _addresses(addon: Row) -> Iterable[str]:
    if address := eip_of(addon).get("EipAddress"):
        yield str(address)
    for service in addon.get("ServicesSpec") or []:
        if service.get("ServiceAccessUrl"):
            yield f"{_word(service, 'ServiceName')} {_word(service, 'ServiceAccessUrl')}"


def _operations(call: Call, id_: str, most: int) -> list[dict[str, Any]]:
    told = in_log(call, "ListCommonLogs", LOG_DAYS, ClusterId=id_, PageSize=min(max(most, 10), 100))
    return rows_of(told, "Logs", "ListCommonLogs")[:most]


def _with_stages(call: Call, row: Row) -> dict[str, Any]:
    detail = in_log(call, "GetCommonLogDetail", LOG_DAYS, LogRequestId=row.get("RequestId"))
    return {**row, "LogDetail": detail.get("LogDetail") or []}


def _operation(call: Call, row: Row) -> None:
    said = f"  {_word(row, 'Message')}" if row.get("Message") else ""
    _print(f"{_word(row, 'Time')}  {_word(row, 'Action')}  {_word(row, 'Status')}{said}")
    if is_finished(_word(row, "Status")):
        return
    for stage in _with_stages(call, row)["LogDetail"]:
        for step in stage.get("Stages") or []:
            parts = (_word(stage, "StageName"), _word(step, "Method"), _word(step, "Status"), _word(step, "Message"))
            _print(f"    {'  '.join(filter(None, parts))}")


def _counts(queue: Row) -> str:
    """running 2, creating 1"""
    told = {name: count for name, count in (queue.get("Nodes") or {}).items() if count}
    return ", ".join(f"{name.removesuffix('Counts').lower()} {count}" for name, count in told.items()) or "none"


def _limits(queue: Row) -> list[str]:
    return [_word(queue, name) for name in ("MinCount", "MaxCount")]


def _word(row: Row, name: str) -> str:
    value = row.get(name)
    return "" if value is None else str(value)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    if not rows:
        return
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    for row in (heads, *rows):
        _print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _print(line: str) -> None:
    print(secrets().told(line))


def _as_json(value: Any) -> None:
    json.dump(value, sys.stdout, indent=2)
    print()
